using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SupervisionBot.Storage.Sqlite;

/// <summary>The file's layout and the settings of its connections.</summary>
internal static class SqliteSchema
{
    /// <summary>The layout this code writes, kept in <c>user_version</c>.</summary>
    public const int Version = 1;

    /// <summary>Longer than any checkpoint of ours, and short enough for a person who waits when something else holds the file.</summary>
    public const int BusyMilliseconds = 1000;

    /// <summary>"SvBt": tells our file from another program's ("Database File Format", application id).</summary>
    private const int ApplicationId = 0x53764274;

    // SQLite result codes ("Result and Error Codes").
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // A checkpoint every 16 MiB: under load the usual 4 MiB costs several a second, and more than one flush each.
            // What is deleted is written over: a withdrawn answer, or the salt that led to it, is gone from the file as well.
            Execute(connection, $"PRAGMA busy_timeout={BusyMilliseconds}; PRAGMA secure_delete=ON; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=4000;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Checks the whole file, and lays it out when it is new.</summary>
    /// <exception cref="StorageOpenException">It is damaged, or not ours.</exception>
    public static void Prepare(SqliteConnection connection, string path)
    {
        // Of the main file alone: a check that takes in the temporary one leaves that locked, and the checkpoint below would wait for it.
        if (Scalar(connection, "PRAGMA main.quick_check(1)") is not "ok")
            throw Damaged(path, inner: null);
        var isNew = Scalar(connection, "SELECT count(*) FROM sqlite_schema") is "0";
        var application = Scalar(connection, "PRAGMA application_id");
        var version = Scalar(connection, "PRAGMA user_version");
        if (!isNew && (application != Text(ApplicationId) || version != Text(Version)))
        {
            throw new StorageOpenException(
                StorageOpenProblem.UnknownSchema,
                $"'{path}' was written by another program, or by another version of this one (application {application}, layout {version}; this version writes layout {Version}). Use the version that wrote it, or another path.");
        }
        // A log that a crash left is emptied at once: what was erased since may still be in it.
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864; PRAGMA main.wal_checkpoint(TRUNCATE);");
        if (isNew)
        {
            Execute(connection, $"""
                BEGIN IMMEDIATE;
                CREATE TABLE entity (
                    tbl TEXT NOT NULL, pk TEXT NOT NULL, rk TEXT NOT NULL,
                    ver INTEGER NOT NULL, ts INTEGER NOT NULL, props BLOB NOT NULL,
                    PRIMARY KEY (tbl, pk, rk)) WITHOUT ROWID;
                CREATE TABLE store (one INTEGER PRIMARY KEY CHECK (one = 1), ver INTEGER NOT NULL, checked INTEGER NOT NULL);
                INSERT INTO store VALUES (1, 0, 0);
                PRAGMA application_id={ApplicationId};
                PRAGMA user_version={Version};
                COMMIT;
                """);
        }
    }

    /// <summary>An error on opening in the operator's words.</summary>
    public static StorageOpenException OpenFailure(string path, SqliteException error) => error.SqliteErrorCode is Corrupt or NotADatabase
        ? Damaged(path, error)
        : new StorageOpenException(
            StorageOpenProblem.Inaccessible,
            $"'{path}' cannot be opened: {error.Message} The cause may be permissions, a full disk, or another program that holds the file.",
            error);

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static StorageOpenException Damaged(string path, Exception? inner) => new(
        StorageOpenProblem.Corrupt,
        $"'{path}' is damaged or is no database. Keep it for analysis and put a backup in its place, or use another path.",
        inner);
}
