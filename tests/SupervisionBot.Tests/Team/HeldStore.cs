using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Team;

/// <summary>The app's own store, in which one write waits when it is told to hold it, while everything else goes on.</summary>
internal sealed class HeldStore(ITableStore store) : ITableStore
{
    private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _held;

    /// <summary>Holds the next write to a table.</summary>
    public void Hold(string table) => _held = table;

    /// <summary>Ends when that write has come and waits.</summary>
    public Task WaitsAsync() => _waits.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Release() => _released.SetResult();

    public Task<TableEntity?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => store.GetAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<TablePage> QueryAsync(string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        store.QueryAsync(table, partitionKey, range, pageSize, continuation, cancellationToken);

    public async Task<BatchOutcome> SubmitAsync(string table, string partitionKey, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        if (table == _held && Interlocked.Exchange(ref _held, null) is not null)
        {
            _waits.SetResult();
            await _released.Task;
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
