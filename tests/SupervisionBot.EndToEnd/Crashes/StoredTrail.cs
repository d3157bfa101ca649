using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage;
using SupervisionBot.Storage.Sqlite;

namespace SupervisionBot.EndToEnd.Crashes;

/// <summary>An answer as it stands in the trail of a session.</summary>
internal sealed record StoredAnswer(string By, string Operation, string Prompt, string Value);

/// <summary>The trail of a session as the file has it, read without the app.</summary>
/// <param name="Sequences">Of its entries, in order.</param>
/// <param name="Head">The sequence that the head row says.</param>
/// <param name="Answers">The answers, in order.</param>
internal sealed record StoredTrail(IReadOnlyList<int> Sequences, int Head, IReadOnlyList<StoredAnswer> Answers)
{
    public static async Task<StoredTrail> ReadAsync(string storePath, Guid tenant, Guid session)
    {
        await using var store = SqliteTableStore.Open(storePath, TimeProvider.System, NullLogger.Instance);
        var rows = new List<TableEntity>();
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync("sessions", $"{tenant:N}|{session:N}", RowRange.All, TableLimits.PageSize, continuation, CancellationToken.None);
            rows.AddRange(page.Entities);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        var entries = rows.Where(row => row.RowKey.StartsWith("evt|", StringComparison.Ordinal)).ToList();
        return new(
            [.. entries.Select(row => int.Parse(row.RowKey.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture))],
            rows.Single(row => row.RowKey == "head").GetInt32("Sequence")!.Value,
            [.. entries.Select(AnswerIn).OfType<StoredAnswer>()]);
    }

    private static StoredAnswer? AnswerIn(TableEntity row)
    {
        var stored = JsonElement.Parse(row.GetText("Event")!);
        return stored.GetProperty("is").GetString() == "answered"
            ? new(row.GetGuid("By")!.Value.ToString(), row.GetString("Operation")!, stored.GetProperty("prompt").GetString()!, stored.GetProperty("value").GetString()!)
            : null;
    }
}
