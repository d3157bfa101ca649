using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Turns;
using SupervisionBot.Words;

namespace SupervisionBot.Tests;

/// <summary>Lists that have to agree: refusals and their texts, verbs and buttons, models and templates.</summary>
public sealed class CompletenessTests
{
    private static readonly string s_cards = Path.Combine(Repository.Root, "cards");

    private static readonly IReadOnlyList<string> s_templates = [.. Directory.EnumerateFiles(s_cards, "*.json", SearchOption.AllDirectories).Where(file => !file.EndsWith(".data.json", StringComparison.Ordinal))];

    public static TheoryData<Type> Refusals => [.. new[] { typeof(Refusal).Assembly, typeof(SupervisionApp).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsSubclassOf(typeof(Refusal)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void EveryRefusalHasATextThatSaysSomething(Type refusal)
    {
        var text = RefusalText.For((Refusal)RuntimeHelpers.GetUninitializedObject(refusal));

        Assert.True(text.Split(' ').Length >= 5, text);
        Assert.EndsWith(".", text, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryPersonalDetailHasItsWord()
    {
        Assert.All(Enum.GetValues<PersonalDetail>(), detail => Assert.NotEmpty(RefusalText.For(new LooksPersonal(detail))));
    }

    [Fact]
    public void EveryVerbOfACardIsUnderstoodAndEveryVerbUnderstoodIsOnACard()
    {
        var onCards = s_templates.SelectMany(file => Verbs(JsonNode.Parse(File.ReadAllText(file)))).Distinct(StringComparer.Ordinal);
        using var app = SupervisionApp.Create(["--Teams:Anonymous=true", "--environment=Development", "--urls=http://127.0.0.1:0"]);
        var features = app.Services.GetServices<Feature>().SelectMany(feature => feature.Pressing.Union(feature.Dialogs));
        var understood = SessionVerbs.All.Keys.Concat(Pressing.Own).Concat(OneToOneHandler.Opening).Concat(features);

        Assert.Equal(understood.Order(StringComparer.Ordinal), onCards.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryTemplateHasAModelAndEveryModelATemplate()
    {
        var models = typeof(CardJson).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)) && type.Name.EndsWith("CardJson", StringComparison.Ordinal))
            .SelectMany(type => type.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(attribute => ((Type)attribute.ConstructorArguments[0].Value!).Name)
            .Select(name => name.EndsWith("Card", StringComparison.Ordinal) ? name[..^"Card".Length] : name);
        var templates = s_templates.Select(file => string.Concat(Path.GetFileNameWithoutExtension(file).Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));

        Assert.Equal(models.Order(StringComparer.Ordinal), templates.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryTemplateOfTheFolderIsInTheApp()
    {
        var embedded = typeof(SupervisionApp).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("cards/", StringComparison.Ordinal));

        Assert.Equal(s_templates.Select(file => $"cards/{Path.GetRelativePath(s_cards, file)}").Order(StringComparer.Ordinal), embedded.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Verbs(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Verbs),
        JsonObject element => element.SelectMany(member => member is { Key: "verb", Value: JsonValue verb } && verb.GetValueKind() == JsonValueKind.String ? [(string)verb!] : Verbs(member.Value)),
        _ => [],
    };
}
