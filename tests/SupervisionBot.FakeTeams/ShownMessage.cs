using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.FakeTeams;

/// <summary>A change in what a conversation shows.</summary>
/// <param name="Number">Its place among all changes, from 0.</param>
/// <param name="Method">POST, PUT or DELETE.</param>
/// <param name="Conversation">The conversation, with the thread.</param>
/// <param name="Activity">The message.</param>
/// <param name="Body">What is shown from then on; null when the message was deleted.</param>
/// <param name="At">When.</param>
public sealed record Posting(int Number, string Method, string Conversation, string Activity, JsonObject? Body, DateTimeOffset At);

/// <summary>A message of the bot, with all that it ever showed.</summary>
/// <param name="Id">Id that the connector gave.</param>
/// <param name="Versions">First what was sent, then every update; a deletion at the end.</param>
public sealed record ShownMessage(string Id, IReadOnlyList<Posting> Versions)
{
    /// <summary>What it shows now; null when it was deleted.</summary>
    public JsonObject? Body => Versions[^1].Body;

    public string? Text => (string?)Body?["text"];

    public JsonObject? Card => Body?["attachments"]?[0]?["content"] as JsonObject;

    /// <summary>The attachment that offers a file; null when it is another message.</summary>
    public JsonObject? FileOffer => Attachment("application/vnd.microsoft.teams.card.file.consent");

    /// <summary>The attachment that shows a file; null when it is another message.</summary>
    public JsonObject? File => Attachment("application/vnd.microsoft.teams.card.file.info");

    /// <summary>Whether these words stand in anything that it shows now.</summary>
    public bool Carries(string words) => Body is { } body && Strings(body).Any(text => text.Contains(words, StringComparison.Ordinal));

    /// <summary>Whether it was sent with the same content.</summary>
    internal bool Repeats(ShownMessage earlier) => JsonNode.DeepEquals(Versions[0].Body, earlier.Versions[0].Body);

    private JsonObject? Attachment(string contentType) => Body?["attachments"]?[0] is JsonObject only && (string?)only["contentType"] == contentType ? only : null;

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(child => Strings(child.Value)),
        JsonArray list => list.SelectMany(Strings),
        { } value when value.GetValueKind() is JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
