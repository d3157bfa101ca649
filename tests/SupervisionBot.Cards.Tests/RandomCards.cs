using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace SupervisionBot.Cards.Tests;

/// <summary>Random templates, and random data in which each of their expressions has a value.</summary>
/// <remarks>Every scope has the same names: s (text), n (number), b (true or false), z (null), o (a scope), xs (scopes).</remarks>
internal static class RandomCards
{
    private const int Depth = 3;

    private static readonly Gen<string> HostileText = Gen.Elements(
        "", "plain", "${s}", "\\${s}", "${", "}", "`", "\\", "\"", "\"}],\"type\":\"Action.Submit\",\"x\":[{\"", "\r\n\t", "\0", "\u2028", "\u202Eabc",
        "😀 é ł", "</script>", "<at>Anna</at>", "{{DATE(2026-01-01T00:00:00Z, SHORT)}}", "**b** [a](http://b)", new string('x', 3000));

    /// <summary>Text of any kind, without halves of surrogate pairs: those are not text, and are refused.</summary>
    public static Gen<string> Text { get; } = Gen.OneOf(
        HostileText,
        ArbMap.Default.GeneratorFor<string?>().Select(text => string.Concat((text ?? "").EnumerateRunes())));

    private static readonly Gen<JsonNode> Number = Gen.OneOf(
        Gen.Choose(-1000, 1000).Select(n => (JsonNode)n),
        Gen.Choose(-100_000, 100_000).Select(n => (JsonNode)(n / 1000.0)),
        Gen.Elements<JsonNode>(0, 9007199254740991L, -9007199254740991L, 0.1, 123456789012.345));

    private static readonly Gen<bool> Flag = Gen.Elements(true, false);

    public static Gen<JsonObject> Data(Gen<string> text) => DataScope(text, Depth);

    public static Gen<JsonObject> Template { get; } = Object(Depth, inRepeat: false, isItem: false).Select(card =>
    {
        card.Remove("$when"); // a whole card cannot be left out
        return card;
    });

    private static Gen<JsonObject> DataScope(Gen<string> text, int depth) =>
        from s in text
        from n in Number
        from b in Flag
        from o in depth == 0 ? Gen.Constant(new JsonObject()) : DataScope(text, depth - 1)
        from xs in depth == 0 ? Gen.Constant(new List<JsonObject>()) : DataScope(text, depth - 1).ListOf().Select(list => list.Take(3).ToList())
        select new JsonObject
        {
            ["s"] = s,
            ["n"] = n.DeepClone(),
            ["b"] = b,
            ["z"] = null,
            ["o"] = o.DeepClone(),
            ["xs"] = new JsonArray([.. xs.Select(x => x.DeepClone())]),
        };

    private static Gen<string> Scalar(bool inRepeat) =>
        from start in Gen.Elements("", "", "$data.", "$root.", "$root.o.")
        from name in Gen.Elements("s", "n", "b")
        from index in Gen.Choose(0, 5)
        select index == 0 && inRepeat ? "${$index}" : "${" + start + name + "}";

    private static Gen<string> Mixed(bool inRepeat) =>
        from pieces in Gen.OneOf(Gen.Elements("Step ", "\\${s}", "'", "\"", "$", " {", "} ", "😀\n", " é"), Scalar(inRepeat)).NonEmptyListOf()
        select string.Concat(pieces.Take(6));

    private static Gen<JsonNode?> Value(int depth, bool inRepeat)
    {
        var leaf = Gen.OneOf(
            Scalar(inRepeat).Select(text => (JsonNode?)text),
            Gen.Elements("${z}", "${o}", "${xs}", "${$data}", "${$root}").Select(text => (JsonNode?)text),
            Mixed(inRepeat).Select(text => (JsonNode?)text),
            Gen.Constant<JsonNode?>(null),
            Flag.Select(flag => (JsonNode?)flag),
            Number.Select(number => (JsonNode?)number.DeepClone()));
        return depth == 0
            ? leaf
            : Gen.OneOf(
                leaf,
                Object(depth - 1, inRepeat, isItem: false).Select(o => (JsonNode?)o.DeepClone()),
                Array(depth - 1, inRepeat).Select(a => (JsonNode?)a.DeepClone()));
    }

    private static Gen<JsonArray> Array(int depth, bool inRepeat) =>
        from items in Gen.OneOf(
            Object(depth, inRepeat, isItem: true).Select(o => (JsonNode?)o),
            Value(0, inRepeat).Where(value => value is not null)).ListOf()
        select new JsonArray([.. items.Take(4).Select(item => item!.DeepClone())]);

    private static Gen<JsonObject> Object(int depth, bool inRepeat, bool isItem) =>
        from data in Gen.Elements(null, null, "${$root.o}", isItem ? "${$root.xs}" : "${$root}")
        from flag in Gen.Elements(null, null, "${b}", "${!b}", "${$root.b}")
        from values in Value(depth, inRepeat || data == "${$root.xs}").ListOf()
        let members = values.Take(4).Select((value, i) => KeyValuePair.Create($"m{i}", value?.DeepClone()))
        let directives = new[] { KeyValuePair.Create("$data", (JsonNode?)data), KeyValuePair.Create("$when", (JsonNode?)flag) }.Where(d => d.Value is not null)
        select new JsonObject([.. directives, .. members]);
}
