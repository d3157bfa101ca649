using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.Cards.Tests;

/// <summary>Each rule is broken once, in a card that otherwise keeps all of them.</summary>
[Collection(nameof(OfficialLibraries))]
public sealed class CardRulesTests(OfficialLibraries official)
{
    private const string Save = "$.body[5].actions[0]";

    private static readonly Dictionary<string, (Action<JsonNode> Break, string Path)> Breaks = new(StringComparer.Ordinal)
    {
        ["the card is an AdaptiveCard of version 1.5"] = (card => card["version"] = "1.6", "$"),
        ["the card has fallbackText"] = (card => card["fallbackText"] = " ", "$"),
        ["the card has speak"] = (card => Remove(card, "speak"), "$"),
        ["the card has at most 36000 characters"] = (card => card["speak"] = new string('x', CardRules.MaxCharacters), "$"),
        ["an input has an id"] = (card => Remove(Body(card, 4), "id"), "$.body[4]"),
        ["an input has a label"] = (card => Remove(Body(card, 4), "label"), "$.body[4]"),
        ["an input that can be refused has an errorMessage"] = (card => Remove(Body(card, 3), "errorMessage"), "$.body[3]"),
        ["a text input has a maxLength"] = (card => Remove(Body(card, 3), "maxLength"), "$.body[3]"),
        ["the ids of inputs are unique"] = (card => Body(card, 4)["id"] = "answer", "$.body[4]"),
        ["an image has an altText, empty where it is decoration"] = (card => Remove(Body(card, 1), "altText"), "$.body[1]"),
        ["a text block wraps"] = (card => Body(card, 0)["wrap"] = false, "$.body[0]"),
        ["a chart is of a kind that is used here"] = (card => Body(card, 6)["type"] = "Chart.Gauge", "$.body[6]"),
        ["a chart has data of the shape that its kind draws"] = (card => Body(card, 6)["data"]![0]!["y"] = "7", "$.body[6]"),
        ["a chart has a title"] = (card => Body(card, 6)["title"] = "", "$.body[6]"),
        ["a chart falls back to an element with its numbers, as only some clients draw it and none reads it out"] = (card => Body(card, 6)["fallback"] = "drop", "$.body[6]"),
        ["a button stands in an ActionSet or among the card's actions, or is a selectAction"] =
            (card => Body(card, 3)["inlineAction"] = JsonNode.Parse("""{"type":"Action.OpenUrl","title":"Read","url":"https://example.org"}"""), "$.body[3].inlineAction"),
        ["a button has a title"] =
            (card => Body(card, 0)["selectAction"] = JsonNode.Parse("""{"type":"Action.OpenUrl","url":"https://example.org"}"""), "$.body[0].selectAction"),
        ["buttons of the same title have different tooltips"] =
            (card => { Button(card, 1)["title"] = "Save"; Button(card, 1)["fallback"]!["title"] = "Save"; }, "$.body[5].actions[1]"),
        ["an Execute has a verb"] = (card => Remove(card["refresh"]!["action"]!, "verb"), "$.refresh.action"),
        ["data is an object"] = (card => card["refresh"]!["action"]!["data"] = "text", "$.refresh.action"),
        ["an Execute falls back to a Submit"] = (card => Button(card, 0)["fallback"] = "drop", Save),
        ["the fallback has the same title"] = (card => Button(card, 0)["fallback"]!["title"] = "Keep", Save),
        ["the fallback has the same associatedInputs"] = (card => Button(card, 0)["fallback"]!["associatedInputs"] = "none", Save),
        ["the fallback's data has the same verb"] = (card => Button(card, 0)["fallback"]!["data"]!["verb"] = "back", Save),
        ["the fallback's data has all of the button's data"] = (card => Remove(Button(card, 0)["fallback"]!["data"]!, "id"), Save),
    };

    public static TheoryData<string> Rules => [.. CardRules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void ABrokenRuleIsNamedWithItsPathAndNoOtherIs(string rule)
    {
        var card = Sound();
        var (breakCard, path) = Breaks[rule];
        breakCard(card);

        Assert.Equal([new Breach(path, rule)], CardRules.Breaches(JsonSerializer.SerializeToElement(card)));
    }

    [Theory]
    [InlineData("sound")]
    [InlineData("teams-only")]
    public void ASoundCardBreaksNothing(string name)
    {
        var card = CardFiles.Bind(RepositoryFolder.Fixtures, $"{name}.json", $"{name}.data.json");

        Assert.Empty(CardRules.Breaches(JsonSerializer.SerializeToElement(card)));
        Assert.Empty(official.Complaints(card));
    }

    [Theory]
    [InlineData("""{"type":"Chart.HorizontalBar","data":[{"x":"Visits","y":7},{"x":2,"y":0.5,"color":"good"}]}""", true)]
    [InlineData("""{"type":"Chart.HorizontalBar","data":[{"legend":"Visits","value":7}]}""", false)]
    [InlineData("""{"type":"Chart.HorizontalBar"}""", false)]
    [InlineData("""{"type":"Chart.HorizontalBar.Stacked","data":[{"title":"Duty team","data":[{"legend":"Strength","value":3}]}]}""", true)]
    [InlineData("""{"type":"Chart.HorizontalBar.Stacked","data":[{"title":"Duty team","data":[{"x":"Strength","y":3}]}]}""", false)]
    [InlineData("""{"type":"Chart.Donut","data":[{"legend":"Strength","value":3}]}""", true)]
    [InlineData("""{"type":"Chart.Donut","data":[{"x":"Strength","y":3}]}""", false)]
    [InlineData("""{"type":"Chart.VerticalBar.Grouped","data":[{"legend":"This round","values":[{"x":"Visits","y":3}]}]}""", true)]
    [InlineData("""{"type":"Chart.VerticalBar.Grouped","data":[{"legend":"This round","values":[7]}]}""", false)]
    public void TheDataOfAChartHasTheShapeOfItsKind(string chart, bool holds)
    {
        var json = JsonSerializer.SerializeToElement(JsonNode.Parse(chart));

        Assert.Equal(holds, Charts.HasItsShape(new CardElement("$", json, json.GetProperty("type").GetString()!, null, "body", IsAlternative: false)));
    }

    [Theory]
    [InlineData("""{"type":"Icon","name":"Person"}""", "UnknownElementType")]
    [InlineData("""{"type":"Image","url":"https://example.org/a.png","altText":"","size":"silly"}""", "InvalidPropertyValue")]
    [InlineData("""{"type":"Input.ChoiceSet","id":"empty","label":"Which?","choices":[]}""", "CollectionCantBeEmpty")]
    [InlineData("""{"type":"ActionSet","actions":[{"type":"Action.Nothing","title":"x"}]}""", "UnknownActionType")]
    [InlineData("""{"type":"TextBlock","id":"answer","text":"x","wrap":true}""", "DuplicateId")]
    public void WhatTheOfficialParserComplainsAboutIsReported(string element, string complaint)
    {
        var card = Sound();
        card["body"]!.AsArray().Add(JsonNode.Parse(element));

        Assert.StartsWith(complaint, Assert.Single(official.Complaints(card)), StringComparison.Ordinal);
    }

    private static JsonNode Sound() => CardFiles.Bind(RepositoryFolder.Fixtures, "sound.json", "sound.data.json");

    private static JsonNode Body(JsonNode card, int index) => card["body"]![index]!;

    private static JsonNode Button(JsonNode card, int index) => Body(card, 5)["actions"]![index]!;

    private static void Remove(JsonNode node, string name) => node.AsObject().Remove(name);
}
