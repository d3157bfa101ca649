using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Team;

/// <summary>The app's own store, in which a row that is about to be written changes first, so many times.</summary>
/// <param name="store">The store.</param>
/// <param name="prefix">How the key of the row begins.</param>
internal sealed class RacingStore(ITableStore store, string prefix) : ITableStore
{
    public int Races { get; set; }

    public Task<TableEntity?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => store.GetAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<TablePage> QueryAsync(string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        store.QueryAsync(table, partitionKey, range, pageSize, continuation, cancellationToken);

    public async Task<BatchOutcome> SubmitAsync(string table, string partitionKey, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        var row = actions.FirstOrDefault(action => action.Entity.RowKey.StartsWith(prefix, StringComparison.Ordinal)).Entity;
        if (row is not null && Races > 0 && await store.GetAsync(table, partitionKey, row.RowKey, cancellationToken) is { } there)
        {
            Races--;
            await store.SubmitAsync(table, partitionKey, [TableAction.Replace(there)], cancellationToken);
        }

        return await store.SubmitAsync(table, partitionKey, actions, cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) => store.ListTablesAsync(cancellationToken);

    public Task<TablePage> ScanAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        store.ScanAsync(table, fromPartition, pageSize, continuation, cancellationToken);

    public Task ForgetAsync(CancellationToken cancellationToken) => store.ForgetAsync(cancellationToken);

    public Task<StorageHealth> CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
