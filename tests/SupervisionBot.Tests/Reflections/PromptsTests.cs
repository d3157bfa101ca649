using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SupervisionBot.Core.Guides;
using SupervisionBot.Reflections;
using SupervisionBot.Scripts;

namespace SupervisionBot.Tests.Reflections;

public sealed class PromptsTests
{
    private static readonly string s_file = Path.Combine(Repository.Root, "seeds", "reflections", "prompts.json");

    [Fact]
    public void ThereAreTwentyAndEachNamesItsSource()
    {
        var prompts = ReflectivePrompts.Load();

        Assert.Equal(20, prompts.Prompts.Count);
        Assert.All(prompts.Prompts, prompt => Assert.NotEmpty(prompt.Source.Section));
        // Whatever is not taken from one question of a document names no question.
        Assert.Equal([1, 2, 3], prompts.Prompts.Where(prompt => prompt.Source.Section == "The stop/start/continue challenge").Select(prompt => prompt.Source.Item!.Value));
        Assert.All(prompts.Prompts.Where(prompt => prompt.Source.Document != "challenge"), prompt => Assert.Null(prompt.Source.Item));
    }

    [Fact]
    public void TheyAskAboutMoreThanRecordingAndDeciding() =>
        Assert.Equal(["feelings", "bias-and-power", "relationship", "avoided", "culture", "hope"], ReflectivePrompts.Load().Prompts.TakeLast(6).Select(prompt => prompt.Id));

    [Fact]
    public void NoneComesAgainBeforeAllHaveComeAndTheOrderIsTheirs()
    {
        var prompts = ReflectivePrompts.Load();
        IReadOnlyList<string> round = [];
        var asked = new List<string>();
        for (var number = 0; number < 40; number++)
        {
            (var prompt, round) = prompts.Next(round);
            asked.Add(prompt.Id);
        }

        var once = prompts.Prompts.Select(prompt => prompt.Id).ToList();
        Assert.Equal([.. once, .. once], asked);
    }

    [Fact]
    public void AQuestionThatIsNewComesBeforeAllBeginAgain()
    {
        var prompts = ReflectivePrompts.Load();

        var (next, round) = prompts.Next([.. prompts.Prompts.Select(prompt => prompt.Id).Where(id => id != "writing"), "of-old"]);

        Assert.Equal("writing", next.Id);
        Assert.Contains("of-old", round);
    }

    [Theory]
    [InlineData("\"over-the-shoulder\"", "\"first-response\"", "$.prompts[1].id")]
    [InlineData("\"first-response\"", "\"First response\"", "$.prompts[0].id")]
    [InlineData("{\"document\": \"challenge\", \"section\": \"The stop", "{\"document\": \"other\", \"section\": \"The stop", "$.prompts[8].source.document")]
    [InlineData("\"sources\"", "\"source\"", "$")]
    [InlineData("\"item\": 6", "\"item\": \"six\"", "$.prompts[4].source.item")]
    public void WhatCannotBeUsedIsNamedWithItsPlace(string right, string wrong, string path)
    {
        var json = File.ReadAllText(s_file);
        Assert.Contains(right, json, StringComparison.Ordinal);

        var error = Assert.Throws<GuideException>(() => ReflectivePrompts.Read("prompts.json", Encoding.UTF8.GetBytes(json.Replace(right, wrong, StringComparison.Ordinal))));

        Assert.Contains(error.Faults, fault => fault.Path == path);
    }

    [Fact]
    public void TheSchemaTakesTheFileAndNotesMistakes()
    {
        var spoilt = JsonNode.Parse(File.ReadAllText(s_file))!.AsObject();
        spoilt["prompts"]![0]!.AsObject().Remove("source");
        var folder = Path.Combine(Repository.Root, "tests", "guides");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Script.Run(folder, "npm", ["ci", "--no-audit", "--no-fund"]);
        }

        var files = new JsonObject { ["ours"] = JsonNode.Parse(File.ReadAllText(s_file)), ["spoilt"] = spoilt };
        var said = Script.Run(folder, "node", ["validate.mjs", Path.Combine(Repository.Root, "seeds", "reflections", "prompts.schema.json")], files.ToJsonString());
        var faults = JsonSerializer.Deserialize<Dictionary<string, string[]>>(said)!;

        Assert.Empty(faults["ours"]);
        Assert.NotEmpty(faults["spoilt"]);
    }
}
