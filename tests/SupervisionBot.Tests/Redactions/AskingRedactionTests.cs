using System.Text.Json.Nodes;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Redactions;

/// <summary>Whoever asks that words be erased points at them, sees where they stand before anybody is asked, and can ask for it no longer.</summary>
public sealed class AskingRedactionTests
{
    [Fact]
    public async Task TheDialogShowsWhereTheWordsStandBeforeAnybodyIsAsked()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.Team.Priya.OpenAsync("redact.open");

        await scene.Team.Priya.SubmitAsync("redact.find", ("words", "Casey Jones"), ("reason", RedactionScene.Reason));

        Assert.Contains("She sleeps at Casey Jones's, she said.", scene.Team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.Contains("Casey Jones is fourteen.", scene.Team.Priya.Dialog.Words, StringComparison.Ordinal);
        Assert.Empty((await scene.Team.StoredAsync(scene.Session)).Session.Redactions);
        await scene.Team.Priya.SubmitAsync("redact.change");
        Assert.Equal("Casey Jones", scene.Team.Priya.Dialog.Input("words").Value);
    }

    [Theory]
    [InlineData("Casey Johns", "These words do not stand in the record")]
    [InlineData("Cas", "These words do not stand in the record")]
    [InlineData("\u200b", "There is nothing written yet")]
    public async Task WordsThatCanNotBeFoundAreToldAndNobodyIsAsked(string words, string told)
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.Team.Priya.OpenAsync("redact.open");

        await scene.Team.Priya.SubmitAsync("redact.find", ("words", words), ("reason", RedactionScene.Reason));

        Assert.Contains(told, scene.Team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.Equal(RedactionScene.Reason, scene.Team.Priya.Dialog.Input("reason").Value);
    }

    [Fact]
    public async Task NobodyWhoTakesNoPartAsksForAnything()
    {
        await using var scene = await RedactionScene.FrozenAsync();

        foreach (var verb in new[] { "redact.find", "redact.ask", "redact.change" })
        {
            var answer = await scene.Team.Eve.SendAsync(scene.Team.Eve.Task("task/submit", new JsonObject { ["verb"] = verb, ["session"] = scene.Session, ["v"] = 9, ["words"] = "Casey Jones", ["reason"] = "x" }));
            Assert.Contains("I can't find that session for you", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(RedactionScene.Toms)]
    [InlineData(RedactionScene.Sarahs, RedactionScene.Toms)]
    public async Task WhereTooFewLeadersAreNamedNobodyIsAskedAndItSaysWhatToDo(params string[] leaders)
    {
        await using var scene = await RedactionScene.FrozenAsync(leaders);

        var answer = await scene.Team.Sarah.OpenAsync("redact.open");

        Assert.Contains("Two senior leaders besides you have to approve", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeTheSummaryIsFrozenThereIsNothingToAskFor()
    {
        await using var team = await SupervisionTeam.MeetAsync(RedactionScene.Leaders());
        await team.OpenAsync();

        Assert.False(team.Priya.Card.Has("redact.open"));
        var answer = await team.Priya.SendAsync(team.Priya.Task("task/submit", new JsonObject { ["verb"] = "redact.ask", ["session"] = team.Priya.Card.Session, ["v"] = 9, ["words"] = "x", ["reason"] = "x" }));
        Assert.Contains("I can't find", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfALongTextThePlaceWithTheWordsIsShown()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.Team.Priya.SendAsync(scene.Team.Priya.Execute("session.view", new() { ["session"] = scene.Session }));
        await scene.Team.Priya.PressAsync("addendum.add", ("addendum", $"{string.Join(' ', Enumerable.Repeat("I thought about the visit", 60))} and of Ben Shaw."));
        await scene.Team.Priya.OpenAsync("redact.open");

        await scene.Team.Priya.SubmitAsync("redact.find", ("words", "Ben Shaw"), ("reason", RedactionScene.Reason));

        Assert.Contains("and of Ben Shaw.", scene.Team.Priya.Dialog!.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redact.find")]
    [InlineData("redact.ask")]
    public async Task WhatIsFarTooLongIsNotLookedFor(string verb)
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.Team.Priya.SendAsync(scene.Team.Priya.Execute("session.view", new() { ["session"] = scene.Session }));
        await scene.Team.Priya.OpenAsync("redact.open");
        var second = (await scene.Team.TrailAsync(scene.Session))[1];
        second["Event"] = "can not be read, and whoever looks there would say so";
        await scene.Team.Store.SubmitAsync("sessions", second.PartitionKey, [TableAction.Replace(second)], default);

        var answer = await scene.Team.Priya.SendAsync(scene.Team.Priya.Task(
            "task/submit", new JsonObject { ["verb"] = verb, ["session"] = scene.Session, ["v"] = 9, ["words"] = new string('a', 100_000), ["reason"] = "x" }));

        Assert.Equal(200, answer.Status);
        Assert.Contains("This is too long", scene.Team.Priya.Dialog?.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereTooFewLeadAnyMoreTheRequestCanStillBeTakenBack()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.Team.RestartAsync(RedactionScene.Leaders(RedactionScene.Toms));
        await scene.Team.Priya.SendAsync(scene.Team.Priya.Execute("session.view", new() { ["session"] = scene.Session }));

        await scene.Team.Priya.OpenAsync("redact.open");
        Assert.Contains("Two senior leaders besides you have to approve", scene.Team.Priya.Dialog?.Words, StringComparison.Ordinal);
        await scene.Team.Priya.SubmitAsync("redact.withdraw");

        Assert.Equal(RedactionStatus.Withdrawn, Assert.Single((await scene.Team.StoredAsync(scene.Session)).Session.Redactions).Status);
    }

    [Fact]
    public async Task AskingLeavesALaterRemarkOnTheCardThatIsHalfWritten()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.Team.SettleAsync();
        var drawn = scene.Team.Connector.All.Count(sent => sent.Conversation == scene.Team.Priya.Chat.Id && sent.Card is not null);

        await scene.Team.Priya.OpenAsync("redact.open");
        await scene.Team.Priya.SubmitAsync("redact.find", ("words", "Casey Jones"), ("reason", RedactionScene.Reason));
        await scene.Team.Priya.SubmitAsync("redact.ask");

        await scene.Team.SettleAsync();
        Assert.Equal(drawn, scene.Team.Connector.All.Count(sent => sent.Conversation == scene.Team.Priya.Chat.Id && sent.Card is not null));
    }

    [Fact]
    public async Task WhoeverAskedTakesTheRequestBackAndTheWordsStayAndGoFromTheLeadersCards()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.Team.SettleAsync();
        await scene.Team.Priya.OpenAsync("redact.open");

        await scene.Team.Priya.SubmitAsync("redact.withdraw");

        Assert.Contains("Taken back: these words stay", scene.Team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("not decided yet", scene.Team.Priya.Dialog.Words, StringComparison.Ordinal);
        await scene.Team.SettleAsync();
        Assert.All(new[] { scene.Tom, scene.Margaret }, leader => Assert.Contains("asked for no longer", scene.LastIn(leader), StringComparison.Ordinal));
        Assert.All(new[] { scene.Tom, scene.Margaret }, leader => Assert.DoesNotContain("Casey", scene.LastIn(leader), StringComparison.Ordinal));
        await scene.LookAsync(scene.Tom, isThere: false);
        var summary = await scene.ReadAsync(scene.Team.Sarah);
        Assert.Contains("Casey Jones is fourteen.", summary, StringComparison.Ordinal);
        Assert.Contains("and took that back", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyElseTakesARequestBack()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");

        foreach (var (who, told) in new[] { (scene.Team.Sarah, "That is no longer there"), (scene.Team.Eve, "I can't find that session for you") })
        {
            var answer = await who.SendAsync(who.Task("task/submit", new JsonObject { ["verb"] = "redact.withdraw", ["session"] = scene.Session, ["v"] = 9, ["asked"] = scene.Asked }));
            Assert.Contains(told, answer.Body, StringComparison.Ordinal);
        }

        await scene.LookAsync(scene.Tom);
    }

    [Fact]
    public async Task SeveralRequestsOfOnesOwnAreToldApart()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.AskAsync("fourteen");

        await scene.Team.Priya.OpenAsync("redact.open");

        Assert.Equal(["Take this request back: number 1", "Take this request back: number 2"], scene.Team.Priya.Dialog!.Buttons.Where(button => button.Verb == "redact.withdraw").Select(button => button.Title));
    }
}
