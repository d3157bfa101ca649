using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using static SupervisionBot.Cards.Tests.Binding;

namespace SupervisionBot.Cards.Tests;

[Collection(nameof(OfficialLibraries))]
public sealed class BindPropertyTests(OfficialLibraries official)
{
    private static readonly Config ManyTimes = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void RandomTemplatesBindAsTheOfficialLibraryExpandsThem()
    {
        Check(
            from template in RandomCards.Template
            from data in RandomCards.Data(RandomCards.Text)
            select (template, data),
            it => JsonNode.DeepEquals(official.Expand(it.template, it.data), Bind(it.template, it.data)));
    }

    [Fact]
    public void TextInDataNeverChangesTheStructureOfACard()
    {
        Check(
            from template in RandomCards.Template
            from data in RandomCards.Data(RandomCards.Text)
            select (template, data),
            it => JsonNode.DeepEquals(
                Shape(Bind(it.template, it.data)),
                Shape(Bind(it.template, Shape(it.data)!))));
    }

    [Fact]
    public void NoExpressionSurvivesUnlessDataOrAnEscapeBroughtIt()
    {
        Check(
            from template in RandomCards.Template
            // No brace at all: one that follows a $ of the template would look like an expression, and is none.
            from data in RandomCards.Data(RandomCards.Text.Select(text => text.Replace("{", "", StringComparison.Ordinal)))
            select (template, data),
            it => !Bind(it.template.ToJsonString().Replace(@"\\${", "", StringComparison.Ordinal).Replace(@"\\\u0024{", "", StringComparison.Ordinal), it.data.ToJsonString())
                .Contains("${", StringComparison.Ordinal));
    }

    [Fact]
    public void AnyTextComesOutAsItWentIn()
    {
        Check(RandomCards.Text, text =>
        {
            var bound = Bind(new JsonObject { ["a"] = "${x}", ["b"] = "<${x}>" }, new JsonObject { ["x"] = text });
            return (string)bound["a"]! == text && (string)bound["b"]! == $"<{text}>";
        });
    }

    [Fact]
    public void AnyTemplateTextIsEitherRefusedOrBindsAsTheOfficialLibraryExpandsIt()
    {
        var pieces = Gen.OneOf(
            RandomCards.Text.Select(text => text.Length > 20 ? "" : text),
            Gen.Elements("${x}", "\\${", "\\", "`", "$", "{", "}", "${", "${y.z}", "${x + 1}", "${'a'}", "${x", "\\n", "\n"));
        Check(pieces.ListOf().Select(list => string.Concat(list.Take(5))), text =>
        {
            var template = new JsonObject { ["a"] = text };
            var data = new JsonObject { ["x"] = 1, ["y"] = new JsonObject { ["z"] = "t" } };
            try
            {
                return JsonNode.DeepEquals(official.Expand(template, data), Bind(template, data));
            }
            catch (Exception e) when (e is CardTemplateException or CardBindException)
            {
                return true;
            }
        });
    }

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) => Prop.ForAll(values.ToArbitrary(), holds).Check(ManyTimes);

    /// <summary>The same JSON with every text emptied.</summary>
    private static JsonNode? Shape(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(m => KeyValuePair.Create(m.Key, Shape(m.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Shape)]),
        JsonValue v when v.GetValueKind() == JsonValueKind.String => "",
        _ => node?.DeepClone(),
    };
}
