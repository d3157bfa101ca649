using System.Text.Json;
using System.Text.Json.Nodes;
using SupervisionBot.Packaging;
using SupervisionBot.Scripts;

namespace SupervisionBot.Tests.Packaging;

/// <summary>The manifest as Microsoft's own package sees it, with the schemas that come with it, without the network.</summary>
public sealed class SchemaVerdicts
{
    public const string Ours = "ours";
    public const string Newest = "newest";
    public const string Language = "language";

    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "manifest");

    public SchemaVerdicts()
    {
        if (!Directory.Exists(Path.Combine(s_folder, "node_modules")))
        {
            Script.Run(s_folder, "npm", ["ci", "--no-audit", "--no-fund"]);
        }

        var files = new JsonObject { [Ours] = Manifest(), [Newest] = Newer(), [Language] = JsonNode.Parse(Package.Files["en.json"]) };
        foreach (var (name, spoil) in Spoilt)
        {
            files[name] = Manifest();
            spoil(files[name]!.AsObject());
        }

        Faults = JsonSerializer.Deserialize<Dictionary<string, string[]>>(Script.Run(s_folder, "node", ["validate.mjs"], files.ToJsonString()))!;
    }

    public static IReadOnlyDictionary<string, Action<JsonObject>> Spoilt { get; } = new Dictionary<string, Action<JsonObject>>(StringComparer.Ordinal)
    {
        ["no id"] = manifest => manifest.Remove("id"),
        ["an id that is no GUID"] = manifest => manifest["id"] = "supervision",
        ["a member nobody knows"] = manifest => manifest["colour"] = "green",
        ["a long name"] = manifest => manifest["name"]!["short"] = new string('x', 31),
        ["a scope there is not"] = manifest => manifest["bots"]![0]!["scopes"]![0] = "everywhere",
        ["no colour"] = manifest => manifest["accentColor"] = "teal",
    };

    public IReadOnlyDictionary<string, string[]> Faults { get; }

    private static AppPackage Package => AppPackage.Fill(PackageSettings.Read(ExampleSettings.Configuration).Values);

    private static JsonObject Manifest() => Package.Manifest;

    private static JsonNode Newer() => JsonNode.Parse(Manifest().ToJsonString().Replace("1.25", "1.30", StringComparison.Ordinal))!;
}

public sealed class ManifestSchemaTests(SchemaVerdicts verdicts) : IClassFixture<SchemaVerdicts>
{
    public static TheoryData<string> Mistakes => [.. SchemaVerdicts.Spoilt.Keys];

    [Theory]
    [InlineData(SchemaVerdicts.Ours)]
    [InlineData(SchemaVerdicts.Newest)]
    [InlineData(SchemaVerdicts.Language)]
    public void WhatWePackIsValid(string name) => Assert.Empty(verdicts.Faults[name]);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsFound(string name) => Assert.NotEmpty(verdicts.Faults[name]);
}
