using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.Cards.Tests;

/// <summary>Every template in <c>cards/</c>, with each of its sample data.</summary>
[Collection(nameof(OfficialLibraries))]
public sealed class CardFolderTests(OfficialLibraries official)
{
    private static readonly string Folder = RepositoryFolder.Cards;

    // Rules about length look at the characters that are sent.
    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Data => [.. CardFiles.Data(Folder)];

    [Fact]
    public void ThereAreTemplatesAndEachHasSampleData()
    {
        var templates = CardFiles.Templates(Folder);

        Assert.NotEmpty(templates);
        Assert.DoesNotContain(templates, template => !File.Exists(Path.Combine(Folder, template[..^".json".Length] + ".data.json")));
    }

    [Fact]
    public void AllDataBelongsToATemplate()
    {
        Assert.DoesNotContain(CardFiles.Data(Folder), data => !File.Exists(Path.Combine(Folder, CardFiles.TemplateOf(data))));
    }

    [Theory]
    [MemberData(nameof(Data))]
    public void ACardBindsAsTheOfficialLibraryExpandsIt(string data)
    {
        var template = CardFiles.TemplateOf(data);
        var expected = official.Expand(CardFiles.Read(Folder, template), CardFiles.Read(Folder, data));
        var bound = CardFiles.Bind(Folder, template, data);

        Assert.True(JsonNode.DeepEquals(expected, bound), $"{template} with {data}: expected {expected}, but it was {bound}");
    }

    [Theory]
    [MemberData(nameof(Data))]
    public void TheOfficialParserHasNoComplaintAboutACard(string data)
    {
        var template = CardFiles.TemplateOf(data);
        var complaints = official.Complaints(CardFiles.Bind(Folder, template, data));

        Assert.True(complaints.Count == 0, $"{template} with {data}:\n{string.Join('\n', complaints)}");
    }

    [Theory]
    [MemberData(nameof(Data))]
    public void ACardKeepsTheRules(string data)
    {
        var template = CardFiles.TemplateOf(data);
        using var card = JsonDocument.Parse(CardFiles.Bind(Folder, template, data).ToJsonString(AsSent));
        var breaches = CardRules.Breaches(card.RootElement);

        Assert.True(breaches.Count == 0, $"{template} with {data}:\n{string.Join('\n', breaches)}");
    }

    [Theory]
    [InlineData("one-to-one/step.data.json")]
    [InlineData("one-to-one/step.longest.data.json")]
    [InlineData("one-to-one/step.emptiest.data.json")]
    public void TheCardOfAStepShowsNoMoreButtonsThanTeamsAllows(string data)
    {
        using var card = JsonDocument.Parse(CardFiles.Bind(Folder, CardFiles.TemplateOf(data), data).ToJsonString(AsSent));

        Assert.InRange(CardRules.ShownButtons(card.RootElement), 1, CardRules.MostButtons);
    }
}
