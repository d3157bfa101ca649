using System.Text.Json.Nodes;

namespace SupervisionBot.Tests.Team;

/// <summary>What came back from <c>/api/messages</c>.</summary>
internal sealed record HttpAnswer(int Status, string Body)
{
    private JsonNode? Json => Body.Length == 0 ? null : JsonNode.Parse(Body);

    /// <summary>The card that a press or a dialog was answered with; null for anything else.</summary>
    public ShownCard? Card => Json switch
    {
        { } json when (string?)json["type"] == "application/vnd.microsoft.card.adaptive" => new(json["value"]!),
        { } json when (string?)json["task"]?["type"] == "continue" => new(json["task"]!["value"]!["card"]!["content"]!),
        _ => null,
    };

    /// <summary>The text it was answered with; null for anything else.</summary>
    public string? Message => Json switch
    {
        { } json when (string?)json["type"] == "application/vnd.microsoft.activity.message" => (string?)json["value"],
        { } json when (string?)json["task"]?["type"] == "message" => (string?)json["task"]!["value"],
        _ => null,
    };
}
