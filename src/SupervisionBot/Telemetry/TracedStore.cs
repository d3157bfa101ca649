using System.Diagnostics;
using SupervisionBot.Storage;

namespace SupervisionBot.Telemetry;

/// <summary>A store each call of which is a span within the one that it belongs to, with the table's name. It is put around the real one only where somebody collects traces.</summary>
internal sealed class TracedStore(ITableStore store) : ITableStore
{
    private static readonly ActivitySource s_source = new(StorageMeter.Name);

    public Task<TableEntity?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        TraceAsync("get", table, () => store.GetAsync(table, partitionKey, rowKey, cancellationToken));

    public Task<TablePage> QueryAsync(string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        TraceAsync("query", table, () => store.QueryAsync(table, partitionKey, range, pageSize, continuation, cancellationToken));

    public Task<BatchOutcome> SubmitAsync(string table, string partitionKey, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken) =>
        TraceAsync("submit", table, () => store.SubmitAsync(table, partitionKey, actions, cancellationToken));

    public Task<TablePage> ScanAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        TraceAsync("scan", table, () => store.ScanAsync(table, fromPartition, pageSize, continuation, cancellationToken));

    public Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) => store.ListTablesAsync(cancellationToken);

    public Task ForgetAsync(CancellationToken cancellationToken) => store.ForgetAsync(cancellationToken);

    public Task<StorageHealth> CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static async Task<T> TraceAsync<T>(string call, string table, Func<Task<T>> make)
    {
        // What runs by itself looks again and again whether there is work: as spans of their own such calls would drown all others.
        using var span = Activity.Current is null ? null : s_source.StartActivity(call)?.SetTag("table", table);
        try
        {
            var answer = await make();
            span?.SetTag("outcome", (answer as BatchOutcome)?.GetType().Name);
            return answer;
        }
        catch (Exception error)
        {
            span?.SetTag("error.type", error.GetType().Name).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}
