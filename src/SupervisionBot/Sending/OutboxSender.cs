using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;
using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Sending;

/// <summary>
/// Sends what is in the outbox: within a lane one after the other in the order in which it was added, lanes beside one another. Each copy of the app works on the shards that
/// it holds.
/// </summary>
internal sealed class OutboxSender(
    ITableStore tables,
    ReadyShards ready,
    MessageDelivery delivery,
    ShardLeases leases,
    OutboxMeter meter,
    Looks looks,
    IOptions<OutboxOptions> options,
    TimeProvider clock,
    ILogger<OutboxSender> log) : BackgroundService
{
    /// <summary>Time between two removals of old marks. Our own number.</summary>
    private static readonly TimeSpan TidyPause = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Lane, Task> _busy = new();
    private readonly ShardedRows _unread = new(tables, OutboxRows.Table, log);

    // Shards whose rows set aside were tried again since this copy holds them.
    private readonly HashSet<int> _revived = [];

    // Until when this copy takes no part, after it has given its share up.
    private DateTimeOffset _outUntil;

    private readonly ConcurrentDictionary<int, (int Depth, DateTimeOffset Oldest)> _waiting = new();
    private readonly SemaphoreSlim _atOnce = new(options.Value.Concurrency);

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _atOnce.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await RenewAsync(stoppingToken);
        // However the loop ends, nobody must go on renewing the lease of what is not looked at.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var leasing = KeepLeasesAsync(ended.Token);
        var poll = TimeSpan.FromSeconds(options.Value.Poll);
        var looked = clock.GetTimestamp() - clock.TimestampFrequency * 3600;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var all = clock.GetElapsedTime(looked) >= poll;
                if (all)
                {
                    looked = clock.GetTimestamp();
                }

                if (await LookAsync(all, stoppingToken) && all)
                {
                    looks.Sender.Completed();
                }

                Measure();
                await ready.WaitAsync(poll, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is under way comes to its end below; the rest waits in storage for the next copy.
        }
        finally
        {
            await ended.CancelAsync();
            await leasing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.WhenAll(_busy.Values);
            await GiveBackAsync();
        }
    }

    // Whether all shards that were to be looked at were. One that fails stops none of the others.
    private async Task<bool> LookAsync(bool all, CancellationToken stoppingToken)
    {
        var isComplete = true;
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            if (!leases.Holds(shard))
            {
                _revived.Remove(shard);
                _unread.Forget(OutboxRows.Partition(shard));
                continue;
            }

            try
            {
                if (ready.Take(shard) || all)
                {
                    await LookAsync(shard, stoppingToken);
                }
            }
            catch (StorageUnavailableException)
            {
                log.OutboxPaused();
                return false;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                log.OutboxLookFailed(error.GetType().Name);
                isComplete = false;
            }
        }

        return isComplete;
    }

    private async Task KeepLeasesAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.LeaseTime) / 3);
        var tidying = Task.CompletedTask;
        try
        {
            var tidied = clock.GetTimestamp();
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await BeatAsync(stoppingToken);
                if (clock.GetElapsedTime(tidied) > TidyPause)
                {
                    tidied = clock.GetTimestamp();
                    tidying = tidying.IsCompleted ? TidyAsync(stoppingToken) : tidying;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop ends the loop.
        }

        await tidying;
    }

    private async Task TidyAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var shard = 0; shard < Lane.Shards; shard++)
            {
                if (leases.Holds(shard))
                {
                    await tables.RemoveOldMarksAsync(shard, options.Value.KeepParked, clock.GetUtcNow(), stoppingToken);
                    await ReviveAsync(shard, stoppingToken);
                }
            }
        }
        catch (StorageUnavailableException)
        {
            log.OutboxPaused();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next copy goes on.
        }
        catch (Exception error)
        {
            log.OutboxLookFailed(error.GetType().Name);
        }
    }

    // A copy that looks no more gives its share to the others, and comes back after a while; where there are no others it keeps it and goes on trying.
    private async Task BeatAsync(CancellationToken stoppingToken)
    {
        var now = clock.GetUtcNow();
        if (now < _outUntil)
        {
            return;
        }

        if (leases.Copies > 1 && looks.Stuck is { } stuck)
        {
            log.ShareGivenUp(stuck.Name, (int)stuck.Age.TotalSeconds);
            _outUntil = now + LookWatch.Least;
            await GiveBackAsync();
            return;
        }

        await RenewAsync(stoppingToken);
    }

    private async Task RenewAsync(CancellationToken stoppingToken)
    {
        try
        {
            await leases.RenewAsync(shard => _busy.Keys.Any(lane => lane.Shard == shard), stoppingToken);
        }
        catch (StorageUnavailableException)
        {
            // What is held runs out by itself; storage that answers again gives it back.
            log.OutboxPaused();
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            log.OutboxLookFailed(error.GetType().Name);
        }
    }

    private async Task GiveBackAsync()
    {
        try
        {
            await leases.ReleaseAsync(CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            // The others wait until the lease has run out.
            log.OutboxPaused();
        }
    }

    private async Task LookAsync(int shard, CancellationToken stoppingToken)
    {
        if (_revived.Add(shard))
        {
            await ReviveAsync(shard, stoppingToken);
        }

        var lanes = new Dictionary<Lane, List<QueuedMessage>>();
        var (depth, oldest, partition) = (0, DateTimeOffset.MaxValue, OutboxRows.Partition(shard));
        var unread = new List<(TableEntity, UnreadRow)>();
        await foreach (var row in tables.QueryAllAsync(OutboxRows.Table, partition, RowRange.StartingWith(OutboxRows.Due), stoppingToken))
        {
            if (!OutboxRows.Read(row).Succeeded(out var queued, out var why))
            {
                unread.Add((row, (UnreadRow)why));
                continue;
            }

            (lanes.TryGetValue(queued.Message.To, out var there) ? there : lanes[queued.Message.To] = []).Add(queued);
            depth++;
            oldest = queued.At < oldest ? queued.At : oldest;
        }

        _waiting[shard] = (depth, oldest);
        foreach (var (lane, messages) in lanes)
        {
            if (!_busy.ContainsKey(lane))
            {
                _busy[lane] = WorkAsync(lane, messages, stoppingToken);
            }
        }

        await _unread.PassAsync(partition, unread, clock.GetUtcNow(), stoppingToken);
    }

    private Task ReviveAsync(int shard, CancellationToken stoppingToken) =>
        _unread.ReviveAsync(OutboxRows.Partition(shard), row => OutboxRows.Read(row).Refusal as UnreadRow, stoppingToken);

    private async Task WorkAsync(Lane lane, List<QueuedMessage> messages, CancellationToken stoppingToken)
    {
        // Gives the caller the chance to note the task before it can end.
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
            _busy.TryRemove(lane, out _);
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

    private void Measure()
    {
        var held = _waiting.Where(shard => leases.Holds(shard.Key)).Select(shard => shard.Value).ToList();
        var oldest = held.Count == 0 ? DateTimeOffset.MaxValue : held.Min(shard => shard.Oldest);
        meter.Waiting(held.Sum(shard => shard.Depth), oldest == DateTimeOffset.MaxValue ? TimeSpan.Zero : clock.GetUtcNow() - oldest, _unread.Aside, _unread.Left);
    }
}
