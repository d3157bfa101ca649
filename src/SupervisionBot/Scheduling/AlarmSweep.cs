using System.Collections.Frozen;
using SupervisionBot.Hosting;
using SupervisionBot.Rows;
using SupervisionBot.Sending;
using SupervisionBot.Storage;

namespace SupervisionBot.Scheduling;

/// <summary>Rings the alarms that are due. Those that fail ring again later and later; after too many failures they wait for an operator.</summary>
internal sealed class AlarmSweep(ITableStore tables, IEnumerable<AlarmRinger> ringers, ShardLeases leases, AlarmMeter meter, TimeProvider clock, ILogger<AlarmSweep> log)
{
    /// <summary>Failures after which an alarm is parked. Our own number: with pauses that double up to an hour, about a day.</summary>
    public const int MostFailures = 30;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    // Shards whose parked alarms were tried again since this copy holds them.
    private readonly HashSet<int> _revived = [];

    private readonly FrozenDictionary<string, AlarmRinger> _ringers = ringers.ToFrozenDictionary(ringer => ringer.Kind, StringComparer.Ordinal);

    private readonly ShardedRows _unread = new(tables, AlarmRows.Table, log);

    private enum Ring
    {
        DealtWith,
        Failed,

        // What it is about is a newer version's to deal with.
        Left,
    }

    /// <summary>Rings what is due in the shards that this copy holds. One that fails stops none of the others.</summary>
    /// <returns>Whether all of them were looked at.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer; nothing is lost.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var isComplete = true;
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            if (!leases.Holds(shard))
            {
                _revived.Remove(shard);
                _unread.Forget(AlarmRows.Partition(shard));
                continue;
            }

            try
            {
                await RunAsync(shard, cancellationToken);
            }
            catch (Exception error) when (error is not StorageUnavailableException && !cancellationToken.IsCancellationRequested)
            {
                log.ScheduleFailed(error.GetType().Name);
                isComplete = false;
            }
        }

        meter.Unread(_unread.Aside, _unread.Left);
        return isComplete;
    }

    private async Task RunAsync(int shard, CancellationToken cancellationToken)
    {
        if (_revived.Add(shard))
        {
            await ReviveAsync(shard, cancellationToken);
        }

        var partition = AlarmRows.Partition(shard);
        var (due, unread) = (new List<StoredAlarm>(), new List<(TableEntity, UnreadRow)>());
        await foreach (var row in tables.QueryAllAsync(AlarmRows.Table, partition, AlarmRows.DueAt(clock.GetUtcNow()), cancellationToken))
        {
            if (Read(row, out var alarm) is { } why)
            {
                unread.Add((row, why));
            }
            else
            {
                due.Add(alarm!);
            }
        }

        await _unread.PassAsync(partition, unread, clock.GetUtcNow(), cancellationToken);

        // Of several for one thing the last look is enough.
        foreach (var same in due.GroupBy(alarm => (alarm.Alarm.Kind, alarm.Alarm.Tenant, alarm.Alarm.Subject)))
        {
            await RingAsync([.. same], cancellationToken);
        }
    }

    private UnreadRow? Read(TableEntity row, out StoredAlarm? alarm) =>
        AlarmRows.Read(row, _ringers.ContainsKey).Succeeded(out alarm, out var why) ? null : (UnreadRow)why;

    // Whatever kept an alarm from being read or dealt with may have been put right: each start of the app, and each move of a shard to another copy, tries once more.
    private async Task ReviveAsync(int shard, CancellationToken cancellationToken)
    {
        var partition = AlarmRows.Partition(shard);
        await _unread.ReviveAsync(partition, row => Read(row, out _), cancellationToken);
        var unread = new List<(TableEntity, UnreadRow)>();
        await foreach (var row in tables.QueryAllAsync(AlarmRows.Table, partition, RowRange.StartingWith(AlarmRows.Parked), cancellationToken))
        {
            if (Read(row, out var parked) is { } why)
            {
                unread.Add((row, why));
                continue;
            }

            var again = AlarmRows.ToRow(parked!.Alarm, failures: 0, clock.GetUtcNow());
            await tables.SubmitAsync(AlarmRows.Table, row.PartitionKey, [TableAction.Delete(row), TableAction.Upsert(again)], cancellationToken);
        }

        await _unread.PassAsync(partition, unread, clock.GetUtcNow(), cancellationToken);
    }

    private async Task RingAsync(IReadOnlyList<StoredAlarm> alarms, CancellationToken cancellationToken)
    {
        var alarm = alarms[^1];
        var ring = await TryAsync(alarm.Alarm, cancellationToken);
        if (ring == Ring.Left)
        {
            return;
        }

        var isDealtWith = ring == Ring.DealtWith;
        // The last one stands for all of them, so the others must not ring while it pauses. One that was set again meanwhile stays, as its row is another by now.
        foreach (var rung in isDealtWith ? alarms : alarms.SkipLast(1))
        {
            await tables.SubmitAsync(AlarmRows.Table, rung.Row.PartitionKey, [TableAction.Delete(rung.Row)], cancellationToken);
        }

        if (isDealtWith)
        {
            return;
        }

        var failures = alarms.Max(same => same.Failures) + 1;
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures - 1, 20)));
        var later = AlarmRows.ToRow(alarm.Alarm, failures, clock.GetUtcNow() + pause, failures < MostFailures ? AlarmRows.Waiting : AlarmRows.Parked);
        if (failures >= MostFailures)
        {
            log.AlarmParked(alarm.Alarm.Kind, failures);
        }

        await tables.SubmitAsync(AlarmRows.Table, later.PartitionKey, [TableAction.Delete(alarm.Row), TableAction.Upsert(later)], cancellationToken);
    }

    private async Task<Ring> TryAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        try
        {
            return await _ringers[alarm.Kind].RingAsync(alarm.Tenant, alarm.Subject, cancellationToken) ? Ring.DealtWith : Ring.Failed;
        }
        catch (NotReadException unread) when (unread.Why is NewerRow)
        {
            log.AlarmLeft(alarm.Kind);
            return Ring.Left;
        }
        catch (NotReadException unread)
        {
            log.RowPassed(unread.Table, unread.Row, unread.Why);
            return Ring.Failed;
        }
        catch (Exception error) when (error is not StorageUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            log.AlarmFailed(alarm.Kind, error.GetType().Name);
            return Ring.Failed;
        }
    }
}
