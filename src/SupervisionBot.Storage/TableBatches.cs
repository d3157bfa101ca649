namespace SupervisionBot.Storage;

/// <summary>A batch that a store takes: one partition, within the limits.</summary>
/// <param name="Table">The table.</param>
/// <param name="PartitionKey">The partition of all its actions.</param>
/// <param name="Actions">1 to <see cref="TableLimits.BatchActions"/> actions.</param>
public sealed record TableBatch(string Table, string PartitionKey, IReadOnlyList<TableAction> Actions);

/// <summary>The one place where many writes are cut into batches.</summary>
public static class TableBatches
{
    /// <summary>Cuts a stream of actions into batches, each action once and in the order given; a batch ends where the partition or table changes, where the next action would break a limit, and before a row it has already.</summary>
    /// <remarks>Lazy: one batch is held at a time. A batch is atomic, their sequence is not.</remarks>
    /// <param name="actions">The actions with their tables; each within <see cref="TableLimits"/> by itself.</param>
    public static IEnumerable<TableBatch> Cut(IEnumerable<(string Table, TableAction Action)> actions)
    {
        var (table, partition) = ("", "");
        var batch = new List<TableAction>();
        var rows = new HashSet<string>(StringComparer.Ordinal);
        var bytes = 0;
        foreach (var (nextTable, action) in actions)
        {
            var size = SizeOf(action);
            if (batch.Count > 0
                && (batch.Count == TableLimits.BatchActions || bytes + size > TableLimits.BatchBytes
                    || nextTable != table || action.Entity.PartitionKey != partition || rows.Contains(action.Entity.RowKey)))
            {
                yield return new(table, partition, batch);
                (batch, bytes) = ([], 0);
                rows.Clear();
            }
            (table, partition) = (nextTable, action.Entity.PartitionKey);
            batch.Add(action);
            rows.Add(action.Entity.RowKey);
            bytes += size;
        }
        if (batch.Count > 0)
            yield return new(table, partition, batch);
    }

    private static int SizeOf(TableAction action) =>
        TableLimits.BatchPartBytes(action.Entity) + (action.Kind is TableActionKind.Delete ? 0 : EntityCodec.Encode(action.Entity).Length);
}
