using System.Globalization;
using Azure;
using Microsoft.Data.Sqlite;

namespace SupervisionBot.Storage.Sqlite;

/// <summary>One read-only connection with its statements. Used by one thread at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _row;
    private readonly SqliteStatement _rows;
    private readonly SqliteStatement _rowsBelow;
    private readonly SqliteStatement _table;
    private readonly SqliteStatement _nextTable;

    public SqliteReader(string path)
    {
        _connection = SqliteSchema.Connect(path, SqliteOpenMode.ReadOnly);
        try
        {
            _row = new(_connection, "SELECT rk, ver, ts, props FROM entity WHERE tbl=?1 AND pk=?2 AND rk=?3");
            // Rows come in key order and are taken one by one, so a page ends by not asking for more. A LIMIT with a parameter would have the statement
            // compiled anew each time it is bound, as the planner looks at its value.
            _rows = new(_connection, "SELECT rk, ver, ts, props FROM entity WHERE tbl=?1 AND pk=?2 AND rk>=?3 ORDER BY rk");
            _rowsBelow = new(_connection, "SELECT rk, ver, ts, props FROM entity WHERE tbl=?1 AND pk=?2 AND rk>=?3 AND rk<?4 ORDER BY rk");
            _table = new(_connection, "SELECT rk, ver, ts, props, pk FROM entity WHERE tbl=?1 AND (pk, rk)>=(?2, ?3) ORDER BY pk, rk");
            _nextTable = new(_connection, "SELECT tbl FROM entity WHERE tbl>?1 ORDER BY tbl LIMIT 1");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public TableEntity? Row(string table, string partitionKey, string rowKey)
    {
        _row.Bind(1, table).Bind(2, partitionKey).Bind(3, rowKey);
        try
        {
            return _row.Step() ? Entity(_row, partitionKey, rowKey) : null;
        }
        finally
        {
            _row.Reset();
        }
    }

    /// <summary>Reads a page; its continuation is the key of the first row beyond it.</summary>
    public TablePage Page(string table, string partitionKey, string from, string? to, int pageSize)
    {
        var statement = to is null ? _rows : _rowsBelow;
        statement.Bind(1, table).Bind(2, partitionKey).Bind(3, from);
        if (to is not null)
            statement.Bind(4, to);
        var entities = new List<TableEntity>();
        try
        {
            while (statement.Step())
            {
                var rowKey = statement.Text(0);
                if (entities.Count == pageSize)
                    return new TablePage(entities, rowKey);
                entities.Add(Entity(statement, partitionKey, rowKey));
            }
            return new TablePage(entities, Continuation: null);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Reads a page of a whole table from a row on; its continuation is both keys of the first row beyond it.</summary>
    public TablePage TablePage(string table, string partitionKey, string rowKey, int pageSize)
    {
        _table.Bind(1, table).Bind(2, partitionKey).Bind(3, rowKey);
        var entities = new List<TableEntity>();
        try
        {
            while (_table.Step())
            {
                var (pk, rk) = (_table.Text(4), _table.Text(0));
                if (entities.Count == pageSize)
                    return new TablePage(entities, $"{pk}/{rk}");
                entities.Add(Entity(_table, pk, rk));
            }
            return new TablePage(entities, Continuation: null);
        }
        finally
        {
            _table.Reset();
        }
    }

    /// <summary>The tables that hold rows, found by going from each to the next.</summary>
    public IReadOnlyList<string> Tables()
    {
        var tables = new List<string>();
        try
        {
            while (_nextTable.Bind(1, tables.Count == 0 ? "" : tables[^1]).Step())
            {
                tables.Add(_nextTable.Text(0));
                _nextTable.Reset();
            }
            return tables;
        }
        finally
        {
            _nextTable.Reset();
        }
    }

    public void Dispose()
    {
        _row.Dispose();
        _rows.Dispose();
        _rowsBelow.Dispose();
        _table.Dispose();
        _nextTable.Dispose();
        _connection.Dispose();
    }

    /// <summary>The row a statement stands on, whose first columns are rk, ver, ts and props.</summary>
    public static TableEntity Entity(SqliteStatement statement, string partitionKey, string rowKey)
    {
        var entity = new TableEntity(partitionKey, rowKey)
        {
            ETag = new ETag(statement.Int64(1).ToString(CultureInfo.InvariantCulture)),
            Timestamp = new DateTimeOffset(statement.Int64(2), TimeSpan.Zero),
        };
        EntityCodec.Decode(statement.Blob(3), entity);
        return entity;
    }
}
