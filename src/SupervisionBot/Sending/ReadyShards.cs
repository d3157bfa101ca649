using System.Collections.Concurrent;

namespace SupervisionBot.Sending;

/// <summary>Wakes the sender of this copy of the app: which shards have something new.</summary>
internal sealed class ReadyShards : IDisposable
{
    private readonly ConcurrentDictionary<int, bool> _ready = new();
    private readonly SemaphoreSlim _wake = new(0);

    public void Add(int shard)
    {
        if (_ready.TryAdd(shard, true))
        {
            _wake.Release();
        }
    }

    /// <summary>Whether a shard has something new; asked once for each time it has.</summary>
    public bool Take(int shard) => _ready.TryRemove(shard, out _);

    /// <summary>Waits until some shard has something new, or for as long as is said.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancellationToken) => _wake.WaitAsync(most, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();
}
