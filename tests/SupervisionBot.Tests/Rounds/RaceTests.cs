using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Rounds;

/// <summary>Somebody changes the same row at the same moment.</summary>
public sealed class RaceTests
{
    [Fact]
    public async Task WhoeverWithdrawsAnAnswerThatChangesMeanwhileIsNotToldThatNothingAnswers()
    {
        RacingStore? store = null;
        await using var scene = await RoundScene.MeetAsync(1, services => services.Decorate(own => store = new(own, "ballot|")));
        await scene.OpenAsync();
        var (who, channel) = (RoundScene.SomebodyIn(scene.Channels[0], 1), scene.Channels[0]);
        await scene.AnswerAsync(who, channel, stop: "The forms");
        var dialog = (await scene.OpenDialogAsync(who, channel)).Card!;
        store!.Races = 1;

        var lost = await scene.SendAsync(who, channel, dialog, "reply.withdraw");
        var again = await scene.SendAsync(who, channel, dialog, "reply.withdraw");

        Assert.Contains("Others were saving at the same moment", lost.Message, StringComparison.Ordinal);
        Assert.Contains("withdrawn and deleted", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCouldNotBeNotedInTheReportIsNotSaidToBe()
    {
        RacingStore? store = null;
        await using var scene = await RoundScene.MeetAsync(1, services => services.Decorate(own => store = new(own, "channel|")));
        scene.Team.Connector.Fake.FailNext(FakeTeams.Fault.After(), call => call.Operation is FakeTeams.Operation.Send && call.Conversation == scene.Channels[0].Id && call.Body!.ToJsonString().Contains("round.look", StringComparison.Ordinal));
        var round = await scene.OpenAsync();
        await ResultsScene.PressAsync(scene.Team.Sarah, "report.open", round);
        store!.Races = int.MaxValue;

        await scene.Team.Sarah.PressAsync("report.there");

        Assert.Contains("Others were saving at the same moment", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
    }
}
