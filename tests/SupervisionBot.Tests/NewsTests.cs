using System.Text.Json.Nodes;
using SupervisionBot.OneToOne;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>What the others are told after a press is a small card whose one button brings what it is about; nobody's typing is pulled away by it.</summary>
public sealed class NewsTests
{
    private const string Known = "answer.information.known";
    private const string ChildsVoice = "answer.assessment.childs-voice";

    [Fact]
    public async Task SomebodyElsesNextLeavesTheCardsOfTheOthersAsTheyAre()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.SettleAsync();
        var before = team.Connector.All.Count;

        await team.Sarah.PressAsync("step.next");
        await team.SettleAsync();

        var sent = team.Connector.All.Skip(before).Where(sent => sent.Conversation == team.Priya.Chat.Id).ToList();
        Assert.True(Assert.Single(sent).Card!.IsNews);
        Assert.Equal("POST", sent[0].Method);
    }

    [Fact]
    public async Task WhoeverWasTypingGoesToTheNewStepWhenTheyAreReady()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var typing = team.Priya.OnAnotherDevice();
        await team.Sarah.PressAsync("step.next");
        await team.Priya.ReceiveNewsAsync("Go to Assessment");
        Assert.Contains("Sarah Ahmed moved on to Assessment.", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains(Walks.CaseReference, team.Priya.Card.Words, StringComparison.Ordinal);

        await typing.PressAsync("answer.save", (Known, "The school rang"));

        Assert.Equal("The school rang", (await team.StoredAsync(typing.Card.Session)).Session.Answer("information.known", new(team.Priya.Person.Id))!.Value);
        Assert.Contains(typing.Card.Inputs, input => input.Id == ChildsVoice);
        Assert.Contains(OldCards.Saved, typing.Card.Words, StringComparison.Ordinal);

        await team.Priya.PressAsync("session.view");

        Assert.Contains(team.Priya.Card.Inputs, input => input.Id == ChildsVoice);
        Assert.DoesNotContain("older one", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoingBackWipesNobodysWordsEither()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("assessment");
        var typing = team.Priya.OnAnotherDevice();
        await team.SettleAsync();
        var before = team.Connector.All.Count;

        await team.Sarah.PressAsync("step.back");
        await team.SettleAsync();

        var news = Assert.Single(team.Connector.All.Skip(before), sent => sent.Conversation == team.Priya.Chat.Id);
        Assert.Contains("Sarah Ahmed went back to Information.", news.Card!.Words, StringComparison.Ordinal);
        await typing.PressAsync("answer.save", (ChildsVoice, "He says he is tired"));
        Assert.Equal("He says he is tired", (await team.StoredAsync(typing.Card.Session)).Session.Answer("assessment.childs-voice", new(team.Priya.Person.Id))!.Value);
        Assert.Contains(typing.Card.Inputs, input => input.Id == Known);
    }

    [Fact]
    public async Task TheCheckAndTheBeginningOfTheWalkAreToldTheSameWay()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync(prepare: true);
        await team.Sarah.RefreshAsync();
        await team.Sarah.PressAsync("prepare.begin");
        await team.Priya.ReceiveNewsAsync("Go to Information");
        Assert.Contains("Sarah Ahmed has begun: Information.", team.Priya.Card.Words, StringComparison.Ordinal);
        while (team.Sarah.Card.Has("step.next"))
        {
            await team.Sarah.PressAsync("step.next");
        }

        await team.Priya.ReceiveNewsAsync("Go to the check of the record");
        await team.Priya.PressAsync("session.view");

        Assert.Contains("Check of the record", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfSeveralMovesBeforeTheFirstIsSentOnlyTheLastIsTold()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.SettleAsync();
        team.Connector.Refuse = (_, chat) => chat == team.Priya.Chat.Id ? new(429, RetryAfterSeconds: 1) : null;
        await team.Sarah.PressAsync("step.next");
        await team.Sarah.PressAsync("step.next");
        var before = team.Connector.All.Count;

        team.Connector.Refuse = (_, _) => null;
        await team.Priya.ReceiveNewsAsync("Go to Powers and Policy");
        await team.SettleAsync();

        Assert.Single(team.Connector.All.Skip(before), sent => sent.Conversation == team.Priya.Chat.Id);
    }

    [Fact]
    public async Task WhoeverHasNotOpenedTheSessionIsToldOfNoStep()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.InviteAsync();

        await team.Sarah.PressAsync("step.next");
        await team.SettleAsync();

        Assert.Empty(team.Priya.News);
    }

    [Fact]
    public async Task TheNewsBecomeTheCardOfTheSession()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Sarah.PressAsync("step.next");
        await team.Priya.ReceiveNewsAsync("Go to Assessment");
        await team.Priya.PressAsync("session.view");
        var (session, before) = (team.Priya.Card.Session, team.Connector.All.Count);

        await team.Sarah.TypeAsync("cancel");
        await team.Sarah.PressAsync("session.cancel", ("reason", "The family has moved"));
        await team.SettleAsync();

        var drawn = Assert.Single(team.Connector.All.Skip(before), sent => sent.Conversation == team.Priya.Chat.Id && sent.Method == "PUT");
        Assert.Equal((await team.StoredAsync(session)).Places.Single(place => place.Person?.Value == team.Priya.Person.Id).ActivityId, drawn.Activity);
        Assert.Equal(team.Connector.All.Last(sent => sent.Conversation == team.Priya.Chat.Id && sent.Card is { IsNews: true } && sent.Number < before).Activity, drawn.Activity);
    }

    [Fact]
    public async Task PausedBringsAButtonThatGoesOn()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Sarah.PressAsync("session.pause");
        await team.Priya.ReceiveNewsAsync("Go on with the session");
        var again = team.Priya.OnAnotherDevice();

        await team.Priya.PressAsync("session.resume");

        Assert.False((await team.StoredAsync(team.Priya.Card.Session)).Session.IsPaused);
        Assert.True(team.Priya.Card.Has("session.pause"));
        await team.Sarah.ReceiveNewsAsync("Open the session");
        var length = await team.TrailLengthAsync(team.Priya.Card.Session);
        await again.PressAsync("session.resume");
        Assert.Equal(length, await team.TrailLengthAsync(team.Priya.Card.Session));
        Assert.True(again.Card.Has("session.pause"));
    }

    [Fact]
    public async Task ASecondPauseIsGoneOnWithByItsOwnNews()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        for (var time = 0; time < 2; time++)
        {
            await team.Sarah.PressAsync("session.pause");
            await team.Priya.ReceiveNewsAsync("Go on with the session");
            await team.Priya.PressAsync("session.resume");
            Assert.False((await team.StoredAsync(team.Priya.Card.Session)).Session.IsPaused);
            await team.Sarah.RefreshAsync();
        }
    }

    [Fact]
    public async Task ASummaryThatWaitsIsReadFromItsNews()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.SummariseAsync();
        await team.Priya.ReceiveNewsAsync("Read the summary");

        await team.Priya.PressAsync("session.view");
        await team.Priya.ToTheEndAsync();

        Assert.True(team.Priya.Card.Has("summary.sign"));
    }

    [Theory]
    [InlineData("summary.comment", "Please spell the school right")]
    [InlineData("summary.disagree", "I do not think that he was seen")]
    public async Task WhatWasSaidAboutASummaryIsShownFirst(string verb, string words)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.SummariseAsync();
        await team.Priya.ToTheEndAsync();
        await team.Priya.PressAsync(verb, ("remark", words));
        await team.Sarah.ReceiveNewsAsync("See what was said");
        Assert.DoesNotContain(words, team.Sarah.Card.Words, StringComparison.Ordinal);

        await team.Sarah.PressAsync("session.said");

        Assert.Contains(words, team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("This was said since:", team.Sarah.Card.Words, StringComparison.Ordinal);
        await team.Sarah.ToTheEndAsync();
        await team.Sarah.PressAsync("summary.sign");
        Assert.Contains((await team.StoredAsync(team.Sarah.Card.Session)).Session.Positions, position => position.By.Value == team.Sarah.Person.Id);
    }

    [Fact]
    public async Task WhatWasSaidIsShownToNobodyElse()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.SummariseAsync();
        await team.Priya.ToTheEndAsync();
        await team.Priya.PressAsync("summary.comment", ("remark", "Please spell the school right"));

        foreach (var stranger in new[] { team.Tom, team.Eve })
        {
            var answer = await stranger.SendAsync(stranger.Execute("session.said", new JsonObject { ["session"] = team.Priya.Card.Session, ["since"] = "1" }));

            Assert.Null(answer.Card);
            Assert.Contains("can't find that session", answer.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TheEndBringsWhatWasRecorded()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        await team.Sarah.ReceiveNewsAsync("Open what was recorded");

        await team.Sarah.PressAsync("session.view");

        Assert.True(team.Sarah.Card.Has("addendum.add"));
    }

    [Fact]
    public async Task EverythingElseOpensTheSession()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Sarah.ReceiveNewsAsync("Open the session");

        await team.Sarah.PressAsync("session.view");

        Assert.True(team.Sarah.Card.Has("step.next"));
    }

    [Fact]
    public async Task NewsShowOnALockScreenAsTheirOneSentence()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        await team.SettleAsync();

        var news = team.Connector.All.Where(sent => sent.Card is { IsNews: true }).ToList();

        Assert.All(news, sent => Assert.Equal((string?)sent.Body["summary"], (string?)sent.Card!.Json["fallbackText"]));
        Assert.All(news, sent => Assert.Equal((string?)sent.Body["summary"], (string?)sent.Card!.Json["speak"]));
        Assert.All(news, sent => Assert.Single(sent.Card!.Buttons));
        Assert.Contains(news, sent => (string?)sent.Body["summary"] == "A summary is waiting for you.");
    }
}
