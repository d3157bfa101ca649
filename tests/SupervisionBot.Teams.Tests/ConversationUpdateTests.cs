namespace SupervisionBot.Teams.Tests;

public sealed class ConversationUpdateTests : IClassFixture<TeamsHost>
{
    private const string General = "19:generalOpaque@thread.tacv2";
    private const string Channel = "19:chanOpaque@thread.tacv2";

    private static readonly TeamsTeam s_team = new(General, "Duty Team", new("44444444-0000-4000-8000-000000000004"));
    private static readonly ConversationReference s_chosen = new(Guid.Parse(Activities.Tenant), Channel, ConversationKind.Channel, Activities.ServiceUrl, Activities.Bot);

    private readonly TeamsHost _host;

    public ConversationUpdateTests(TeamsHost host)
    {
        _host = host;
        _host.Handler.Reset();
    }

    [Fact]
    public async Task TheBotIsAddedToATeam() => Assert.Equal(new ConversationUpdate.BotAdded(s_chosen, s_team), await SentAsync(Activities.BotAdded));

    [Fact]
    public async Task TheBotIsRemovedFromATeam() => Assert.Equal(
        new ConversationUpdate.BotRemoved(s_chosen, s_team),
        await SentAsync(Activities.BotAdded.With("membersAdded", null).With("membersRemoved", $$"""[ { "id": "{{Activities.Bot.ToUpperInvariant()}}" } ]""").With("channelData.eventType", "\"teamMemberRemoved\"")));

    [Fact]
    public async Task TheBotIsAddedToAGroupChatBesidePeople()
    {
        var activity = Activities.BotAdded
            .With("channelData", $$"""{ "tenant": { "id": "{{Activities.Tenant}}" } }""")
            .With("conversation", """{ "id": "19:g@thread.v2", "conversationType": "groupChat", "isGroup": true }""")
            .With("membersAdded", $$"""[ { "id": "29:1", "aadObjectId": "{{Activities.Anna}}" }, { "id": "{{Activities.Bot}}" } ]""");

        Assert.Equal(new ConversationUpdate.BotAdded(s_chosen with { ConversationId = "19:g@thread.v2", Kind = ConversationKind.GroupChat }, Team: null), await SentAsync(activity));
    }

    [Theory]
    [InlineData("membersAdded", "teamMemberAdded")]
    [InlineData("membersRemoved", "teamMemberRemoved")]
    public async Task PeopleComeAndGo(string list, string type)
    {
        var update = await SentAsync(Activities.BotAdded.With("membersAdded", null).With("channelData.eventType", $"\"{type}\"")
            .With(list, $$"""[ { "id": "29:1", "aadObjectId": "{{Activities.Anna}}" }, { "id": "29:nobody" }, 7, { "aadObjectId": "{{Activities.Anna}}" } ]"""));

        var members = list is "membersAdded" ? Assert.IsType<ConversationUpdate.MembersAdded>(update).Members : Assert.IsType<ConversationUpdate.MembersRemoved>(update).Members;
        Assert.Equal([new TeamsPerson(s_chosen.TenantId, Guid.Parse(Activities.Anna), "29:1", Name: null)], members);
    }

    [Theory]
    [InlineData("channelCreated", ChannelEvent.Created)]
    [InlineData("channelRenamed", ChannelEvent.Renamed)]
    [InlineData("channelDeleted", ChannelEvent.Deleted)]
    [InlineData("channelRestored", ChannelEvent.Restored)]
    public async Task AChannelIsChanged(string type, ChannelEvent what) => Assert.Equal(
        new ConversationUpdate.ChannelChanged(s_chosen, new(General, Name: null), "Duty", what),
        await SentAsync(Activities.ChannelRenamed.With("channelData.eventType", $"\"{type}\"")));

    [Theory]
    [InlineData("teamRenamed", TeamEvent.Renamed)]
    [InlineData("teamArchived", TeamEvent.Archived)]
    [InlineData("teamUnarchived", TeamEvent.Unarchived)]
    [InlineData("teamDeleted", TeamEvent.Deleted)]
    [InlineData("teamHardDeleted", TeamEvent.Deleted)]
    [InlineData("teamRestored", TeamEvent.Restored)]
    public async Task ATeamIsChanged(string type, TeamEvent what) => Assert.Equal(
        new ConversationUpdate.TeamChanged(s_chosen with { ConversationId = General }, s_team, what),
        await SentAsync(Activities.BotAdded.With("membersAdded", null).With("channelData.eventType", $"\"{type}\"")));

    [Theory]
    [InlineData("from", null)]
    [InlineData("from", "{}")]
    [InlineData("from", """{ "id": "28:another" }""")]
    [InlineData("from.aadObjectId", null)]
    public async Task ItNeedsNobodyWhoDidIt(string path, string? json) =>
        Assert.IsType<ConversationUpdate.ChannelChanged>(await SentAsync(Activities.ChannelRenamed.With(path, json)));

    [Theory]
    [InlineData("channelData.eventType", "\"somethingNew\"")]
    [InlineData("channelData.eventType", "\"channelMemberRemoved\"")]
    [InlineData("channelData.channel.type", "\"private\"")]
    [InlineData("channelData.channel.type", "\"shared\"")]
    [InlineData("channelData.eventType", "7")]
    [InlineData("channelData.channel", null)]
    [InlineData("channelData.channel", "{}")]
    [InlineData("channelData.team", null)]
    [InlineData("conversation.tenantId", "\"no tenant\"")]
    public async Task WhatIsUnknownOrSaysTooLittleIsAcceptedAndIgnored(string path, string? json)
    {
        var activity = Activities.ChannelRenamed.With(path, json);
        if (path == "conversation.tenantId")
        {
            activity = activity.With("channelData.tenant", null);
        }

        Assert.Equal(new Answer(200, null, ""), await _host.PostAsync(activity));
        Assert.Empty(_host.Handler.TakeUpdates());
    }

    [Theory]
    [InlineData("id", null)]
    [InlineData("recipient", null)]
    [InlineData("conversation.id", "\"..\"")]
    [InlineData("serviceUrl", null)]
    [InlineData("serviceUrl", "\"https://smba.trafficmanager.net/emea/\"")]
    public async Task WhatIsNeededIsNeverGuessed(string path, string? json)
    {
        Assert.Equal(new Answer(400, null, ""), await _host.PostAsync(Activities.ChannelRenamed.With(path, json)));
        Assert.Empty(_host.Handler.TakeUpdates());
    }

    [Fact]
    public async Task WhatCouldNotBeStoredIsNotConfirmed()
    {
        _host.Handler.Failure = new InvalidOperationException();

        Assert.Equal(503, (await _host.PostAsync(Activities.ChannelRenamed)).Status);
    }

    private async Task<ConversationUpdate> SentAsync(string activity)
    {
        Assert.Equal(new Answer(200, null, ""), await _host.PostAsync(activity));
        return Assert.Single(_host.Handler.TakeUpdates());
    }
}
