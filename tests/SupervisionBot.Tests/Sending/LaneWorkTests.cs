using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sending;

namespace SupervisionBot.Tests.Sending;

/// <summary>Lanes are begun by one, and end by themselves.</summary>
public sealed class LaneWorkTests
{
    [Fact]
    public async Task WorkThatIsDoneBeforeItsCallerGoesOnLeavesItsLaneFree()
    {
        // Shards that this copy does not hold: there is nothing to do in any lane, and all of it is done at once.
        var leases = new ShardLeases(tables: null!, "copy", TimeSpan.FromSeconds(30), TimeProvider.System);
        using var work = new LaneWork(delivery: null!, leases, new ReadyShards(), Options.Create(new OutboxOptions()), TimeProvider.System, NullLogger<LaneWork>.Instance);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var lanes = Enumerable.Range(1, 64).Select(person => Lane.Of(Guid.Empty, new PersonId(new Guid(person, 0, 0, new byte[8])))).ToList();

        for (var round = 0; round < 300; round++)
        {
            lanes.ForEach(lane => work.Begin(lane, [], CancellationToken.None));
        }

        while (lanes.Exists(lane => work.IsIn(lane.Shard)))
        {
            await work.EndAsync().WaitAsync(patience.Token);
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
