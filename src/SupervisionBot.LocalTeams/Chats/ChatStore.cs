using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SupervisionBot.LocalTeams.Chats;

/// <summary>Chats and messages on disk, in a file of their own. Whatever a method here returns has been committed: killing the process loses none of it.</summary>
internal sealed class ChatStore : IDisposable
{
    /// <summary>Messages of one chat that are read at once; older ones stay stored.</summary>
    public const int MostMessagesRead = 500;

    private const string ClockOffsetKey = "clock-offset-ticks";
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;

    /// <summary>Opens the file, making it when it is not there.</summary>
    public ChatStore(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();

        // NORMAL outlives a killed process, if not a power cut, and waits for no busy disk while everybody else waits for the store.
        Execute("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS chat (id TEXT PRIMARY KEY, body TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS message (position INTEGER PRIMARY KEY, chat TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (chat, id));
            CREATE INDEX IF NOT EXISTS message_of_chat ON message (chat, position);
            CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
            """);
    }

    /// <summary>All chats, in the order they were made.</summary>
    public IReadOnlyList<Chat> Chats() => Read<Chat>("SELECT body FROM chat ORDER BY rowid");

    public Chat? FindChat(string id) => Read<Chat>("SELECT body FROM chat WHERE id = $1", id) is [var chat] ? chat : null;

    public void Save(Chat chat) =>
        Execute("INSERT INTO chat (id, body) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = $2", chat.Id, Json(chat));

    /// <summary>The latest <see cref="MostMessagesRead"/> messages, oldest first, deleted ones among them.</summary>
    public IReadOnlyList<Message> Messages(string chat) =>
        Read<Message>($"SELECT body FROM (SELECT position, body FROM message WHERE chat = $1 ORDER BY position DESC LIMIT {MostMessagesRead}) ORDER BY position", chat);

    public Message? FindMessage(string chat, string id) =>
        Read<Message>("SELECT body FROM message WHERE chat = $1 AND id = $2", chat, id) is [var message] ? message : null;

    /// <summary>The last message that <paramref name="seenBy"/> may see, or null.</summary>
    public Message? LastMessage(string chat, Person seenBy)
    {
        lock (_gate)
        {
            using var command = Command("SELECT body FROM message WHERE chat = $1 ORDER BY position DESC", chat);
            return Rows<Message>(command).FirstOrDefault(message => message.IsVisibleTo(seenBy));
        }
    }

    /// <summary>Adds a message under the next free id at or after <paramref name="now"/>.</summary>
    /// <param name="chat">The chat it goes into.</param>
    /// <param name="now">The time it is sent.</param>
    /// <param name="create">Makes the message from its id.</param>
    public Message Add(string chat, DateTimeOffset now, Func<string, Message> create)
    {
        lock (_gate)
        {
            using var last = Command("SELECT CAST(id AS INTEGER) FROM message WHERE chat = $1 ORDER BY position DESC LIMIT 1", chat);
            var id = last.ExecuteScalar() is long used ? Math.Max(used + 1, now.ToUnixTimeMilliseconds()) : now.ToUnixTimeMilliseconds();
            var message = create(id.ToString(CultureInfo.InvariantCulture));
            Execute("INSERT INTO message (chat, id, body) VALUES ($1, $2, $3)", chat, message.Id, Json(message));
            return message;
        }
    }

    /// <summary>Replaces a message; null when there is none of this id or it was deleted.</summary>
    public Message? Change(string chat, string id, Func<Message, Message> change)
    {
        lock (_gate)
        {
            if (FindMessage(chat, id) is not { Deleted: false } found)
            {
                return null;
            }

            var changed = change(found);
            Execute("UPDATE message SET body = $3 WHERE chat = $1 AND id = $2", chat, id, Json(changed));
            return changed;
        }
    }

    public TimeSpan ClockOffset
    {
        get
        {
            lock (_gate)
            {
                using var command = Command("SELECT value FROM setting WHERE name = $1", ClockOffsetKey);
                return command.ExecuteScalar() is string ticks ? new(long.Parse(ticks, CultureInfo.InvariantCulture)) : TimeSpan.Zero;
            }
        }

        set => Execute(
            "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2",
            ClockOffsetKey,
            value.Ticks.ToString(CultureInfo.InvariantCulture));
    }

    public void Dispose() => _connection.Dispose();

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private List<T> Read<T>(string sql, params ReadOnlySpan<string> values)
    {
        lock (_gate)
        {
            using var command = Command(sql, values);
            return [.. Rows<T>(command)];
        }
    }

    // Read one by one, so that whoever looks for the first reads no more than that.
    private static IEnumerable<T> Rows<T>(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return JsonSerializer.Deserialize<T>(reader.GetString(0), JsonSerializerOptions.Web)!;
        }
    }

    private void Execute(string sql, params ReadOnlySpan<string> values)
    {
        lock (_gate)
        {
            using var command = Command(sql, values);
            command.ExecuteNonQuery();
        }
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<string> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        }

        return command;
    }
}
