using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Sending;

/// <summary>
/// Removes what the outbox keeps for a while only: marks of messages that can't come again, old records of doubt, and messages that nobody has put on their way again. Of parked messages of an
/// earlier version it takes off the card that they held.
/// </summary>
internal static class OldMarks
{
    /// <summary>How long a mark stays. Teams delivers again within minutes; a day is asked of whoever filters repetitions, and this is twice that.</summary>
    public static readonly TimeSpan Seen = TimeSpan.FromDays(2);

    /// <summary>How long a record stays of a message that may have arrived or not. Our own number: time enough to be looked at.</summary>
    public static readonly TimeSpan Doubts = TimeSpan.FromDays(90);

    /// <summary>Removes what is older, in one shard.</summary>
    /// <param name="tables">The store.</param>
    /// <param name="shard">Which.</param>
    /// <param name="keepParked">How long a parked message stays, from when it was added, and a row that was set aside, from then.</param>
    /// <param name="now">The time by the real clock.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public static async Task RemoveOldMarksAsync(this ITableStore tables, int shard, TimeSpan keepParked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var partition = OutboxRows.Partition(shard);
        foreach (var (prefix, age) in new[] { (OutboxRows.Seen, Seen), (OutboxRows.Unknown, Doubts), (OutboxRows.Parked, keepParked) })
        {
            var old = new List<TableAction>();
            await foreach (var row in tables.QueryAllAsync(OutboxRows.Table, partition, RowRange.StartingWith(prefix), cancellationToken))
            {
                // One whose age is not known stays.
                if (OutboxRows.ReadAt(row).Succeeded(out var at, out _) && at < now - age && !await IsKeptAsync(tables, row, cancellationToken))
                {
                    old.Add(TableAction.Delete(row));
                }
                else if (prefix == OutboxRows.Parked && ContentRows.IsRendered(row) && OutboxRows.Read(row).Succeeded(out var rendered, out _))
                {
                    old.Add(TableAction.Replace(OutboxRows.ToRow(rendered, prefix)));
                }
            }

            await SubmitAsync(old);
        }

        // What was set aside may hold what a person was told, and is kept no longer than what is parked.
        var aside = new List<TableAction>();
        await foreach (var row in tables.QueryAllAsync(OutboxRows.Table, partition, RowRange.StartingWith(AsideRows.Prefix), cancellationToken))
        {
            if (AsideRows.Since(row) < now - keepParked)
            {
                aside.Add(TableAction.Delete(row));
            }
        }

        await SubmitAsync(aside);

        async Task SubmitAsync(List<TableAction> actions)
        {
            foreach (var batch in actions.Chunk(TableLimits.BatchActions))
            {
                await tables.SubmitAsync(OutboxRows.Table, partition, batch, cancellationToken);
            }
        }
    }

    // A message that is still on its way must not be added beside itself.
    private static async Task<bool> IsKeptAsync(ITableStore tables, TableEntity row, CancellationToken cancellationToken)
    {
        var id = row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..];
        return await tables.GetAsync(OutboxRows.Table, row.PartitionKey, OutboxRows.Due + id, cancellationToken) is not null;
    }
}
