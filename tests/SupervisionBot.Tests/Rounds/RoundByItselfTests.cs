using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.FakeTeams;
using SupervisionBot.Rounds;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Tables;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Rounds;

/// <summary>What a round does by the clock.</summary>
public sealed class RoundByItselfTests
{
    [Fact]
    public async Task ItOpensAtItsTimeWithOneCardInEachChannel()
    {
        await using var scene = await RoundScene.MeetAsync(3);
        var round = await scene.PlanAsync();
        Assert.All(scene.Channels, channel => Assert.Empty(scene.CardsIn(channel)));

        scene.Team.Clock.Move(TimeSpan.FromHours(1));
        await scene.ReachAsync(round, RoundStatus.Open);
        await scene.PostedAsync(round);

        Assert.All(scene.Channels, channel => Assert.Single(scene.CardsIn(channel)));
        Assert.All(await scene.ReportAsync(round), post => Assert.Equal((PostStatus.Sent, true), (post.Status, post.Activity is not null)));
    }

    [Fact]
    public async Task HalfwayEachChannelIsRemindedOnceUnderItsCardAndNobodyByName()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        await scene.OpenAsync();
        var card = scene.CardsIn(scene.Channels[0])[0];

        scene.Team.Clock.Move(TimeSpan.FromDays(7));

        var thread = $"{scene.Channels[0].Id};messageid={card.Id}";
        var reminder = await scene.Team.Connector.Fake.WaitAsync(posting => posting.Conversation == thread);
        Assert.Contains("Half of the time to answer is over", (string?)reminder.Body!["text"], StringComparison.Ordinal);
        scene.Team.Clock.Move(TimeSpan.FromDays(6));
        await scene.Team.SettleAsync();
        Assert.Single(scene.Team.Connector.Fake.Postings, posting => posting.Conversation == thread);
        Assert.DoesNotContain(scene.Team.Connector.Fake.Calls, call => call.Conversation.StartsWith("a:1worker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatWasMissedWhileTheAppWasDownIsCaughtUpWithOnePost()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await scene.AnswerAsync(RoundScene.SomebodyIn(scene.Channels[0], 1), scene.Channels[0], stop: "Late panels");
        await scene.Team.SettleAsync();
        var before = scene.Team.Connector.Fake.Postings.Count(posting => posting.Method == "POST" && posting.Conversation.StartsWith(scene.Channels[0].Id, StringComparison.Ordinal));

        await scene.Team.StopAsync();
        scene.Team.Clock.Move(TimeSpan.FromDays(30));
        await scene.Team.RestartAsync("--Roles:Leaders:0", $"{RoundScene.Leader}", "--Schedule:Poll", "0.05");
        await scene.ReachAsync(round, RoundStatus.Closed);
        scene.Team.Clock.Move(RoundRinger.CountAfter);
        var counted = await scene.ReachAsync(round, RoundStatus.Counted);
        await scene.Team.SettleAsync();

        Assert.Equal(1, counted.Tally!.Answered);
        Assert.False(counted.Reminded);
        Assert.Equal(before, scene.Team.Connector.Fake.Postings.Count(posting => posting.Method == "POST" && posting.Conversation.StartsWith(scene.Channels[0].Id, StringComparison.Ordinal)));
        await RoundScene.UntilAsync(() => Task.FromResult(scene.CardIn(scene.Channels[0]).Words.Contains("This round is closed.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ADowntimeOverTheReminderThatEndsJustBeforeTheClosingLosesNothing()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync(length: TimeSpan.FromHours(8));
        var closes = (await scene.FindAsync(round)).ClosesAt!.Value;
        await scene.Team.SettleAsync();

        await scene.Team.StopAsync();
        scene.Team.Clock.Move(closes - TimeSpan.FromMinutes(50) - scene.Now);
        await scene.Team.RestartAsync("--Roles:Leaders:0", $"{RoundScene.Leader}", "--Schedule:Poll", "0.05");
        await RoundScene.UntilAsync(async () => (await scene.AlarmsAsync()).Any(at => at == closes));
        scene.Team.Clock.Move(closes - scene.Now);

        Assert.False((await scene.ReachAsync(round, RoundStatus.Closed)).Reminded);
    }

    [Fact]
    public async Task ARoundThatIsRecalledAfterItWasCountedDoesNotComeAgain()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var first = await scene.OpenAsync(repeats: new(4, RecurrenceUnit.Weeks));
        await scene.CountAsync(first);
        var second = first with { Round = RoundRinger.NextOf(first.Round) };
        await scene.ReachAsync(second, RoundStatus.Scheduled);

        await scene.DoAsync(first, new Recall("It asked the wrong thing."));
        scene.Team.Clock.Move(RoundRinger.CountAfter);

        await scene.ReachAsync(second, RoundStatus.Discarded);
        Assert.Empty(await scene.SaidAsync(first));
    }

    [Fact]
    public async Task ARoundThatComesAgainOpensWithWhatCameOfTheLastOne()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var first = await scene.OpenAsync(repeats: new(4, RecurrenceUnit.Weeks));
        await scene.CountAsync(first);
        await scene.DoAsync(first, new Respond(new([], "Panels after five", "", "", [new("Move the panel", "Priya", null)], "")));

        var second = first with { Round = RoundRinger.NextOf(first.Round) };
        await scene.ReachAsync(second, RoundStatus.Scheduled);
        scene.Team.Clock.Move(TimeSpan.FromDays(14));
        var round = await scene.ReachAsync(second, RoundStatus.Open);
        await scene.PostedAsync(second);

        Assert.Equal((2, first.Round), (round.Number, round.Previous));
        var card = new ShownCard(scene.CardsIn(scene.Channels[0])[^1].Card!);
        Assert.Contains("Panels after five", card.Words, StringComparison.Ordinal);
        Assert.Contains("0 of 1 done.", card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThreeDaysBeforeTheClosingTheLeaderIsToldThatTooFewHaveAnsweredAndCanMoveIt()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await scene.AnswerAsync(RoundScene.SomebodyIn(scene.Channels[0], 1), scene.Channels[0], stop: "Late panels");

        scene.Team.Clock.Move(TimeSpan.FromDays(11));
        await RoundScene.UntilAsync(async () => (await scene.FindAsync(round)).MissingTold == 9);
        await scene.Team.SettleAsync();

        var sarah = scene.Team.Sarah;
        Assert.Contains(scene.Team.Connector.All, sent => sent.Conversation == sarah.Chat.Id && sent.Card?.Words.Contains("Few people have answered your stop/start/continue round so far", StringComparison.Ordinal) == true);
        await sarah.TypeAsync("rounds");
        await sarah.PressAsync("round.open");
        Assert.Contains("9 more people have to answer, or all words are deleted unread when it closes", sarah.Card.Words, StringComparison.Ordinal);
        Assert.True(sarah.Card.Has("round.extend"));
    }

    [Theory]
    [InlineData(true, RoundStatus.Discarded)]
    [InlineData(false, RoundStatus.AwaitingApproval)]
    public async Task ASeriesDoesNotGoOnForSomebodyWhoLeadsNoMore(bool isDrafter, RoundStatus status)
    {
        await using var scene = await RoundScene.MeetAsync(2);
        var first = await scene.OpenAsync(repeats: new(4, RecurrenceUnit.Weeks));
        await scene.CountAsync(first);
        var second = first with { Round = RoundRinger.NextOf(first.Round) };
        await scene.ReachAsync(second, RoundStatus.Scheduled);

        await scene.Team.RestartAsync("--Roles:Leaders:0", $"{(isDrafter ? RoundScene.OtherLeader : RoundScene.Leader)}", "--Schedule:Poll", "0.05");
        scene.Team.Clock.Move(TimeSpan.FromDays(14));

        await scene.ReachAsync(second, status);
        Assert.Null((await scene.FindAsync(second)).OpenedAt);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, RoundStatus.AwaitingApproval)]
    public async Task OfASeriesWhoseDrafterOrApproverLeadsNoMoreTheNextIsNotPlannedOrWaitsForApproval(bool isDrafter, RoundStatus? status)
    {
        await using var scene = await RoundScene.MeetAsync(2);
        var first = await scene.OpenAsync(repeats: new(4, RecurrenceUnit.Weeks));
        await scene.Team.RestartAsync("--Roles:Leaders:0", $"{(isDrafter ? RoundScene.OtherLeader : RoundScene.Leader)}", "--Schedule:Poll", "0.05");

        await scene.CountAsync(first);
        var clock = scene.Team.Services.GetServices<SupervisionBot.Scheduling.AlarmRinger>().Single(ringer => ringer.Kind == "round");
        await RoundScene.UntilAsync(() => clock.RingAsync(first.Tenant, $"{first.Round.Value:N}", default));

        var next = await scene.Team.Services.GetRequiredService<RoundStore>().FindAsync(first with { Round = RoundRinger.NextOf(first.Round) }, default);
        Assert.Equal(status, next?.Round.Status);
    }

    [Fact]
    public async Task NothingIsCountedBeforeTwoMinutesAfterTheClosing()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        scene.Team.Clock.Move(TimeSpan.FromDays(14));
        await scene.ReachAsync(round, RoundStatus.Closed);

        scene.Team.Clock.Move(RoundRinger.CountAfter - TimeSpan.FromSeconds(1));
        await scene.Team.Services.GetServices<SupervisionBot.Scheduling.AlarmRinger>().Single(ringer => ringer.Kind == "round").RingAsync(round.Tenant, $"{round.Round.Value:N}", default);

        Assert.Equal(RoundStatus.Closed, (await scene.FindAsync(round)).Status);
    }

    [Fact]
    public async Task SeveralTurnsOfASeriesThatWereMissedBecomeOneRound()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var first = await scene.OpenAsync(repeats: new(1, RecurrenceUnit.Weeks), length: TimeSpan.FromDays(3));

        await scene.Team.StopAsync();
        scene.Team.Clock.Move(TimeSpan.FromDays(7 * 9));
        await scene.Team.RestartAsync("--Roles:Leaders:0", $"{RoundScene.Leader}", "--Schedule:Poll", "0.05");
        await scene.ReachAsync(first, RoundStatus.Closed);
        scene.Team.Clock.Move(RoundRinger.CountAfter);
        var second = first with { Round = RoundRinger.NextOf(first.Round) };
        await scene.ReachAsync(second, RoundStatus.Scheduled);
        scene.Team.Clock.Move(RoundTurns.StoredBy);
        await scene.ReachAsync(second, RoundStatus.Open);
        await scene.PostedAsync(second);
        await scene.Team.SettleAsync();

        Assert.Equal(2, scene.CardsIn(scene.Channels[0]).Count);
    }

    [Fact]
    public async Task APostThatMayHaveArrivedIsNotSentAgainAndAPressOnItSettlesIt()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        scene.Team.Connector.Fake.FailNext(FakeTeams.Fault.After(), call => call.Operation is Operation.Send && call.Conversation == scene.Channels[0].Id);
        var round = await scene.OpenAsync();

        Assert.Equal(PostStatus.Unknown, (await scene.ReportAsync(round)).Single(post => post.Channel == "c01").Status);
        Assert.Single(scene.CardsIn(scene.Channels[0]));
        await scene.AnswerAsync(RoundScene.SomebodyIn(scene.Channels[0], 1), scene.Channels[0], stop: "Late panels");

        Assert.Equal((PostStatus.Sent, scene.CardsIn(scene.Channels[0])[0].Id), (await scene.ReportAsync(round)).Where(post => post.Channel == "c01").Select(post => (post.Status, post.Activity!)).Single());
        await RoundScene.UntilAsync(() => Task.FromResult(scene.CardIn(scene.Channels[0]).Words.Contains("1 person has answered here.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task APostThatACopyWasSendingWhenItDiedIsNotSentAgain()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.PlanAsync();
        var channel = scene.Channels[0];
        var via = new Teams.ConversationReference(SupervisionTeam.Tenant, channel.Id, Teams.ConversationKind.Channel, scene.Team.Connector.ServiceUrl(SupervisionTeam.Tenant), "28:33333333-0000-4000-8000-000000000003");
        var now = TimeProvider.System.GetUtcNow();
        var orphan = new QueuedMessage(new(Lane.Of(via), new string('o', 43), RoundPosting.PostOf(round.Round, "c01", RoundPosting.Card), via, Cause: null), now, 0, 0, now, IsBeingSent: true, Reason: null, Tag: default);
        var row = OutboxRows.ToRow(orphan, OutboxRows.Due);

        await scene.Team.Store.SubmitAsync(OutboxRows.Table, row.PartitionKey, [TableAction.Insert(row)], default);
        await RoundScene.UntilAsync(async () => (await scene.ReportAsync(round)).Any(post => post.Status == PostStatus.Unknown));
        scene.Team.Clock.Move(TimeSpan.FromHours(1));
        await scene.ReachAsync(round, RoundStatus.Open);
        await scene.Team.SettleAsync();

        Assert.Empty(scene.CardsIn(channel));
    }

    [Fact]
    public async Task AChannelThatTakesNothingIsReportedWithItsReasonAndTheOthersGetTheirs()
    {
        await using var scene = await RoundScene.MeetAsync(3);
        scene.Team.Connector.Fake.Weather = call => call.Writes && call.Conversation == scene.Channels[1].Id ? new(403, "BotNotInConversationRoster") : null;

        var round = await scene.OpenAsync();

        var report = await scene.ReportAsync(round);
        Assert.Equal([PostStatus.Sent, PostStatus.Failed, PostStatus.Sent], report.Select(post => post.Status));
        Assert.Equal("Unreachable BotNotInConversationRoster", report[1].Reason);
    }

    [Fact]
    public async Task ACardThatSomebodyHasDeletedIsNotPostedAgain()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        scene.Team.Connector.Fake.FailNext(new(404, "ActivityNotFoundInConversation"), call => call.Operation is Operation.Update);

        await scene.CountAsync(round);

        await RoundScene.UntilAsync(async () => (await scene.ReportAsync(round)).Single().Status == PostStatus.Removed);
        Assert.Single(scene.CardsIn(scene.Channels[0]));
    }

    [SkippableFact]
    public async Task TwoCopiesOfTheAppPostOneCard()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        string[] shared = ["--Storage:Provider", "AzureTables", "--Storage:ConnectionString", Azurite.ConnectionString, "--Storage:TablePrefix", Azurite.NewTablePrefix(), "--Rounds:SealingKey", Convert.ToBase64String(new byte[32]), "--Records:Key", Convert.ToBase64String(new byte[32])];
        await using var scene = await RoundScene.MeetAsync(4, shared);
        await using var other = SupervisionApp.Create(
            ["--urls", "http://127.0.0.1:0", "--environment", "Development", "--Teams:Anonymous", "true", "--Outbox:Poll", "0.05", "--Outbox:LeaseTime", "1", "--Roles:Leaders:0", $"{RoundScene.Leader}", "--Schedule:Poll", "0.05", .. shared],
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(scene.Team.Clock);
                builder.Logging.ClearProviders();
            });
        await other.StartAsync();
        var sweep = other.Services.GetRequiredService<SupervisionBot.Scheduling.AlarmSweep>();

        var round = await scene.PlanAsync();
        scene.Team.Clock.Move(TimeSpan.FromHours(1));
        var ringer = other.Services.GetServices<SupervisionBot.Scheduling.AlarmRinger>().Single(ringer => ringer.Kind == "round");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ringer.RingAsync(SupervisionTeam.Tenant, $"{round.Round.Value:N}", default)).Append(sweep.RunAsync(default)));
        await scene.ReachAsync(round, RoundStatus.Open);
        await scene.PostedAsync(round);
        await scene.Team.SettleAsync();

        Assert.All(scene.Channels, channel => Assert.Single(scene.CardsIn(channel)));
    }

    [Fact]
    public async Task ItOpensAtTheHourOnTheWallWhenTheClocksHaveChanged()
    {
        await using var scene = await RoundScene.MeetAsync(1);

        // Planned in winter time for 12:00 on the first day of summer time.
        var address = new RoundAddress(SupervisionTeam.Tenant, new(Guid.NewGuid()));
        var plan = new RoundPlan("What should change?", [new("c01", scene.Channels[0].Id, scene.Channels[0].Team!.Id, "Team 01", "General")], new(2027, 3, 28, 12, 0, 0), new(2027, 4, 9, 17, 0, 0), Anonymous: true, Repeats: null);
        await scene.Turns.RunAsync(address, new(RoundScene.Leader), "draft", (_, now) => RoundDecision.Draft(new(RoundScene.Leader), now, new(plan, "Sarah Ahmed")), default);
        await scene.DoAsync(address, new SubmitPlan());

        scene.Team.Clock.Move(new DateTimeOffset(2027, 3, 28, 10, 59, 0, TimeSpan.Zero) - scene.Now);
        await scene.Team.SettleAsync();
        Assert.Equal(RoundStatus.Scheduled, (await scene.FindAsync(address)).Status);
        scene.Team.Clock.Move(TimeSpan.FromMinutes(1));

        var round = await scene.ReachAsync(address, RoundStatus.Open);
        Assert.Equal(new DateTimeOffset(2027, 4, 9, 16, 0, 0, TimeSpan.Zero), round.ClosesAt);
        Assert.Equal(new DateTime(2027, 3, 28, 12, 0, 0), LondonTime.Of(round.OpenedAt!.Value), TimeSpan.FromMinutes(1));
    }
}
