using SupervisionBot.EndToEnd.Deployed;
using SupervisionBot.Tables;
using Xunit.Abstractions;

namespace SupervisionBot.EndToEnd.Crashes;

/// <summary>The app is killed again and again while people save answers, and started again on the same store.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Stores = 2;
    private const int KillsOnFiles = 26;

    // Which of the two engines is beneath makes no difference to what a kill can hit in the app, and the emulator is slow.
    private const int KillsOnTables = 2;

    private const int MostSavesOnFiles = 60;
    private const int MostSavesOnTables = 12;
    private const int SessionsOfEach = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("supervision-crash-");
    private readonly Guid _tenant = Guid.NewGuid();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public Task KilledAtAnyMomentUnderLoad_NoAcknowledgedAnswerIsLost_NoTurnIsHalfWritten_AndEachIsAppliedOnce() =>
        CrashAsync(KillsOnFiles, MostSavesOnFiles, store => TestStore.InFile(Path.Combine(_folder.FullName, $"{store}.db")));

    [SkippableFact]
    public Task KilledAtAnyMomentUnderLoad_OnTableStorage_TheSame()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        return CrashAsync(KillsOnTables, MostSavesOnTables, _ => TestStore.InTables());
    }

    private async Task CrashAsync(int kills, int mostSaves, Func<int, TestStore> open)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");

        // Two stores at once, each with an app of its own: while one starts, the other works.
        var saves = await Task.WhenAll(Enumerable.Range(0, Stores).Select(store => Task.Run(() => CrashAsync(kills, mostSaves, open(store), new Random(seed + store)))));
        output.WriteLine($"{Stores * kills} kills, {saves.Sum()} saves of four answers");
    }

    private async Task<int> CrashAsync(int kills, int mostSaves, TestStore store, Random random)
    {
        var pairs = Enumerable.Range(0, SessionsOfEach).Select(_ => Guid.CreateVersion7(TimeProvider.System.GetUtcNow())).Select(session => (Supervisor: WriterIn(session, "Priya Shah"), Practitioner: WriterIn(session, "Tom Reid"))).ToList();
        var writers = pairs.SelectMany(pair => new[] { pair.Supervisor, pair.Practitioner }).ToList();
        for (var kill = 0; kill < kills; kill++)
        {
            using var app = await AppProcess.StartAsync(store);
            using var http = new HttpClient { BaseAddress = app.Address };
            Assert.Equal("Ready.", await http.GetStringAsync("/readyz"));
            if (kill == 0)
            {
                await Task.WhenAll(writers.Select(writer => writer.InstallAsync(http)));
                await Task.WhenAll(pairs.Select(pair => pair.Supervisor.StartAsync(http, pair.Practitioner)));
                await Task.WhenAll(pairs.Select(pair => pair.Practitioner.JoinAsync(http)));
            }

            await Task.WhenAll(writers.Select(writer => writer.LookAsync(http)));
            await KillUnderLoadAsync(app, http, writers, random.Next(1, mostSaves), random);
        }

        using (var last = await AppProcess.StartAsync(store))
        using (var http = new HttpClient { BaseAddress = last.Address })
        {
            await Task.WhenAll(writers.Select(writer => writer.SaveAsync(http)));
            await Task.WhenAll(writers.Select(writer => writer.LookAsync(http)));
            await last.KillAsync();
        }

        foreach (var (supervisor, practitioner) in pairs)
        {
            await CheckAsync(store, supervisor, practitioner);
        }

        return writers.Sum(writer => writer.Acknowledged);
    }

    private Writer WriterIn(Guid session, string name) => new(new(_tenant, Guid.NewGuid(), name), session);

    // The moment hangs on how many saves went through, so that there always is load. Half of the kills follow an answer at once, the others fall anywhere between two.
    private static async Task KillUnderLoadAsync(AppProcess app, HttpClient http, List<Writer> writers, int left, Random random)
    {
        var later = TimeSpan.FromMicroseconds(Math.Max(0, random.Next(-10_000, 10_000)));
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var load = writers.Select(writer => writer.WriteAsync(http, () =>
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                reached.SetResult();
            }
        })).ToList();
        await Task.WhenAny([reached.Task, .. load]);
        // Waits for nothing: it only spreads the kills over the moments between two answers.
        await Task.Delay(later);
        await app.KillAsync();
        await Task.WhenAll(load);
        Assert.True(reached.Task.IsCompletedSuccessfully, "the app went away by itself");
    }

    private async Task CheckAsync(TestStore store, params Writer[] writers)
    {
        var trail = await StoredTrail.ReadAsync(store, _tenant, writers[0].Session);
        Assert.Equal(Enumerable.Range(1, trail.Entries.Count), trail.Entries.Select(entry => entry.Sequence));
        Assert.Equal(trail.Entries.Count, trail.Head);
        foreach (var writer in writers)
        {
            var saves = trail.Answers.Where(answer => answer.By == writer.Id.ToString()).GroupBy(answer => answer.Operation, StringComparer.Ordinal);
            Assert.Equal(
                Enumerable.Range(1, writer.Acknowledged).Select(writer.Texts),
                saves.Select(save => save.ToDictionary(answer => answer.Prompt, answer => answer.Value, StringComparer.Ordinal)));
        }
    }
}
