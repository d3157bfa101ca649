using SupervisionBot.Storage;

namespace SupervisionBot.Transfer;

/// <summary>The row that stands in a store while an import into it is not finished. It is written first and removed last, and never exported.</summary>
/// <param name="Checksum">The checksum of the file.</param>
/// <param name="Merge">Whether the store held rows before.</param>
/// <param name="Session">The partition of a session that is written in more than one batch, and so may be there in part; empty when none was yet.</param>
internal sealed record ImportMarker(string Checksum, bool Merge, string Session)
{
    public const string Table = "imports";
    private const string Partition = "import";
    private const string RowKey = "unfinished";

    public static async Task<ImportMarker?> FindAsync(ITableStore store, CancellationToken cancellationToken) =>
        await store.GetAsync(Table, Partition, RowKey, cancellationToken) is { } row
            ? new(row.GetString("Checksum")!, row.GetBoolean("Merge")!.Value, row.GetString("Session")!)
            : null;

    /// <summary>Refuses a store that is not whole.</summary>
    /// <exception cref="TransferException">An import into it is not finished.</exception>
    public static async Task RefuseUnfinishedAsync(ITableStore store, CancellationToken cancellationToken)
    {
        if (await FindAsync(store, cancellationToken) is { } marker)
        {
            throw new TransferException(
                $"An import into this store was not finished, so it may lack rows. Run the same import command again to finish it (the file whose last line has the sha256 {marker.Checksum}).");
        }
    }

    /// <summary>Begins an import.</summary>
    public Task<BatchOutcome> WriteAsync(ITableStore store, CancellationToken cancellationToken) => store.SubmitAsync(Table, Partition, [TableAction.Insert(ToRow())], cancellationToken);

    /// <summary>Remembers how far the import is.</summary>
    public async Task<bool> KeepAsync(ITableStore store, CancellationToken cancellationToken) =>
        await store.SubmitAsync(Table, Partition, [TableAction.Upsert(ToRow())], cancellationToken) is BatchOutcome.Done;

    /// <summary>Ends an import.</summary>
    public static async Task<bool> RemoveAsync(ITableStore store, CancellationToken cancellationToken) =>
        await store.GetAsync(Table, Partition, RowKey, cancellationToken) is not { } row
            || await store.SubmitAsync(Table, Partition, [TableAction.Delete(row)], cancellationToken) is BatchOutcome.Done;

    private TableEntity ToRow() => new(Partition, RowKey) { ["Checksum"] = Checksum, ["Merge"] = Merge, ["Session"] = Session };
}

/// <summary>Keeps the app from starting on a store that an import has not finished.</summary>
internal sealed class WholeStoreCheck(ITableStore store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => ImportMarker.RefuseUnfinishedAsync(store, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
