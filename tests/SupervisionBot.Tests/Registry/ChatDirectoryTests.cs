using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Tests.Registry;

public sealed class ChatDirectoryTests : RegistryTest
{
    private const string General = "19:general@thread.tacv2";
    private const string Channel = "19:channel@thread.tacv2";

    private static readonly ConversationReference s_channel = Chat(Channel);
    private static readonly ConversationReference s_group = Chat("19:g@thread.v2", ConversationKind.GroupChat);

    [Fact]
    public async Task TheNewestServiceAddressOfAChatIsKept()
    {
        var newer = s_group with { ServiceUrl = "https://smba.trafficmanager.net/uk/" };
        await Chats.NoteAsync(From(s_group), installed: true, default);
        await Chats.NoteAsync(From(newer), installed: false, default);

        Assert.Equal(newer, await OtherChats.FindAsync(Tenant, s_group.ConversationId, default));
    }

    [Fact]
    public async Task AThreadIsReachedWhereItsChannelIs()
    {
        await Chats.NoteAsync(From(Chat(Channel + ";messageid=17"), Duty), installed: false, default);

        Assert.Equal(s_channel with { ConversationId = Channel + ";messageid=99;odd" }, await Chats.FindAsync(Tenant, Channel + ";messageid=99;odd", default));
        Assert.Equal(s_channel, await Chats.FindAsync(Tenant, Channel, default));
        Assert.Equal(Channel, (await RowAsync("chat|", Channel))!.GetString("Conversation"));
    }

    [Fact]
    public async Task TheChannelsThatCanBePostedToAreListedByTeamWithGeneralFirst()
    {
        var old = new TeamsTeam("19:old@thread.tacv2", "Archive");
        await Chats.NoteAsync(new ConversationUpdate.BotAdded(Chat(General), Duty), default);
        await Chats.NoteAsync(new ConversationUpdate.ChannelChanged(s_channel, Duty, "Duty desk", ChannelEvent.Created), default);
        await Chats.NoteAsync(new ConversationUpdate.ChannelChanged(Chat("19:gone@thread.tacv2"), Duty, "Gone", ChannelEvent.Created), default);
        await Chats.NoteAsync(new ConversationUpdate.ChannelChanged(Chat("19:gone@thread.tacv2"), Duty, "Gone", ChannelEvent.Deleted), default);
        await Chats.NoteAsync(new ConversationUpdate.BotAdded(Chat(old.Id), old), default);
        await Chats.NoteAsync(new ConversationUpdate.TeamChanged(Chat(old.Id), old, TeamEvent.Archived), default);
        await Chats.NoteAsync(From(s_group), installed: true, default);

        var listed = await Chats.ListChannelsAsync(Tenant, default);

        Assert.Equal([("Duty Team", "General", General), ("Duty Team", "Duty desk", Channel)], listed.Select(channel => (channel.TeamName, channel.Name, channel.Conversation)));
        Assert.Empty(await Chats.ListChannelsAsync(Guid.NewGuid(), default));
    }

    [Fact]
    public async Task AnOwnChatIsNotAmongThem()
    {
        var own = Chat("a:1", ConversationKind.Personal);
        await Chats.NoteAsync(From(own), installed: true, default);
        await Chats.NoteAsync(new ConversationUpdate.BotAdded(own, Team: null), default);
        await Chats.NoteAsync(new ConversationUpdate.BotRemoved(own, Team: null), default);

        Assert.Null(await Chats.FindAsync(Tenant, "a:1", default));
        Assert.Empty(await Store.ListTablesAsync(default));
    }

    [Fact]
    public async Task AChatIsKnownInItsTenantOnly()
    {
        await Chats.NoteAsync(From(s_group), installed: true, default);

        Assert.Null(await Chats.FindAsync(Guid.NewGuid(), s_group.ConversationId, default));
    }

    [Fact]
    public async Task AChatTheAppWasRemovedFromIsNotFoundUntilItIsAddedAgain()
    {
        await Chats.NoteAsync(From(s_group), installed: true, default);
        await OtherChats.ForgetAsync(From(s_group), default);
        Assert.Null(await Chats.FindAsync(Tenant, s_group.ConversationId, default));

        await Chats.NoteAsync(From(s_group), installed: true, default);

        Assert.Equal(s_group, await Chats.FindAsync(Tenant, s_group.ConversationId, default));
    }

    [Fact]
    public async Task WhenTheBotLeavesATeamNoneOfItsChannelsIsFoundUntilItIsBack()
    {
        await Chats.NoteAsync(new ConversationUpdate.BotAdded(Chat(General), Duty), default);
        await Chats.NoteAsync(From(s_channel, Duty), installed: false, default);
        await Chats.NoteAsync(new ConversationUpdate.BotRemoved(Chat(General), Duty), default);
        Assert.Null(await Chats.FindAsync(Tenant, Channel, default));
        Assert.Null(await Chats.FindAsync(Tenant, General, default));

        await Chats.NoteAsync(new ConversationUpdate.BotAdded(Chat(General), Duty), default);

        Assert.Equal(s_channel, await Chats.FindAsync(Tenant, Channel, default));
    }

    [Fact]
    public async Task UninstallingFromATeamTakesAwayItsChannelsToo()
    {
        await Chats.NoteAsync(From(s_channel, Duty), installed: true, default);

        await Chats.ForgetAsync(From(Chat(General), Duty), default);

        Assert.Null(await Chats.FindAsync(Tenant, Channel, default));
    }

    [Fact]
    public async Task ADeletedChannelIsNotFoundUntilItIsRestored()
    {
        await Chats.NoteAsync(From(s_channel, Duty), installed: false, default);
        await ChangeAsync(ChannelEvent.Deleted);
        Assert.Null(await Chats.FindAsync(Tenant, Channel, default));

        await ChangeAsync(ChannelEvent.Restored);

        Assert.Equal(s_channel, await Chats.FindAsync(Tenant, Channel, default));
    }

    [Fact]
    public async Task ChannelsAndTeamsAreKnownByTheirNamesNow()
    {
        await ChangeAsync(ChannelEvent.Created, "Duty");
        await ChangeAsync(ChannelEvent.Renamed, "Duty desk");
        await Chats.NoteAsync(From(s_channel, Duty with { Name = null, GroupId = null }), installed: false, default);
        await Chats.NoteAsync(new ConversationUpdate.TeamChanged(Chat(General), new(General, "Front Door"), TeamEvent.Renamed), default);

        Assert.Equal("Duty desk", (await RowAsync("chat|", Channel))!.GetString("Name"));
        var team = (await RowAsync("team|", General))!;
        Assert.Equal(("Front Door", Duty.GroupId, true, false), (team.GetString("Name"), team.GetGuid("Group"), team.GetBoolean("Installed"), team.GetBoolean("Archived")));
    }

    [Fact]
    public async Task AnArchivedTeamIsMarkedSoUntilItIsNot()
    {
        await Chats.NoteAsync(new ConversationUpdate.TeamChanged(Chat(General), Duty, TeamEvent.Archived), default);
        await Chats.NoteAsync(new ConversationUpdate.TeamChanged(Chat(General), Duty, TeamEvent.Renamed), default);
        Assert.True((await RowAsync("team|", General))!.GetBoolean("Archived"));

        await Chats.NoteAsync(new ConversationUpdate.TeamChanged(Chat(General), Duty, TeamEvent.Unarchived), default);

        Assert.False((await RowAsync("team|", General))!.GetBoolean("Archived"));
    }

    [Fact]
    public async Task TheChannelsOfADeletedTeamAreNotFoundUntilItIsRestored()
    {
        await Chats.NoteAsync(From(s_channel, Duty), installed: false, default);
        await Chats.NoteAsync(new ConversationUpdate.TeamChanged(Chat(General), Duty, TeamEvent.Deleted), default);
        Assert.Null(await Chats.FindAsync(Tenant, Channel, default));

        await Chats.NoteAsync(new ConversationUpdate.TeamChanged(Chat(General), Duty, TeamEvent.Restored), default);

        Assert.Equal(s_channel, await Chats.FindAsync(Tenant, Channel, default));
    }

    [Fact]
    public async Task WhatCannotBeReachedIsNotFoundAndSaysWhySinceWhen()
    {
        await Chats.NoteAsync(From(s_channel, Duty), installed: false, default);

        await OtherChats.MarkUnreachableAsync(Tenant, Channel + ";messageid=17", "BotDisabledByAdmin", default);

        Assert.Null(await Chats.FindAsync(Tenant, Channel, default));
        var row = (await RowAsync("chat|", Channel))!;
        Assert.Equal(("BotDisabledByAdmin", Clock.GetUtcNow()), (row.GetString("Unreachable"), row.GetDateTimeOffset("UnreachableSince")));
    }

    [Fact]
    public async Task WhatComesFromThereMakesItReachableAgain()
    {
        await Chats.NoteAsync(From(s_channel, Duty), installed: false, default);
        await Chats.MarkUnreachableAsync(Tenant, Channel, code: null, default);

        await Chats.NoteAsync(From(Chat(Channel + ";messageid=3"), Duty), installed: false, default);

        Assert.Equal(s_channel, await OtherChats.FindAsync(Tenant, Channel, default));
    }

    [Theory]
    [InlineData(TeamEvent.Unarchived)]
    [InlineData(TeamEvent.Restored)]
    public async Task ATeamThatIsAsItWasAgainMakesItsChannelsReachableAgain(TeamEvent what)
    {
        await Chats.NoteAsync(From(s_channel, Duty), installed: false, default);
        await Chats.MarkUnreachableAsync(Tenant, Channel, "ConversationBlockedByUser", default);

        await OtherChats.NoteAsync(new ConversationUpdate.TeamChanged(Chat(General), Duty, what), default);

        Assert.Equal(s_channel, await OtherChats.FindAsync(Tenant, Channel, default));
    }

    [Fact]
    public async Task ADamagedRowDoesNotKeepTheOtherChannelsOfATeamFromComingBack()
    {
        await Chats.NoteAsync(From(s_channel, Duty), installed: false, default);
        await Chats.MarkUnreachableAsync(Tenant, Channel, "ConversationBlockedByUser", default);
        await Store.SubmitAsync("directory", $"{Tenant:N}", [TableAction.Insert(new($"{Tenant:N}", "chat|0") { ["Kind"] = 7 })], default);

        await OtherChats.NoteAsync(new ConversationUpdate.TeamChanged(Chat(General), Duty, TeamEvent.Unarchived), default);

        Assert.Equal(s_channel, await OtherChats.FindAsync(Tenant, Channel, default));
    }

    [Fact]
    public async Task WhatAnotherCopyMarkedIsLiftedFiveMinutesAfterTheLastLookAtTheLatest()
    {
        await Chats.NoteAsync(From(s_channel, Duty), installed: false, default);
        await OtherChats.MarkUnreachableAsync(Tenant, Channel, code: null, default);
        Clock.Move(TimeSpan.FromMinutes(5));

        await Chats.NoteAsync(From(s_channel, Duty), installed: false, default);

        Assert.NotNull(await OtherChats.FindAsync(Tenant, Channel, default));
    }

    [Fact]
    public async Task NothingIsMarkedThatIsNotKnown()
    {
        await Chats.MarkUnreachableAsync(Tenant, Channel, code: null, default);

        Assert.Null(await RowAsync("chat|", Channel));
    }

    [Fact]
    public async Task NothingNewCostsNoCall()
    {
        await Chats.NoteAsync(From(s_channel, Duty), installed: true, default);
        Store.Calls.Clear();

        await Chats.NoteAsync(From(Chat(Channel + ";messageid=5"), Duty), installed: false, default);

        Assert.Empty(Store.Calls);
    }

    private Task ChangeAsync(ChannelEvent what, string? name = null) => Chats.NoteAsync(new ConversationUpdate.ChannelChanged(s_channel, Duty, name, what), default);

    private Task<TableEntity?> RowAsync(string prefix, string id) => Store.GetAsync("directory", $"{Tenant:N}", prefix + ConversationKey.Of(id), default);
}
