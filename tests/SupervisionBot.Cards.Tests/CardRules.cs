using System.Text.Json;

namespace SupervisionBot.Cards.Tests;

/// <summary>Where a bound card breaks which rule.</summary>
internal sealed record Breach(string Path, string Rule)
{
    public override string ToString() => $"{Path}: {Rule}";
}

/// <summary>One rule for bound cards. The name says what is wanted.</summary>
internal sealed record CardRule(string Name, Func<JsonElement, IEnumerable<string>> BrokenAt);

/// <summary>What each card of the bot keeps to, beyond what the official parser checks: accessible, small enough, and working in old clients.</summary>
internal static class CardRules
{
    /// <summary>Longest serialised card, in UTF-16 characters. Teams takes about 100 KB a message counted in UTF-16
    /// (Microsoft Teams documentation, Format your bot messages); this leaves room for the rest of the message.</summary>
    public const int MaxCharacters = 36_000;

    /// <summary>Most buttons that a card shows at once, those apart that are behind the menu of a row of buttons or in what is folded away
    /// (Microsoft Teams documentation, Design effective cards: up to six actions).</summary>
    public const int MostButtons = 6;

    public static IReadOnlyList<CardRule> All { get; } =
    [
        Card("the card is an AdaptiveCard of version 1.5", card => card.Text("type") == "AdaptiveCard" && card.Text("version") == "1.5"),
        Card("the card has fallbackText", card => HasWords(card, "fallbackText")),
        Card("the card has speak", card => HasWords(card, "speak")),
        new($"the card has at most {MaxCharacters} characters", card => card.GetRawText().Length <= MaxCharacters ? [] : ["$"]),

        Each("an input has an id", e => e.IsInput, e => HasWords(e, "id")),
        Each("an input has a label", e => e.IsInput, e => HasWords(e, "label")),
        Each("an input that can be refused has an errorMessage", e => e.IsInput && CanBeRefused(e), e => HasWords(e, "errorMessage")),
        Each("a text input has a maxLength", e => e.Type == "Input.Text", HasMaxLength),
        new("the ids of inputs are unique", card => Repeated(CardElement.Of(card).Where(e => e.IsInput && !e.IsAlternative), e => e.Text("id"))),
        Each("an image has an altText, empty where it is decoration", e => e.Type == "Image", e => e.Text("altText") is not null),
        Each("a text block wraps", e => e.Type == "TextBlock", e => e.IsTrue("wrap")),

        Each("a chart is of a kind that is used here", Charts.IsChart, Charts.IsKnown),
        Each("a chart has data of the shape that its kind draws", Charts.IsChart, Charts.HasItsShape),
        Each("a chart has a title", Charts.IsChart, e => HasWords(e, "title")),
        Each("a chart falls back to an element with its numbers, as only some clients draw it and none reads it out", Charts.IsChart, FallsBackToWords),

        Each("a button stands in an ActionSet or among the card's actions, or is a selectAction", e => e.IsButton, StandsWhereButtonsDo),
        Each("a button has a title", e => e.IsButton, e => HasWords(e, "title")),
        new("buttons of the same title have different tooltips", card => CardElement.Of(card)
            .Where(e => e.IsButton && !e.IsAlternative)
            .GroupBy(e => e.Text("title"))
            .Where(same => same.Count() > 1)
            .SelectMany(same => Repeated(same, e => e.Text("tooltip") ?? ""))),
        Each("an Execute has a verb", IsExecute, e => HasWords(e, "verb")),
        Each("data is an object", e => e.Type.StartsWith("Action.", StringComparison.Ordinal) && e.Has("data"), e => e.Object("data") is not null),
        Each("an Execute falls back to a Submit", IsExecuteButton, e => Submit(e) is not null),
        Each("the fallback has the same title", HasSubmit, e => Same(e, Submit(e)!, "title")),
        Each("the fallback has the same associatedInputs", HasSubmit, e => Same(e, Submit(e)!, "associatedInputs")),
        Each("the fallback's data has the same verb", HasSubmit, e => DataVerb(Submit(e)!) == e.Text("verb")),
        Each("the fallback's data has all of the button's data", HasSubmit, FallbackSaysAll),
    ];

    public static IReadOnlyList<Breach> Breaches(JsonElement card) =>
        [.. All.SelectMany(rule => rule.BrokenAt(card).Select(path => new Breach(path, rule.Name)))];

    private static CardRule Card(string name, Func<CardElement, bool> holds) =>
        new(name, card => holds(new CardElement("$", card, "", null, "", IsAlternative: false)) ? [] : ["$"]);

    private static CardRule Each(string name, Func<CardElement, bool> concerns, Func<CardElement, bool> holds) =>
        new(name, card => CardElement.Of(card).Where(e => concerns(e) && !holds(e)).Select(e => e.Path));

    private static IEnumerable<string> Repeated(IEnumerable<CardElement> elements, Func<CardElement, string?> key) =>
        elements.Where(e => key(e) is not null).GroupBy(key).SelectMany(same => same.Skip(1)).Select(e => e.Path);

    private static bool HasWords(CardElement element, string name) => !string.IsNullOrWhiteSpace(element.Text(name));

    private static bool CanBeRefused(CardElement input) =>
        input.IsTrue("isRequired") || input.Has("maxLength") || input.Has("regex") || input.Has("min") || input.Has("max");

    private static bool HasMaxLength(CardElement input) =>
        input.Json.TryGetProperty("maxLength", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var length) && length > 0;

    private static bool FallsBackToWords(CardElement chart) =>
        chart.Object("fallback") is { } fallback && fallback.TryGetProperty("type", out var type) && type.GetString() is "TextBlock" or "FactSet" or "RichTextBlock" or "Container";

    private static bool StandsWhereButtonsDo(CardElement button) => button.Property switch
    {
        "actions" => button.Owner?.Type is "ActionSet" or "AdaptiveCard",
        "selectAction" => true,
        _ => false,
    };

    /// <summary>How many buttons a card shows at once.</summary>
    public static int ShownButtons(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Sum(ShownButtons),
        JsonValueKind.Object when value.TryGetProperty("isVisible", out var visible) && visible.ValueKind == JsonValueKind.False => 0,
        JsonValueKind.Object => value.EnumerateObject().Sum(member => member.Name switch
        {
            "actions" => member.Value.EnumerateArray().Count(action => !action.TryGetProperty("mode", out var mode) || !mode.ValueEquals("secondary")),
            "fallback" or "refresh" or "data" or "selectAction" => 0,
            _ => ShownButtons(member.Value),
        }),
        _ => 0,
    };

    private static bool IsExecute(CardElement element) => element.Type == "Action.Execute";

    private static bool IsExecuteButton(CardElement element) => IsExecute(element) && element.IsButton;

    private static bool HasSubmit(CardElement element) => IsExecuteButton(element) && Submit(element) is not null;

    private static CardElement? Submit(CardElement action) =>
        action.Object("fallback") is { } json && json.TryGetProperty("type", out var type) && type.ValueEquals("Action.Submit")
            ? new CardElement($"{action.Path}.fallback", json, "Action.Submit", action, "fallback", IsAlternative: true)
            : null;

    private static bool Same(CardElement one, CardElement other, string name) => one.Text(name) == other.Text(name);

    private static string? DataVerb(CardElement action) =>
        action.Object("data") is { } data && data.TryGetProperty("verb", out var verb) && verb.ValueKind == JsonValueKind.String ? verb.GetString() : null;

    private static bool FallbackSaysAll(CardElement button) => button.Object("data") is not { } data
        || (Submit(button)!.Object("data") is { } fallback
            && data.EnumerateObject().All(member => fallback.TryGetProperty(member.Name, out var same) && JsonElement.DeepEquals(member.Value, same)));
}
