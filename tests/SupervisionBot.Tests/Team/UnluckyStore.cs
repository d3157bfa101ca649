using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Team;

/// <summary>A store in which reading one partition always fails in a way that nobody has thought of.</summary>
internal sealed class UnluckyStore(ITableStore store, string table, string partition) : ITableStore
{
    /// <summary>Whether it fails just now.</summary>
    public bool IsUnlucky { get; set; } = true;

    public Task<TableEntity?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => store.GetAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<TablePage> QueryAsync(string named, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        IsUnlucky && (named, partitionKey) == (table, partition) ? throw new InvalidOperationException("Nobody has thought of this.") : store.QueryAsync(named, partitionKey, range, pageSize, continuation, cancellationToken);

    public Task<BatchOutcome> SubmitAsync(string table, string partitionKey, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken) =>
        store.SubmitAsync(table, partitionKey, actions, cancellationToken);

    public Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) => store.ListTablesAsync(cancellationToken);

    public Task<TablePage> ScanAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        store.ScanAsync(table, fromPartition, pageSize, continuation, cancellationToken);

    public Task ForgetAsync(CancellationToken cancellationToken) => store.ForgetAsync(cancellationToken);

    public Task<StorageHealth> CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
