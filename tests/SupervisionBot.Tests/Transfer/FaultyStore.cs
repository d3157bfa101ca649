using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Transfer;

/// <summary>What happens to a write.</summary>
internal enum Fate
{
    Done,
    LostBefore,
    LostAfter,
    KilledBefore,
    KilledAfter,
}

/// <summary>A store whose writes and reads can go wrong, counted from 0.</summary>
internal sealed class FaultyStore(ITableStore store) : ITableStore
{
    public int Writes { get; private set; }

    public int Scans { get; private set; }

    public Func<int, Fate> OfWrite { get; set; } = _ => Fate.Done;

    public Func<int, bool> ScanEnds { get; set; } = _ => false;

    /// <summary>Changes a row as somebody with another program may have.</summary>
    public Action<TableEntity> Edit { get; set; } = _ => { };

    public Task<TableEntity?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => store.GetAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<TablePage> QueryAsync(string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        store.QueryAsync(table, partitionKey, range, pageSize, continuation, cancellationToken);

    public async Task<BatchOutcome> SubmitAsync(string table, string partitionKey, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        var fate = OfWrite(Writes++);
        if (fate is Fate.KilledBefore)
        {
            throw new KilledException();
        }

        var outcome = fate is Fate.LostBefore ? new BatchOutcome.Unknown() : await store.SubmitAsync(table, partitionKey, actions, cancellationToken);
        return fate switch
        {
            Fate.LostAfter => new BatchOutcome.Unknown(),
            Fate.KilledAfter => throw new KilledException(),
            _ => outcome,
        };
    }

    public Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) => store.ListTablesAsync(cancellationToken);

    public async Task<TablePage> ScanAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        var page = ScanEnds(Scans++) ? throw new KilledException() : await store.ScanAsync(table, fromPartition, pageSize, continuation, cancellationToken);
        foreach (var row in page.Entities)
        {
            Edit(row);
        }

        return page;
    }

    public Task ForgetAsync(CancellationToken cancellationToken) => store.ForgetAsync(cancellationToken);

    public Task<StorageHealth> CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

/// <summary>Stands for the end of the process.</summary>
internal sealed class KilledException : Exception;
