using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Team;

/// <summary>The app's own store, with each call noted.</summary>
internal sealed class WatchedStore(ITableStore store) : ITableStore
{
    /// <summary>The store, unwatched.</summary>
    public ITableStore Unwatched => store;

    /// <summary>The calls, such as <c>submit sessions</c>; but for the looks of the sender, which it takes again and again whatever anybody does.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The partitions that were read or written, by table.</summary>
    public ConcurrentDictionary<(string Table, string Partition), bool> Partitions { get; } = new();

    /// <summary>The keys of the rows of each write, in the order in which they came.</summary>
    public ConcurrentQueue<(string Table, IReadOnlyList<string> RowKeys)> Written { get; } = new();

    public bool IsHealthy { get; set; } = true;

    /// <summary>How often its health was asked for.</summary>
    public int Checks { get; private set; }

    public Task<TableEntity?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        Partitions[(table, partitionKey)] = true;
        Calls.Enqueue($"get {table}");
        return store.GetAsync(table, partitionKey, rowKey, cancellationToken);
    }

    public Task<TablePage> QueryAsync(string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        Partitions[(table, partitionKey)] = true;
        if (table is not ("outbox" or "leases"))
        {
            Calls.Enqueue($"query {table}");
        }

        return store.QueryAsync(table, partitionKey, range, pageSize, continuation, cancellationToken);
    }

    public Task<BatchOutcome> SubmitAsync(string table, string partitionKey, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        Partitions[(table, partitionKey)] = true;
        if (table != "leases")
        {
            Calls.Enqueue($"submit {table}");
            Written.Enqueue((table, [.. actions.Select(action => action.Entity.RowKey)]));
        }

        return store.SubmitAsync(table, partitionKey, actions, cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) => store.ListTablesAsync(cancellationToken);

    public Task<TablePage> ScanAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        store.ScanAsync(table, fromPartition, pageSize, continuation, cancellationToken);

    public Task ForgetAsync(CancellationToken cancellationToken)
    {
        Calls.Enqueue("forget");
        return store.ForgetAsync(cancellationToken);
    }

    public async Task<StorageHealth> CheckAsync(CancellationToken cancellationToken)
    {
        Checks++;
        return IsHealthy ? await store.CheckAsync(cancellationToken) : new(CanRead: true, CanWrite: false, "the disk is full");
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

internal static class Decoration
{
    /// <summary>Puts something around the app's own store.</summary>
    public static void Decorate(this IServiceCollection services, Func<ITableStore, ITableStore> around)
    {
        var own = services.Single(service => service.ServiceType == typeof(ITableStore));
        services.Replace(ServiceDescriptor.Singleton(provider => around((ITableStore)own.ImplementationFactory!(provider))));
    }
}
