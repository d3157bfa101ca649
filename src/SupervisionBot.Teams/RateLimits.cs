using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace SupervisionBot.Teams;

/// <summary>How often one caller may call. No limits while requests carry no token.</summary>
/// <remarks>
/// Behind an ingress a whole organisation and everybody else may come from one address, so no request is turned away for its address before its token was looked at: requests that are
/// accepted have a budget of their own, by person and then by address, and nothing that a stranger sends is counted in it. Requests that are refused have another, by address, which
/// decides only how they are refused: above it, without a line in the log. What a stranger can cause is therefore one look at a token each (a lookup of its key and, where it names a
/// published one, one check of an RSA signature: some tens of microseconds, no more than taking the request costs), no reading of a body, and at most one reading of the service's keys a minute.
/// </remarks>
internal sealed class RateLimits(IOptions<TeamsOptions> options) : IDisposable
{
    private const int BurstSeconds = 10;

    private readonly PartitionedRateLimiter<IPAddress> _addresses = Create<IPAddress, IPAddress>(options.Value, options.Value.RateLimit.PerAddress, NetworkOf);
    private readonly PartitionedRateLimiter<IPAddress> _strangers = Create<IPAddress, IPAddress>(options.Value, options.Value.RateLimit.RefusedPerAddress, NetworkOf);
    private readonly PartitionedRateLimiter<(string Tenant, string Person)> _people = Create<(string, string), (string, string)>(options.Value, options.Value.RateLimit.PerPerson, person => person);

    /// <summary>How long the sender of an accepted request should wait, in whole seconds from 1; null when it may go on.</summary>
    public int? WaitOf(IPAddress? address) => WaitOf(_addresses, address ?? IPAddress.None);

    /// <summary>How long the sender of a refused request should wait, in whole seconds from 1; null when it may still be told why.</summary>
    public int? WaitOfStranger(IPAddress? address) => WaitOf(_strangers, address ?? IPAddress.None);

    /// <summary>How long the person of a checked activity should wait, in whole seconds from 1; null when it may go on.</summary>
    public int? WaitOfPerson(JsonElement activity) => WaitOf(_people, (
        activity.At("conversation").Text("tenantId") ?? activity.At("channelData").At("tenant").Text("id") ?? "",
        activity.At("from").Text("aadObjectId") ?? activity.At("from").Text("id") ?? ""));

    public void Dispose()
    {
        _addresses.Dispose();
        _strangers.Dispose();
        _people.Dispose();
    }

    private static int? WaitOf<TKey>(PartitionedRateLimiter<TKey> limiter, TKey key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
    }

    private static PartitionedRateLimiter<TKey> Create<TKey, TPartition>(TeamsOptions options, int perSecond, Func<TKey, TPartition> partitionOf)
        where TPartition : notnull =>
        PartitionedRateLimiter.Create<TKey, TPartition>(key => options.Anonymous
            ? RateLimitPartition.GetNoLimiter(partitionOf(key))
            : RateLimitPartition.GetTokenBucketLimiter(partitionOf(key), _ => new()
            {
                TokenLimit = perSecond * BurstSeconds,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));

    // Whoever has one IPv6 address has 2^64 of them.
    private static IPAddress NetworkOf(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => new([.. address.GetAddressBytes().AsSpan(0, 8), .. stackalloc byte[8]]),
        _ => address,
    };
}
