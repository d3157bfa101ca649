using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Sessions;

/// <summary>Rows beside the record that only make later turns smoother, such as where a card stands: one that could not be stored spoils nothing.</summary>
internal static class Notes
{
    /// <summary>Writes a note over whatever was there.</summary>
    /// <returns>Whether it is stored; when not, it may be all the same, and the log says so.</returns>
    public static async Task<bool> NoteAsync(this ITableStore tables, string table, TableEntity row, ILogger log, CancellationToken cancellationToken)
    {
        if (await tables.SubmitAsync(table, row.PartitionKey, [TableAction.Upsert(row)], cancellationToken) is BatchOutcome.Done)
        {
            return true;
        }

        log.NoteNotStored(table);
        return false;
    }
}
