using System.Text.Json;

namespace SupervisionBot.Cards;

/// <summary>A <c>$when</c>: an expression, or its opposite, that must be true for the object to stay.</summary>
internal sealed record Condition(Expression Flag, bool Negated)
{
    public bool Holds(in Scope scope) => Flag.Resolve(scope).ValueKind switch
    {
        JsonValueKind.True => !Negated,
        JsonValueKind.False => Negated,
        _ => throw Flag.Unbound("neither true nor false"),
    };
}

/// <summary>An object with its <c>$data</c> and <c>$when</c>, which do not appear in the output.</summary>
internal sealed class ObjectNode(Expression? data, Condition? when, (JsonEncodedText Name, Node Value)[] members) : Node
{
    // The official library writes null where a property's value is removed; leaving the property out would differ from it.
    public override void Write(Utf8JsonWriter writer, in Scope scope)
    {
        var inner = scope;
        if (data is not null)
        {
            var value = data.Resolve(scope);
            inner = value.ValueKind == JsonValueKind.Object
                ? scope with { Data = value }
                : throw data.Unbound("not an object, and only an item of an array can be repeated,");
        }

        if (!WriteIfWanted(writer, inner))
        {
            writer.WriteNullValue();
        }
    }

    public override void WriteItems(Utf8JsonWriter writer, in Scope scope)
    {
        if (data is null)
        {
            WriteIfWanted(writer, scope);
            return;
        }

        var value = data.Resolve(scope);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteIfWanted(writer, scope with { Data = value });
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    WriteIfWanted(writer, new Scope(scope.Root, item, index++));
                }

                break;
            default:
                throw data.Unbound("neither an array nor an object");
        }
    }

    private bool WriteIfWanted(Utf8JsonWriter writer, in Scope scope)
    {
        if (when is not null && !when.Holds(scope))
        {
            return false;
        }

        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            value.Write(writer, scope);
        }

        writer.WriteEndObject();
        return true;
    }
}
