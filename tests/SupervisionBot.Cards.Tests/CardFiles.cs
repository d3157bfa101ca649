using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.Cards.Tests;

/// <summary>Templates (<c>step.json</c>) and their data (<c>step.data.json</c>, <c>step.longest.data.json</c>, <c>step.emptiest.data.json</c>) in a folder.</summary>
internal static class CardFiles
{
    private static readonly string[] DataSuffixes = [".longest.data.json", ".emptiest.data.json", ".data.json"];

    public static IReadOnlyList<string> Templates(string folder) => [.. Files(folder).Where(file => !IsData(file))];

    public static IReadOnlyList<string> Data(string folder) => [.. Files(folder).Where(IsData)];

    /// <summary>The template that a file with data belongs to.</summary>
    public static string TemplateOf(string data) => data[..^DataSuffixes.First(suffix => data.EndsWith(suffix, StringComparison.Ordinal)).Length] + ".json";

    public static JsonNode Read(string folder, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file)))!;

    public static JsonNode Bind(string folder, string template, string data)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, data)));
        var name = template[..^".json".Length];
        return JsonNode.Parse(CardTemplate.Parse(name, File.ReadAllBytes(Path.Combine(folder, template))).Bind(json.RootElement))!;
    }

    private static bool IsData(string file) => file.EndsWith(".data.json", StringComparison.Ordinal);

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);
}
