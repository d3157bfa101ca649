using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Hosting;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Storage.Sqlite;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Stored;

/// <summary>Who looks no more holds nothing, and rows in the table of leases that are none of the app's stop nobody.</summary>
public sealed class LeaseTests : IAsyncDisposable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);

    private readonly string _folder = Directory.CreateTempSubdirectory("leases").FullName;
    private readonly SqliteTableStore _store;
    private readonly HandTicks _clock = new();

    public LeaseTests() => _store = SqliteTableStore.Open(Path.Combine(_folder, "leases.db"), TimeProvider.System, NullLogger.Instance);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task ASenderThatDiesGivesItsLeaseBack()
    {
        // Nobody has thought of this, which is what it is for: the loop itself falls.
        var clock = new Fragile();
        await using var team = await SupervisionTeam.MeetAsync(services =>
        {
            services.Remove(services.Single(service => service.ImplementationFactory?.GetType().GenericTypeArguments is [_, var made] && made == typeof(OutboxSender)));
            services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<OutboxSender>(provider, clock));
        });
        Assert.Contains("copy|only", await LeasesAsync(team));

        clock.Break();

        await GoneAsync(team);
    }

    [Theory]
    [InlineData("sender")]
    [InlineData("alarms")]
    public async Task ACopyThatLooksNoMoreGivesItsShareToTheOthers(string loop)
    {
        // Neither looks within the test but once at the start, so what the clock says of them is what the test says.
        var looks = new Looks(new("sender", TimeSpan.FromHours(1), _clock), new("alarms", TimeSpan.FromHours(1), _clock));
        await using var team = await SupervisionTeam.MeetAsync(
            services => services.Replace(ServiceDescriptor.Singleton(looks)), "--Outbox:Poll", "3600", "--Schedule:Poll", "3600", "--Outbox:LeaseTime", "3");
        using var stop = new CancellationTokenSource();
        var other = LiveAsync(team, "other", stop.Token);
        _clock.Pass(TimeSpan.FromHours(11));
        (loop == "sender" ? looks.Alarms : looks.Sender).Completed();

        await GoneAsync(team);

        Assert.Contains(team.Logs.Lines, line => line.Contains($"The {loop} of this copy has completed no look for 39600 s", StringComparison.Ordinal));
        await stop.CancelAsync();
        await other;
    }

    [Fact]
    public async Task RowsThatAreNoLeasesStopNobody()
    {
        await PlantAsync(new TableEntity("outbox", "shard|zz") { ["Owner"] = "only" });
        await PlantAsync(new TableEntity("outbox", "shard|3") { ["Owner"] = 7 });
        await PlantAsync(new TableEntity("outbox", "shard|4") { ["Other"] = "x" });
        await PlantAsync(new TableEntity("outbox", "note") { ["Owner"] = "only" });
        var only = new ShardLeases(_store, "only", LeaseTime, _clock);

        await only.RenewAsync(_ => false, default);

        Assert.All(Enumerable.Range(0, Lane.Shards), shard => Assert.True(only.Holds(shard)));
        Assert.NotNull(await _store.GetAsync("leases", "outbox", "shard|zz", default));
        Assert.NotNull(await _store.GetAsync("leases", "outbox", "note", default));
    }

    [Fact]
    public async Task ACopyOfANewerVersionKeepsItsShareWhileItShowsLifeAndNoLonger()
    {
        var only = new ShardLeases(_store, "only", LeaseTime, _clock);
        await PlantAsync(new TableEntity("outbox", "copy|newer") { ["Schema"] = 99, ["Seen"] = 1 });
        await PlantAsync([.. Enumerable.Range(0, 8).Select(shard => new TableEntity("outbox", $"shard|{shard:x}") { ["Schema"] = 99, ["Owner"] = "newer" })]);
        for (var beat = 2; beat < 5; beat++)
        {
            await only.RenewAsync(_ => false, default);
            Assert.Equal(8, Enumerable.Range(0, Lane.Shards).Count(only.Holds));
            _clock.Pass(LeaseTime / 3);
            await _store.SubmitAsync("leases", "outbox", [TableAction.Upsert(new("outbox", "copy|newer") { ["Schema"] = 99, ["Seen"] = beat })], default);
        }

        await only.RenewAsync(_ => false, default);
        _clock.Pass(LeaseTime + TimeSpan.FromTicks(1));
        await only.RenewAsync(_ => false, default);

        Assert.Equal(Lane.Shards, Enumerable.Range(0, Lane.Shards).Count(only.Holds));
    }

    [Fact]
    public async Task ALeaseIsStoredAsItEverWas()
    {
        await new ShardLeases(_store, "only", LeaseTime, _clock).RenewAsync(_ => false, default);

        var copy = (await _store.GetAsync("leases", "outbox", "copy|only", default))!;
        Assert.Equal(["Seen"], copy.PropertyNames);
        Assert.NotNull(copy.GetDateTimeOffset("Seen"));
        var shard = (await _store.GetAsync("leases", "outbox", "shard|f", default))!;
        Assert.Equal(("Owner", "only"), (Assert.Single(shard.PropertyNames), shard.GetString("Owner")));
    }

    // Fails whoever asks it first, which is the loop: the others ask it every few seconds.
    private sealed class Fragile : TimeProvider
    {
        private int _breaks;

        public void Break() => Volatile.Write(ref _breaks, 1);

        public override long GetTimestamp() => Interlocked.Exchange(ref _breaks, 0) == 1 ? throw new InvalidOperationException("The clock is broken.") : base.GetTimestamp();
    }

    private async Task PlantAsync(params TableEntity[] rows) =>
        Assert.IsType<BatchOutcome.Done>(await _store.SubmitAsync("leases", "outbox", [.. rows.Select(TableAction.Insert)], default));

    private static async Task<IReadOnlyList<string>> LeasesAsync(SupervisionTeam team) =>
        [.. (await team.Store.QueryAsync("leases", "outbox", RowRange.All, 100, continuation: null, default)).Entities.Select(row => row.RowKey)];

    // Shows that another copy is alive, until it is stopped.
    private static async Task LiveAsync(SupervisionTeam team, string copy, CancellationToken stop)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        do
        {
            await team.Store.SubmitAsync("leases", "outbox", [TableAction.Upsert(new("outbox", $"copy|{copy}") { ["Seen"] = TimeProvider.System.GetUtcNow() })], default);
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
        while (!stop.IsCancellationRequested);
    }

    private static async Task GoneAsync(SupervisionTeam team)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await LeasesAsync(team)).Contains("copy|only"))
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }
}
