using System.Collections.Frozen;
using SupervisionBot.Hosting;
using SupervisionBot.Sending;
using SupervisionBot.Storage;

namespace SupervisionBot.Scheduling;

/// <summary>Rings the alarms that are due. Those that fail ring again later and later; after too many failures they wait for an operator.</summary>
internal sealed class AlarmSweep(ITableStore tables, IEnumerable<AlarmRinger> ringers, ShardLeases leases, TimeProvider clock, ILogger<AlarmSweep> log)
{
    /// <summary>Failures after which an alarm is parked. Our own number: with pauses that double up to an hour, about a day.</summary>
    public const int MostFailures = 30;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    // Shards whose parked alarms were tried again since this copy holds them.
    private readonly HashSet<int> _revived = [];

    private readonly FrozenDictionary<string, AlarmRinger> _ringers = ringers.ToFrozenDictionary(ringer => ringer.Kind, StringComparer.Ordinal);

    /// <summary>Rings what is due in the shards that this copy holds.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer; nothing is lost.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            if (!leases.Holds(shard))
            {
                _revived.Remove(shard);
                continue;
            }

            if (_revived.Add(shard))
            {
                await ReviveAsync(shard, cancellationToken);
            }

            var due = new List<StoredAlarm>();
            await foreach (var row in tables.QueryAllAsync(AlarmRows.Table, AlarmRows.Partition(shard), AlarmRows.DueAt(clock.GetUtcNow()), cancellationToken))
            {
                due.Add(AlarmRows.From(row));
            }

            // Of several for one thing the last look is enough.
            foreach (var same in due.GroupBy(alarm => (alarm.Alarm.Kind, alarm.Alarm.Tenant, alarm.Alarm.Subject)))
            {
                await RingAsync([.. same], cancellationToken);
            }
        }
    }

    // Whatever kept an alarm from being dealt with may have been put right: each start of the app, and each move of a shard to another copy, tries once more.
    private async Task ReviveAsync(int shard, CancellationToken cancellationToken)
    {
        await foreach (var row in tables.QueryAllAsync(AlarmRows.Table, AlarmRows.Partition(shard), RowRange.StartingWith(AlarmRows.Parked), cancellationToken))
        {
            var again = AlarmRows.ToRow(AlarmRows.From(row).Alarm, failures: 0, clock.GetUtcNow());
            await tables.SubmitAsync(AlarmRows.Table, row.PartitionKey, [TableAction.Delete(row), TableAction.Upsert(again)], cancellationToken);
        }
    }

    private async Task RingAsync(IReadOnlyList<StoredAlarm> alarms, CancellationToken cancellationToken)
    {
        var alarm = alarms[^1];
        var isDealtWith = await TryAsync(alarm.Alarm, cancellationToken);
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

    private async Task<bool> TryAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (!_ringers.TryGetValue(alarm.Kind, out var ringer))
        {
            return false;
        }

        try
        {
            return await ringer.RingAsync(alarm.Tenant, alarm.Subject, cancellationToken);
        }
        catch (Exception error) when (error is not StorageUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            log.AlarmFailed(alarm.Kind, error.GetType().Name);
            return false;
        }
    }
}
