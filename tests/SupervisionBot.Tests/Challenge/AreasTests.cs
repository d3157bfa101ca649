using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Tests.Challenge;

/// <summary>A leader works through the challenge questions, an area at a time.</summary>
public sealed class AreasTests
{
    [Fact]
    public async Task TheCardShowsFourAreasAndHowLongEachTakes()
    {
        await using var team = await Leaders.MeetAsync();

        await team.Tom.TypeAsync("challenge");

        Assert.Equal(["Go to area 1", "Go to area 2", "Go to area 3", "Go to area 4"], team.Tom.Card.Buttons.Where(button => button.Verb == "challenge.area").Select(button => button.Title));
        Assert.All(["About 10 minutes · 5 questions", "About 13 minutes · 9 questions", "About 16 minutes · 12 questions", "About 13 minutes · 7 questions"], area => Assert.Contains(area, team.Tom.Card.Words, StringComparison.Ordinal));
        Assert.False(team.Tom.Card.Has("challenge.finish"));
    }

    [Fact]
    public async Task AreaTwoBeginsARunFromNothing()
    {
        await using var team = await Leaders.MeetAsync();

        await team.Tom.TypeAsync("area 2");

        Assert.Contains("Supervision: questions 1 to 3", team.Tom.Card.Words, StringComparison.Ordinal);
        var session = (await team.StoredAsync(team.Tom.Card.Session)).Session;
        Assert.Equal((SessionStatus.Walking, "supervision-1", ""), (session.Status, session.Step, session.CaseReference));
        Assert.Equal(team.Tom.Person.Id, Assert.Single(session.Participants).Person.Value);
    }

    [Fact]
    public async Task TheSameMessageTwiceBeginsOneRun()
    {
        await using var team = await Leaders.MeetAsync();
        var message = team.Tom.Typed("area 2");

        await team.Tom.SendAsync(message);
        await team.Tom.SendAsync(message);

        await team.Tom.TypeAsync("sessions");
        Assert.Single(team.Tom.Card.Buttons, button => button.Verb == "session.view");
    }

    [Fact]
    public async Task AreaThreeGoesOnInTheRunThatIsUnderWay()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.TypeAsync("area 2");
        var run = team.Tom.Card.Session;

        await team.Tom.TypeAsync("Area 4.");
        await team.Tom.TypeAsync("area 3");

        Assert.Equal(run, team.Tom.Card.Session);
        Assert.Contains("Child's file: questions 1 to 3", team.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasAnsweredIsThereAfterSkippingAndComingBack()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.RateAsync(1, ("training.q2", "developing"));
        await team.Tom.PressAsync("answer.save", ("answer.training.q2.note", "Only in two teams."));
        await team.Tom.TypeAsync("area 4");

        await team.Tom.TypeAsync("area 1");

        Assert.Equal(("developing", "Only in two teams."), (team.Tom.Card.Input("answer.training.q2").Value, team.Tom.Card.Input("answer.training.q2.note").Value));
    }

    [Fact]
    public async Task TheAreasButtonOfAStepSavesWhatWasTypedAndCountsIt()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.TypeAsync("area 1");

        await team.Tom.PressAsync("challenge.areas", ("answer.training.q1", "strength"));

        Assert.Contains("1 of 5 questions answered", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Contains("0 of 9 questions answered", team.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AButtonOfTheAreasGoesToItsArea()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.TypeAsync("challenge");

        await team.Tom.PressAsync(team.Tom.Card.Button("challenge.area", "area", "3"));

        Assert.Contains("Child's file: questions 1 to 3", team.Tom.Card.Words, StringComparison.Ordinal);
        await team.Tom.PressAsync("answer.save", ("answer.recording.q1", "strength"));
        Assert.Contains("Saved.", team.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThereIsNoAreaFive()
    {
        await using var team = await Leaders.MeetAsync();

        await team.Tom.TypeAsync("area 5");

        Assert.Contains("There are areas 1 to 4.", team.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("challenge")]
    [InlineData("area 2")]
    public async Task SomebodyWhoDoesNotLeadIsToldWhoCan(string text)
    {
        await using var team = await Leaders.MeetAsync();

        await team.Priya.TypeAsync(text);

        Assert.Contains("for senior leaders", team.Priya.Texts[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("challenge.areas")]
    [InlineData("challenge.area")]
    [InlineData("challenge.finish")]
    [InlineData("challenge.moved")]
    [InlineData("challenge.together")]
    public async Task NoButtonOfALeadersRunDoesAnythingForSomebodyElse(string verb)
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.RateAsync(1, ("training.q1", "not-yet"));
        var run = team.Tom.Card.Session;
        var before = await team.TrailLengthAsync(run);

        var answer = await team.Priya.SendAsync(team.Priya.Execute(verb, new() { ["session"] = run, ["area"] = "2" }));

        Assert.Null(answer.Card);
        Assert.Contains("for senior leaders", answer.Body, StringComparison.Ordinal);
        Assert.Equal(before, await team.TrailLengthAsync(run));
    }

    [Fact]
    public async Task NobodyElseSeesTheCardOfARun()
    {
        await using var team = await Leaders.MeetAsync(more: 1);
        await team.Tom.RateAsync(1, ("training.q1", "not-yet"));
        var other = await team.JoinAsync(1);

        var answer = await other.SendAsync(other.Execute("session.view", new() { ["session"] = team.Tom.Card.Session }));

        Assert.Contains("I can't find that session for you", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGroupChatIsPointedToTheOwnChatAndShowsNothing()
    {
        await using var team = await Leaders.MeetAsync();
        var there = team.Tom.In(team.Group);

        await there.TypeAsync("area 2");

        Assert.Contains("Open your own chat with me and type challenge", there.Texts[^1], StringComparison.Ordinal);
        await team.Tom.TypeAsync("sessions");
        Assert.DoesNotContain("Challenge questions", team.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpNamesTheWordToLeadersOnly()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.TypeAsync("help");
        await team.Priya.TypeAsync("help");

        Assert.Contains("area by area", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("area by area", team.Priya.Card.Words, StringComparison.Ordinal);
    }
}
