using System.Runtime.InteropServices;
using System.Text.Json;

namespace SupervisionBot.Cards;

/// <summary>A value of a compiled template.</summary>
internal abstract class Node
{
    /// <summary>Writes exactly one JSON value.</summary>
    public abstract void Write(Utf8JsonWriter writer, in Scope scope);

    /// <summary>Writes what becomes of the node inside an array: no value, one, or several.</summary>
    public virtual void WriteItems(Utf8JsonWriter writer, in Scope scope) => Write(writer, scope);
}

/// <summary>A part of the template without expressions, encoded once.</summary>
internal sealed class StaticNode(byte[] json) : Node
{
    public override void Write(Utf8JsonWriter writer, in Scope scope) => writer.WriteRawValue(json, skipInputValidation: true);
}

/// <summary>A string that is exactly one expression: the value as it is, with its JSON type.</summary>
/// <param name="expression">The expression.</param>
/// <param name="partsMacros">Where the value is a text, macros in it are taken out of force.</param>
internal sealed class ValueNode(Expression expression, bool partsMacros) : Node
{
    public override void Write(Utf8JsonWriter writer, in Scope scope)
    {
        if (expression.IsIndex)
        {
            writer.WriteNumberValue(expression.ResolveIndex(scope));
        }
        else
        {
            Copy(expression.Resolve(scope), writer);
        }
    }

    // As the official library does: inside an array null vanishes, and an array is spliced in.
    public override void WriteItems(Utf8JsonWriter writer, in Scope scope)
    {
        var value = expression.IsIndex ? default : expression.Resolve(scope);
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                Write(writer, scope);
                break;
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Copy(item, writer);
                }

                break;
            default:
                Copy(value, writer);
                break;
        }
    }

    private void Copy(JsonElement value, Utf8JsonWriter writer)
    {
        if (partsMacros && value.ValueKind == JsonValueKind.String)
        {
            TextNode.WriteString(expression, JsonMarshal.GetRawUtf8Value(value), partsMacros, writer);
            writer.WriteStringValueSegment(ReadOnlySpan<byte>.Empty, isFinalSegment: true);
            return;
        }

        try
        {
            value.WriteTo(writer);
        }
        catch (InvalidOperationException e)
        {
            throw expression.Unbound("text that is not valid Unicode", e);
        }
    }
}

/// <summary>An array; each item may become none, one or several.</summary>
internal sealed class ArrayNode(Node[] items) : Node
{
    public override void Write(Utf8JsonWriter writer, in Scope scope)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            item.WriteItems(writer, scope);
        }

        writer.WriteEndArray();
    }
}
