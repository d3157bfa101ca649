using System.Buffers.Binary;
using System.Text.Json;
using SupervisionBot.Challenge;
using SupervisionBot.OneToOne;
using SupervisionBot.Redactions;
using SupervisionBot.Reflections;
using SupervisionBot.Rounds;
using SupervisionBot.Rounds.Results;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Packaging;

/// <summary>What a package has to keep to beyond the shape of its manifest, for which the tests have the published schema.</summary>
/// <remarks>Sizes and lengths: learn.microsoft.com/microsoft-365/extensibility/schema (version 1.25), icons: learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package.</remarks>
internal static class PackageRules
{
    /// <summary>Longest name of the organisation, in UTF-16 characters, inclusive.</summary>
    public const int LongestDeveloperName = 32;

    private const string Title = "].title";

    private static readonly string[] s_ids = ["id", "bots[0].botId", "webApplicationInfo.id"];

    // The words of features, which all belong in a person's own chat.
    private static readonly string[] s_features = [ReflectionFeature.Word, PlanningFeature.Word, ResultsFeature.Word, ChallengeFeature.Word, RedactionFeature.Word];

    private static readonly string[] s_inEveryLanguage = ["name.short", "description.short", "description.full"];

    /// <summary>What is wrong with a package, a line each; none when it may be handed out.</summary>
    /// <param name="package">The package.</param>
    /// <param name="botId">The bot's app id, as configured.</param>
    public static IReadOnlyList<string> Broken(AppPackage package, string botId)
    {
        var texts = package.Texts;
        return
        [
            .. Ids(texts, botId),
            .. texts.Where(text => text.Value.Contains("${{", StringComparison.Ordinal)).Select(text => $"{text.Key}: {text.Value} has no value."),
            .. texts.Where(text => text.Value.Length > Longest(text.Key)).Select(text => $"{text.Key} has {text.Value.Length} characters; {Longest(text.Key)} are allowed."),
            .. Addresses(texts),
            .. package.Icons.SelectMany(icon => Icon(icon.Path, package.Files.GetValueOrDefault(icon.Name))),
            .. Commands(texts),
            .. package.Languages.SelectMany(language => Language(language.Name, package.Files.GetValueOrDefault(language.Name), texts, isDefault: language.Path.EndsWith(".defaultLanguageFile", StringComparison.Ordinal))),
        ];
    }

    private static IEnumerable<string> Ids(IReadOnlyDictionary<string, string> texts, string botId) =>
        s_ids
            .Where(path => path != "webApplicationInfo.id" || texts.ContainsKey(path))
            .Where(path => !PackageSettings.IsId(texts.GetValueOrDefault(path, "")) || (path != "id" && texts[path] != botId))
            .Select(path => path == "id" ? "id is not a GUID." : $"{path} is not the bot's app id as AzureAd:ClientId has it.");

    // The organisation's own pages open in a browser. Whatever Teams loads itself has to come from a domain that the manifest names.
    private static IEnumerable<string> Addresses(IReadOnlyDictionary<string, string> texts)
    {
        var domains = texts.Where(text => text.Key.StartsWith("validDomains[", StringComparison.Ordinal)).ToList();
        foreach (var (path, domain) in domains.Where(domain => !PackageSettings.IsHost(domain.Value)))
        {
            yield return $"{path}: {domain} is not a host name.";
        }

        foreach (var (path, address) in texts.Where(text => text.Key != "$schema" && text.Value.StartsWith("http", StringComparison.OrdinalIgnoreCase) && text.Value.Contains("://", StringComparison.Ordinal)))
        {
            if (!PackageSettings.IsHttps(address))
            {
                yield return $"{path} is not an https address.";
            }
            else if (!path.StartsWith("developer.", StringComparison.Ordinal) && domains.All(domain => !domain.Value.Equals(new Uri(address).Host, StringComparison.OrdinalIgnoreCase)))
            {
                yield return $"{path}: its host is not among validDomains.";
            }
        }
    }

    // PNG: signature, then the header chunk with width, height, depth and kind of colour (www.w3.org/TR/png, 11.2.1). Kinds 4 and 6 have transparency.
    private static IEnumerable<string> Icon(string path, byte[]? png)
    {
        var size = path == "icons.color" ? 192 : 32;
        if (png is not [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ..] || png.Length < 33)
        {
            yield return $"{path} is not a PNG file of the package.";
        }
        else if (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)) != size || BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)) != size)
        {
            yield return $"{path} is not {size} by {size} pixels.";
        }
        else if (path == "icons.outline" && png[25] is not (4 or 6))
        {
            yield return $"{path} has no transparent ground.";
        }
    }

    // What is offered is sent as typed text, so it has to be what is understood there.
    private static IEnumerable<string> Commands(IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (scope, kind) in new[] { ("personal", ConversationKind.Personal), ("team", ConversationKind.Channel), ("groupChat", ConversationKind.GroupChat) })
        {
            var lists = texts.Where(text => text.Key.Contains(".commandLists[", StringComparison.Ordinal) && text.Key.Contains("].scopes[", StringComparison.Ordinal) && text.Value == scope).Select(text => text.Key[..text.Key.LastIndexOf(".scopes[", StringComparison.Ordinal)]);
            var offered = lists.SelectMany(list => texts.Where(text => text.Key.StartsWith(list + ".commands[", StringComparison.Ordinal) && text.Key.EndsWith(Title, StringComparison.Ordinal))).Select(text => text.Value);
            var understood = Understood(kind);
            if (!offered.Order(StringComparer.Ordinal).SequenceEqual(understood.Order(StringComparer.Ordinal)))
            {
                yield return $"The commands offered in {scope} are not those the bot understands there: {string.Join(", ", understood)}.";
            }
        }
    }

    /// <summary>The words that are offered in a conversation of this kind: all that the bot understands there, but for those that are other ways to say one of them.</summary>
    /// <remarks>A list of the manifest takes 12 (its schema, version 1.25); of a person's own chat these are 10, of a shared one 3.</remarks>
    internal static IReadOnlyList<string> Understood(ConversationKind kind) => [.. TypedCommands.In(kind), .. kind == ConversationKind.Personal ? s_features : []];

    private static string? Read(string title) => TypedWord.Of(title) is var word && s_features.Contains(word) ? word : TypedCommands.Read(word);

    private static IEnumerable<string> Language(string name, byte[]? file, IReadOnlyDictionary<string, string> texts, bool isDefault)
    {
        if (Read(file) is not { } words)
        {
            return [$"{name} is not a file of the package with one JSON object of texts."];
        }

        return
        [
            .. s_inEveryLanguage.Where(key => !words.ContainsKey(key)).Select(key => $"{name} lacks {key}."),
            .. words.Where(word => !texts.ContainsKey(word.Key)).Select(word => $"{name}: the manifest has no text {word.Key}."),
            .. words.Where(word => word.Value.Length > Longest(word.Key)).Select(word => $"{name}: {word.Key} has {word.Value.Length} characters; {Longest(word.Key)} are allowed."),
            .. words.Where(word => isDefault && texts.GetValueOrDefault(word.Key, word.Value) != word.Value).Select(word => $"{name}: {word.Key} differs from the manifest."),
            .. words.Where(word => word.Key.EndsWith(Title, StringComparison.Ordinal) && Read(word.Value) != texts.GetValueOrDefault(word.Key)).Select(word => $"{name}: {word.Key} is not understood as {texts.GetValueOrDefault(word.Key)}."),
        ];
    }

    private static Dictionary<string, string>? Read(byte[]? file)
    {
        try
        {
            var words = file is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(file);
            words?.Remove("$schema");
            return words;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int Longest(string path) => path switch
    {
        "name.short" => 30,
        "name.full" => 100,
        "description.short" => 80,
        "description.full" => 4000,
        "developer.name" => LongestDeveloperName,
        _ when path.EndsWith(Title, StringComparison.Ordinal) => 128,
        _ => 2048,
    };
}
