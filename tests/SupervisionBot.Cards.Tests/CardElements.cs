using System.Text.Json;

namespace SupervisionBot.Cards.Tests;

/// <summary>A typed object of a bound card: an element, an action, a text run ... with its JSON path, the typed object around it, the property
/// of that which holds it (such as <c>actions</c>), and whether it stands in a <c>fallback</c> or under one.</summary>
internal sealed record CardElement(string Path, JsonElement Json, string Type, CardElement? Owner, string Property, bool IsAlternative)
{
    public bool IsInput => Type.StartsWith("Input.", StringComparison.Ordinal);

    /// <summary>An action that people see as a button, not a card's own refresh or another action's fallback.</summary>
    public bool IsButton => Type.StartsWith("Action.", StringComparison.Ordinal) && Property is not ("refresh" or "fallback");

    public bool Has(string name) => Json.TryGetProperty(name, out _);

    public string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool IsTrue(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public JsonElement? Object(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>All typed objects of a card, in order. What actions carry (<c>data</c>) and host extensions (<c>msteams</c>) are not elements.</summary>
    public static IEnumerable<CardElement> Of(JsonElement card) => Walk(card, "$", null, "", isAlternative: false);

    private static IEnumerable<CardElement> Walk(JsonElement value, string path, CardElement? owner, string property, bool isAlternative)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().SelectMany((item, i) => Walk(item, $"{path}[{i}]", owner, property, isAlternative));
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var self = value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            ? new CardElement(path, value, type.GetString()!, owner, property, isAlternative)
            : null;
        var inner = value.EnumerateObject()
            .Where(member => member.Name is not ("data" or "msteams" or "choices.data"))
            .SelectMany(member => Walk(
                member.Value, $"{path}.{member.Name}", self ?? owner, self is null ? property : member.Name, isAlternative || member.Name == "fallback"));
        return self is null ? inner : inner.Prepend(self);
    }
}
