using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Rounds;
using SupervisionBot.FakeTeams;
using SupervisionBot.OneToOne;
using SupervisionBot.People;
using SupervisionBot.Rounds;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;
using Fault = SupervisionBot.FakeTeams.Fault;

namespace SupervisionBot.Tests.Rounds;

/// <summary>Looking after a round that has opened, and what its delivery report says and does.</summary>
public sealed class ManagingTests
{
    [Fact]
    public async Task ALeaderSeesHowManyAnsweredInEachChannel()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        await scene.OpenAsync();
        await scene.AnswerAsync(RoundScene.SomebodyIn(scene.Channels[0], 1), scene.Channels[0], stop: "Late panels");
        await scene.AnswerAsync(RoundScene.SomebodyIn(scene.Channels[0], 2), scene.Channels[0], start: "Early panels");

        await scene.Team.Sarah.OpenNewestAsync();

        Assert.Contains("General (2)", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("General (0)", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("2 people in all", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("panels", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtendingShowsInTheChannel()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        await scene.OpenAsync();
        var tom = scene.Team.Tom;
        await tom.OpenNewestAsync();

        await tom.PressAsync("round.extend", ("closes.day", "2027-03-01"), ("closes.time", "12:00"));
        Assert.Contains(RefusalText.For(new ClosesNoLater()), tom.Card.Words, StringComparison.Ordinal);
        Assert.Equal("2027-03-01", tom.Card.Input("closes.day").Value);
        await tom.PressAsync("round.extend", ("closes.day", "2027-03-30"), ("closes.time", "12:00"));

        Assert.Contains("Open until 30 March 2027, 12:00 BST", tom.Card.Words, StringComparison.Ordinal);
        await SaysAsync(scene, "Open until 30 March 2027, 12:00 BST.");
    }

    [Fact]
    public async Task ClosingEarlyAsksOnceMoreAndShowsInTheChannel()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        await scene.OpenAsync();
        var sarah = scene.Team.Sarah;
        await sarah.OpenNewestAsync();

        await sarah.SurelyAsync("round.close");

        Assert.Contains("Closed, being counted", sarah.Card.Words, StringComparison.Ordinal);
        Assert.True(sarah.Card.Has("results.open"));
        await SaysAsync(scene, "This round is closed.");
    }

    [Fact]
    public async Task ARecalledRoundIsReplacedInItsChannelAndItsAnswersAreDeleted()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await scene.AnswerAsync(RoundScene.SomebodyIn(scene.Channels[0], 1), scene.Channels[0], stop: "Late panels");
        var sarah = scene.Team.Sarah;
        await sarah.OpenNewestAsync();
        await sarah.PressAsync(sarah.Card.Button("round.sure", "what", "round.recall"));
        Assert.Contains("What it can't take back: files of its results that leaders have, what Teams keeps of cards, and back-ups.", sarah.Card.Words, StringComparison.Ordinal);
        await sarah.PressAsync("round.recall", ("reason", new string('x', 501)));
        Assert.Equal(new string('x', 501), sarah.Card.Input("reason").Value);
        Assert.NotEmpty(await SealedAsync(scene, round));

        await sarah.PressAsync("round.recall", ("reason", "The wrong question"));

        Assert.Contains("Taken back on", sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Its answers are being deleted.", sarah.Card.Words, StringComparison.Ordinal);
        await SaysAsync(scene, "are deleted within minutes. The wrong question");
        scene.Team.Clock.Move(RoundRinger.CountAfter);
        await RoundScene.UntilAsync(async () => (await SealedAsync(scene, round)).Count == 0);
        await sarah.OpenNewestAsync();
        Assert.Contains("Its answers are deleted.", sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasCountedBeforeARecallIsDeletedToo()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync(anonymous: false);
        await scene.AnswerAsync(RoundScene.SomebodyIn(scene.Channels[0], 1), scene.Channels[0], stop: "Late panels");
        await scene.CountAsync(round);
        Assert.NotEmpty(await scene.SaidAsync(round));
        var sarah = scene.Team.Sarah;
        await sarah.OpenNewestAsync();

        await sarah.SurelyAsync("round.recall", "The wrong question");

        scene.Team.Clock.Move(RoundRinger.CountAfter);
        await RoundScene.UntilAsync(async () => (await scene.SaidAsync(round)).Count == 0);
    }

    [Fact]
    public async Task AFailedPostIsReportedWithItsReasonAndGoesOutOnceHoweverOftenItIsTriedAgain()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        scene.Team.Connector.Fake.FailNext(new(400, "BadSyntax"), IsPostTo(scene.Channels[1]));
        var round = await scene.OpenAsync();
        var sarah = await ReportAsync(scene);
        Assert.Contains("1 failed · 1 sent", sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Teams refused it (Rejected 400 BadSyntax).", sarah.Card.Words, StringComparison.Ordinal);

        await PressTwiceAsync(sarah, "report.again");

        await ArrivedAsync(scene, round);
        Assert.All(scene.Channels, channel => Assert.Single(scene.CardsIn(channel)));
        await sarah.PressAsync("report.open");
        Assert.Contains("2 sent", sarah.Card.Words, StringComparison.Ordinal);
        Assert.False(sarah.Card.Has("report.again"));
    }

    [Fact]
    public async Task APostInDoubtThatIsNotThereIsPostedAgainExactlyOnce()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        scene.Team.Connector.Fake.FailNext(Fault.Before(), IsPostTo(scene.Channels[0]));
        var round = await scene.OpenAsync();
        Assert.Empty(scene.CardsIn(scene.Channels[0]));
        var sarah = await ReportAsync(scene);
        Assert.Contains("May have arrived or not", sarah.Card.Words, StringComparison.Ordinal);

        await PressTwiceAsync(sarah, "report.again");

        await ArrivedAsync(scene, round);
        Assert.Single(scene.CardsIn(scene.Channels[0]));
    }

    [Fact]
    public async Task APostInDoubtThatIsThereIsNotPostedAgainAndChangesOnceSomebodyPressesIt()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        scene.Team.Connector.Fake.FailNext(Fault.After(), IsPostTo(scene.Channels[0]));
        var round = await scene.OpenAsync();
        var sarah = await ReportAsync(scene);
        var other = sarah.OnAnotherDevice();

        await sarah.PressAsync("report.there");
        Assert.Contains("1 sent", sarah.Card.Words, StringComparison.Ordinal);
        await other.PressAsync("report.again");
        Assert.Contains(RefusalText.For(new PostChangedSince()), other.Card.Words, StringComparison.Ordinal);

        await scene.Team.SettleAsync();
        Assert.Single(scene.CardsIn(scene.Channels[0]));
        await scene.OpenDialogAsync(RoundScene.SomebodyIn(scene.Channels[0], 1), scene.Channels[0]);
        Assert.All(await scene.ReportAsync(round), post => Assert.NotNull(post.Activity));
    }

    [Fact]
    public async Task AChannelTheAppWasRemovedFromIsReportedAndSaidToBeOutOfReach()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        scene.Team.Connector.Fake.FailNext(Fault.Forbidden("BotNotInConversationRoster"), IsPostTo(scene.Channels[0]));
        await scene.OpenAsync();
        var sarah = await ReportAsync(scene);
        Assert.Contains("the app is not in that team any more", sarah.Card.Words, StringComparison.Ordinal);

        await sarah.PressAsync("report.again");

        Assert.Contains(RefusalText.For(new ChannelUnreachable()), sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACardThatSomebodyRemovedIsReportedSo()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        await scene.OpenAsync();
        scene.Team.Connector.Fake.FailNext(Fault.MessageGone, call => call.Operation == Operation.Update && call.Conversation == scene.Channels[0].Id);
        var sarah = scene.Team.Sarah;
        await sarah.OpenNewestAsync();
        await sarah.PressAsync("round.extend", ("closes.day", "2027-03-30"), ("closes.time", "12:00"));
        await scene.Team.SettleAsync();

        await sarah.PressAsync("report.open");

        Assert.Contains("Removed from the channel by somebody", sarah.Card.Words, StringComparison.Ordinal);
        Assert.True(sarah.Card.Has("report.again"));
    }

    [Fact]
    public async Task ACardThatSomebodyDeletedIsReportedSoAndItsChannelCanStillBeWrittenTo()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        var channel = scene.Channels[0].Id;
        scene.Team.Connector.Fake.Delete(channel, Assert.Single(scene.CardsIn(scene.Channels[0])).Id);
        var sarah = scene.Team.Sarah;
        await sarah.OpenNewestAsync();
        await sarah.PressAsync("round.extend", ("closes.day", "2027-03-30"), ("closes.time", "12:00"));

        await RoundScene.UntilAsync(async () => (await scene.ReportAsync(round)).Single().Status == PostStatus.Removed);
        Assert.NotNull(await scene.Team.Services.GetRequiredService<ChatDirectory>().FindAsync(SupervisionTeam.Tenant, channel, default));
    }

    [Fact]
    public async Task AThreadThatIsGoneIsNotTheChannel()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var channel = scene.Channels[0].Id;
        scene.Team.Connector.Fake.FailNext(new(404, "ConversationNotFound"), call => call.Operation == Operation.Send && call.Conversation.StartsWith(channel + ";", StringComparison.Ordinal));
        var round = await scene.OpenAsync();
        scene.Team.Clock.Move(TimeSpan.FromDays(8));

        await RoundScene.UntilAsync(async () => (await scene.ReportAsync(round)).Any(post => post is { Part: RoundPosting.Reminder, Status: PostStatus.Failed, Reason: "ThreadGone" }));
        Assert.NotNull(await scene.Team.Services.GetRequiredService<ChatDirectory>().FindAsync(SupervisionTeam.Tenant, channel, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheReportNeverSaysReadOrSeen(bool isCounted)
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        if (isCounted)
        {
            await scene.CountAsync(round);
        }

        Assert.DoesNotMatch(@"(?i)\b(read|seen)\b", (await ReportAsync(scene)).Card.Words);
    }

    private static async Task<Somebody> ReportAsync(RoundScene scene)
    {
        await scene.Team.Sarah.OpenNewestAsync();
        await scene.Team.Sarah.PressAsync("report.open");
        return scene.Team.Sarah;
    }

    private static Task<HttpAnswer[]> PressTwiceAsync(Somebody who, string verb)
    {
        var other = who.OnAnotherDevice();
        return Task.WhenAll(who.PressAsync(verb), other.PressAsync(verb));
    }

    private static Task ArrivedAsync(RoundScene scene, RoundAddress round) => RoundScene.UntilAsync(async () =>
    {
        await scene.Team.SettleAsync();
        return (await scene.ReportAsync(round)).All(post => post.Status == PostStatus.Sent);
    });

    private static Task SaysAsync(RoundScene scene, string words) =>
        RoundScene.UntilAsync(() => Task.FromResult(scene.CardIn(scene.Channels[0]).Words.Contains(words, StringComparison.Ordinal)));

    private static async Task<IReadOnlyList<TableEntity>> SealedAsync(RoundScene scene, RoundAddress round) =>
        [.. (await scene.AllRowsAsync()).Where(row => row.Row.PartitionKey == round.Partition && (row.Row.RowKey.StartsWith("ballot|", StringComparison.Ordinal) || row.Row.RowKey.StartsWith("receipt|", StringComparison.Ordinal) || row.Row.RowKey.StartsWith("seal", StringComparison.Ordinal))).Select(row => row.Row)];

    private static Func<ConnectorCall, bool> IsPostTo(Room channel) => call => call.Operation == Operation.Send && call.Conversation == channel.Id && call.Body!.ToJsonString().Contains("round.look", StringComparison.Ordinal);
}
