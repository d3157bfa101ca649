using System.Globalization;
using Azure;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SupervisionBot.Storage.Sqlite;

/// <summary>The one read-write connection of a store. Used by the writer thread only.</summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Versions taken from the file at once, so that not each commit has to write the counter. Those left at the end are lost.</summary>
    private const long VersionBlock = 1_000_000;

    private readonly TimeProvider _clock;
    private readonly List<SqliteStatement> _statements = [];
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly SqliteStatement _savepoint;
    private readonly SqliteStatement _undo;
    private readonly SqliteStatement _release;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _upsert;
    private readonly SqliteStatement _replace;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _current;
    private readonly SqliteStatement _version;
    private readonly SqliteStatement _takeVersions;
    private readonly SqliteStatement _check;
    private long _lastVersion;
    private long _versionsEnd;

    public SqliteWriter(SqliteConnection connection, TimeProvider clock)
    {
        Connection = connection;
        _clock = clock;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _savepoint = Prepare("SAVEPOINT batch");
        _undo = Prepare("ROLLBACK TO batch");
        _release = Prepare("RELEASE batch");
        _insert = Prepare("INSERT INTO entity VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING");
        _upsert = Prepare("""
            INSERT INTO entity VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO UPDATE SET ver=excluded.ver, ts=excluded.ts, props=excluded.props
            """);
        _replace = Prepare("UPDATE entity SET ver=?4, ts=?5, props=?6 WHERE tbl=?1 AND pk=?2 AND rk=?3 AND ver=?7");
        _delete = Prepare("DELETE FROM entity WHERE tbl=?1 AND pk=?2 AND rk=?3 AND ver=?4");
        _current = Prepare("SELECT rk, ver, ts, props FROM entity WHERE tbl=?1 AND pk=?2 AND rk=?3");
        _version = Prepare("SELECT ver FROM store");
        _takeVersions = Prepare("UPDATE store SET ver=?1");
        _check = Prepare("UPDATE store SET checked=?1");
    }

    public SqliteConnection Connection { get; }

    /// <summary>Carries the writes out in one transaction, those that fail undone one by one. Returns once it is on disk.</summary>
    /// <exception cref="SqliteException">Nothing was written; the connection can be used again only if <see cref="TryRollback"/> says so.</exception>
    public void Commit(List<PendingWrite> group)
    {
        _begin.Run();
        EnsureVersions(group.Count * TableLimits.BatchActions);
        foreach (var write in group)
        {
            _savepoint.Run();
            if (!write.Run(this))
                _undo.Run();
            _release.Run();
        }
        _commit.Run();
    }

    /// <summary>Undoes what a failed commit left.</summary>
    /// <returns>Whether the connection is as if nothing had happened.</returns>
    public bool TryRollback()
    {
        // Versions taken in the lost transaction were not taken.
        _versionsEnd = _lastVersion;
        try
        {
            // Some errors end the transaction by themselves.
            if (raw.sqlite3_get_autocommit(Connection.Handle) == 0)
                _rollback.Run();
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>Carries out the actions up to the first that fails.</summary>
    public BatchOutcome Apply(string table, string partitionKey, EncodedAction[] actions)
    {
        var tags = new ETag[actions.Length];
        var now = _clock.GetUtcNow().UtcTicks;
        for (var i = 0; i < actions.Length; i++)
        {
            ref readonly var action = ref actions[i];
            if (action.Kind == TableActionKind.Delete)
            {
                if (_delete.Bind(1, table).Bind(2, partitionKey).Bind(3, action.RowKey).Bind(4, Expected(action)).Run() == 0)
                    return Conflict(i, table, partitionKey, action);
                tags[i] = default;
                continue;
            }

            var version = ++_lastVersion;
            var write = action.Kind switch
            {
                TableActionKind.Insert => _insert,
                TableActionKind.Upsert => _upsert,
                _ => _replace.Bind(7, Expected(action)),
            };
            if (write.Bind(1, table).Bind(2, partitionKey).Bind(3, action.RowKey).Bind(4, version).Bind(5, now).Bind(6, action.Properties).Run() == 0)
                return Conflict(i, table, partitionKey, action);
            tags[i] = new ETag(version.ToString(CultureInfo.InvariantCulture));
        }
        return new BatchOutcome.Done(tags);
    }

    public void MarkChecked(DateTimeOffset now) => _check.Bind(1, now.UtcTicks).Run();

    /// <summary>Takes what is in the write-ahead log into the file, and leaves the log empty.</summary>
    /// <returns>Whether it is empty: not while somebody reads what is in it.</returns>
    /// <exception cref="SqliteException">Nothing is lost; the log stays as it is.</exception>
    public bool TryEmptyLog()
    {
        // Our own readers take microseconds. What another program reads may take long, and nobody's write shall wait for that.
        raw.sqlite3_busy_timeout(Connection.Handle, 100);
        var code = raw.sqlite3_wal_checkpoint_v2(Connection.Handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        raw.sqlite3_busy_timeout(Connection.Handle, SqliteSchema.BusyMilliseconds);
        if (code != raw.SQLITE_BUSY)
            SqliteException.ThrowExceptionForRC(code, Connection.Handle);
        return code == raw.SQLITE_OK;
    }

    /// <summary>Writes the file anew.</summary>
    /// <remarks>
    /// <c>secure_delete</c> writes over what is deleted, but not over the copies that SQLite leaves in a page when it moves rows to another: of erased words about one in
    /// five hundred were found in the file after thousands of changes. A row that is written anew leaves none ("VACUUM", sqlite.org/lang_vacuum.html).
    /// </remarks>
    /// <exception cref="SqliteException">The file is as it was.</exception>
    public void Pack() => SqliteSchema.Execute(Connection, "PRAGMA temp_store=FILE; VACUUM; PRAGMA temp_store=MEMORY;");

    public void Dispose()
    {
        // A connection stays open until the last of its statements is gone.
        foreach (var statement in _statements)
            statement.Dispose();
        Connection.Dispose();
    }

    private SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(Connection, sql);
        _statements.Add(statement);
        return statement;
    }

    private BatchOutcome.Conflict Conflict(int index, string table, string partitionKey, in EncodedAction action)
    {
        _current.Bind(1, table).Bind(2, partitionKey).Bind(3, action.RowKey);
        try
        {
            var current = _current.Step() ? SqliteReader.Entity(_current, partitionKey, action.RowKey) : null;
            return new(index, current is null ? ConflictReason.Missing : action.Kind == TableActionKind.Insert ? ConflictReason.AlreadyExists : ConflictReason.Changed, current);
        }
        finally
        {
            _current.Reset();
        }
    }

    // A tag that is not ours belongs to no row: no version is 0.
    private static long Expected(in EncodedAction action) =>
        long.TryParse(action.ETag.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    // Outside of any savepoint: a batch that is undone must not give back versions that the next one has.
    private void EnsureVersions(long needed)
    {
        if (_versionsEnd - _lastVersion >= needed)
            return;
        try
        {
            _version.Step();
            _lastVersion = _version.Int64(0);
        }
        finally
        {
            _version.Reset();
        }
        _versionsEnd = _lastVersion + VersionBlock;
        _takeVersions.Bind(1, _versionsEnd).Run();
    }
}
