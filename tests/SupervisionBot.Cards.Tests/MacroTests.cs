using System.Text.Json.Nodes;
using static SupervisionBot.Cards.Tests.Binding;

namespace SupervisionBot.Cards.Tests;

/// <summary>What people write is shown as it was written, also where a client would make a date or a time of it. Held against the official renderer.</summary>
[Collection(nameof(OfficialLibraries))]
public sealed class MacroTests(OfficialLibraries official)
{
    private const string Parting = "\u200B";

    private static readonly string[] s_macros =
    [
        "{{DATE(2017-02-14T06:08:39Z,SHORT)}}",
        "{{DATE(2017-02-14T06:08:39Z)}}",
        "{{TIME(2017-02-14T06:08:39+01:00)}}",
        "{{{DATE(2017-02-14T06:08:39Z, LONG)}}}",
        "a \"quote\"\n{{DATE(2017-02-14T06:08:39Z)}} and {{TIME(2017-02-14T06:08:39Z)}}",
    ];

    public static TheoryData<string> Elements { get; } =
    [
        """{"type":"TextBlock","text":"${x}"}""",
        """{"type":"TextBlock","text":"He said: ${x}"}""",
        """{"type":"RichTextBlock","inlines":["${x}"]}""",
        """{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"${x}"}]}""",
        """{"type":"FactSet","facts":[{"title":"${x}","value":"1"}]}""",
        """{"type":"FactSet","facts":[{"title":"1","value":"${x}"}]}""",
        """{"type":"Input.Text","id":"i","label":"${x}"}""",
        """{"type":"Input.Toggle","id":"i","title":"${x}"}""",
        """{"type":"Input.ChoiceSet","id":"i","style":"expanded","choices":[{"title":"${x}","value":"1"}]}""",
        """{"type":"Input.ChoiceSet","id":"i","style":"expanded","isMultiSelect":true,"choices":[{"title":"${x}","value":"1"}]}""",
        """{"type":"ActionSet","actions":[{"type":"Action.Submit","title":"${x}"}]}""",
    ];

    public static TheoryData<string> Inputs { get; } =
    [
        """{"type":"Input.Text","id":"i","value":"${x}"}""",
        """{"type":"Input.Text","id":"i","isMultiline":true,"value":"${x}"}""",
        """{"type":"Input.ChoiceSet","id":"i","style":"expanded","value":"${x}","choices":[{"title":"1","value":"${x}"}]}""",
        """{"type":"Input.Toggle","id":"i","title":"1","valueOn":"${x}","value":"${x}"}""",
    ];

    [Theory]
    [MemberData(nameof(Elements))]
    public void AMacroInTheDataIsShownAsItWasWritten(string element)
    {
        foreach (var macro in s_macros)
        {
            var shown = official.Render(Card(element, macro)).Text;

            Assert.Contains(Plain(macro), Plain(shown), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void AnInputGivesBackExactlyWhatWasTyped(string element)
    {
        foreach (var macro in s_macros.Select(macro => macro.Replace("\n", "", StringComparison.Ordinal)))
        {
            Assert.Equal(macro, (string?)official.Render(Card(element, macro)).Inputs["i"]);
        }
    }

    [Fact]
    public void AButtonCarriesExactlyWhatItWasGiven()
    {
        const string macro = "{{DATE(2017-02-14T06:08:39Z)}}";
        var card = Card("""{"type":"ActionSet","actions":[{"type":"Action.Submit","title":"1","data":{"text":"${x}","msteams":{"text":"${x}"}}}]}""", macro);

        var data = card["body"]![0]!["actions"]![0]!["data"]!;
        Assert.Equal((macro, macro), ((string?)data["text"], (string?)data["msteams"]!["text"]));
    }

    [Theory]
    [InlineData("{", "{DATE(2017-02-14T06:08:39Z)}}")]
    [InlineData("{{", "DATE(2017-02-14T06:08:39Z)}}")]
    [InlineData("{{TI", "ME(2017-02-14T06:08:39Z)}}")]
    public void NoMacroComesOfTwoTextsSideBySide(string one, string other)
    {
        var template = new JsonObject { ["type"] = "AdaptiveCard", ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = "${x}${y}" }) };

        var card = Bind(template, new JsonObject { ["x"] = one, ["y"] = other });

        Assert.Equal(one + other, Plain(official.Render(card).Text));
    }

    [Fact]
    public void AMacroOfTheTemplateStaysInForce()
    {
        var shown = official.Render(Card("""{"type":"TextBlock","text":"${x} {{DATE(2017-02-14T06:08:39Z,LONG)}}"}""", "On")).Text;

        Assert.StartsWith("On ", shown, StringComparison.Ordinal);
        Assert.Contains("2017", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("DATE", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ {{ }} {{x}} {{DAY(1)}} ${ {D")]
    [InlineData("nothing of the kind")]
    public void WhatIsNoMacroIsLeftAsItIs(string text)
    {
        Assert.Equal(text, (string?)Card("""{"type":"TextBlock","text":"${x}"}""", text)["body"]![0]!["text"]);
    }

    private static JsonNode Card(string element, string x) =>
        Bind(new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5", ["body"] = new JsonArray(JsonNode.Parse(element)) }, new JsonObject { ["x"] = x });

    private static string Plain(string text) => text.Replace(Parting, "", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
