using SupervisionBot.Teams;

namespace SupervisionBot.Tests.Samples;

public sealed class CardSizeTests
{
    // What an envelope adds around a card: ids of 1,024 characters at most, three of them, and fixed words.
    private const int Envelope = 1_000;

    /// <summary>However much people write, each card still fits a message of Teams.</summary>
    [Theory]
    [InlineData("\"")]
    [InlineData("a\n")]
    [InlineData("\\")]
    [InlineData("🙂")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("ש")]
    [InlineData("a\u2028")]
    [InlineData("\ue000")]
    [InlineData("He said “it is \"fine\"”. 🙂\n")]
    public async Task NoCardOutgrowsAMessage(string words)
    {
        var tooLong = (await Scripts.LongestCardsAsync(words))
            .Select(card => (Name: card.Key, card.Value.ToJsonString(Scripts.AsSent).Length, Title: (string?)card.Value["speak"]))
            .Where(card => card.Length + Envelope > ConnectorClient.MaxActivityLength)
            .Select(card => $"{card.Name}: {card.Length} {card.Title}")
            .ToList();

        Assert.True(tooLong.Count == 0, string.Join('\n', tooLong));
    }
}
