using SupervisionBot.Rounds;

namespace SupervisionBot.Tests.Rounds;

/// <summary>People answer a round in their channel.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task AnAnswerIsKeptAndTheCardSaysHowManyAnsweredButNotWhat()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        var (channel, first) = (scene.Channels[0], RoundScene.SomebodyIn(scene.Channels[0], 1));
        Assert.Contains("Nobody has answered here yet.", scene.CardIn(channel).Words, StringComparison.Ordinal);

        await scene.AnswerAsync(first, channel, stop: "Late panels");
        await scene.AnswerAsync(RoundScene.SomebodyIn(channel, 2), channel, start: "Quiet rooms");

        await RoundScene.UntilAsync(() => Task.FromResult(scene.CardIn(channel).Words.Contains("2 people have answered here.", StringComparison.Ordinal)));
        Assert.DoesNotContain("panels", scene.CardIn(channel).Raw, StringComparison.Ordinal);
        Assert.True((await scene.FindAsync(round)).TakesAnswers(scene.Now));
    }

    [Fact]
    public async Task APersonFindsTheirAnswerAgainAndCanChangeIt()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync(anonymous: false);
        var (channel, who) = (scene.Channels[0], RoundScene.SomebodyIn(scene.Channels[0], 1));
        await scene.AnswerAsync(who, channel, stop: "Late panels");

        var dialog = (await scene.OpenDialogAsync(who, channel)).Card!;
        Assert.Equal("Late panels", dialog.Input("stop.1").Value);
        await scene.SendAsync(who, channel, dialog, "reply.save", ("stop.1", "Panels at night"));

        await scene.CountAsync(round);
        Assert.Equal(["Panels at night"], (await scene.SaidAsync(round)).Select(said => said.Text));
    }

    [Fact]
    public async Task AWithdrawnAnswerIsGone()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        var (channel, who) = (scene.Channels[0], RoundScene.SomebodyIn(scene.Channels[0], 1));
        await scene.AnswerAsync(who, channel, stop: "Late panels");

        var dialog = (await scene.OpenDialogAsync(who, channel)).Card!;
        var answer = await scene.SendAsync(who, channel, dialog, "reply.withdraw");

        Assert.Contains("withdrawn", answer.Message, StringComparison.Ordinal);
        Assert.False((await scene.OpenDialogAsync(who, channel)).Card!.Has("reply.withdraw"));
        Assert.Equal(0, (await scene.CountAsync(round)).Tally!.Answered);
        Assert.Empty(await scene.SaidAsync(round));
    }

    [Fact]
    public async Task OnePersonHasOneAnswerInWhateverChannelTheyGiveIt()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        var round = await scene.OpenAsync(anonymous: false);
        var who = RoundScene.SomebodyIn(scene.Channels[0], 1);

        await scene.AnswerAsync(who, scene.Channels[0], stop: "Late panels");
        await scene.AnswerAsync(who, scene.Channels[1], stop: "Late panels, again");

        var counted = await scene.CountAsync(round);
        Assert.Equal(1, counted.Tally!.Answered);
        Assert.Equal(["Late panels, again"], (await scene.SaidAsync(round)).Select(said => said.Text));
    }

    [Fact]
    public async Task AnAnswerThatIsWithdrawnInAnotherChannelIsOffTheCardItWasGivenOn()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        await scene.OpenAsync();
        var (first, second, who) = (scene.Channels[0], scene.Channels[1], RoundScene.SomebodyIn(scene.Channels[0], 1));
        await scene.AnswerAsync(who, first, stop: "Late panels");
        await RoundScene.UntilAsync(() => Task.FromResult(scene.CardIn(first).Words.Contains("1 person has answered here.", StringComparison.Ordinal)));

        var dialog = (await scene.OpenDialogAsync(who, second)).Card!;
        Assert.Contains("withdrawn", (await scene.SendAsync(who, second, dialog, "reply.withdraw")).Message, StringComparison.Ordinal);

        await RoundScene.UntilAsync(() => Task.FromResult(scene.CardIn(first).Words.Contains("Nobody has answered here yet.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TheSameAnswerSentTwiceIsOneAnswer()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        var (channel, who) = (scene.Channels[0], RoundScene.SomebodyIn(scene.Channels[0], 1));
        var dialog = (await scene.OpenDialogAsync(who, channel)).Card!;

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.SendAsync(who, channel, dialog, "reply.save", ("stop.1", "Late panels"))));

        Assert.All(sent, answer => Assert.StartsWith("Thank you.", answer.Message, StringComparison.Ordinal));
        Assert.Equal(1, (await scene.CountAsync(round)).Tally!.Answered);
    }

    [Fact]
    public async Task MoreBoxesKeepWhatIsTyped()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        await scene.OpenAsync();
        var (channel, who) = (scene.Channels[0], RoundScene.SomebodyIn(scene.Channels[0], 1));
        var dialog = (await scene.OpenDialogAsync(who, channel)).Card!;

        var wider = (await scene.SendAsync(who, channel, dialog, "reply.more", ("stop.1", "Late panels"))).Card!;

        Assert.Equal("Late panels", wider.Input("stop.1").Value);
        Assert.Equal("", wider.Input("stop.2").Value ?? "");
    }

    [Theory]
    [InlineData("Ring me on 0151 496 0123")]
    [InlineData("The case of Jamie Carter went wrong")]
    [InlineData("His number is 943 476 5919, look him up")]
    [InlineData("They live at L1 8JQ now")]
    [InlineData("Born 12/05/2014")]
    public async Task WhatGivesSomebodyAwayIsWarnedAboutBeforeItIsSent(string text)
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        var (channel, who) = (scene.Channels[0], RoundScene.SomebodyIn(scene.Channels[0], 1));
        var dialog = (await scene.OpenDialogAsync(who, channel)).Card!;

        var warned = (await scene.SendAsync(who, channel, dialog, "reply.save", ("stop.1", text))).Card!;

        Assert.Contains("looks like", warned.Words, StringComparison.Ordinal);
        Assert.Equal(text, warned.Input("stop.1").Value);
        Assert.False((await scene.OpenDialogAsync(who, channel)).Card!.Has("reply.withdraw"));
        Assert.StartsWith("Thank you.", (await scene.SendAsync(who, channel, warned, "reply.save", ("confirmed", "true"))).Message, StringComparison.Ordinal);
        Assert.Equal(1, (await scene.CountAsync(round)).Tally!.Answered);
    }

    [Fact]
    public async Task AConfirmedWarningHoldsForTheseWordsOnly()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        await scene.OpenAsync();
        var (channel, who) = (scene.Channels[0], RoundScene.SomebodyIn(scene.Channels[0], 1));
        var dialog = (await scene.OpenDialogAsync(who, channel)).Card!;
        var warned = (await scene.SendAsync(who, channel, dialog, "reply.save", ("stop.1", "Ring 0151 496 0123"))).Card!;

        var again = await scene.SendAsync(who, channel, warned, "reply.save", ("stop.1", "Ring 0151 496 0199"), ("confirmed", "true"));

        Assert.Contains("looks like", again.Card!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerThatComesAfterTheClosingIsRefusedWithItsWordsKept()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        var (channel, who) = (scene.Channels[0], RoundScene.SomebodyIn(scene.Channels[0], 1));
        var dialog = (await scene.OpenDialogAsync(who, channel)).Card!;
        await scene.CountAsync(round);

        var late = await scene.SendAsync(who, channel, dialog, "reply.save", ("stop.1", "Late panels"));

        Assert.Equal("Late panels", late.Card!.Input("stop.1").Value);
        Assert.Contains(RoundRefusalText.For(new NoAnswersNow())!, late.Card.Words, StringComparison.Ordinal);
        Assert.Empty(await scene.SaidAsync(round));
    }

    [Fact]
    public async Task TheIdOfARoundIsWorthNothingOutsideItsChannels()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        await scene.OpenAsync();
        var button = scene.CardIn(scene.Channels[0]).Button("reply.open").Data;

        var elsewhere = await scene.Team.PostAsync(scene.Team.Tom.Task("task/fetch", button));

        Assert.Equal(RoundRefusalText.For(new NotOpenHere()), elsewhere.Message);
    }

    [Fact]
    public async Task ANamedRoundSaysSoAndKeepsTheName()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync(anonymous: false);
        var (channel, who) = (scene.Channels[0], RoundScene.SomebodyIn(scene.Channels[0], 1));
        Assert.Contains("With your name: leaders see who wrote what.", scene.CardIn(channel).Words, StringComparison.Ordinal);

        await scene.AnswerAsync(who, channel, stop: "Late panels");

        await scene.CountAsync(round);
        Assert.Equal("Worker 1 1", Assert.Single(await scene.SaidAsync(round)).Who);
    }
}
