using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.OneToOne;
using SupervisionBot.Packaging;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Packaging;

public sealed class PackageRulesTests
{
    private static AppPackage Good => AppPackage.Fill(PackageSettings.Read(ExampleSettings.Configuration).Values);

    [Fact]
    public void ThePackageKeepsEveryRule() => Assert.Empty(PackageRules.Broken(Good, ExampleSettings.BotId));

    [Fact]
    public void NothingIsAskedForThatIsNotUsed()
    {
        var permissions = Good.Manifest["authorization"]!["permissions"]!["resourceSpecific"]!.AsArray().Select(permission => (string?)permission!["name"]);

        Assert.Equal(["ChatMember.Read.Chat", "TeamMember.Read.Group"], permissions);
    }

    [Fact]
    public void FilesCanBeSentInAPersonsOwnChat() => Assert.True((bool)Good.Manifest["bots"]![0]!["supportsFiles"]!);

    [Fact]
    public void EveryWordOfTheManifestIsUnderstoodAndEveryWordThatIsUnderstoodIsInItOrToldByHelp()
    {
        using var app = SupervisionApp.Create(["--Teams:Anonymous=true", "--environment=Development", "--urls=http://127.0.0.1:0"]);
        var features = app.Services.GetServices<Feature>().ToList();
        var reading = features.Where(feature => feature.GetType().GetMethod(nameof(Feature.Reads), BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly) is not null).ToList();
        var help = File.ReadAllText(Path.Combine(Repository.Root, "cards", "start", "help.json"));

        Assert.All(
            new[] { ConversationKind.Personal, ConversationKind.GroupChat, ConversationKind.Channel }.SelectMany(PackageRules.Understood),
            word => Assert.True(TypedCommands.Read(TypedWord.Of(word)) == word || features.Exists(feature => feature.Reads(TypedWord.Of(word))), word));
        Assert.NotEmpty(reading);
        Assert.All(reading, feature => Assert.NotEmpty(feature.Offered));
        Assert.All(
            TypedCommands.In(ConversationKind.Personal).Concat(reading.SelectMany(feature => feature.Offered)),
            word => Assert.True(PackageRules.Understood(ConversationKind.Personal).Contains(word) && help.Contains($"\"title\": \"{word}\"", StringComparison.Ordinal), word));
        Assert.All(reading.SelectMany(feature => feature.Offered), word => Assert.Contains(reading, feature => feature.Reads(word)));
    }

    [Fact]
    public void NoListOfCommandsIsLongerThanTheSchemaAllows() =>
        Assert.All(Good.Manifest["bots"]![0]!["commandLists"]!.AsArray(), list => Assert.InRange(list!["commands"]!.AsArray().Count, 1, 12));

    [Fact]
    public void EveryTextThatPeopleReadHasItsPlaceInTheFileOfTheLanguage()
    {
        var english = JsonNode.Parse(Good.Files["en.json"])!.AsObject();
        var read = Good.Texts.Keys.Where(path => path.StartsWith("name.", StringComparison.Ordinal) || path.StartsWith("description.", StringComparison.Ordinal) || path.EndsWith("].title", StringComparison.Ordinal) || path.EndsWith("].description", StringComparison.Ordinal));

        Assert.Equal(read.Order(StringComparer.Ordinal), english.Select(word => word.Key).Where(key => key != "$schema").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("id", "a name", "id")]
    [InlineData("bots[0].botId", "44444444-0000-4000-8000-000000000004", "bots[0].botId")]
    [InlineData("webApplicationInfo.id", "44444444-0000-4000-8000-000000000004", "webApplicationInfo.id")]
    [InlineData("name.short", "Supervision for all of the county", "name.short has 33")]
    [InlineData("description.short", "Think a case through together, and keep a clear record of what was decided, and why.", "description.short has 84")]
    [InlineData("developer.name", "${{Council}}", "developer.name: ${{Council}}")]
    [InlineData("developer.privacyUrl", "http://www.example.gov.uk", "developer.privacyUrl")]
    [InlineData("webApplicationInfo.resource", "https://elsewhere.example/app", "webApplicationInfo.resource")]
    [InlineData("validDomains[0]", "*.uk", "validDomains[0]")]
    [InlineData("icons.color", "outline.png", "icons.color")]
    [InlineData("icons.outline", "color.png", "icons.outline")]
    [InlineData("icons.outline", "none.png", "icons.outline")]
    [InlineData("icons.outline", "en.json", "icons.outline")]
    [InlineData("localizationInfo.defaultLanguageFile", "de.json", "de.json")]
    [InlineData("bots[0].commandLists[1].commands[1].title", "sessions", "team")]
    [InlineData("bots[0].commandLists[0].scopes[0]", "copilot", "personal")]
    public void ABrokenRuleIsNamed(string path, string value, string named)
    {
        var package = Good;
        Set(package.Manifest, path, value);

        var broken = PackageRules.Broken(package, ExampleSettings.BotId);

        Assert.Contains(broken, line => line.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void AnOutlineWithoutTransparencyIsNamed()
    {
        var package = Good;
        package.Files["outline.png"][25] = 2;

        Assert.Equal(["icons.outline has no transparent ground."], PackageRules.Broken(package, ExampleSettings.BotId));
    }

    [Theory]
    [InlineData("not json", "de.json is not a file")]
    [InlineData("""{ "name.short": "Supervision", "description.short": "Kurz" }""", "de.json lacks description.full")]
    [InlineData("""{ "name.short": "Supervision", "description.short": "Kurz", "description.full": "Lang", "bots[0].commandLists[7].commands[0].description": "Neu" }""", "no text bots[0].commandLists[7]")]
    [InlineData("""{ "name.short": "Supervision", "description.short": "Kurz", "description.full": "Lang", "bots[0].commandLists[0].commands[0].title": "beginnen" }""", "not understood as start")]
    [InlineData("""{ "name.short": "Begleitende Fallbesprechung im Team", "description.short": "Kurz", "description.full": "Lang" }""", "de.json: name.short has 35")]
    public void AWrongLanguageIsNamed(string german, string named)
    {
        var package = WithGerman(german);

        Assert.Contains(PackageRules.Broken(package, ExampleSettings.BotId), line => line.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void AnotherLanguageIsAFileMore()
    {
        var package = WithGerman("""{ "name.short": "Supervision", "description.short": "Kurz", "description.full": "Lang", "bots[0].commandLists[0].commands[0].description": "Eine Supervision beginnen" }""");

        Assert.Empty(PackageRules.Broken(package, ExampleSettings.BotId));
    }

    private static AppPackage WithGerman(string file)
    {
        var package = Good;
        package.Manifest["localizationInfo"]!["additionalLanguages"] = new JsonArray(new JsonObject { ["languageTag"] = "de", ["file"] = "de.json" });
        return package with { Files = new Dictionary<string, byte[]>(package.Files, StringComparer.Ordinal) { ["de.json"] = System.Text.Encoding.UTF8.GetBytes(file) } };
    }

    private static void Set(JsonNode node, string path, string value)
    {
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
        {
            node = step[0] == '[' ? node[int.Parse(step.AsSpan(1, step.Length - 2), provider: null)]! : node[step]!;
        }

        if (steps[^1][0] == '[')
        {
            node[int.Parse(steps[^1].AsSpan(1, steps[^1].Length - 2), provider: null)] = value;
        }
        else
        {
            node[steps[^1]] = value;
        }
    }
}
