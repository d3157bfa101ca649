using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Sending;
using SupervisionBot.Storage.Sqlite;

namespace SupervisionBot.Tests.Sending;

public sealed class ShardLeasesTests : IAsyncDisposable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);

    private readonly string _folder = Directory.CreateTempSubdirectory("leases").FullName;
    private readonly SqliteTableStore _store;
    private readonly Ticks _clock = new();

    public ShardLeasesTests() => _store = SqliteTableStore.Open(Path.Combine(_folder, "leases.db"), TimeProvider.System, NullLogger.Instance);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task OneCopyHoldsEverything()
    {
        var only = Copy("only");
        await RenewAsync(only);
        Assert.Equal(Lane.Shards, Held(only));
    }

    [Fact]
    public async Task TwoCopiesShareAndASharedOutShardHasOneHolder()
    {
        var (one, other) = (Copy("one"), Copy("other"));
        await RenewAsync(one, other, one, other);

        Assert.Equal((8, 8), (Held(one), Held(other)));
        Assert.All(Enumerable.Range(0, Lane.Shards), shard => Assert.NotEqual(one.Holds(shard), other.Holds(shard)));
        Assert.Equal((2, 2), (one.Copies, other.Copies));
    }

    [Fact]
    public async Task ACopyThatFallsSilentLosesItsShardsAfterTheLeaseTimeAndNotBefore()
    {
        var (one, other) = (Copy("one"), Copy("other"));
        await RenewAsync(one, other, one, other);

        _clock.Pass(LeaseTime / 2);
        await RenewAsync(other);
        Assert.Equal(8, Held(other));
        _clock.Pass(LeaseTime);
        await RenewAsync(other);

        Assert.Equal((0, Lane.Shards), (Held(one), Held(other)));
    }

    [Fact]
    public async Task ACopyThatStopsGivesItsShardsBackAtOnce()
    {
        var (one, other) = (Copy("one"), Copy("other"));
        await RenewAsync(one, other, one, other);

        await one.ReleaseAsync(CancellationToken.None);
        await RenewAsync(other);

        Assert.Equal((0, Lane.Shards), (Held(one), Held(other)));
    }

    [Fact]
    public async Task ACopyThatCannotWriteStopsByItselfBeforeAnotherBegins()
    {
        var one = Copy("one");
        await RenewAsync(one);

        _clock.Pass(LeaseTime * 2 / 3);

        Assert.Equal(0, Held(one));
    }

    [Fact]
    public async Task AShardThatIsBusyIsKeptUntilItIsNot()
    {
        var (one, other) = (Copy("one"), Copy("other"));
        await RenewAsync(one, other);

        await one.RenewAsync(_ => true, CancellationToken.None);
        Assert.Equal(Lane.Shards, Held(one));
        await RenewAsync(one, other);

        Assert.Equal((8, 8), (Held(one), Held(other)));
    }

    [Fact]
    public async Task TheSameCopyStartedAgainHasItsShardsAtOnce()
    {
        await RenewAsync(Copy("only"));
        var again = Copy("only");
        await RenewAsync(again);
        Assert.Equal(Lane.Shards, Held(again));
    }

    [Fact]
    public void NoShardEverHasTwoHolders()
    {
        var steps = Gen.Choose(0, 3).Zip(Gen.Choose(0, 8000)).ListOf().Select(list => list.Take(40).ToList());
        Prop.ForAll(steps.ToArbitrary(), walk =>
        {
            var copies = Enumerable.Range(0, 4).Select(number => Copy($"{Guid.NewGuid():N}{number}")).ToList();
            foreach (var (who, milliseconds) in walk)
            {
                _clock.Pass(TimeSpan.FromMilliseconds(milliseconds));
                RenewAsync(copies[who]).GetAwaiter().GetResult();
                if (Enumerable.Range(0, Lane.Shards).Any(shard => copies.Count(copy => copy.Holds(shard)) > 1))
                {
                    return false;
                }
            }

            _clock.Pass(LeaseTime * 3);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private ShardLeases Copy(string name) => new(_store, name, LeaseTime, _clock);

    private static int Held(ShardLeases leases) => Enumerable.Range(0, Lane.Shards).Count(leases.Holds);

    private static async Task RenewAsync(params ShardLeases[] copies)
    {
        foreach (var copy in copies)
        {
            await copy.RenewAsync(_ => false, CancellationToken.None);
        }
    }

    private sealed class Ticks : TimeProvider
    {
        private long _ticks;

        public override long GetTimestamp() => _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
