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
    // The emulator looks through the whole table for each query and through every row of the same row key for each insert, so that its times grow by themselves and the
    // rows of whole sessions would take it an hour. What it can show is how often it is asked, and for that the rows that a list and a first turn read are enough.
    private const int MostOnEmulator = 5_000;

    private static readonly Effort s_onFile = new(Rounds: 21, Presses: 40, WarmUp: 400, Writers: 64);
    private static readonly Effort s_onEmulator = new(Rounds: 5, Presses: 20, WarmUp: 40, Writers: 8);

    // Our own measurement is 30 KiB a session; the rest is for the log of writes.
    private const long RoomForSession = 40 * 1024;

    private static readonly int[] s_sizes = [100, 10_000, 200_000];

    private sealed record Effort(int Rounds, int Presses, int WarmUp, int Writers);

    /// <param name="sizes">Sessions in the store, step by step; none for the usual.</param>
    public static async Task<int> RunAsync(int[] sizes)
    {
        sizes = sizes.Length == 0 ? s_sizes : [.. sizes.Order()];
        if (sizes[0] < s_sizes[0])
        {
            await Console.Error.WriteLineAsync($"a store here begins with {s_sizes[0]} sessions");
            return 2;
        }

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
            var ratio = (await MeasureAsync("SQLite", On("small.db"), On("growing.db"), sizes, s_onFile, roundTrips)).Ratio;
            Console.WriteLine($"  the file has {Gigabytes(new FileInfo(Path.Combine(folder.FullName, "growing.db")).Length)}; a start reads all of it, to check it");
            int? trips = null;
            if (Azurite.ConnectionString is { } emulator)
            {
                GrowingStore At() => new(["--Storage:Provider", "AzureTables", "--Storage:ConnectionString", emulator, "--Storage:TablePrefix", Azurite.NewTablePrefix(), "--Records:Key", Convert.ToBase64String(new byte[32])], sink, roundTrips);
                Console.WriteLine("On the emulator round trips are like the service's; times are its own, as it reads a whole table for each query.");
                trips = (await MeasureAsync("Azurite", At(), At(), [sizes[0], Math.Min(MostOnEmulator, sizes[^1])], s_onEmulator, roundTrips)).RoundTrips;
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
    private static async Task<(double Ratio, int RoundTrips)> MeasureAsync(string engine, GrowingStore small, GrowingStore growing, int[] sizes, Effort effort, RoundTrips roundTrips)
    {
        await using (small)
        await using (growing)
        {
            await small.StartAsync();
            await growing.StartAsync();
            await roundTrips.QuietAsync();
            var before = roundTrips.Total;
            var likeness = await small.WalkAsync(wholeLikeness: effort == s_onFile);
            await roundTrips.QuietAsync();
            Console.WriteLine($"{engine}: {likeness.Rows} rows a session, {likeness.Bytes} bytes as the Table service counts them; the whole session took {roundTrips.Total - before} round trips");
            foreach (var store in (GrowingStore[])[small, growing])
            {
                await store.OpenAsync();
                await store.FillAsync(likeness, sizes[0], effort.Writers);
                await store.StopAsync();
            }

            var (ratio, most) = (double.NaN, 0);
            foreach (var size in sizes)
            {
                if (size > growing.Sessions)
                {
                    await FillAsync(growing, likeness, size, effort.Writers);
                }

                await small.StartAsync();
                var started = await growing.StartAsync();
                (ratio, var turn) = await CompareAsync(small, growing, started, effort, roundTrips);
                most = Math.Max(most, turn);
                await small.StopAsync();
                await growing.StopAsync();
            }

            return (ratio, most);
        }
    }

    private static async Task FillAsync(GrowingStore store, Likeness likeness, int size, int writers)
    {
        await store.StartAsync();
        var (begun, before) = (Stopwatch.GetTimestamp(), store.Sessions);
        await store.FillAsync(likeness, size, writers);
        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  filled up to {size} sessions in {took:F0} s: {(size - before) / took:F0} sessions, {(size - before) * likeness.Rows / took:F0} rows a second"));
        await store.StopAsync();
    }

    private static async Task<(double Ratio, int RoundTrips)> CompareAsync(GrowingStore small, GrowingStore growing, TimeSpan started, Effort effort, RoundTrips roundTrips)
    {
        GrowingStore[] both = [small, growing];
        foreach (var store in both)
        {
            await store.MeetAsync();
        }

        await roundTrips.QuietAsync();
        var first = new List<(Cost Small, Cost Growing)>();
        for (var session = 0; session < GrowingStore.Open; session++)
        {
            first.Add((await small.FirstTurnAsync(session), await growing.FirstTurnAsync(session)));
        }

        foreach (var store in both)
        {
            await store.RoundAsync(effort.WarmUp);
        }

        var (turns, pages) = (new List<(Cost Small, Cost Growing)>(), new List<(Cost Small, Cost Growing)>());
        for (var round = 0; round < effort.Rounds; round++)
        {
            var (there, here) = (await small.RoundAsync(effort.Presses), await growing.RoundAsync(effort.Presses));
            turns.Add((there.Turn, here.Turn));
            pages.Add((there.Page, here.Page));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {growing.Sessions} sessions, beside a store of {small.Sessions}; start-up {started.TotalSeconds:F2} s"));
        Tell("turn", turns);
        Tell("first turn of a session after a start", first);
        Tell("page of sessions", pages);
        return (Median(turns.Select(round => round.Growing.Milliseconds / round.Small.Milliseconds)), turns.Max(round => Math.Max(round.Small.RoundTrips, round.Growing.RoundTrips)));
    }

    private static void Tell(string name, IReadOnlyList<(Cost Small, Cost Growing)> rounds)
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

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F2} GB");
}
