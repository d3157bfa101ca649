using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Sending;

/// <summary>Sends the messages of lanes: within a lane one after the other in the order in which they were added, lanes beside one another.</summary>
internal sealed class LaneWork(MessageDelivery delivery, ShardLeases leases, ReadyShards ready, IOptions<OutboxOptions> options, TimeProvider clock, ILogger<LaneWork> log) : IDisposable
{
    // Noted before the work begins, so that work which is done at once can't be noted after its end: its lane would be busy for good.
    private readonly ConcurrentDictionary<Lane, TaskCompletionSource> _busy = new();
    private readonly SemaphoreSlim _atOnce = new(options.Value.Concurrency);

    /// <inheritdoc/>
    public void Dispose() => _atOnce.Dispose();

    /// <summary>Whether a lane of a shard is being worked on.</summary>
    public bool IsIn(int shard) => _busy.Keys.Any(lane => lane.Shard == shard);

    /// <summary>Begins to send what waits in a lane. One that is being worked on is looked at again when that is done.</summary>
    public void Begin(Lane lane, List<QueuedMessage> messages, CancellationToken stoppingToken)
    {
        if (_busy.TryAdd(lane, new(TaskCreationOptions.RunContinuationsAsynchronously)))
        {
            _ = WorkAsync(lane, messages, stoppingToken);
        }
    }

    /// <summary>Waits for what is under way.</summary>
    public Task EndAsync() => Task.WhenAll(_busy.Values.Select(work => work.Task));

    private async Task WorkAsync(Lane lane, List<QueuedMessage> messages, CancellationToken stoppingToken)
    {
        // The caller has other lanes to begin with.
        await Task.Yield();
        var again = false;
        try
        {
            TimeSpan? until;
            await _atOnce.WaitAsync(stoppingToken);
            try
            {
                (again, until) = await DeliverAsync(lane, messages, stoppingToken);
            }
            finally
            {
                _atOnce.Release();
            }

            if (until < TimeSpan.FromSeconds(options.Value.Poll))
            {
                // It is due sooner than the next look comes.
                await Task.Delay(until.Value, clock, stoppingToken);
                again = true;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Nothing was begun.
        }
        catch (StorageUnavailableException)
        {
            log.OutboxPaused();
            await PauseAsync(stoppingToken);
        }
        catch (Exception error)
        {
            log.OutboxFailed(error.GetType().Name);
            await PauseAsync(stoppingToken);
        }
        finally
        {
            if (_busy.TryRemove(lane, out var work))
            {
                work.SetResult();
            }

            if (again)
            {
                // Whatever was added meanwhile was passed over.
                ready.Add(lane.Shard);
            }
        }
    }

    // The lane stays busy for so long, so that a failure does not repeat itself with each look.
    private async Task PauseAsync(CancellationToken stoppingToken) =>
        await Task.Delay(TimeSpan.FromSeconds(options.Value.Delay), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // Whether something was sent, so that it pays to look again at once, and how long the first that is left has to wait.
    private async Task<(bool Worked, TimeSpan? Wait)> DeliverAsync(Lane lane, List<QueuedMessage> messages, CancellationToken stoppingToken)
    {
        var worked = false;
        messages.Sort((one, other) => one.At.CompareTo(other.At));
        for (var next = 0; next < messages.Count; next++)
        {
            var queued = messages[next];
            if (stoppingToken.IsCancellationRequested || !leases.Holds(lane.Shard))
            {
                break;
            }

            if (queued.NotBefore - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                return (worked, wait);
            }

            switch (await delivery.DeliverAsync(queued, messages.Skip(next + 1), leases))
            {
                case DeliveryStep.Done:
                    worked = true;
                    break;
                case DeliveryStep.Waits:
                    break;
                case DeliveryStep.Blocks:
                    return (worked, null);
            }
        }

        return (worked, null);
    }
}
