using System.Text.Json;
using System.Text.Json.Nodes;
using SupervisionBot.Cards;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Samples;

/// <summary>Nobody looks for the one button they need among more than they can take in.</summary>
public sealed class ActionsTests
{
    /// <summary>Actions of one card. Teams shows six side by side at most (learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference).</summary>
    private const int Most = 6;

    private static readonly string s_cards = Path.Combine(Repository.Root, "cards");

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(s_cards, "*.data.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(s_cards, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void NoCardHasMoreThanSixActions(string sample)
    {
        using var data = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_cards, sample)));
        var template = sample[..sample.IndexOf('.', StringComparison.Ordinal)];

        var card = new ShownCard(JsonNode.Parse(CardLibrary.Load(typeof(SupervisionApp).Assembly)[template].Bind(data.RootElement))!);

        Assert.True(card.Buttons.Count <= Most, $"{card.Buttons.Count}: {string.Join(" | ", card.Buttons.Select(button => button.Title))}");
    }
}
