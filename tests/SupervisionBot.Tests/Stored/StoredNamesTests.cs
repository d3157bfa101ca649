using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Sessions;
using SupervisionBot.People;
using SupervisionBot.Reflections;
using SupervisionBot.Rounds;
using SupervisionBot.Rows;
using SupervisionBot.Scheduling;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Stored;

/// <summary>What is stored is called what it has always been called: rows as they were written long ago are read, and rows written now look like them.</summary>
public sealed class StoredNamesTests
{
    private static readonly Guid s_tenant = new("11111111-0000-4000-8000-000000000001");
    private static readonly DateTimeOffset s_at = new(2026, 11, 5, 9, 30, 0, TimeSpan.Zero);
    private static readonly RoundAddress s_round = new(s_tenant, new(new("44444444-0000-4000-8000-000000000004")));

    [Fact]
    public void KindsOfConversationsKeepTheirNames() => Same(StoredConversation.Kinds, "Personal GroupChat Channel");

    [Fact]
    public void StatusesOfSessionsKeepTheirNames() => Same(SessionRows.Statuses, "Preparing Walking Checking Summarised Frozen Cancelled");

    [Fact]
    public void StatusesOfRoundsKeepTheirNames() => Same(RoundRows.Statuses, "Draft AwaitingApproval Scheduled Open Closed Counted Finished Recalled Discarded");

    [Fact]
    public void PromptsOfRoundsKeepTheirNames() => Same(RoundRows.Prompts, "Stop Start Continue");

    [Fact]
    public void EnumsInEventsKeepTheirNames()
    {
        Assert.Equal("Supervisor Supervisee Facilitator Chair Attendee", InJson<Role>());
        Assert.Equal("Yes No Unsure", InJson<Verdict>());
        Assert.Equal("Stop Start Continue", InJson<RoundPrompt>());
        Assert.Equal("Weeks Months", InJson<RecurrenceUnit>());
        Assert.All(
            new[] { typeof(Role), typeof(Verdict), typeof(RoundPrompt), typeof(RecurrenceUnit) }.SelectMany(type => type.GetFields().Where(field => field.IsLiteral)),
            member => Assert.NotEmpty(member.GetCustomAttributes(typeof(JsonStringEnumMemberNameAttribute), inherit: false)));
    }

    [Fact]
    public void AnAlarmIsStoredAsItEverWas()
    {
        var golden = Row(
            "shard8",
            "at|0639294678000000000|name",
            ("Schema", 1), ("Kind", "reflection"), ("Tenant", s_tenant), ("Subject", "22222222000040008000000000000002"), ("At", s_at), ("Failures", 2));

        Assert.True(AlarmRows.Read(golden, kind => kind == "reflection").Succeeded(out var read, out _));

        Assert.Equal(new("reflection", s_tenant, "22222222000040008000000000000002", s_at), read.Alarm);
        var written = AlarmRows.ToRow(read.Alarm, read.Failures, s_at);
        Assert.True(written.HasValuesOf(golden));
        Assert.Matches("^at\\|0639294678000000000\\|5080f9e47fbc58057b947977042[0-9a-f]{37}$", written.RowKey);
        Assert.Matches("^shard[0-9a-f]$", written.PartitionKey);
    }

    [Fact]
    public void AChatIsStoredAsItEverWas()
    {
        var golden = Row(
            "11111111000040008000000000000001",
            "chat|2b59d0b1ee5e6d0a0a3c39ad9cbdd7a4f5d8b4fc62b2a16cbc6bb6a2bd7b2f6e",
            ("Schema", 1), ("Conversation", "19:a@thread.tacv2"), ("Kind", "Channel"), ("ServiceUrl", "https://smba.trafficmanager.net/uk/"), ("Bot", "28:bot"), ("Name", "General"), ("Team", "19:team"), ("Installed", true),
            ("Unreachable", "BotNotInConversationRoster"), ("UnreachableSince", s_at));

        Assert.True(KnownChat.Read(s_tenant, golden).Succeeded(out var read, out _));

        Assert.Equal(ConversationKind.Channel, read.Reference.Kind);
        Assert.True(read.ToRow().HasValuesOf(golden));
    }

    [Fact]
    public void ATeamIsStoredAsItEverWas()
    {
        var golden = Row("p", "team|1", ("Schema", 1), ("Team", "19:team"), ("Name", "North"), ("Group", s_tenant), ("Installed", true), ("Archived", false));

        Assert.True(KnownTeam.Read(golden).Succeeded(out var read, out _));

        Assert.True(read.ToRow(s_tenant).HasValuesOf(golden));
    }

    [Fact]
    public void APlaceOfACardIsStoredAsItEverWas()
    {
        var golden = Row(
            "p", "view|1", ("Tenant", s_tenant), ("Conversation", "a:1"), ("Kind", "Personal"), ("ServiceUrl", "https://smba.trafficmanager.net/uk/"), ("Bot", "28:bot"), ("Activity", "1700000000000"),
            ("Person", new Guid("22222222-0000-4000-8000-000000000002")));

        Assert.True(CardPlace.From(golden).ToRow(new(s_tenant, new(s_tenant))).HasValuesOf(golden));
    }

    [Fact]
    public void WhatBecameOfAPostIsStoredAsItEverWas()
    {
        foreach (var status in "Waiting Sent Failed Unknown Removed".Split(' '))
        {
            var golden = Row("p", "channel|c01|card", ("Channel", "c01"), ("Part", "card"), ("Status", status), ("Activity", "17"), ("Reason", "Throttled"), ("At", s_at));
            Assert.True(PostedCard.Read(golden).Succeeded(out var read, out _));
            Assert.True(read.ToRow(s_round).HasValuesOf(golden));
        }
    }

    [Fact]
    public void AStateOfReflectionsIsStoredAsItEverWas()
    {
        foreach (var status in "Off On Paused".Split(' '))
        {
            var golden = Row(
                "p", "state", ("Schema", 1), ("Status", status), ("Weekday", 1), ("Hour", 9), ("Weeks", 2), ("NextAt", s_at), ("Asked", 3), ("Open", 3), ("OpenSince", s_at), ("Round", "one two"));
            Assert.True(ReflectionRows.ToRow(new(s_tenant, new(s_tenant)), ReflectionRows.ToState(golden)).HasValuesOf(golden));
        }
    }

    [Fact]
    public async Task AHeadAndAPersonAreStoredAsTheyEverWere()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        team.Clock.IsStopped = true;
        await team.OpenAsync();
        var session = team.Sarah.Card.Session;

        var head = (await team.Store.GetAsync("sessions", $"{s_tenant:N}|{session}", "head", default))!;
        Assert.Equal(
            ["CaseReference", "ChangedAt", "End", "EndKey", "Guide", "GuideId", "Home", "Members", "OpenedAt", "Operation", "Paused", "People", "Schema", "Sequence", "Status", "Step"],
            head.PropertyNames.Where(name => name != TableLimits.OperationProperty).Order(StringComparer.Ordinal));
        Assert.Equal(
            (1, "KN-7731", "knowsley-decision-walk", "Walking", false, "Sarah Ahmed, Priya Nowak", $"{team.Sarah.Person.Id:N} {team.Priya.Person.Id:N}", ""),
            (head.GetInt32("Schema"), head.GetString("CaseReference"), head.GetString("GuideId"), head.GetString("Status"), head.GetBoolean("Paused"), head.GetString("People"), head.GetString("Members"), head.GetString("Home")));
        var person = (await team.Store.GetAsync("directory", $"{s_tenant:N}", $"person|{team.Priya.Person.Id:N}", default))!;
        Assert.Equal(["Bot", "Conversation", "Mri", "Name", "Person", "Schema", "ServiceUrl"], person.PropertyNames.Order(StringComparer.Ordinal));
        Assert.Equal((1, team.Priya.Person.Id, "Priya Nowak", team.Priya.Chat.Id), (person.GetInt32("Schema"), person.GetGuid("Person"), person.GetString("Name"), person.GetString("Conversation")));
    }

    [Fact]
    public async Task WhatTheClockDoesToARoundIsCalledWhatItEverWas()
    {
        await using var scene = await SupervisionBot.Tests.Rounds.RoundScene.MeetAsync(1);
        var address = await scene.OpenAsync();
        scene.Team.Clock.Move(TimeSpan.FromDays(13) + TimeSpan.FromHours(1));
        await SupervisionBot.Tests.Rounds.RoundScene.UntilAsync(async () => await scene.FindAsync(address) is { Reminded: true, MissingTold: not null });
        await scene.CountAsync(address);

        var operations = (await scene.FindAsync(address)).Operations.Where(operation => operation.StartsWith("clock|", StringComparison.Ordinal)).Select(operation => operation.Split('|')[1]).Order(StringComparer.Ordinal);

        Assert.Equal(["CheckTurnout", "Close", "OpenNow", "Remind", "count"], operations);
    }

    private static void Same<T>(StoredNames<T> names, string golden)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        Assert.Equal(golden, string.Join(' ', values.Select(value => names[value])));
        foreach (var value in values)
        {
            Assert.Equal(value, names.In(Row("p", "r", ("Name", names[value])), "Name"));
        }
    }

    private static string InJson<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(value => JsonSerializer.Serialize(value).Trim('"')));

    private static TableEntity Row(string partition, string key, params (string Name, object Value)[] values)
    {
        var row = new TableEntity(partition, key);
        foreach (var (name, value) in values)
        {
            row[name] = value;
        }

        return row;
    }
}
