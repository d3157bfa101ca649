using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Team;

/// <summary>What a store does wrong.</summary>
public enum Fault
{
    None,

    /// <summary>Writes are not carried out, and nobody is told whether they were.</summary>
    WritesAreLost,

    /// <summary>Writes are carried out, and nobody is told whether they were.</summary>
    AnswersAreLost,

    /// <summary>Nothing can be read, and nothing is written.</summary>
    NothingAnswers,
}

/// <summary>The app's own store, which fails when it is told to.</summary>
internal sealed class FaultyStore(ITableStore store) : ITableStore
{
    /// <summary>What the error inside an outage says, which may be anything a service answered.</summary>
    public const string InnerWords = "The service answered at length";

    /// <summary>The store without its faults.</summary>
    public ITableStore Sound => store;

    private Fault _fault;
    private int _left;

    /// <summary>Calls that were answered wrongly so far.</summary>
    public int Failed { get; private set; }

    /// <summary>What happens elsewhere while a read fails.</summary>
    public Action Meanwhile { get; set; } = () => { };

    /// <summary>Fails from now on, after some more calls that succeed.</summary>
    public void Fail(Fault fault, int after = 0) => (_fault, _left, Failed) = (fault, after, 0);

    public void Heal() => _fault = Fault.None;

    public bool IsFailing => _fault != Fault.None;

    public Task<TableEntity?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        ReadAsync(() => store.GetAsync(table, partitionKey, rowKey, cancellationToken));

    public Task<TablePage> QueryAsync(string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        IsInTheBackground(table) ? store.QueryAsync(table, partitionKey, range, pageSize, continuation, cancellationToken) : ReadAsync(() => store.QueryAsync(table, partitionKey, range, pageSize, continuation, cancellationToken));

    public async Task<BatchOutcome> SubmitAsync(string table, string partitionKey, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        var fault = table == "leases" ? Fault.None : Next();
        if (fault == Fault.None)
        {
            return await store.SubmitAsync(table, partitionKey, actions, cancellationToken);
        }

        Failed++;
        if (fault == Fault.AnswersAreLost)
        {
            await store.SubmitAsync(table, partitionKey, actions, cancellationToken);
        }

        return new BatchOutcome.Unknown();
    }

    public Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) => store.ListTablesAsync(cancellationToken);

    public Task<TablePage> ScanAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        store.ScanAsync(table, fromPartition, pageSize, continuation, cancellationToken);

    public Task ForgetAsync(CancellationToken cancellationToken) => store.ForgetAsync(cancellationToken);

    public Task<StorageHealth> CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        if (Next() != Fault.NothingAnswers)
        {
            return await read();
        }

        Failed++;
        Meanwhile();
        throw new StorageUnavailableException("The store cannot be read at present.", new InvalidOperationException(InnerWords));
    }

    // Looked at again and again, whatever anybody does.
    private static bool IsInTheBackground(string table) => table is "outbox" or "leases";

    private Fault Next() => _fault != Fault.None && Interlocked.Decrement(ref _left) < 0 ? _fault : Fault.None;
}
