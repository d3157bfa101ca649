using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage;
using SupervisionBot.Storage.Sqlite;

namespace SupervisionBot.Bench;

/// <summary>
/// How many <em>answer a prompt</em> turns the app does a second, each on disk before it is answered, beside how many requests the same kind of host answers
/// that only parses the same body and returns a card of the same size. The two take turns, so that what else the machine does weighs on both.
/// </summary>
internal static class Turns
{
    private const int Sessions = 200;
    private const int Connections = 16;
    private const int Rounds = 5;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_phase = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("supervision-bench-");
        try
        {
            var path = Path.Combine(folder.FullName, "supervision.db");
            var (acknowledged, walks) = await MeasureAsync(path);
            var stored = await StoredAsync(path, walks);
            if (stored != acknowledged.Answers)
            {
                await Console.Error.WriteLineAsync($"{acknowledged.Answers} answers were acknowledged and {stored} are stored");
                return 1;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"answers acknowledged {acknowledged.Answers}, stored {stored}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"turn_to_floor_ratio={acknowledged.Ratio:F3}"));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<((int Answers, double Ratio) Result, IReadOnlyList<Walk> Walks)> MeasureAsync(string path)
    {
        await using var sink = await ConnectorSink.StartAsync();
        await using var app = await HostProcess.StartAsync(BenchHost.App, path);
        var activities = new Activities(sink.Address);
        using var stage = new Stage(app.Address, activities);
        var walks = await stage.SetAsync(Sessions);
        var turns = LoadOf(app.Address, walks, activities, keepsRecord: true);
        List<Phase> answered = [await turns.OpenAsync(), await turns.RunAsync(s_warmUp)];

        var card = path + ".card";
        await File.WriteAllBytesAsync(card, await stage.CardAsync(walks[0].People[0], walks[0].Walk));
        await using var floor = await HostProcess.StartAsync(BenchHost.Floor, card);
        var requests = LoadOf(floor.Address, walks, activities, keepsRecord: false);
        await requests.RunAsync(s_warmUp);

        var (floors, apps, floorBefore, appBefore) = (new List<Phase>(), new List<Phase>(), floor.Worked, app.Worked);
        for (var round = 0; round < Rounds; round++)
        {
            floors.Add(await requests.RunAsync(s_phase));
            apps.Add(await turns.RunAsync(s_phase));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: floor {floors[^1].Rate:F0}/s, turns {apps[^1].Rate:F0}/s, ratio {apps[^1].Rate / floors[^1].Rate:F3}"));
        }

        answered.AddRange(apps);
        Tell("floor", floors);
        Tell("turns", apps);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"processor time: floor {MicrosecondsEach(floor.Worked - floorBefore, floors):F0} µs, turns {MicrosecondsEach(app.Worked - appBefore, apps):F0} µs each"));
        var ratios = floors.Zip(apps, (one, other) => other.Rate / one.Rate).Order().ToArray();
        return ((answered.Sum(phase => phase.Answers), ratios[Rounds / 2]), [.. walks.Select(walk => walk.Walk)]);
    }

    private static Load LoadOf(Uri host, IReadOnlyList<(Walk Walk, Person[] People)> walks, Activities activities, bool keepsRecord) =>
        new(host, [.. walks.SelectMany(walk => PressesOf(host, new(walk.Walk.Id, walk.Walk.Sequence), walk.People, activities))], Connections, keepsRecord);

    private static Press[] PressesOf(Uri host, Walk walk, Person[] people, Activities activities) => [.. people.Select(person => new Press(activities, person, walk, host))];

    private static double MicrosecondsEach(TimeSpan worked, List<Phase> phases) => worked.TotalMicroseconds / phases.Sum(phase => phase.Turns);

    private static void Tell(string name, List<Phase> phases)
    {
        var ticks = phases.SelectMany(phase => phase.Ticks).Order().ToArray();
        var rates = phases.Select(phase => phase.Rate).Order().ToArray();
        double Milliseconds(double part) => Stopwatch.GetElapsedTime(0, ticks[(int)(ticks.Length * part)]).TotalMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {rates[rates.Length / 2]:F0}/s, p50 {Milliseconds(0.5):F2} ms, p99 {Milliseconds(0.99):F2} ms, {phases[^1].Sent} bytes in, {phases[^1].Received} bytes out"));
    }

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
