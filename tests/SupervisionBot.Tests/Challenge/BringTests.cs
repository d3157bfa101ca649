using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Challenge;

/// <summary>A supervisor brings a challenge question into a one-to-one.</summary>
public sealed class BringTests
{
    private const string Question = "Are there chances for supervisors with more experience to go on improving how they supervise, and to learn from one another here?";

    [Fact]
    public async Task BothAnswerItAndTheSummaryHoldsIt()
    {
        await using var team = await SupervisionTeam.MeetAsync(BringingGuide.InUse);
        await team.OpenAsync();
        await team.Sarah.OpenAsync("bring.open");
        Assert.Equal(9, team.Sarah.Dialog!.Input("question").Json["choices"]!.AsArray().Count);

        await team.Sarah.SubmitAsync("bring.save", ("question", "supervision.q5"));

        await team.Priya.HearAsync("something new in one of your sessions");
        await team.Sarah.PressAsync("answer.save", ("answer.brought.1", "We pair up."));
        await team.Priya.RefreshAsync();
        Assert.Contains(Question, team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains("We pair up.", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Priya.PressAsync("answer.save", ("answer.brought.1", "I sat in once."));
        await team.Sarah.RefreshAsync();
        await team.SummariseAsync();
        await team.Sarah.ConfirmAsync();
        await team.Priya.ConfirmAsync();
        await team.RestartAsync();
        await team.Sarah.RefreshAsync();

        Assert.DoesNotContain("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
        var frozen = (await team.FrozenAsync(team.Sarah.Card.Session))!.GetText("Section_situation")!;
        Assert.Contains($"{Question} (Sarah Ahmed", frozen, StringComparison.Ordinal);
        Assert.Contains("We pair up.", frozen, StringComparison.Ordinal);
        Assert.Contains("I sat in once.", frozen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsOfferedOrTakenWhereTheGuideDoesNotSaySo()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        Assert.False(team.Sarah.Card.Has("bring.open"));
        var before = await team.TrailLengthAsync(team.Sarah.Card.Session);

        foreach (var (way, verb) in new[] { ("task/fetch", "bring.open"), ("task/submit", "bring.save") })
        {
            await team.Sarah.SendAsync(team.Sarah.Task(way, new() { ["verb"] = verb, ["session"] = team.Sarah.Card.Session, ["step"] = "information", ["question"] = "supervision.q1" }));
        }

        Assert.Equal(before, await team.TrailLengthAsync(team.Sarah.Card.Session));
    }

    [Fact]
    public async Task WhatWasTypedOnTheCardBeforeIsSaved()
    {
        await using var team = await SupervisionTeam.MeetAsync(BringingGuide.InUse);
        await team.OpenAsync();

        await team.Sarah.PressAsync("bring.open", ("answer.information.known", "The school rang."));
        await team.Sarah.SubmitAsync("bring.save", ("question", "supervision.q1"));

        Assert.Equal("The school rang.", team.Sarah.Card.Input("answer.information.known").Value);
        Assert.NotNull(team.Sarah.Card.Input("answer.brought.1"));
    }

    [Fact]
    public async Task AQuestionThatIsThereIsNotOfferedAgain()
    {
        await using var team = await SupervisionTeam.MeetAsync(BringingGuide.InUse);
        await team.OpenAsync();
        await team.Sarah.OpenAsync("bring.open");
        await team.Sarah.SubmitAsync("bring.save", ("question", "supervision.q5"));

        await team.Sarah.OpenAsync("bring.open");

        Assert.DoesNotContain(Question, team.Sarah.Dialog!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterTwoTheStepHasNoButtonAnyMoreAndTheNextOneHas()
    {
        await using var team = await SupervisionTeam.MeetAsync(BringingGuide.InUse);
        await team.OpenAsync();
        for (var number = 1; number <= 2; number++)
        {
            await team.Sarah.OpenAsync("bring.open");
            await team.Sarah.SubmitAsync("bring.save", ("question", $"supervision.q{number}"));
        }

        Assert.False(team.Sarah.Card.Has("bring.open"));
        await team.Sarah.PressAsync("step.next");
        Assert.True(team.Sarah.Card.Has("bring.open"));
    }

    [Fact]
    public async Task ThePractitionerHasNoButtonAndCanNotBringOneOtherwise()
    {
        await using var team = await SupervisionTeam.MeetAsync(BringingGuide.InUse);
        await team.OpenAsync();
        Assert.False(team.Priya.Card.Has("bring.open"));
        var before = await team.TrailLengthAsync(team.Priya.Card.Session);

        var answer = await team.Priya.SendAsync(team.Priya.Task("task/submit", new() { ["verb"] = "bring.save", ["session"] = team.Priya.Card.Session, ["step"] = "information", ["question"] = "supervision.q1" }));

        Assert.Contains("Only the person who leads", answer.Body, StringComparison.Ordinal);
        Assert.Equal(before, await team.TrailLengthAsync(team.Priya.Card.Session));
    }

    [Fact]
    public async Task AnOutsiderLearnsNothing()
    {
        await using var team = await SupervisionTeam.MeetAsync(BringingGuide.InUse);
        await team.OpenAsync();

        var answers = new[] { "task/fetch", "task/submit" }.Select(name => team.Tom.SendAsync(team.Tom.Task(name, new() { ["verb"] = name == "task/fetch" ? "bring.open" : "bring.save", ["session"] = team.Sarah.Card.Session, ["question"] = "supervision.q1" })));

        Assert.All(await Task.WhenAll(answers), answer => Assert.Contains("I can't find that session for you", answer.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnythingElseThanOneOfTheNineIsNotTaken()
    {
        await using var team = await SupervisionTeam.MeetAsync(BringingGuide.InUse);
        await team.OpenAsync();
        await team.Sarah.OpenAsync("bring.open");

        var answer = await team.Sarah.SendAsync(team.Sarah.Task("task/submit", new() { ["verb"] = "bring.save", ["session"] = team.Sarah.Card.Session, ["step"] = "information", ["question"] = "training.q1" }));

        Assert.Contains("That is not one of the choices", answer.Body, StringComparison.Ordinal);
        Assert.Empty((await team.StoredAsync(team.Sarah.Card.Session)).Session.Brought);
    }
}
