using System.Globalization;
using System.Text.Json;
using SupervisionBot.Storage;

namespace SupervisionBot.EndToEnd.Deployed;

/// <summary>An entry of the trail of a session.</summary>
internal sealed record StoredEntry(int Sequence, string By, string Operation, JsonElement Event, IReadOnlyList<string> Words)
{
    public string Is => Event.GetProperty("is").GetString()!;

    /// <summary>The words as JSON.</summary>
    public string Said => JsonSerializer.Serialize(Words);
}

/// <summary>An answer as it stands in the trail of a session.</summary>
internal sealed record StoredAnswer(string By, string Operation, string Prompt, string Value);

/// <summary>A session as the store has it, read without the app.</summary>
/// <param name="Entries">The trail, in order.</param>
/// <param name="Head">The sequence that the head row says.</param>
/// <param name="Decision">The columns of the frozen summary; null before it is frozen.</param>
internal sealed record StoredTrail(IReadOnlyList<StoredEntry> Entries, int Head, TableEntity? Decision)
{
    public IEnumerable<StoredAnswer> Answers =>
        from entry in Entries
        where entry.Is == "answered"
        select new StoredAnswer(entry.By, entry.Operation, entry.Event.GetProperty("prompt").GetString()!, entry.Words.SingleOrDefault() ?? "");

    public static async Task<StoredTrail> ReadAsync(TestStore from, Guid tenant, Guid session)
    {
        await using var store = from.Open();
        var rows = new List<TableEntity>();
        await foreach (var row in store.QueryAllAsync("sessions", $"{tenant:N}|{session:N}", RowRange.All, CancellationToken.None))
        {
            rows.Add(row);
        }

        return new(
            [.. rows.Where(row => row.RowKey.StartsWith("evt|", StringComparison.Ordinal)).Select(EntryIn)],
            rows.Single(row => row.RowKey == "head").GetInt32("Sequence")!.Value,
            rows.SingleOrDefault(row => row.RowKey == "decision"));
    }

    /// <summary>The sessions that a person's list points to.</summary>
    public static async Task<IReadOnlySet<Guid>> PointersAsync(TestStore from, TeamsUser person)
    {
        await using var store = from.Open();
        var sessions = new HashSet<Guid>();
        await foreach (var row in store.QueryAllAsync("people", $"{person.Tenant:N}|{person.Id:N}", RowRange.All, CancellationToken.None))
        {
            if (row.GetGuid("Session") is { } session)
            {
                sessions.Add(session);
            }
        }

        return sessions;
    }

    private static StoredEntry EntryIn(TableEntity row) => new(
        int.Parse(row.RowKey.AsSpan("evt|".Length), CultureInfo.InvariantCulture), row.GetGuid("By")!.Value.ToString(), row.GetString("Operation")!, JsonElement.Parse(row.GetText("Event")!),
        row.GetText("Words") is { } words ? JsonSerializer.Deserialize<string[]>(words)! : []);
}
