using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SupervisionBot.Cards;

/// <summary>Turns a template into nodes, and refuses what is outside the subset.</summary>
internal static class TemplateCompiler
{
    public static Node CompileRoot(JsonElement root, Place place)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw place.Unfit("a card is an object");
        }

        return root.TryGetProperty("$when", out _)
            ? throw place.Member("$when").Unfit("a whole card cannot be left out")
            : Compile(root, place, default);
    }

    private static Node Compile(JsonElement value, Place place, Spot spot) => value.ValueKind switch
    {
        JsonValueKind.Object => CompileObject(value, place, spot),
        JsonValueKind.Array => CompileArray(value, place, spot),
        JsonValueKind.String => CompileString(value, place, spot),
        _ => Encode(value),
    };

    private static Node CompileObject(JsonElement value, Place place, Spot spot)
    {
        Expression? data = null;
        Condition? when = null;
        var members = new List<(JsonEncodedText Name, Node Value)>();
        foreach (var property in value.EnumerateObject())
        {
            var here = place.Member(property.Name);
            switch (property.Name)
            {
                case "$data":
                    data = CompileDirective(property.Value, here, out var dataNegated);
                    if (dataNegated || data.IsIndex)
                    {
                        throw here.Unfit("$data is one path to an array or object");
                    }

                    break;
                case "$when":
                    when = new Condition(CompileDirective(property.Value, here, out var negated), negated);
                    if (when.Flag.IsIndex)
                    {
                        throw here.Unfit("$when is one path to true or false");
                    }

                    break;
                case "$schema":
                    members.Add((EncodeName(property.Name), Compile(property.Value, here, spot.Into(value, property.Name))));
                    break;
                case var name when name.StartsWith('$') || name == "__proto__":
                    throw here.Unfit($"{name} is not understood; $data, $when and $schema are");
                case var name when name.Contains("${", StringComparison.Ordinal):
                    throw here.Unfit("names are never expanded");
                default:
                    members.Add((EncodeName(property.Name), Compile(property.Value, here, spot.Into(value, property.Name))));
                    break;
            }
        }

        return data is null && when is null && members.TrueForAll(m => m.Value is StaticNode)
            ? Merge(new ObjectNode(null, null, [.. members]))
            : new ObjectNode(data, when, [.. members]);
    }

    private static Expression CompileDirective(JsonElement value, Place place, out bool negated)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        negated = text.StartsWith("${!", StringComparison.Ordinal);
        var parts = TextParser.Parse(negated ? text.Remove(2, 1) : text, place);
        return parts is [{ Expression: { } only }] ? only : throw place.Unfit("one expression is wanted here, such as \"${name}\"");
    }

    private static Node CompileArray(JsonElement value, Place place, Spot spot)
    {
        var items = value.EnumerateArray().Select((item, i) => item.ValueKind switch
        {
            JsonValueKind.Array => throw place.Item(i).Unfit("an array directly in an array would be flattened"),
            JsonValueKind.Null => throw place.Item(i).Unfit("null in an array would vanish"),
            _ => Compile(item, place.Item(i), spot),
        }).ToArray();
        return Array.TrueForAll(items, item => item is StaticNode) ? Merge(new ArrayNode(items)) : new ArrayNode(items);
    }

    private static Node CompileString(JsonElement value, Place place, Spot spot)
    {
        var parts = TextParser.Parse(value.GetString()!, place);
        return parts switch
        {
            [{ Expression: { } only }] => new ValueNode(only, spot.ActsOnMacros),
            _ when parts.TrueForAll(p => p.Expression is null) => Merge(new TextNode([.. parts], partsMacros: false)),
            _ => new TextNode([.. parts], spot.ActsOnMacros),
        };
    }

    private static StaticNode Encode(JsonElement value) => Render(value.WriteTo);

    private static StaticNode Merge(Node node) => Render(writer => node.Write(writer, default));

    private static StaticNode Render(Action<Utf8JsonWriter> write)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, CardTemplate.WriterOptions))
        {
            write(writer);
        }

        return new StaticNode(json.WrittenSpan.ToArray());
    }

    private static JsonEncodedText EncodeName(string name) => JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
