using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Storage.Sqlite;

/// <summary>A store in one SQLite file on a local disk: the embedded engine, for one process at a time.</summary>
/// <remarks>
/// A batch is answered once its transaction is flushed (WAL, synchronous=FULL: sqlite.org/pragma.html), so it outlives the process, and the machine as far as its
/// disk honours a flush. A network disk is refused where it can be told, and so is a folder that others can open.
/// A read takes microseconds and is done on the caller's thread. A cancelled token gives a batch up until the writer takes it.
/// </remarks>
public sealed class SqliteTableStore : TableStore
{
    private readonly FileStream _lock;
    private readonly SqliteReaderPool _readers;
    private readonly SqliteWriterThread _writer;
    private readonly TimeProvider _clock;

    private SqliteTableStore(FileStream storeLock, SqliteReaderPool readers, SqliteWriterThread writer, TimeProvider clock, string sqliteVersion)
    {
        _lock = storeLock;
        _readers = readers;
        _writer = writer;
        _clock = clock;
        SqliteVersion = sqliteVersion;
    }

    /// <summary>The version of the SQLite library in use.</summary>
    public string SqliteVersion { get; }

    internal SqliteWriterThread Writer => _writer;

    /// <summary>Opens a store and checks its whole file; makes folder and file when they are missing.</summary>
    /// <param name="path">The file. Beside it lie -wal and -shm while it is open, and .lock.</param>
    /// <param name="clock">Gives the rows their timestamps.</param>
    /// <param name="logger">Hears of outages, and of the SQLite version.</param>
    /// <exception cref="StorageOpenException">It is open elsewhere, damaged, not ours, cannot be reached, can be read by others, or is on a network disk.</exception>
    public static SqliteTableStore Open(string path, TimeProvider clock, ILogger logger) => Open(path, clock, logger, NetworkDisk.Mounts);

    internal static SqliteTableStore Open(string path, TimeProvider clock, ILogger logger, string mounts)
    {
        // Two names of one file must meet at one lock.
        path = Path.GetFullPath(path);
        path = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        NetworkDisk.Refuse(path, mounts);
        var storeLock = StoreLock.Take(path);
        SqliteConnection? connection = null;
        try
        {
            PrivateFiles.KeepFiles(path);
            connection = SqliteSchema.Connect(path, SqliteOpenMode.ReadWriteCreate);
            SqliteSchema.Prepare(connection, path);
            logger.StoreOpened(connection.ServerVersion);
            return new SqliteTableStore(
                storeLock, new SqliteReaderPool(path), new SqliteWriterThread(path, connection, clock, logger), clock, connection.ServerVersion);
        }
        catch (Exception error)
        {
            connection?.Dispose();
            storeLock.Dispose();
            if (error is SqliteException failure)
                throw SqliteSchema.OpenFailure(path, failure);
            if (error is IOException or UnauthorizedAccessException)
                throw StoreLock.Unusable(path, error);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<StorageHealth> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            _readers.Read(0, static (reader, _) => reader.Row("", "", ""));
        }
        catch (StorageUnavailableException error)
        {
            return new StorageHealth(CanRead: false, CanWrite: false, error.Message);
        }
        var check = new PendingCheck(_clock.GetUtcNow());
        _writer.Enqueue(check);
        var problem = await check.Problem.WaitAsync(cancellationToken);
        return new StorageHealth(CanRead: true, CanWrite: problem is null, problem?.Message);
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_readers.Read(0, static (reader, _) => reader.Tables()));

    /// <inheritdoc/>
    public override Task ForgetAsync(CancellationToken cancellationToken) => _writer.EmptyLogAsync().WaitAsync(cancellationToken);

    /// <summary>Finishes the batches already submitted, then closes the file.</summary>
    public override async ValueTask DisposeAsync()
    {
        // Readers first: the last connection to close is the one that may checkpoint.
        _readers.Dispose();
        await Task.Run(_writer.Dispose);
        await _lock.DisposeAsync();
    }

    private protected override Task<TableEntity?> ReadRowAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        Task.FromResult(_readers.Read((table, partitionKey, rowKey), static (reader, at) => reader.Row(at.table, at.partitionKey, at.rowKey)));

    private protected override Task<TablePage> ReadPageAsync(
        string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        // The continuation is a row key. It came back from outside, so it may narrow the range but not widen it.
        var from = range.From ?? "";
        if (string.CompareOrdinal(continuation, from) > 0)
            from = continuation!;
        return Task.FromResult(_readers.Read(
            (table, partitionKey, from, range.To, pageSize),
            static (reader, at) => reader.Page(at.table, at.partitionKey, at.from, at.To, at.pageSize)));
    }

    private protected override Task<TablePage> ReadTableAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        // The continuation holds both keys of a row, parted by a character that no key has.
        var (partitionKey, rowKey) = continuation?.Split('/') is [var first, var second] ? (first, second) : (fromPartition ?? "", "");
        return Task.FromResult(_readers.Read(
            (table, partitionKey, rowKey, pageSize),
            static (reader, at) => reader.TablePage(at.table, at.partitionKey, at.rowKey, at.pageSize)));
    }

    private protected override Task<BatchOutcome> WriteAsync(
        string table, string partitionKey, EncodedAction[] actions, CancellationToken cancellationToken)
    {
        StorageMeter.RoundTrips.Add(1);
        var batch = new PendingBatch(table, partitionKey, actions, cancellationToken);
        _writer.Enqueue(batch);
        return batch.Outcome;
    }
}
