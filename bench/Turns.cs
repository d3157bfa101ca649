using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.FakeTeams;
using SupervisionBot.Storage;
using SupervisionBot.Storage.Sqlite;

namespace SupervisionBot.Bench;

/// <summary>
/// How many <em>answer a prompt</em> turns the app does a second, each on disk before it is answered, beside how many requests the same kind of host answers
/// that only parses the same body and returns a card of the same size: as the app takes whoever calls, and as it checks the token of each request. They take turns, so that
/// what else the machine does weighs on all.
/// </summary>
internal static class Turns
{
    private const int Sessions = 200;
    private const int Connections = 16;
    private const int Rounds = 5;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_phase = TimeSpan.FromSeconds(3);

    // As a bench has one address and presses faster than people do.
    private static readonly string[] s_unhurried = ["--Teams:RateLimit:PerAddress", "1000000", "--Teams:RateLimit:PerPerson", "1000000"];

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("supervision-bench-");
        try
        {
            var (open, closed) = (Path.Combine(folder.FullName, "open.db"), Path.Combine(folder.FullName, "closed.db"));
            var (plain, proven) = await MeasureAsync(open, closed);
            foreach (var (path, turns) in new[] { (open, plain), (closed, proven) })
            {
                var stored = await StoredAsync(path, turns.Walks);
                if (stored != turns.Answers)
                {
                    await Console.Error.WriteLineAsync($"{turns.Answers} answers were acknowledged and {stored} are stored");
                    return 1;
                }
            }

            var answers = plain.Answers + proven.Answers;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"answers acknowledged {answers}, stored {answers}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"turn_to_floor_ratio={plain.Ratio:F3}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"turn_to_floor_ratio_with_token={proven.Ratio:F3}"));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // One floor for both: what a token costs is the app's own.
    private static async Task<(Result Plain, Result Proven)> MeasureAsync(string open, string closed)
    {
        using var tokens = new Tokens();
        await using var services = await FakeTeamsService.StartAsync(tokens.Map);
        await using var sink = await ConnectorSink.StartAsync();
        await using var app = await HostProcess.StartAsync(BenchHost.App, [.. BenchHost.Settings, "--Storage:Path", open]);
        await using var guarded = await HostProcess.StartAsync(
            BenchHost.App, [.. Tokens.SettingsAt(services.Address), .. s_unhurried, "--Storage:Path", closed], Tokens.EnvironmentAt(services.Address));
        var activities = new Activities(sink.Address);
        var (plain, proven) = (await OpenAsync(app, activities, token: null), await OpenAsync(guarded, activities, tokens.For(sink.Address.AbsoluteUri)));

        var card = open + ".card";
        await File.WriteAllBytesAsync(card, plain.Card);
        await using var floor = await HostProcess.StartAsync(BenchHost.Floor, [BenchHost.Answer, card]);
        var requests = LoadOf(floor.Address, plain.Walks, activities, token: null, keepsRecord: false);
        await requests.RunAsync(s_warmUp);

        var (floors, floorBefore) = (new List<Phase>(), floor.Worked);
        var (plainBefore, provenBefore) = (app.Worked, guarded.Worked);
        for (var round = 0; round < Rounds; round++)
        {
            floors.Add(await requests.RunAsync(s_phase));
            plain.Rounds.Add(await plain.Load.RunAsync(s_phase));
            proven.Rounds.Add(await proven.Load.RunAsync(s_phase));
            var (bottom, one, other) = (floors[^1].Rate, plain.Rounds[^1].Rate, proven.Rounds[^1].Rate);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: floor {bottom:F0}/s, turns {one:F0}/s, ratio {one / bottom:F3}, with token {other:F0}/s, ratio {other / bottom:F3}"));
        }

        Tell("floor", floors, floor.Worked - floorBefore);
        Tell("turns", plain.Rounds, app.Worked - plainBefore);
        Tell("turns with token", proven.Rounds, guarded.Worked - provenBefore);
        return (plain.Against(floors), proven.Against(floors));
    }

    private static async Task<Contender> OpenAsync(HostProcess app, Activities activities, string? token)
    {
        using var stage = new Stage(app.Address, activities, token);
        var walks = await stage.SetAsync(Sessions);
        var load = LoadOf(app.Address, walks, activities, token, keepsRecord: true);
        List<Phase> before = [await load.OpenAsync(), await load.RunAsync(s_warmUp)];
        return new(load, walks, before.Sum(phase => phase.Answers), await stage.CardAsync(walks[0].People[0], walks[0].Walk), []);
    }

    private static Load LoadOf(Uri host, IReadOnlyList<(Walk Walk, Person[] People)> walks, Activities activities, string? token, bool keepsRecord) =>
        new(host, [.. walks.SelectMany(walk => PressesOf(host, new(walk.Walk.Id, walk.Walk.Sequence), walk.People, activities, token))], Connections, keepsRecord);

    private static Press[] PressesOf(Uri host, Walk walk, Person[] people, Activities activities, string? token) =>
        [.. people.Select(person => new Press(activities, person, walk, host, token))];

    private static void Tell(string name, List<Phase> phases, TimeSpan worked)
    {
        var ticks = phases.SelectMany(phase => phase.Ticks).Order().ToArray();
        var rates = phases.Select(phase => phase.Rate).Order().ToArray();
        double Milliseconds(double part) => Stopwatch.GetElapsedTime(0, ticks[(int)(ticks.Length * part)]).TotalMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {rates[rates.Length / 2]:F0}/s, p50 {Milliseconds(0.5):F2} ms, p99 {Milliseconds(0.99):F2} ms, {phases[^1].Sent} bytes in, {phases[^1].Received} bytes out, {worked.TotalMicroseconds / phases.Sum(phase => phase.Turns):F0} µs of processor time each"));
    }

    // An app under load. Answers: those that were given before the rounds.
    private sealed record Contender(Load Load, IReadOnlyList<(Walk Walk, Person[] People)> Walks, int Answers, byte[] Card, List<Phase> Rounds)
    {
        public Result Against(List<Phase> floors) => new(
            Answers + Rounds.Sum(phase => phase.Answers),
            floors.Zip(Rounds, (one, other) => other.Rate / one.Rate).Order().ElementAt(floors.Count / 2),
            [.. Walks.Select(walk => walk.Walk)]);
    }

    private sealed record Result(int Answers, double Ratio, IReadOnlyList<Walk> Walks);

    // Read by the engine itself after the app is gone.
    private static async Task<int> StoredAsync(string path, IReadOnlyList<Walk> walks)
    {
        await using var store = SqliteTableStore.Open(path, TimeProvider.System, NullLogger.Instance);
        var answers = 0;
        foreach (var walk in walks)
        {
            string? continuation = null;
            do
            {
                var page = await store.QueryAsync("sessions", $"{Activities.Tenant:N}|{walk.Id:N}", RowRange.StartingWith("evt|"), TableLimits.PageSize, continuation, CancellationToken.None);
                answers += page.Entities.Count(row => row.GetText("Event")!.StartsWith("""{"is":"answered",""", StringComparison.Ordinal));
                continuation = page.Continuation;
            }
            while (continuation is not null);
        }

        return answers;
    }
}
