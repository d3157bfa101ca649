using System.Text.Encodings.Web;
using System.Text.Json;
using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams.Connector;

/// <summary>An activity as a bot sends it, read for what a chat can show of it.</summary>
internal sealed record BotMessage(bool IsTyping, string? Text, string TextFormat, string? Summary, JsonElement? Card)
{
    /// <summary>Longest activity, as JSON in UTF-16 characters: what Teams calls about 80 to 100 KB.</summary>
    /// <remarks>learn.microsoft.com, "Format your bot messages", read 2026-11-22; this is the stricter reading.</remarks>
    public const int MostCharacters = 40_000;

    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether Teams would refuse this activity for its size.</summary>
    public static bool IsTooBig(JsonElement activity) => JsonSerializer.Serialize(activity, Plain).Length > MostCharacters;

    /// <summary>Reads an activity; null when a chat could show nothing of it.</summary>
    public static BotMessage? Read(JsonElement activity)
    {
        var text = String(activity, "text");
        var card = FirstCard(activity);
        return String(activity, "type") switch
        {
            "typing" => new(IsTyping: true, null, "plain", null, null),
            "message" when !string.IsNullOrEmpty(text) || card is not null =>
                new(IsTyping: false, text is "" ? null : text, String(activity, "textFormat") ?? "markdown", String(activity, "summary"), card),
            _ => null,
        };
    }

    /// <summary>The messages that come of it: Teams splits an activity with both text and card in two.</summary>
    public IReadOnlyList<BotMessage> Parts() =>
        Text is not null && Card is not null ? [this with { Card = null }, this with { Text = null }] : [this];

    /// <summary>Fills a message with this content.</summary>
    public Message WriteTo(Message message) =>
        message with { From = Message.FromBot, Text = Text, TextFormat = TextFormat, Summary = Summary, Card = Card };

    private static JsonElement? FirstCard(JsonElement activity) =>
        activity.TryGetProperty("attachments", out var attachments) && attachments.ValueKind is JsonValueKind.Array
            ? attachments.EnumerateArray()
                .Where(attachment => attachment.ValueKind is JsonValueKind.Object
                    && String(attachment, "contentType") == CardType
                    && attachment.TryGetProperty("content", out var content)
                    && content.ValueKind is JsonValueKind.Object)
                .Select(attachment => (JsonElement?)attachment.GetProperty("content").Clone())
                .FirstOrDefault()
            : null;

    private static string? String(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
