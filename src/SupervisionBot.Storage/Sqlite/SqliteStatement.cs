using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SupervisionBot.Storage.Sqlite;

/// <summary>One prepared statement, kept for the life of its connection.</summary>
/// <remarks>Below ADO.NET on purpose: a turn runs about ten statements, and a command and reader object for each would cost more than SQLite itself.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <exception cref="SqliteException">The statement does not fit the database, or the database does not answer; so for each method.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Sets a parameter, counted from 1, to a key: at most <see cref="TableLimits.KeyLength"/> characters, none of them a surrogate.</summary>
    public SqliteStatement Bind(int parameter, string key)
    {
        Span<byte> utf8 = stackalloc byte[(TableLimits.KeyLength * 3) + 1];
        var length = Encoding.UTF8.GetBytes(key, utf8);
        // A span without bytes would be bound as NULL.
        Check(length == 0 ? raw.sqlite3_bind_text(_statement, parameter, "") : raw.sqlite3_bind_text(_statement, parameter, utf8[..length]));
        return this;
    }

    public SqliteStatement Bind(int parameter, long number)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, number));
        return this;
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(_statement, parameter, bytes));
        return this;
    }

    /// <summary>Goes to the next row; false at the end. Must be followed by <see cref="Reset"/> before the next use.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code != raw.SQLITE_DONE)
            Check(raw.sqlite3_extended_errcode(_database));
        return false;
    }

    /// <summary>Ends the statement, and the read transaction with it if it is the only one.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        try
        {
            Step();
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            Reset();
        }
    }

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>Bytes of the present row; gone with the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
