using Azure;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Sending;

/// <summary>A message on its way, as it is stored.</summary>
/// <param name="Message">The message.</param>
/// <param name="At">When it was added: the order within a lane.</param>
/// <param name="Attempts">How often it was tried and certainly not delivered.</param>
/// <param name="Unknowns">How often it was tried and may have been delivered.</param>
/// <param name="NotBefore">When it may be tried again.</param>
/// <param name="IsBeingSent">A request is out. When nobody is at it any more, whether it arrived is not known.</param>
/// <param name="Reason">What became of the last attempt.</param>
/// <param name="Tag">The version of its row.</param>
internal sealed record QueuedMessage(OutboxMessage Message, DateTimeOffset At, int Attempts, int Unknowns, DateTimeOffset NotBefore, bool IsBeingSent, string? Reason, ETag Tag)
{
    /// <summary>Begins the reason of a message that Teams lets nothing through for, before the code.</summary>
    public const string Unreachable = "Unreachable";

    /// <summary>The reason of a message whose conversation is not there.</summary>
    public const string Gone = "Gone";

    /// <summary>Whether a message that failed for this reason may be sent once something comes from its conversation.</summary>
    public static bool IsUnheardOf(string? reason) => reason == Gone || reason?.StartsWith(Unreachable, StringComparison.Ordinal) == true;
}

/// <summary>How messages stand in the table <c>outbox</c>, in one partition a shard.</summary>
/// <remarks>
/// <c>due|…</c> is on its way, <c>parked|…</c> waits for an operator, <c>seen|…</c> stays behind so that the same message is not added again,
/// <c>unknown|…</c> says of which it is not known whether they arrived, or arrived twice.
/// </remarks>
internal static class OutboxRows
{
    public const string Table = "outbox";
    public const string Due = "due|";
    public const string Parked = "parked|";
    public const string Seen = "seen|";
    public const string Unknown = "unknown|";

    private const int Schema = 1;

    public static string Partition(int shard) => $"shard{shard:x}";

    public static TableEntity Mark(OutboxMessage message, DateTimeOffset at) => new(Partition(message.To.Shard), Seen + message.Id) { ["At"] = at };

    /// <summary>The record that a message may have arrived or not. It says where to look, and nothing of what the message says.</summary>
    public static TableEntity Doubt(QueuedMessage queued, DateTimeOffset at, string then) => new(Partition(queued.Message.To.Shard), Unknown + queued.Message.Id)
    {
        ["At"] = at,
        ["Lane"] = queued.Message.To.ToString(),
        ["Kind"] = queued.Message.What.Name,
        ["Session"] = SessionOf(queued.Message),
        ["Times"] = queued.Unknowns,
        ["Then"] = then,
    };

    public static TableEntity ToRow(QueuedMessage queued, string prefix)
    {
        var message = queued.Message;
        var row = new TableEntity(Partition(message.To.Shard), prefix + message.Id)
        {
            ["Schema"] = Schema,
            ["At"] = queued.At,
            ["Tenant"] = message.To.Tenant,
            ["Person"] = message.To.Person?.Value,
            ["Chat"] = message.To.Conversation,
            ["Kind"] = message.What.Name,
            ["Session"] = SessionOf(message),
            ["CauseTable"] = message.Cause?.Trail.Table,
            ["CausePartition"] = message.Cause?.Trail.Partition,
            ["Sequence"] = message.Cause?.Sequence,
            ["Operation"] = message.Cause?.Operation,
            ["Conversation"] = message.Via?.ConversationId,
            ["ConversationKind"] = message.Via is { } shared ? StoredConversation.Kinds[shared.Kind] : null,
            ["ServiceUrl"] = message.Via?.ServiceUrl,
            ["Bot"] = message.Via?.BotMri,
            ["Attempts"] = queued.Attempts,
            ["Unknowns"] = queued.Unknowns,
            ["NotBefore"] = queued.NotBefore,
            ["Sending"] = queued.IsBeingSent,
            ["Reason"] = queued.Reason,
        };
        ContentRows.Write(message.What, row);
        row.ETag = queued.Tag;
        return row;
    }

    /// <summary>A message on its way or parked, or why its row is not read.</summary>
    public static Outcome<QueuedMessage> Read(TableEntity row) => StoredRow.Read(row, Schema, From);

    /// <summary>When a mark or a record of doubt was made, or why its row is not read.</summary>
    public static Outcome<DateTimeOffset> ReadAt(TableEntity row) => StoredRow.Read(row, Schema, mark => mark.NeededTime("At"));

    private static QueuedMessage From(TableEntity row)
    {
        var tenant = row.NeededGuid("Tenant");
        return new(
            new(
                new(tenant, row.GetGuid("Person") is { } person ? new PersonId(person) : null, row.GetString("Chat") ?? ""),
                row.RowKey[(row.RowKey.IndexOf('|', StringComparison.Ordinal) + 1)..],
                ContentRows.Read(row),
                row.GetString("Conversation") is null ? null : StoredConversation.In(row, tenant, "ConversationKind"),
                row.GetInt32("Sequence") is { } sequence ? new(new(row.NeededString("CauseTable"), row.NeededString("CausePartition")), sequence, row.NeededString("Operation")) : null),
            row.NeededTime("At"),
            row.GetInt32("Attempts") ?? 0,
            row.GetInt32("Unknowns") ?? 0,
            row.NeededTime("NotBefore"),
            row.GetBoolean("Sending") ?? false,
            row.GetString("Reason"),
            row.ETag);
    }

    private static Guid? SessionOf(OutboxMessage message) => (message.What as Content.Draw)?.Session.Value;
}
