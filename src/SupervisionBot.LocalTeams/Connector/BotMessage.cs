using System.Text.Encodings.Web;
using System.Text.Json;
using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams.Connector;

/// <summary>An activity as a bot sends it, read for what a chat can show of it.</summary>
internal sealed record BotMessage(bool IsTyping, string? Text, string TextFormat, string? Summary, JsonElement? Card, FileOffer? Offer = null, SharedFile? File = null)
{
    /// <summary>Longest activity, as JSON in UTF-16 characters: what Teams calls about 80 to 100 KB.</summary>
    /// <remarks>learn.microsoft.com, "Format your bot messages", read 2026-11-22; this is the stricter reading.</remarks>
    public const int MostCharacters = 40_000;

    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string OfferType = "application/vnd.microsoft.teams.card.file.consent";
    private const string FileType = "application/vnd.microsoft.teams.card.file.info";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether Teams would refuse this activity for its size.</summary>
    public static bool IsTooBig(JsonElement activity) => JsonSerializer.Serialize(activity, Plain).Length > MostCharacters;

    /// <summary>Reads an activity; null when a chat could show nothing of it.</summary>
    public static BotMessage? Read(JsonElement activity)
    {
        var text = String(activity, "text");
        var (card, offer, file) = (Attachment(activity, CardType)?.GetProperty("content").Clone(), OfferIn(activity), FileIn(activity));
        return String(activity, "type") switch
        {
            "typing" => new(IsTyping: true, null, "plain", null, null),
            "message" when !string.IsNullOrEmpty(text) || card is not null || offer is not null || file is not null =>
                new(IsTyping: false, text is "" ? null : text, String(activity, "textFormat") ?? "markdown", String(activity, "summary"), card, offer, file),
            _ => null,
        };
    }

    /// <summary>Whether it offers or shows a file, which Teams allows in personal chats only.</summary>
    public bool IsAboutAFile => Offer is not null || File is not null;

    /// <summary>The messages that come of it: Teams splits an activity with both text and an attachment in two.</summary>
    public IReadOnlyList<BotMessage> Parts() =>
        Text is not null && (Card is not null || IsAboutAFile) ? [this with { Card = null, Offer = null, File = null }, this with { Text = null }] : [this];

    /// <summary>Fills a message with this content.</summary>
    public Message WriteTo(Message message) =>
        message with { From = Message.FromBot, Text = Text, TextFormat = TextFormat, Summary = Summary, Card = Card, Offer = Offer, File = File };

    private static FileOffer? OfferIn(JsonElement activity) =>
        Attachment(activity, OfferType) is { } offer && String(offer, "name") is { Length: > 0 } name && offer.GetProperty("content") is var content
            ? new(
                name,
                String(content, "description"),
                content.TryGetProperty("sizeInBytes", out var size) && size.TryGetInt64(out var bytes) ? bytes : null,
                Object(content, "acceptContext"),
                Object(content, "declineContext"))
            : null;

    private static SharedFile? FileIn(JsonElement activity) =>
        Attachment(activity, FileType) is { } file && String(file, "name") is { Length: > 0 } name && String(file.GetProperty("content"), "uniqueId") is { Length: > 0 } id
            ? new(id, name, String(file.GetProperty("content"), "fileType"))
            : null;

    private static JsonElement? Attachment(JsonElement activity, string type) =>
        activity.TryGetProperty("attachments", out var attachments) && attachments.ValueKind is JsonValueKind.Array
            ? attachments.EnumerateArray()
                .Where(attachment => attachment.ValueKind is JsonValueKind.Object && String(attachment, "contentType") == type && Object(attachment, "content") is not null)
                .Select(attachment => (JsonElement?)attachment)
                .FirstOrDefault()
            : null;

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value.Clone() : null;

    private static string? String(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
