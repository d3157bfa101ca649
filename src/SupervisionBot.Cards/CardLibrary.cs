using System.Collections.Frozen;
using System.Reflection;

namespace SupervisionBot.Cards;

/// <summary>The card templates embedded in an assembly, all parsed when it is loaded.</summary>
public sealed class CardLibrary
{
    private const string Prefix = "cards/";
    private const string Suffix = ".json";
    private const string SampleSuffix = ".data.json";

    private readonly FrozenDictionary<string, CardTemplate> templates;

    private CardLibrary(FrozenDictionary<string, CardTemplate> templates) => this.templates = templates;

    /// <summary>Names of all templates, such as <c>one-to-one/step</c>, in no particular order.</summary>
    public IReadOnlyCollection<string> Names => templates.Keys;

    /// <summary>The template of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message gives the name.</exception>
    public CardTemplate this[string name] =>
        templates.TryGetValue(name, out var template) ? template : throw new KeyNotFoundException($"There is no card '{name}'.");

    /// <summary>Parses every embedded resource named <c>cards/….json</c>; <c>cards/a/b.json</c> becomes <c>a/b</c>.
    /// Sample data (<c>….data.json</c>) is passed over.</summary>
    /// <exception cref="CardTemplateException">One of them is not a template that can be bound.</exception>
    public static CardLibrary Load(Assembly assembly) =>
        new(assembly.GetManifestResourceNames()
            .Where(IsTemplate)
            .Select(resource => CardTemplate.Parse(NameOf(resource), Read(assembly, resource)))
            .ToFrozenDictionary(template => template.Name, StringComparer.Ordinal));

    private static bool IsTemplate(string resource) =>
        resource.StartsWith(Prefix, StringComparison.Ordinal)
        && resource.EndsWith(Suffix, StringComparison.Ordinal)
        && !resource.EndsWith(SampleSuffix, StringComparison.Ordinal);

    // A build on Windows can put backslashes between folders.
    private static string NameOf(string resource) => resource[Prefix.Length..^Suffix.Length].Replace('\\', '/');

    private static byte[] Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
