using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>One round in a leader's list.</summary>
internal sealed record RoundsLine(string Round, string Focus, string Status, string OpenTitle);

internal sealed record RoundsCard(Notice Notice, string Speak, bool IsEmpty, IReadOnlyList<RoundsLine> Rounds, bool HasMore, string Next)
{
    public bool IsLast => !HasMore;
}

internal sealed record PlanChoice(string Title, string Value);

internal sealed record PlanCard(
    Notice Notice,
    string Speak,
    string Title,
    string Round,
    int V,
    bool IsNew,
    bool IsChange,
    string Focus,
    bool HasChannels,
    bool HasNone,
    IReadOnlyList<PlanChoice> Channels,
    string Style,
    string Picked,
    bool HasMore,
    string More,
    string Find,
    TypedTime Opens,
    TypedTime Closes,
    string Named,
    string Repeats,
    decimal Every);

internal sealed record RoundCard(
    Notice Notice,
    string Speak,
    string Round,
    int V,
    int SubmittedAt,
    string Status,
    bool HasReason,
    string Reason,
    string Focus,
    IReadOnlyList<ChannelLine> Where,
    IReadOnlyList<ChannelLine> Facts,
    bool HasWarning,
    string Warning,
    bool HasNext,
    string Next,
    bool CanPreview,
    bool CanChange,
    bool CanSend,
    string SendTitle,
    bool CanApprove,
    bool CanExtend,
    TypedTime Closes,
    bool CanClose,
    bool CanRecall,
    bool CanDiscard,
    bool HasReport,
    bool HasResults);

/// <summary>A step in between for what can't be undone, or needs a reason.</summary>
internal sealed record SureCard(
    Notice Notice,
    string Speak,
    string Title,
    string Round,
    int V,
    int SubmittedAt,
    string Focus,
    string Means,
    bool HasReason,
    string ReasonLabel,
    string Reason,
    bool IsDiscard,
    bool IsBack,
    bool IsClose,
    bool IsRecall);

/// <summary>One message in one channel.</summary>
internal sealed record ReportLine(
    string Channel,
    string Part,
    string At,
    string Where,
    string State,
    bool HasToDo,
    string ToDo,
    bool HasButtons,
    bool IsUnknown,
    bool CanAgain,
    string AgainTitle);

internal sealed record ReportCard(
    Notice Notice,
    string Speak,
    string Round,
    int V,
    string Focus,
    IReadOnlyList<ChannelLine> Totals,
    IReadOnlyList<ReportLine> Posts,
    bool HasPages,
    string PageText,
    bool HasMore,
    int Page,
    int NextPage,
    bool HasEarlier,
    int EarlierPage);

/// <summary>The card of the channels as it will look, and who sees it.</summary>
internal sealed record PreviewDialog(string Speak, JsonElement Shown, string Seen, IReadOnlyList<ChannelLine> Where, string Read);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RoundsCard))]
[JsonSerializable(typeof(PlanCard))]
[JsonSerializable(typeof(RoundCard))]
[JsonSerializable(typeof(SureCard))]
[JsonSerializable(typeof(ReportCard))]
[JsonSerializable(typeof(PreviewDialog))]
internal sealed partial class PlanningCardJson : JsonSerializerContext;
