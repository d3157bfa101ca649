using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Turns;

namespace SupervisionBot.Redactions;

/// <summary>A request of one's own that is not decided yet.</summary>
internal sealed record OwnRequest(int Asked, string Text, string Reason, string Title);

internal sealed record PlaceView(string What, string Text, string Who);

/// <summary>Asking that words be erased: first which and why; then where they stand.</summary>
internal sealed record RedactDialog(
    CardFrame Frame, Notice Notice, string Speak, string Intro, IReadOnlyList<OwnRequest> Own, bool IsAsking, string Words, string Reason, bool IsSure, IReadOnlyList<PlaceView> Places, bool HasMore, string More);

/// <summary>A request as a leader sees it: the words and the reason, and nothing else of the record.</summary>
internal sealed record RedactionCard(
    string Session, int V, int Asked, IReadOnlyList<string> RefreshFor, Notice Notice, string Speak, string Title, string Who, bool HasWords, string Words, bool HasReason, string Reason, string Status, bool CanDecide, string Why);

internal sealed record RedactionLine(string Session, int Asked, string Who, string Status, string OpenTitle);

/// <summary>The requests that leaders have to decide.</summary>
internal sealed record RedactionsCard(Notice Notice, string Speak, string Title, string Text, IReadOnlyList<RedactionLine> Lines);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RedactDialog))]
[JsonSerializable(typeof(RedactionCard))]
[JsonSerializable(typeof(RedactionsCard))]
internal sealed partial class RedactionCardJson : JsonSerializerContext;
