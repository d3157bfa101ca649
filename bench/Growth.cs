using System.Diagnostics;
using System.Globalization;
using SupervisionBot.Tables;

namespace SupervisionBot.Bench;

/// <summary>
/// What one turn and one page of the list of sessions cost while a store grows, in time and in round trips to the storage. Two stores take turns, one that grows and one
/// that stays at the smallest size, so that what else the machine does weighs on both.
/// </summary>
internal static class Growth
{
    private const int Rounds = 21;
    private const int Turns = 40;
    private const int Pages = 40;
    private const int WarmUp = 400;

    // The emulator keeps everything in memory and looks through all of it for each query.
    private const int MostOnEmulator = 5_000;

    // Our own measurement is 20 KiB a session, and a log of writes beside it.
    private const long RoomForSession = 40 * 1024;

    private static readonly int[] s_sizes = [100, 10_000, 200_000];

    /// <param name="sizes">Sessions in the store, step by step; none for the usual.</param>
    public static async Task<int> RunAsync(int[] sizes)
    {
        sizes = sizes.Length == 0 ? s_sizes : [.. sizes.Order()];
        var folder = Directory.CreateTempSubdirectory("supervision-bench-");
        try
        {
            var (room, needed) = (new DriveInfo(folder.FullName).AvailableFreeSpace, sizes[^1] * RoomForSession);
            if (room < needed)
            {
                await Console.Error.WriteLineAsync($"{folder.FullName} has {Gigabytes(room)} free; {sizes[^1]} sessions need about {Gigabytes(needed)}");
                return 1;
            }

            await using var sink = await ConnectorSink.StartAsync();
            using var roundTrips = new RoundTrips();
            GrowingStore On(string file) => new(["--Storage:Path", Path.Combine(folder.FullName, file)], sink, roundTrips);
            var ratio = (await MeasureAsync("SQLite", On("small.db"), On("growing.db"), sizes)).Ratio;
            int? trips = null;
            if (Azurite.ConnectionString is { } emulator)
            {
                GrowingStore At() => new(["--Storage:Provider", "AzureTables", "--Storage:ConnectionString", emulator, "--Storage:TablePrefix", Azurite.NewTablePrefix()], sink, roundTrips);
                trips = (await MeasureAsync("Azurite", At(), At(), [sizes[0], Math.Min(MostOnEmulator, sizes[^1])])).RoundTrips;
            }
            else
            {
                Console.WriteLine($"Left out: Azure Table Storage. {Azurite.Absent}");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth_ratio={ratio:F2}"));
            Console.WriteLine($"turn_round_trips={trips?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <returns>The time of a turn at the last size by that at the first, and the most round trips that a turn took at any size.</returns>
    private static async Task<(double Ratio, int RoundTrips)> MeasureAsync(string engine, GrowingStore small, GrowingStore growing, int[] sizes)
    {
        await using (small)
        await using (growing)
        {
            await small.StartAsync();
            await growing.StartAsync();
            var likeness = await small.WalkAsync();
            Console.WriteLine($"{engine}: {likeness.Rows} rows a session");
            foreach (var store in (GrowingStore[])[small, growing])
            {
                await store.OpenAsync();
                await store.FillAsync(likeness, sizes[0]);
                await store.StopAsync();
            }

            var (ratio, roundTrips) = (double.NaN, 0);
            foreach (var size in sizes)
            {
                if (size > growing.Sessions)
                {
                    await FillAsync(growing, likeness, size);
                }

                await small.StartAsync();
                var started = await growing.StartAsync();
                (ratio, var turn) = await CompareAsync(small, growing, started);
                roundTrips = Math.Max(roundTrips, turn);
                await small.StopAsync();
                await growing.StopAsync();
            }

            return (ratio, roundTrips);
        }
    }

    private static async Task FillAsync(GrowingStore store, Likeness likeness, int size)
    {
        await store.StartAsync();
        var (begun, before) = (Stopwatch.GetTimestamp(), store.Sessions);
        await store.FillAsync(likeness, size);
        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  filled up to {size} sessions in {took:F0} s: {(size - before) / took:F0} sessions, {(size - before) * likeness.Rows / took:F0} rows a second"));
        await store.StopAsync();
    }

    private static async Task<(double Ratio, int RoundTrips)> CompareAsync(GrowingStore small, GrowingStore growing, TimeSpan started)
    {
        GrowingStore[] both = [small, growing];
        foreach (var store in both)
        {
            await store.MeetAsync();
        }

        var first = (await small.FirstTurnsAsync(), await growing.FirstTurnsAsync());
        foreach (var store in both)
        {
            await store.TurnsAsync(WarmUp);
            await store.PagesAsync(WarmUp / 4);
        }

        var (turns, pages) = (new List<(Presses Small, Presses Growing)>(), new List<(Presses Small, Presses Growing)>());
        for (var round = 0; round < Rounds; round++)
        {
            turns.Add((await small.TurnsAsync(Turns), await growing.TurnsAsync(Turns)));
            pages.Add((await small.PagesAsync(Pages), await growing.PagesAsync(Pages)));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {growing.Sessions} sessions, beside a store of {small.Sessions}; start-up {started.TotalSeconds:F2} s"));
        Tell("turn", turns);
        Tell("first turn of a session after a start", [first]);
        Tell("page of sessions", pages);
        return (Median(turns.Select(round => round.Growing.Milliseconds / round.Small.Milliseconds)), turns.Max(round => Math.Max(round.Small.RoundTrips, round.Growing.RoundTrips)));
    }

    private static void Tell(string name, IReadOnlyList<(Presses Small, Presses Growing)> rounds)
    {
        var waves = rounds.Max(round => round.Growing.Waves) is > 0 and var most ? string.Create(CultureInfo.InvariantCulture, $" in {most} waves") : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"    {name}: {Median(rounds.Select(round => round.Growing.Milliseconds)):F2} ms, there {Median(rounds.Select(round => round.Small.Milliseconds)):F2} ms, ratio {Median(rounds.Select(round => round.Growing.Milliseconds / round.Small.Milliseconds)):F2}; {rounds.Max(round => round.Growing.RoundTrips)} round trips{waves}"));
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
