using System.Collections.Concurrent;
using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Team;

/// <summary>The app's own store, in which all about one table waits while it is told to hold it, and which notes every row that is ever written.</summary>
internal sealed class SlowStore(ITableStore store) : ITableStore
{
    private volatile TaskCompletionSource _open = Opened();
    private volatile string _held = "";

    /// <summary>What was written: each row as text, by table.</summary>
    public ConcurrentQueue<(string Table, string Row)> Written { get; } = new();

    public void Hold(string table) => (_held, _open) = (table, new(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Release() => _open.SetResult();

    public async Task<TableEntity?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        await WaitAsync(table);
        return await store.GetAsync(table, partitionKey, rowKey, cancellationToken);
    }

    public async Task<TablePage> QueryAsync(string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        await WaitAsync(table);
        return await store.QueryAsync(table, partitionKey, range, pageSize, continuation, cancellationToken);
    }

    public async Task<BatchOutcome> SubmitAsync(string table, string partitionKey, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        foreach (var action in actions.Where(action => action.Kind != TableActionKind.Delete))
        {
            Written.Enqueue((table, Text(action.Entity)));
        }

        await WaitAsync(table);
        return await store.SubmitAsync(table, partitionKey, actions, cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) => store.ListTablesAsync(cancellationToken);

    public Task<TablePage> ScanAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken) => store.ScanAsync(table, fromPartition, pageSize, continuation, cancellationToken);

    public Task ForgetAsync(CancellationToken cancellationToken) => store.ForgetAsync(cancellationToken);

    public Task<StorageHealth> CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    /// <summary>Keys and values of a row, in which any word that is written out can be found.</summary>
    public static string Text(TableEntity row) => string.Join(
        ' ',
        row.PropertyNames.Select(name => row[name] is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : $"{name}={row[name]}").Prepend($"{row.PartitionKey} {row.RowKey}"));

    private Task WaitAsync(string table) => table == _held ? _open.Task : Task.CompletedTask;

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
