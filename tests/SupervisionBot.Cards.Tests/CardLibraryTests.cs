using System.Text.Json;

namespace SupervisionBot.Cards.Tests;

public sealed class CardLibraryTests
{
    private static readonly CardLibrary Library = CardLibrary.Load(typeof(CardLibraryTests).Assembly);

    [Fact]
    public void EmbeddedTemplatesAreNamedByTheirFolderAndFile()
    {
        Assert.Equal(["fixtures/sound", "fixtures/teams-only"], Library.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ATemplateIsFoundByItsName()
    {
        Assert.Equal("fixtures/sound", Library["fixtures/sound"].Name);
    }

    [Fact]
    public void AnUnknownNameIsNamed()
    {
        Assert.Contains("'fixtures/none'", Assert.Throws<KeyNotFoundException>(() => Library["fixtures/none"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingValueNamesTheTemplate()
    {
        using var nothing = JsonDocument.Parse("{}");

        var refusal = Assert.Throws<CardBindException>(() => Library["fixtures/sound"].Bind(nothing.RootElement));

        Assert.StartsWith("fixtures/sound: $.", refusal.Message, StringComparison.Ordinal);
    }
}
