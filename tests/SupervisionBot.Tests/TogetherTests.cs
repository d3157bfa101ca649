using System.Text.Json.Nodes;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>Two people at the same moment, and messages typed beside the cards.</summary>
public sealed class TogetherTests
{
    [Fact]
    public async Task SixteenSavesOfTwoPeopleAtOnceAreAllThere()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var prompts = new[] { "information.happening", "information.known", "information.to-know", "information.wanted-now", "ethics.consistent", "ethics.expected", "ethics.duty", "ethics.scrutiny" };
        var saves = from who in new[] { team.Sarah, team.Priya }
                    from prompt in prompts
                    select who.Execute("answer.save", Data(who, $"answer.{prompt}", $"{who.Person.Name} on {prompt}"));

        var answers = await Task.WhenAll(saves.ToList().Select(team.PostAsync));

        Assert.All(answers, answer => Assert.NotNull(answer.Card));
        var session = (await team.StoredAsync(team.Sarah.Card.Session)).Session;
        foreach (var who in new[] { team.Sarah, team.Priya })
        {
            Assert.All(prompts, prompt => Assert.Equal($"{who.Person.Name} on {prompt}", session.Answer(prompt, new(who.Person.Id))?.Value));
        }
    }

    [Fact]
    public async Task TwoPeoplePressDifferentThingsAtOnceAndBothHappen()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await Task.WhenAll(
            team.Sarah.PressAsync("step.next", ("answer.information.to-know", "Who saw him")),
            team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang")));

        var session = (await team.StoredAsync(team.Sarah.Card.Session)).Session;
        Assert.Equal("assessment", session.Step);
        Assert.Equal("Who saw him", session.Answer("information.to-know", new(team.Sarah.Person.Id))?.Value);
        Assert.Equal("The school rang", session.Answer("information.known", new(team.Priya.Person.Id))?.Value);
    }

    [Fact]
    public async Task BothSignAtOnceAndTheSummaryIsFrozenOnce()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.SummariseAsync();

        await Task.WhenAll(team.Sarah.ToTheEndAsync(), team.Priya.ToTheEndAsync());

        await Task.WhenAll(team.Sarah.PressAsync("summary.sign"), team.Priya.PressAsync("summary.disagree", ("remark", "Waiting was better")));

        // Whoever came second is shown what the first said, before anything is frozen.
        var late = team.Sarah.Card.Has("summary.sign") ? team.Sarah : team.Priya;
        Assert.Contains(late == team.Sarah ? "Waiting was better" : "Sarah Ahmed,", late.Card.Words, StringComparison.Ordinal);
        Assert.Null(await team.FrozenAsync(late.Card.Session));
        await late.PressAsync(late == team.Sarah ? "summary.sign" : "summary.disagree", late == team.Sarah ? [] : [("remark", "Waiting was better")]);

        if (late == team.Priya)
        {
            // Sarah confirmed what had no disagreement in it.
            Assert.Null(await team.FrozenAsync(late.Card.Session));
            await team.Sarah.ConfirmAsync();
        }

        await late.RefreshAsync();
        Assert.True(late.Card.Has("addendum.add"));
        Assert.NotNull(await team.FrozenAsync(team.Sarah.Card.Session));
    }

    [Fact]
    public async Task WithTwoSessionsUnderWayAMessageCanGoToEither()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync("KN-1");
        var first = team.Priya.Card.Session;
        await team.OpenAsync("KN-2");

        await team.Priya.TypeAsync("The school rang");
        await team.Priya.PressAsync(team.Priya.Card.Buttons.Single(button => button.Verb == "typed.place" && button.SendsInputs), ("target", $"{first}|information.known"));

        Assert.Equal("The school rang", (await team.StoredAsync(first)).Session.Answer("information.known", new(team.Priya.Person.Id))?.Value);
        Assert.Contains("KN-1", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMessageWhenEverythingIsAnsweredIsAskedAbout()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.happening", "1"), ("answer.information.known", "2"), ("answer.information.to-know", "3"), ("answer.information.wanted-now", "4"));

        await team.Priya.TypeAsync("One more thing");

        Assert.Contains("One more thing", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.True(team.Priya.Card.Has("typed.place"));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task APressIsSavedAndAnsweredWhateverTeamsSaysToOurMessages(int status)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        team.Connector.Refuse = (_, _) => new(status, RetryAfterSeconds: 1);

        var answer = await team.Sarah.PressAsync("step.next", ("answer.information.known", "The school rang"));

        Assert.NotNull(answer.Card);
        Assert.Equal("assessment", (await team.StoredAsync(team.Sarah.Card.Session)).Session.Step);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task ACardThatCouldNotBeChangedIsChangedLater(int status)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var refused = 0;
        team.Connector.Refuse = (method, conversation) => method == "PUT" && conversation == team.Priya.Chat.Id && Interlocked.Increment(ref refused) <= 1 ? new(status, RetryAfterSeconds: 1) : null;

        await AnswerInTheDialogAsync(team.Priya);

        await team.Connector.WaitAsync(0, sent => sent.Method == "PUT" && sent.Conversation == team.Priya.Chat.Id && sent.Card!.Inputs.Any(input => input.Value == "The school rang"));
    }

    [Fact]
    public async Task ACardThatIsGoneIsSentAnew()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        team.Connector.Refuse = (method, conversation) => method == "PUT" && conversation == team.Priya.Chat.Id ? new(404, "ActivityNotFoundInConversation") : null;

        await AnswerInTheDialogAsync(team.Priya);

        await team.Connector.WaitAsync(0, sent => sent.Method == "POST" && sent.Conversation == team.Priya.Chat.Id && sent.Card?.Inputs.Any(input => input.Value == "The school rang") == true);
    }

    // The card that a dialog was opened from is drawn anew where it stands.
    private static async Task AnswerInTheDialogAsync(Somebody who)
    {
        await who.OpenAsync("prompt.open", "prompt", "information.known");
        await who.SubmitAsync("prompt.save", ("answer.information.known", "The school rang"));
    }

    private static JsonObject Data(Somebody who, string input, string value)
    {
        var data = who.Card.Button("answer.save").Data.DeepClone().AsObject();
        data[input] = value;
        return data;
    }
}
