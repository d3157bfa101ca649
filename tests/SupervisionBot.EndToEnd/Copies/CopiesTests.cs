using System.Diagnostics;
using SupervisionBot.EndToEnd.Deployed;
using SupervisionBot.Tables;
using Xunit.Abstractions;

namespace SupervisionBot.EndToEnd.Copies;

public sealed class CopiesTests(ITestOutputHelper output)
{
    private const int CopiesAtOnce = 3;
    private const int Seed = 20270304;

    // From so many clicks on, a phase is long enough for a kill in the midst of it.
    private const int ClicksForAKill = 4;

    private const int FewestKills = 3;

    // How many clicks of earlier phases come once more in each.
    private const int LateOnes = 3;

    [SkippableFact]
    public async Task ClicksInAnyOrderOnSeveralCopiesThatAreKilledAndStarted_ComeToWhatOneCopyComesTo()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        var (alone, together) = (TestStore.InTables(), TestStore.InTables());
        var runs = await Task.WhenAll(PlayAloneAsync(alone), PlayTogetherAsync(together));
        var (one, several) = (await StoredTrail.ReadAsync(alone, Script.Sarah.Tenant, Script.Session), await StoredTrail.ReadAsync(together, Script.Sarah.Tenant, Script.Session));

        Assert.Equal(string.Join('\n', Outcome.TrailOf(one)), string.Join('\n', Outcome.TrailOf(several)));
        Assert.Equal(string.Join('\n', Outcome.SummaryOf(one)), string.Join('\n', Outcome.SummaryOf(several)));
        Assert.Equal(Enumerable.Range(1, several.Entries.Count), several.Entries.Select(entry => entry.Sequence));
        Assert.Equal(several.Entries.Count, several.Head);
        Assert.Equal(several.Entries.Single(entry => entry.Is == "frozen").Event.GetProperty("fingerprint").GetString(), several.Decision!.GetString("Fingerprint"));
        Assert.All(runs[1].Words, words => Assert.Single(several.Entries, entry => entry.Said.Contains(words, StringComparison.Ordinal)));
        foreach (var person in new[] { Script.Sarah, Script.Priya })
        {
            Assert.Equal([Script.Session], await StoredTrail.PointersAsync(together, person));
        }
    }

    private async Task<Script> PlayAloneAsync(TestStore store)
    {
        using var fleet = await Fleet.StartAsync(store, 1);
        var script = new Script(store, async clicks =>
        {
            foreach (var click in clicks)
            {
                await TakeAsync(fleet, click, copy: 0);
            }
        });
        await script.PlayAsync();
        return script;
    }

    private async Task<Script> PlayTogetherAsync(TestStore store)
    {
        var time = Stopwatch.StartNew();
        using var fleet = await Fleet.StartAsync(store, CopiesAtOnce);
        var (random, before, kills) = (new Random(Seed), new List<Click>(), 0);
        var starting = Task.CompletedTask;
        var script = new Script(store, async clicks =>
        {
            // Each is delivered to two copies at the same time; and something of an earlier phase comes once more.
            Click[] late = before.Count == 0 ? [] : random.GetItems([.. before], LateOnes);
            var deliveries = clicks.Concat(clicks).Concat(late).Select(click => (click, Copy: random.Next(CopiesAtOnce))).ToArray();
            random.Shuffle(deliveries);
            var (victim, left) = (random.Next(CopiesAtOnce), clicks.Count < ClicksForAKill ? int.MaxValue : random.Next(1, clicks.Count));
            var taken = deliveries.Select(async delivery =>
            {
                await TakeAsync(fleet, delivery.click, delivery.Copy);
                if (Interlocked.Decrement(ref left) == 0)
                {
                    // The others do its work while it starts; one is away at a time.
                    await starting;
                    kills++;
                    starting = fleet.RestartAsync(victim);
                }
            }).ToList();
            await Task.WhenAll(taken);
            before.AddRange(clicks);
        });
        await script.PlayAsync();
        await starting;
        output.WriteLine($"{before.Count} clicks, {kills} kills, {fleet.Lost} deliveries had to go to another copy, {time.Elapsed.TotalSeconds:F1} s");
        Assert.True(kills >= FewestKills, $"{kills} kills are too few to say anything");
        return script;
    }

    // A person presses until they read that it was done.
    private static async Task TakeAsync(Fleet fleet, Click click, int copy)
    {
        var press = click;
        while (!Click.IsTaken(await fleet.DeliverAsync(press.Activity, copy)))
        {
            press = press.Again();
        }
    }
}
