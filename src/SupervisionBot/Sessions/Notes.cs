using SupervisionBot.Hosting;
using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Sessions;

/// <summary>Rows beside the record that only make later turns smoother, such as where a card stands: one that could not be stored spoils nothing.</summary>
internal static class Notes
{
    // Our own number: few ever note the same thing at the same moment.
    private const int MostAttempts = 5;

    /// <summary>Writes a note over whatever was there, but not over one of a newer version of the app.</summary>
    /// <param name="tables">The store.</param>
    /// <param name="table">The table.</param>
    /// <param name="row">The note.</param>
    /// <param name="newest">The highest schema that is understood here.</param>
    /// <param name="log">Hears of a note that may not be stored.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="beside">What is written with it, given the row that is replaced.</param>
    /// <returns>Whether it is stored; when not, it may be all the same, and the log says so.</returns>
    public static async Task<bool> NoteAsync(
        this ITableStore tables, string table, TableEntity row, int newest, ILogger log, CancellationToken cancellationToken, Func<TableEntity, IEnumerable<TableAction>>? beside = null)
    {
        var outcome = await tables.SubmitAsync(table, row.PartitionKey, [TableAction.Insert(row)], cancellationToken);
        for (var attempt = 1; attempt < MostAttempts && outcome is BatchOutcome.Conflict { Current: var current }; attempt++)
        {
            if (current is not null && StoredRow.Unread(current, newest) is NewerRow newer)
            {
                log.RowPassed(table, current, newer);
                return true;
            }

            row.ETag = current?.ETag ?? default;
            outcome = await tables.SubmitAsync(table, row.PartitionKey, [.. current is null ? [TableAction.Insert(row)] : (beside?.Invoke(current) ?? []).Prepend(TableAction.Replace(row))], cancellationToken);
        }

        if (outcome is BatchOutcome.Done)
        {
            return true;
        }

        log.NoteNotStored(table);
        return false;
    }
}
