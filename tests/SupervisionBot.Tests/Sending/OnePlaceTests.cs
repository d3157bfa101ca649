using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Tables;
using SupervisionBot.Tests.Rounds;
using SupervisionBot.Tests.Reflections;
using SupervisionBot.Tests.Team;
using SupervisionBot.Tests.Telemetry;
using SupervisionBot.Transfer;

namespace SupervisionBot.Tests.Sending;

/// <summary>
/// Words stand in one place. Somebody writes a word that nobody else would in each place there is, in each way a press can go; then every row that was ever written to any table, the export, the
/// log and what is measured are searched for it.
/// </summary>
public sealed class OnePlaceTests
{
    /// <summary>How a press goes.</summary>
    public enum Way
    {
        /// <summary>Answered on the wire.</summary>
        Ordinary,

        /// <summary>From a client that does not know <c>Action.Execute</c>, so that the answer is a message.</summary>
        Fallback,

        /// <summary>It takes so long that the answer is a message.</summary>
        Slow,

        /// <summary>As a fallback, and Teams lets nothing through.</summary>
        Refused,
    }

    private const string Reflected = "Quillwort";
    private const string Said = "Bryozoan";
    private const string TooLong = "Ocelotine";
    private const string Remarked = "Samphire";
    private const string Typed = "Marmoset";
    private const string Anonymous = "Narwhalish";

    private static readonly string[] s_telemetry = ["--OneToOne:AnswerWithin", "2", "--Outbox:Delay", "0.05", "--Outbox:MaxDelay", "0.1"];

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public Task WhatAPersonWritesStandsInOnePlaceOfTheSqliteFile(Way way) => InOnePlaceAsync(way, []);

    [SkippableTheory]
    [MemberData(nameof(Ways))]
    public Task WhatAPersonWritesStandsInOnePlaceOfAzureStorage(Way way)
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        return InOnePlaceAsync(way, Tables());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public Task WhatPeopleAnswerARoundStandsInOnePlaceOfTheSqliteFile(Way way) => AnswersInOnePlaceAsync(way, []);

    [SkippableTheory]
    [MemberData(nameof(Ways))]
    public Task WhatPeopleAnswerARoundStandsInOnePlaceOfAzureStorage(Way way)
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        return AnswersInOnePlaceAsync(way, Tables());
    }

    private static async Task InOnePlaceAsync(Way way, string[] engine)
    {
        SlowStore store = null!;
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own)), [.. s_telemetry, "--Telemetry:OtlpEndpoint", receiver.Address, .. engine]);
        await team.Priya.TypeAsync("reflect");
        await team.Priya.PressAsync("reflect.now");
        await team.SettleAsync();
        team.TakeQuestion(team.Priya);

        await PressAsync(team, store, team.Priya, way, "reflections", "reflect.save", ("text", $"{Reflected} was on my mind"));
        await AskAsync(team, store, team.Priya, way, "reflections", "reflect.list", []);
        await AskAsync(team, store, team.Priya, way, "reflections", "reflect.edit", new() { ["number"] = 1 });
        // Where nothing got through to her, it does again once she is heard of.
        await team.Priya.TypeAsync("sessions");
        await team.OpenAsync();
        await PressAsync(team, store, team.Priya, way, "sessions", "answer.save", ("answer.information.happening", $"{Said} rang"));
        await team.Priya.TypeAsync("resume");
        await PressAsync(team, store, team.Priya, way, "sessions", "answer.save", ("answer.information.known", $"{TooLong} {new string('x', 5_000)}"));
        await team.Priya.TypeAsync("resume");
        await team.SummariseAsync(keep: true);
        await PressAsync(team, store, team.Priya, way, "sessions", "summary.comment", ("remark", $"{Remarked} is missing"));
        await team.Priya.TypeAsync("sessions");
        await team.OpenAsync("KN-8000");
        await TypeAsync(team, team.Priya, way, $"{Typed} told me");

        Assert.Equal(way == Way.Refused, await HasParkedAsync(team));
        AssertStandsIn(store, Reflected, "reflections");
        AssertStandsIn(store, Said, "sessions");
        AssertStandsIn(store, Remarked, "sessions");
        AssertStandsIn(store, TooLong, "");
        AssertStandsIn(store, Typed, "typed");
        var export = await ExportAsync(team);
        Assert.DoesNotContain(export, line => line.Contains(Reflected, StringComparison.OrdinalIgnoreCase) || line.Contains(TooLong, StringComparison.OrdinalIgnoreCase) || line.Contains(Typed, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(export, line => line.Contains(Said, StringComparison.Ordinal));
        await AssertUnheardAsync(team, receiver, [Reflected, Said, TooLong, Remarked, Typed]);
    }

    private static async Task AnswersInOnePlaceAsync(Way way, string[] engine)
    {
        SlowStore store = null!;
        await using var receiver = await OtlpReceiver.StartAsync();
        var scene = new ResultsScene
        {
            Change = services => services.Decorate(own => store = new(own)),
            Settings = [.. s_telemetry, "--Telemetry:OtlpEndpoint", receiver.Address, .. engine],
        };
        await scene.InitializeAsync();
        try
        {
            var round = await scene.CountedAsync([12, 11, 2], (_, person) => new([$"{Anonymous} again, {person}"], [], []));
            await scene.Sarah.TypeAsync("results");
            JsonObject Data() => new() { ["round"] = $"{round.Round.Value:N}", ["prompt"] = "Stop" };

            await AskAsync(scene.Team, store, scene.Sarah, way, "rounds", "results.open", Data());
            await AskAsync(scene.Team, store, scene.Sarah, way, "rounds", "sort.open", Data());
            await scene.Sarah.SendAsync(scene.Sarah.Execute("sort.open", Data()));
            await PressAsync(scene.Team, store, scene.Sarah, way, "rounds", "sort.theme", ("New theme", "Forms"));

            Assert.Equal(way == Way.Refused, await HasParkedAsync(scene.Team));
            AssertStandsIn(store, Anonymous, "rounds");
            Assert.DoesNotContain(await ExportAsync(scene.Team), line => line.Contains(Anonymous, StringComparison.Ordinal) && !line.Contains("\"rounds\"", StringComparison.Ordinal));
            await AssertUnheardAsync(scene.Team, receiver, [Anonymous]);
        }
        finally
        {
            await scene.DisposeAsync();
        }
    }

    // Presses a button of the card before somebody, with something typed on it.
    private static Task PressAsync(SupervisionTeam team, SlowStore store, Somebody who, Way way, string table, string verb, params (string Input, string Value)[] typed) =>
        GoAsync(team, store, who, way, table, () => way is Way.Ordinary or Way.Slow ? who.PressAsync(verb, typed) : who.PressOnAnOldClientAsync(verb, typed));

    // Presses a button that somebody could have.
    private static Task AskAsync(SupervisionTeam team, SlowStore store, Somebody who, Way way, string table, string verb, JsonObject data) =>
        GoAsync(team, store, who, way, table, () => who.SendAsync(way is Way.Ordinary or Way.Slow ? who.Execute(verb, data) : Submit(who, verb, data)));

    private static Task TypeAsync(SupervisionTeam team, Somebody who, Way way, string text) => RefusedAsync(team, who, way, () => who.TypeAsync(text));

    private static async Task GoAsync(SupervisionTeam team, SlowStore store, Somebody who, Way way, string table, Func<Task> press)
    {
        if (way != Way.Slow)
        {
            await RefusedAsync(team, who, way, press);
            return;
        }

        var before = team.Connector.All.Count;
        store.Hold(table);
        await press();
        store.Release();
        await team.Connector.WaitAsync(before, sent => sent.Conversation == who.Chat.Id && sent.Card is not null);
        await team.SettleAsync();
    }

    private static async Task RefusedAsync(SupervisionTeam team, Somebody who, Way way, Func<Task> act)
    {
        team.Connector.Refuse = (_, conversation) => way == Way.Refused && conversation == who.Chat.Id ? new(403, "BotNotInConversationRoster") : null;
        await act();
        await team.SettleAsync();
        team.Connector.Refuse = (_, _) => null;
    }

    private static JsonObject Submit(Somebody who, string verb, JsonObject data)
    {
        var activity = who.Activity("message");
        var value = data.DeepClone().AsObject();
        value["verb"] = verb;
        activity["value"] = value;
        return activity;
    }

    private static void AssertStandsIn(SlowStore store, string word, string table)
    {
        Assert.DoesNotContain(store.Written, row => row.Table != table && row.Row.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.True(table.Length == 0 || store.Written.Any(row => row.Row.Contains(word, StringComparison.Ordinal)), word);
    }

    private static async Task<bool> HasParkedAsync(SupervisionTeam team)
    {
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            if ((await team.Store.QueryAsync(OutboxRows.Table, OutboxRows.Partition(shard), RowRange.StartingWith(OutboxRows.Parked), 10, continuation: null, CancellationToken.None)).Entities.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<string[]> ExportAsync(SupervisionTeam team)
    {
        var file = Path.Combine(team.Folder, "export.jsonl");
        await new Export(team.Store, TextWriter.Null, TimeProvider.System).RunAsync(file, withReflections: false, CancellationToken.None);
        return await File.ReadAllLinesAsync(file);
    }

    private static async Task AssertUnheardAsync(SupervisionTeam team, OtlpReceiver receiver, string[] words)
    {
        // What is collected last is sent before the app ends.
        await team.StopAsync();
        Assert.NotEmpty(receiver.Traces);
        Assert.All(words, word => Assert.DoesNotContain(team.Logs.Lines.Concat(receiver.Traces).Concat(receiver.Metrics), line => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static string[] Tables() =>
        ["--Storage:Provider", "AzureTables", "--Storage:ConnectionString", Azurite.ConnectionString!, "--Storage:TablePrefix", Azurite.NewTablePrefix(), "--Rounds:SealingKey", Key(), "--Records:Key", Key()];

    private static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
