using System.Text.Json;
using System.Text.Json.Nodes;
using SupervisionBot.Scripts;

namespace SupervisionBot.Core.Tests.Guides;

/// <summary>What the published schema says of guides, as a JSON Schema library in Node sees it.</summary>
public sealed class SchemaVerdicts
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "guides");

    public SchemaVerdicts()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            Script.Run(Folder, "npm", ["ci", "--no-audit", "--no-fund"]);
        }

        var guides = new JsonObject();
        foreach (var file in GoodFiles)
        {
            guides[Path.GetFileName(file)] = JsonNode.Parse(File.ReadAllText(file));
        }

        foreach (var mistake in BadGuides.All)
        {
            guides[mistake.Name] = BadGuides.With(mistake);
        }

        var said = Script.Run(Folder, "node", ["validate.mjs", Path.Combine(Repository.Root, "seeds", "guide.schema.json")], guides.ToJsonString());
        Faults = JsonSerializer.Deserialize<Dictionary<string, string[]>>(said)!;
    }

    public static IEnumerable<string> GoodFiles =>
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "seeds"), "*.json").Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal)),
        .. Directory.GetFiles(Path.GetDirectoryName(Repository.FixturePath("any"))!, "*.json"),
    ];

    public IReadOnlyDictionary<string, string[]> Faults { get; }
}

public class GuideSchemaTests(SchemaVerdicts verdicts) : IClassFixture<SchemaVerdicts>
{
    public static TheoryData<string> Good => [.. SchemaVerdicts.GoodFiles.Select(file => Path.GetFileName(file)!)];

    public static TheoryData<string> Visible => [.. BadGuides.All.Where(mistake => mistake.InSchema).Select(mistake => mistake.Name)];

    public static TheoryData<string> Invisible => [.. BadGuides.All.Where(mistake => !mistake.InSchema).Select(mistake => mistake.Name)];

    [Theory]
    [MemberData(nameof(Good))]
    public void EveryGuideKeepsTheSchema(string file) => Assert.Empty(verdicts.Faults[file]);

    [Theory]
    [MemberData(nameof(Visible))]
    public void WhatTheReaderRefusesTheSchemaRefuses(string name) => Assert.NotEmpty(verdicts.Faults[name]);

    [Theory]
    [MemberData(nameof(Invisible))]
    public void WhatIsCalledInvisibleToASchemaIs(string name) => Assert.Empty(verdicts.Faults[name]);
}
