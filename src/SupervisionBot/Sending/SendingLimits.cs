using System.Threading.RateLimiting;

namespace SupervisionBot.Sending;

/// <summary>How fast messages may go out: to one conversation, and to one tenant. Whoever is too fast waits.</summary>
internal sealed class SendingLimits(OutboxOptions options) : IAsyncDisposable
{
    private const int Segments = 10;

    private readonly PartitionedRateLimiter<Lane> _conversations = PartitionedRateLimiter.CreateChained(
        Conversations(options.PerHour, TimeSpan.FromHours(1)),
        Conversations(options.PerHalfMinute, TimeSpan.FromSeconds(30)),
        Conversations(options.PerTwoSeconds, TimeSpan.FromSeconds(2)),
        Conversations(options.PerSecond, TimeSpan.FromSeconds(1)));

    private readonly PartitionedRateLimiter<(Guid Tenant, int Copies)> _tenants = PartitionedRateLimiter.Create<(Guid Tenant, int Copies), (Guid, int)>(share =>
        RateLimitPartition.GetTokenBucketLimiter(share, _ => new()
        {
            // One at a time, with a few saved up: many posts at once go out evenly, and no second of any clock sees two seconds' worth.
            TokenLimit = Math.Max(1, options.PerTenantPerSecond / share.Copies / 5),
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / Math.Max(1, options.PerTenantPerSecond / share.Copies),
            QueueLimit = int.MaxValue,
        }));

    /// <summary>Waits for the turn of a message.</summary>
    /// <param name="lane">Where it goes. Only one at a time waits for a lane.</param>
    /// <param name="copies">How many copies of the app share the tenant's limit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WaitAsync(Lane lane, int copies, CancellationToken cancellationToken)
    {
        using var conversation = await _conversations.AcquireAsync(lane, cancellationToken: cancellationToken);
        using var tenant = await _tenants.AcquireAsync((lane.Tenant, copies), cancellationToken: cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _conversations.DisposeAsync();
        await _tenants.DisposeAsync();
    }

    private static PartitionedRateLimiter<Lane> Conversations(int most, TimeSpan window) => PartitionedRateLimiter.Create<Lane, Lane>(lane =>
        RateLimitPartition.GetSlidingWindowLimiter(lane, _ => new() { PermitLimit = most, Window = window, SegmentsPerWindow = Segments, QueueLimit = int.MaxValue }));
}
