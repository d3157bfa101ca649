using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;
using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Sending;

/// <summary>
/// Looks again and again at what is in the outbox, in the shards that this copy of the app holds, and has it sent. Keeps the copy's share, and gives it up where it looks no more.
/// </summary>
internal sealed class OutboxSender(
    ITableStore tables,
    ReadyShards ready,
    LaneWork work,
    ShardLeases leases,
    OutboxMeter meter,
    Looks looks,
    IOptions<OutboxOptions> options,
    TimeProvider clock,
    ILogger<OutboxSender> log) : BackgroundService
{
    /// <summary>Time between two removals of old marks. Our own number.</summary>
    private static readonly TimeSpan TidyPause = TimeSpan.FromHours(1);

    private readonly ShardedRows _unread = new(tables, OutboxRows.Table, log);

    // Shards whose rows set aside were tried again since this copy holds them.
    private readonly HashSet<int> _revived = [];

    // Until when this copy takes no part, after it has given its share up.
    private DateTimeOffset _outUntil;

    private readonly ConcurrentDictionary<int, (int Depth, DateTimeOffset Oldest)> _waiting = new();

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
            await work.EndAsync();
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
            await leases.RenewAsync(work.IsIn, stoppingToken);
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
            work.Begin(lane, messages, stoppingToken);
        }

        await _unread.PassAsync(partition, unread, clock.GetUtcNow(), stoppingToken);
    }

    private Task ReviveAsync(int shard, CancellationToken stoppingToken) =>
        _unread.ReviveAsync(OutboxRows.Partition(shard), row => OutboxRows.Read(row).Refusal as UnreadRow, stoppingToken);

    private void Measure()
    {
        var held = _waiting.Where(shard => leases.Holds(shard.Key)).Select(shard => shard.Value).ToList();
        var oldest = held.Count == 0 ? DateTimeOffset.MaxValue : held.Min(shard => shard.Oldest);
        meter.Waiting(held.Sum(shard => shard.Depth), oldest == DateTimeOffset.MaxValue ? TimeSpan.Zero : clock.GetUtcNow() - oldest, _unread.Aside, _unread.Left);
    }
}
