using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Storage.Sqlite;

/// <summary>The one thread that writes. It takes whatever waits into one transaction, so that one flush to disk serves many callers.</summary>
/// <remarks>
/// One writing connection, which also does all checkpoints, keeps clear of a defect of SQLite 3.7.0 to 3.51.2, where two connections that write or checkpoint
/// at the same moment can damage a file in WAL mode (sqlite.org/wal.html, "The WAL-reset bug").
/// </remarks>
internal sealed class SqliteWriterThread : IDisposable
{
    /// <summary>Most writes in one transaction: enough to share a flush widely, few enough that the first does not wait long for the last.</summary>
    private const int GroupSize = 256;

    /// <summary>How long words that were erased may stay in the write-ahead log, which keeps what a page was until it is emptied.</summary>
    private static readonly TimeSpan LogAge = TimeSpan.FromSeconds(10);

    /// <summary>The file is packed once a day, from this hour (UTC) on, when few wait for the writer.</summary>
    private static readonly TimeSpan PackHour = TimeSpan.FromHours(2);

    // SQLite result codes ("Result and Error Codes").
    private const int Busy = 5;
    private const int Full = 13;

    // The thread sleeps in a plain wait: waking it inline from the sender costs no trip through the thread pool, and runs no other code there.
    private readonly Channel<PendingWrite> _queue = Channel.CreateUnbounded<PendingWrite>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly ITimer _tidying;
    private SqliteWriter? _writer;
    private bool _isToTidy;
    private DateTime _packed;
    private long _commits;

    public SqliteWriterThread(string path, SqliteConnection connection, TimeProvider clock, ILogger logger)
    {
        _path = path;
        _clock = clock;
        _logger = logger;
        _writer = new SqliteWriter(connection, clock);
        _tidying = clock.CreateTimer(_ => _queue.Writer.TryWrite(new PendingTidying(Tidy, TidyLater)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Run) { Name = "SQLite writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Transactions committed so far.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    public void Enqueue(PendingWrite write) => ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(write), typeof(SqliteTableStore));

    /// <summary>Empties the log in its turn; while somebody reads what is in it, it is emptied later, as after each write.</summary>
    public Task EmptyLogAsync()
    {
        var emptied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(new PendingTidying(
            () =>
            {
                Tidy();
                emptied.SetResult();
            },
            emptied.SetResult));
        return emptied.Task;
    }

    /// <summary>Finishes what is queued and closes the connection.</summary>
    public void Dispose()
    {
        _tidying.Dispose();
        _queue.Writer.TryComplete();
        _thread.Join();
    }

    private void Run()
    {
        var group = new List<PendingWrite>(GroupSize);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < GroupSize && _queue.Reader.TryRead(out var write))
                group.Add(write);
            Commit(group);
            group.Clear();
        }
        _writer?.Dispose();
    }

    // Nothing may end this thread: whatever goes wrong is told to those who wait.
    private void Commit(List<PendingWrite> group)
    {
        try
        {
            _writer ??= Open();
            _writer.Commit(group);
        }
        catch (Exception error)
        {
            _logger.WriteFailed(error.Message, group.Count);
            // A lock and a full disk pass by themselves; after anything else the connection may be at fault, and the next writes get a new one.
            if (error is not SqliteException { SqliteErrorCode: Busy or Full } || _writer?.TryRollback() != true)
            {
                _writer?.Dispose();
                _writer = null;
            }
            foreach (var write in group)
                write.Failed(error);
            return;
        }
        Interlocked.Increment(ref _commits);
        if (!_isToTidy)
            TidyLater();
        foreach (var write in group)
            write.Committed();
    }

    private void TidyLater()
    {
        _isToTidy = true;
        _tidying.Change(LogAge, Timeout.InfiniteTimeSpan);
    }

    // What was erased is gone from the tables at once; this takes it out of the file and its log as well.
    private void Tidy()
    {
        try
        {
            var isEmpty = _writer!.TryEmptyLog();
            var day = (_clock.GetUtcNow() - PackHour).Date;
            if (_packed != day)
            {
                // One that fails, as for want of space, is tried again the next night and not every ten seconds: nobody can save meanwhile.
                _packed = day;
                _writer.Pack();
                isEmpty = _writer.TryEmptyLog();
            }
            _isToTidy = !isEmpty;
        }
        catch (SqliteException error)
        {
            _logger.NotTidied(error.Message);
        }
        if (_isToTidy)
            TidyLater();
    }

    private SqliteWriter Open()
    {
        var connection = SqliteSchema.Connect(_path, SqliteOpenMode.ReadWrite);
        try
        {
            return new SqliteWriter(connection, _clock);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
