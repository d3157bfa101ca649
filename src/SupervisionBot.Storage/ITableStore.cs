namespace SupervisionBot.Storage;

/// <summary>Rows in tables, partitioned: a partition is read in row key order and written in atomic batches. Across partitions nothing is atomic.</summary>
/// <remarks>
/// Safe for use by many threads at once. Every engine keeps to the limits and answers alike: input beyond <see cref="TableLimits"/> throws
/// <see cref="TableLimitException"/>. Storage that does not answer is <see cref="StorageUnavailableException"/> to a read and
/// <see cref="BatchOutcome.Unknown"/> to a write. Tables need not be created.
/// Row keys are ordered by UTF-16 code units (ordinal).
/// </remarks>
public interface ITableStore : IAsyncDisposable
{
    /// <summary>Reads one row, or null when it is not there.</summary>
    Task<TableEntity?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken);

    /// <summary>Reads one page of one partition in row key order.</summary>
    /// <remarks>A page is a snapshot; a sequence of pages is not: rows may change in between.</remarks>
    /// <param name="table">The table.</param>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="range">The row keys wanted.</param>
    /// <param name="pageSize">The most rows in the page, 1 to <see cref="TableLimits.PageSize"/>. A page may hold fewer although more follow.</param>
    /// <param name="continuation">Null for the first page, then <see cref="TablePage.Continuation"/> of the page before: a row key, which may go through a client's hands.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TablePage> QueryAsync(string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken);

    /// <summary>Writes a batch in one partition, all or nothing. When the task completes with <see cref="BatchOutcome.Done"/> the rows are durable.</summary>
    /// <remarks>A write whose answer is lost is looked for again: what was stored by it is told as done, never as a conflict with itself.</remarks>
    /// <param name="table">The table.</param>
    /// <param name="partitionKey">The partition, the same as in each entity.</param>
    /// <param name="actions">1 to <see cref="TableLimits.BatchActions"/> actions, each row at most once.</param>
    /// <param name="cancellationToken">Gives the batch up while nothing of it was sent; then nothing is stored. Later it no longer counts.</param>
    Task<BatchOutcome> SubmitAsync(string table, string partitionKey, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken);

    /// <summary>The tables that hold rows, in ordinal order.</summary>
    Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken);

    /// <summary>Reads one page of a whole table in the order of partition key, then row key. For moving a store, not for a turn: its cost grows with the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="fromPartition">The first partition wanted (inclusive); null for the first there is.</param>
    /// <param name="pageSize">The most rows in the page, 1 to <see cref="TableLimits.PageSize"/>. A page may hold fewer although more follow.</param>
    /// <param name="continuation">Null for the first page, then <see cref="TablePage.Continuation"/> of the page before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TablePage> ScanAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken);

    /// <summary>Takes what was deleted or written over so far out of the logs that the engine keeps beside its rows, as far as it has any that it can empty. What holds it up is done a little later by itself.</summary>
    Task ForgetAsync(CancellationToken cancellationToken);

    /// <summary>Tries to read and to write, for a health check. Does not throw when the storage is unavailable.</summary>
    Task<StorageHealth> CheckAsync(CancellationToken cancellationToken);
}
