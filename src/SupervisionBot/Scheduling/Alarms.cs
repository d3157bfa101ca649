using SupervisionBot.Storage;

namespace SupervisionBot.Scheduling;

/// <summary>Sets alarms. One is set before the state that asks for it is stored, so that none is ever missing.</summary>
internal sealed class Alarms(ITableStore tables)
{
    /// <summary>Sets an alarm; the same one set again changes nothing.</summary>
    /// <returns>Whether it is stored. False: it is not known, and what asks for it must not be stored.</returns>
    public async Task<bool> SetAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var row = AlarmRows.ToRow(alarm, failures: 0, alarm.At);
        return await tables.SubmitAsync(AlarmRows.Table, row.PartitionKey, [TableAction.Upsert(row)], cancellationToken) is BatchOutcome.Done;
    }
}
