using Azure;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Typing;

/// <summary>Where a person's typed messages are. The person is the signed-in caller, or the one an alarm was set for: there is no way to anybody else's.</summary>
internal readonly record struct TypedAddress(Guid Tenant, PersonId Person)
{
    public string Partition => $"{Tenant:N}|{Person}";

    public static TypedAddress Of(Delivery delivery) => new(delivery.From.TenantId, new(delivery.From.ObjectId));
}

/// <summary>Words that were typed and belong nowhere yet.</summary>
/// <param name="Key">Names the message: <see cref="Delivery.MessageKey"/>.</param>
/// <param name="Text">The words.</param>
/// <param name="Beside">What came with them and is not kept.</param>
/// <param name="At">When they were typed or last changed.</param>
/// <param name="Version">How often they were changed: a button of an older card must not save words that it does not show.</param>
/// <param name="IsAfterMode">They were typed when answering by typing had just ended.</param>
/// <param name="Claim">Where they are being saved, as somebody has pressed; empty where nobody has.</param>
/// <param name="ClaimedAt">When it was pressed.</param>
/// <param name="Tag">The version of the row.</param>
internal sealed record WaitingMessage(
    string Key, string Text, MessageParts Beside, DateTimeOffset At, int Version = 0, bool IsAfterMode = false, string Claim = "", DateTimeOffset ClaimedAt = default, ETag Tag = default)
{
    /// <summary>What is saved: blanks at the ends are nobody's words.</summary>
    public string Words => Text.Trim();
}

/// <summary>Where a message went. It has none of the words: where they stand, it finds them.</summary>
/// <param name="Key">Names the message.</param>
/// <param name="Target">Where it went.</param>
/// <param name="Part">Which part of the answer it is; of a reflection it is all.</param>
/// <param name="Beside">What came with it and is not kept.</param>
/// <param name="At">When it went there.</param>
/// <param name="Version">How often it had been changed by then.</param>
/// <param name="IsTakenBack">It is not there any more.</param>
internal sealed record PlacedMessage(string Key, TypedTarget Target, AnswerPart Part, MessageParts Beside, DateTimeOffset At, int Version, bool IsTakenBack = false);

/// <summary>A part of a version of an answer, in UTF-16 characters.</summary>
/// <param name="Sequence">The entry of the trail that made the version.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct AnswerPart(int Sequence, int Start, int Length);

/// <summary>The question that somebody answers by typing.</summary>
/// <param name="Session">The session.</param>
/// <param name="Prompt">Id of the question.</param>
/// <param name="Step">The step that the session was on.</param>
/// <param name="SteppedAt">The entry with which the session had come there: it ends with the step, the last one too, and whoever comes back to it begins anew.</param>
/// <param name="At">When it began, or when something was last added.</param>
internal sealed record AnswerMode(SessionId Session, string Prompt, string Step, int SteppedAt, DateTimeOffset At);

/// <summary>How typed messages stand in the table <c>typed</c>, in one partition a person: <c>said|key</c> for words that wait, <c>went|key</c> for where a message went, <c>mode</c>.</summary>
internal static class TypedRows
{
    public const string Table = "typed";
    public const string Said = "said|";
    public const string Went = "went|";
    public const string Mode = "mode";

    /// <summary>The schema of what is written here, and the highest that is understood.</summary>
    public const int Schema = 1;

    public static TableEntity ToRow(TypedAddress address, WaitingMessage waiting)
    {
        var row = new TableEntity(address.Partition, Said + waiting.Key)
        {
            ["Schema"] = Schema,
            ["Beside"] = (int)waiting.Beside,
            ["At"] = waiting.At,
            ["Version"] = waiting.Version,
            ["AfterMode"] = waiting.IsAfterMode,
            ["Claim"] = waiting.Claim,
            ["ClaimedAt"] = waiting.Claim.Length == 0 ? null : waiting.ClaimedAt,
            ETag = waiting.Tag,
        };
        row.SetText("Text", waiting.Text);
        return row;
    }

    public static WaitingMessage ToWaiting(TableEntity row) => new(
        row.RowKey[Said.Length..],
        row.NeededText("Text"),
        (MessageParts)(row.GetInt32("Beside") ?? 0),
        row.NeededTime("At"),
        row.GetInt32("Version") ?? 0,
        row.GetBoolean("AfterMode") ?? false,
        row.GetString("Claim") ?? "",
        row.GetDateTimeOffset("ClaimedAt") ?? default,
        row.ETag);

    public static TableEntity ToRow(TypedAddress address, PlacedMessage placed) => new(address.Partition, Went + placed.Key)
    {
        ["Schema"] = Schema,
        ["Target"] = placed.Target.ToString(),
        ["Sequence"] = placed.Part.Sequence,
        ["Start"] = placed.Part.Start,
        ["Length"] = placed.Part.Length,
        ["Beside"] = (int)placed.Beside,
        ["At"] = placed.At,
        ["Version"] = placed.Version,
        ["TakenBack"] = placed.IsTakenBack,
    };

    public static PlacedMessage ToPlaced(TableEntity row) => new(
        row.RowKey[Went.Length..],
        TypedTarget.Read(row.NeededString("Target")) ?? throw new UnreadColumnException("Target"),
        new(row.GetInt32("Sequence") ?? 0, row.GetInt32("Start") ?? 0, row.GetInt32("Length") ?? 0),
        (MessageParts)(row.GetInt32("Beside") ?? 0),
        row.NeededTime("At"),
        row.GetInt32("Version") ?? 0,
        row.GetBoolean("TakenBack") ?? false);

    public static TableEntity ToRow(TypedAddress address, AnswerMode mode) => new(address.Partition, Mode)
    {
        ["Schema"] = Schema,
        ["Session"] = mode.Session.Value,
        ["Prompt"] = mode.Prompt,
        ["Step"] = mode.Step,
        ["SteppedAt"] = mode.SteppedAt,
        ["At"] = mode.At,
    };

    public static AnswerMode ToMode(TableEntity row) => new(new(row.NeededGuid("Session")), row.NeededString("Prompt"), row.NeededString("Step"), row.GetInt32("SteppedAt") ?? -1, row.NeededTime("At"));
}
