using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Rounds;
using SupervisionBot.FakeTeams;
using SupervisionBot.People;
using SupervisionBot.Rounds;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Rounds;
using SupervisionBot.Tests.Team;
using Fault = SupervisionBot.FakeTeams.Fault;

namespace SupervisionBot.Tests.Sending;

/// <summary>What an error says about a conversation, and what becomes of a conversation that nothing got through to.</summary>
public sealed class ComingBackTests
{
    private static readonly string[] s_quick = ["--Outbox:Delay", "0.05", "--Outbox:MaxDelay", "0.1"];

    [Fact]
    public async Task ACardThatIsGoneIsSentAnewAndItsPersonCanStillBeReached()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        await team.InviteAsync();
        var card = team.Connector.Fake.ShownIn(team.Priya.Chat.Id)[^1].Id;
        team.Connector.Fake.Delete(team.Priya.Chat.Id, card);

        await team.Sarah.PressAsync("step.next");
        await team.SettleAsync();

        var shown = team.Connector.Fake.ShownIn(team.Priya.Chat.Id)[^1];
        Assert.NotEqual(card, shown.Id);
        Assert.True(shown.Carries("session.join"));
        Assert.NotNull((await FindAsync(team, team.Priya))!.Chat);
    }

    [Fact]
    public async Task AMessageThatIsRefusedForAReasonOfItsOwnLeavesItsPersonReachable()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        team.Connector.Fake.FailNext(Fault.Forbidden("ServiceError"), call => call.Operation is Operation.Send);

        await team.Sarah.TypeAsync("start");
        await team.Sarah.TypeAsync("sessions");

        Assert.True(team.Connector.Fake.ShownIn(team.Sarah.Chat.Id)[^1].Carries("Your sessions"));
        Assert.Equal(["Rejected 403 ServiceError"], (await ParkedAsync(team, team.Sarah)).Select(parked => parked.Reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatWasParkedForAPersonComesByItselfWhenTheyDo(bool isAddedAgain)
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        await team.InviteAsync();
        team.Connector.Fake.FailNext(Fault.Forbidden("ConversationBlockedByUser"), call => call.Operation is Operation.Update && call.Conversation == team.Priya.Chat.Id);
        await team.Sarah.PressAsync("step.next");
        await team.SettleAsync();
        Assert.Single(await ParkedAsync(team, team.Priya));
        await team.Sarah.PressAsync("step.next");
        await team.SettleAsync();
        var before = team.Connector.Fake.Postings.Count;

        await (isAddedAgain ? team.Priya.AddAppAsync() : team.Priya.TypeAsync("help"));
        await team.SettleAsync();

        Assert.Empty(await ParkedAsync(team, team.Priya));
        var drawn = Assert.Single(team.Connector.Fake.Postings.Skip(before), posting => posting.Conversation == team.Priya.Chat.Id && posting.Method == "PUT");
        Assert.Contains("session.join", drawn.Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatComesBackKeepsItsOrderAndWhatIsTooOldOrRefusedForItselfStays()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        var now = TimeProvider.System.GetUtcNow();
        await ParkAsync(team, "second", "Gone", now - TimeSpan.FromMinutes(2));
        await ParkAsync(team, "first", "Unreachable BotDisabledByAdmin", now - TimeSpan.FromMinutes(3));
        await ParkAsync(team, "refused", "Rejected 400 BadSyntax", now - TimeSpan.FromMinutes(1));
        await ParkAsync(team, "too old", "Gone", now - ParkedMessages.OldestSaid - TimeSpan.FromMinutes(1));
        await team.Services.GetRequiredService<PeopleDirectory>().MarkUnreachableAsync(SupervisionTeam.Tenant, new(team.Sarah.Person.Id), "BotDisabledByAdmin", default);

        await team.Sarah.TypeAsync("help");

        Assert.Equal(["first", "second"], team.Sarah.Texts);
        Assert.Equal(["refused", "too old"], (await ParkedAsync(team, team.Sarah)).Select(parked => ((Content.Say)parked.Message.What).Text).Order());
    }

    [Fact]
    public async Task WhatCouldNotBeBroughtBackComesWithTheNextTurn()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        await ParkAsync(team, "kept", "Gone", TimeProvider.System.GetUtcNow());
        await team.Services.GetRequiredService<PeopleDirectory>().MarkUnreachableAsync(SupervisionTeam.Tenant, new(team.Sarah.Person.Id), "ConversationNotFound", default);
        var store = new FaultyStore(team.Store);
        using var ready = new ReadyShards();
        var people = new PeopleDirectory(store, new(store, ready, TimeProvider.System), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<PeopleDirectory>.Instance);
        var here = new Teams.Delivery(new(SupervisionTeam.Tenant, team.Sarah.Person.Id, team.Sarah.Person.Mri, "Sarah Ahmed"), new(SupervisionTeam.Tenant, team.Sarah.Chat.Id, Teams.ConversationKind.Personal, team.Connector.ServiceUrl(SupervisionTeam.Tenant), "28:bot"), "key", ReplyToId: null, Team: null);

        // The note that she is there is stored, and then nothing is.
        store.Fail(Team.Fault.WritesAreLost, after: 2);
        await people.NoteAsync(here, installed: false, default);
        Assert.Single(await ParkedAsync(team, team.Sarah));
        store.Heal();
        await people.NoteAsync(here, installed: false, default);

        Assert.Empty(await ParkedAsync(team, team.Sarah));
        Assert.False((await people.FindAsync(SupervisionTeam.Tenant, new(team.Sarah.Person.Id), default))!.IsOwed);
    }

    [Fact]
    public async Task TheCardOfARoundIsPostedOnceItsChannelCanBeReachedAgain()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var channel = scene.Channels[0];
        await scene.Team.SettleAsync();
        scene.Team.Connector.Fake.FailNext(Fault.Forbidden("BotNotInConversationRoster"), call => call.Operation is Operation.Send && call.Conversation == channel.Id);
        var round = await scene.OpenAsync();
        Assert.Equal(PostStatus.Failed, Assert.Single(await scene.ReportAsync(round)).Status);
        await MarkedAsync(scene, channel);

        Assert.Equal(200, (await scene.Team.PostAsync(scene.Client(RoundScene.SomebodyIn(channel, 0), channel).Installs())).Status);

        await RoundScene.UntilAsync(async () => (await scene.ReportAsync(round)).Single().Status == PostStatus.Sent);
        Assert.Single(scene.CardsIn(channel));
    }

    [Fact]
    public async Task TheCardOfARoundThatIsOverIsNotPostedAnyMore()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var channel = scene.Channels[0];
        await scene.Team.SettleAsync();
        scene.Team.Connector.Fake.FailNext(Fault.Forbidden("BotNotInConversationRoster"), call => call.Operation is Operation.Send && call.Conversation == channel.Id);
        var round = await scene.OpenAsync(length: TimeSpan.FromDays(1));
        await MarkedAsync(scene, channel);
        scene.Team.Clock.Move(TimeSpan.FromDays(1));
        await scene.ReachAsync(round, RoundStatus.Closed);

        await scene.Team.PostAsync(scene.Client(RoundScene.SomebodyIn(channel, 0), channel).Installs());
        await scene.Team.SettleAsync();

        Assert.Empty(scene.CardsIn(channel));
    }

    private static Task MarkedAsync(RoundScene scene, Room channel) =>
        RoundScene.UntilAsync(async () => await scene.Team.Services.GetRequiredService<ChatDirectory>().FindAsync(SupervisionTeam.Tenant, channel.Id, default) is null);

    private static async Task<KnownPerson?> FindAsync(SupervisionTeam team, Somebody who) =>
        await team.Services.GetRequiredService<PeopleDirectory>().FindAsync(SupervisionTeam.Tenant, new(who.Person.Id), default);

    private static async Task ParkAsync(SupervisionTeam team, string text, string reason, DateTimeOffset at)
    {
        var message = new OutboxMessage(Lane.Of(SupervisionTeam.Tenant, new(team.Sarah.Person.Id)), text.Replace(' ', '-').PadRight(43, 'x'), new Content.Say(text), Via: null, Cause: null);
        var row = OutboxRows.ToRow(new(message, at, Attempts: 1, Unknowns: 0, at, IsBeingSent: false, reason, Tag: default), OutboxRows.Parked);
        Assert.IsType<BatchOutcome.Done>(await team.Store.SubmitAsync(OutboxRows.Table, row.PartitionKey, [TableAction.Insert(row)], default));
    }

    private static async Task<IReadOnlyList<QueuedMessage>> ParkedAsync(SupervisionTeam team, Somebody who)
    {
        var lane = Lane.Of(SupervisionTeam.Tenant, new(who.Person.Id));
        var page = await team.Store.QueryAsync(OutboxRows.Table, OutboxRows.Partition(lane.Shard), RowRange.StartingWith(OutboxRows.Parked), 100, continuation: null, default);
        return [.. page.Entities.Select(row => OutboxRows.Read(row).Succeeded(out var queued, out _) ? queued : null).OfType<QueuedMessage>().Where(parked => parked.Message.To == lane)];
    }
}
