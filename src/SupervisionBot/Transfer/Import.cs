using SupervisionBot.Rounds;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Transfer;

/// <summary>
/// Writes the rows of an export into a store. What the store has stays as it is; a session that both have differently stays whole, as its rows only make sense
/// together. A marker stands in the store from before the first row until after the last, so that the same import goes on where it was interrupted.
/// </summary>
internal sealed class Import(ITableStore store, TextWriter output, TextWriter error, TimeProvider clock)
{
    private readonly ImportWrites _writes = new(store, error, clock);
    private (string Table, string Partition) _told;

    /// <exception cref="TransferException">The store holds rows and merging was not asked for, another import is unfinished, or the storage does not answer.</exception>
    public async Task<ImportCount> RunAsync(VerifiedExport file, bool merge, CancellationToken cancellationToken)
    {
        var (marker, isResumed) = await BeginAsync(file, merge, cancellationToken);
        var progress = new TransferProgress(error, clock, "Importing", file.Rows);
        var sum = default(ImportCount);
        SessionComparison? comparison = null;
        using var batches = TableBatches.Cut(file.Read().Select(row => (row.Table, TableAction.Insert(row.Entity)))).GetEnumerator();
        var (isFirst, more) = (true, batches.MoveNext());
        while (more)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = batches.Current;
            more = batches.MoveNext();
            var isLast = !more || (batches.Current.Table, batches.Current.PartitionKey) != (batch.Table, batch.PartitionKey);

            // A session that an interrupted run began, and the store did not have before, is gone on with like any other rows.
            if (isFirst && marker.Merge && IsWhole(batch) && batch.PartitionKey != marker.Session)
            {
                if (await HasAsync(batch.Table, batch.PartitionKey, cancellationToken))
                {
                    comparison = new(batch.Table, batch.PartitionKey);
                }
                else if (!isLast)
                {
                    marker = marker with { Session = batch.PartitionKey };
                    await _writes.DoAsync(token => marker.KeepAsync(store, token), cancellationToken);
                }
            }

            comparison?.Add(batch.Actions);
            var count = comparison is null ? await _writes.AddAsync(batch, mayBeThere: isResumed || marker.Merge, cancellationToken)
                : isLast ? await comparison.CountAsync(store, cancellationToken)
                : default;
            sum += count;
            Tell(batch, count);
            progress.Add(batch.Actions.Count);
            if (isLast)
            {
                comparison?.Dispose();
                comparison = null;
            }

            isFirst = isLast;
        }

        await _writes.DoAsync(token => ImportMarker.RemoveAsync(store, token), cancellationToken);
        progress.End();
        return sum;
    }

    // A session, or a round, is there as a whole or not at all: two histories of one never mix, and what was taken back does not come back.
    private static bool IsWhole(TableBatch batch) =>
        batch.Table == SessionRows.Table || (batch.Table == RoundRows.Table && batch.PartitionKey.Contains('|', StringComparison.Ordinal));

    private async Task<(ImportMarker Marker, bool IsResumed)> BeginAsync(VerifiedExport file, bool merge, CancellationToken cancellationToken)
    {
        if (await ImportMarker.FindAsync(store, cancellationToken) is { } unfinished)
        {
            if (unfinished.Checksum != file.Checksum)
            {
                throw new TransferException(
                    $"An import of another file into this store is not finished (the one whose last line has the sha256 {unfinished.Checksum}). Run that import again first. Nothing was written.");
            }

            error.WriteLine("Going on with an import of this file that was interrupted.");
            return (unfinished, IsResumed: true);
        }

        var isEmpty = (await store.ListTablesAsync(cancellationToken)).Count == 0;
        if (!isEmpty && !merge)
        {
            throw new TransferException("The store holds rows already. Import into an empty one, or say --merge to add what it lacks and keep what it has. Nothing was written.");
        }

        var marker = new ImportMarker(file.Checksum, Merge: !isEmpty, Session: "");
        return await marker.WriteAsync(store, cancellationToken) is BatchOutcome.Done
            ? (marker, IsResumed: false)
            : throw new TransferException("The storage did not take the mark that an import begins, or another import began at this moment. Run the same command again.");
    }

    private async Task<bool> HasAsync(string table, string partition, CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(table, partition, RowRange.All, pageSize: 1, continuation, cancellationToken);
            if (page.Entities.Count > 0)
            {
                return true;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return false;
    }

    private void Tell(TableBatch batch, ImportCount count)
    {
        if (count.Different > 0 && _told != (batch.Table, batch.PartitionKey))
        {
            _told = (batch.Table, batch.PartitionKey);
            output.WriteLine($"Different, kept as the store has it: {batch.Table} {batch.PartitionKey}");
        }
    }
}
