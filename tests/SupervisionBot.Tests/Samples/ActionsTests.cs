using System.Text.Json;
using System.Text.Json.Nodes;
using SupervisionBot.Cards;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Samples;

/// <summary>Nobody looks for the one button they need among more than they can take in.</summary>
public sealed class ActionsTests
{
    /// <summary>Actions of a card that are there at once. Our own number: Teams shows six beside one another.</summary>
    private const int Most = 6;

    private static readonly string s_cards = Path.Combine(Repository.Root, "cards");

    // Cards with more buttons in all, on lines of their own: a button or two for each question, entry or action that they list.
    private static readonly string[] s_long =
    [
        "challenge/areas", "one-to-one/check", "one-to-one/mine-dialog", "one-to-one/step", "reflections/reflection-bring-dialog", "rounds/report", "rounds/results-actions", "rounds/results-sort",
    ];

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(s_cards, "*.data.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(s_cards, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void NoCardHasMoreThanSixActions(string sample)
    {
        var template = sample[..sample.IndexOf('.', StringComparison.Ordinal)];
        using var data = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_cards, sample)));
        var card = JsonNode.Parse(CardLibrary.Load(typeof(SupervisionApp).Assembly)[template].Bind(data.RootElement))!;

        var most = s_long.Contains(template) ? Sets(card).Select(Count).DefaultIfEmpty(0).Max() : new ShownCard(card).Buttons.Count;

        Assert.True(most <= Most, $"{most} actions on {template}: {string.Join(" | ", new ShownCard(card).Buttons.Select(button => button.Title))}");
    }

    // What is behind the three dots is counted where it is opened.
    private static int Count(JsonArray actions) => actions.Count(action => (string?)action!["mode"] != "secondary");

    private static IEnumerable<JsonArray> Sets(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Sets),
        JsonObject element => element.SelectMany(member => member is { Key: "actions", Value: JsonArray actions } ? [actions] : Sets(member.Value)),
        _ => [],
    };
}
