using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Rows;
using SupervisionBot.Storage;
using SupervisionBot.Trails;

namespace SupervisionBot.Rounds;

/// <summary>How a round stands in the table <c>rounds</c>, in one partition a round.</summary>
/// <remarks>
/// Row keys sort as <c>ballot|…</c>, <c>channel|…</c>, <c>draft|…</c>, <c>evt|0000000001</c> …, <c>head</c>, <c>receipt|…</c>, <c>said|…</c>, <c>seal</c>, so that one range read from the first unknown
/// entry brings what is new in the trail together with the head, and nothing of what people answered. The rounds of a tenant are listed in a partition of their own.
/// </remarks>
internal static class RoundRows
{
    public const string Table = "rounds";
    public const string Head = "head";
    public const string Pointer = "round|";

    /// <summary>The schema of what is written here, and the highest that is understood.</summary>
    public const int Schema = 1;

    /// <summary>How far a round is.</summary>
    public static StoredNames<RoundStatus> Statuses { get; } = new(
        (RoundStatus.Draft, "Draft"),
        (RoundStatus.AwaitingApproval, "AwaitingApproval"),
        (RoundStatus.Scheduled, "Scheduled"),
        (RoundStatus.Open, "Open"),
        (RoundStatus.Closed, "Closed"),
        (RoundStatus.Counted, "Counted"),
        (RoundStatus.Finished, "Finished"),
        (RoundStatus.Recalled, "Recalled"),
        (RoundStatus.Discarded, "Discarded"));

    /// <summary>What is asked. The names of entries are made from these too.</summary>
    public static StoredNames<RoundPrompt> Prompts { get; } = new(
        (RoundPrompt.Stop, "Stop"),
        (RoundPrompt.Start, "Start"),
        (RoundPrompt.Continue, "Continue"));

    /// <summary>The entries from a number on, and the head.</summary>
    public static RowRange From(int sequence) => new(TrailAddress.EntryKey(sequence), Head + "!");

    public static string ListOf(Guid tenant) => tenant.ToString("N");

    public static TableEntity FromEntry(RoundAddress address, RoundEntry entry)
    {
        var row = new TableEntity(address.Partition, TrailAddress.EntryKey(entry.Sequence))
        {
            ["Schema"] = Schema,
            ["By"] = entry.By?.Value,
            ["At"] = entry.At,
            ["Operation"] = entry.Operation,
        };
        row.SetText("Event", JsonSerializer.Serialize(entry.Event, RoundJson.Default.RoundEvent));
        return row;
    }

    public static RoundEntry ToEntry(TableEntity row) => new(
        TrailAddress.SequenceOf(row),
        row.GetGuid("By") is { } person ? new(person) : null,
        row.NeededTime("At"),
        row.NeededString("Operation"),
        JsonSerializer.Deserialize(row.NeededText("Event"), RoundJson.Default.RoundEvent) ?? throw new UnreadColumnException("Event"));

    /// <summary>The head is what an append is checked against; state itself is always folded from the trail.</summary>
    public static TableEntity FromHead(RoundAddress address, Round round) => new(address.Partition, Head)
    {
        ["Schema"] = Schema,
        ["Sequence"] = round.Sequence,
        ["Status"] = Statuses[round.Status],
        ["ChangedAt"] = round.ChangedAt,
    };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RoundEvent))]
[JsonSerializable(typeof(RoundResponse))]
internal sealed partial class RoundJson : JsonSerializerContext;
