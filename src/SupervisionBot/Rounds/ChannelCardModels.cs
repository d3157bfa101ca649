using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupervisionBot.Rounds;

/// <summary>A line with what it is about in front.</summary>
internal sealed record ChannelLine(string Label, string Text);

/// <summary>What came of the round before.</summary>
internal sealed record ChannelBefore(bool Show, IReadOnlyList<ChannelLine> Lines);

internal sealed record ChannelText(string Text);

internal sealed record ChannelAction(string What, string Facts);

internal sealed record ChannelCard(
    string Speak,
    string Title,
    string Round,
    string Channel,
    IReadOnlyList<string> RefreshFor,
    ChannelBefore Before,
    string Focus,
    string Promise,
    string Status,
    bool IsOpen,
    bool HasAnswered,
    string Answered);

internal sealed record ChannelResponseCard(
    string Speak,
    string Focus,
    bool HasThemes,
    IReadOnlyList<ChannelText> Themes,
    IReadOnlyList<ChannelLine> Lines,
    bool HasActions,
    IReadOnlyList<ChannelAction> Actions,
    string Thanks);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChannelCard))]
[JsonSerializable(typeof(ChannelResponseCard))]
[JsonSerializable(typeof(AnswerDialog))]
internal sealed partial class ChannelCardJson : JsonSerializerContext;
