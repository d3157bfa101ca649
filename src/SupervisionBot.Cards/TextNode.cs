using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SupervisionBot.Cards;

/// <summary>A piece of a mixed text: either words of the template, or an expression.</summary>
internal readonly record struct TextPart(byte[]? Words, Expression? Expression);

/// <summary>Text with expressions in it, such as <c>Step ${n} of ${m}</c>.</summary>
/// <param name="parts">Its parts, in order.</param>
/// <param name="partsMacros">Macros in the data are taken out of force; the template's own words stay as they are.</param>
internal sealed class TextNode(TextPart[] parts, bool partsMacros) : Node
{
    // Whole numbers up to here are written alike by us and by JavaScript, whose numbers are doubles.
    private const long LargestExactInteger = (1L << 53) - 1;

    public override void Write(Utf8JsonWriter writer, in Scope scope)
    {
        foreach (var (words, expression) in parts)
        {
            if (expression is null)
            {
                writer.WriteStringValueSegment(words, isFinalSegment: false);
            }
            else if (expression.IsIndex)
            {
                WriteInteger(expression.ResolveIndex(scope), writer);
            }
            else
            {
                WriteValue(expression, expression.Resolve(scope), partsMacros, writer);
            }
        }

        writer.WriteStringValueSegment(ReadOnlySpan<byte>.Empty, isFinalSegment: true);
    }

    private static void WriteValue(Expression expression, JsonElement value, bool partsMacros, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                WriteString(expression, JsonMarshal.GetRawUtf8Value(value), partsMacros, writer);
                break;
            case JsonValueKind.Number:
                WriteNumber(expression, value, writer);
                break;
            case JsonValueKind.True:
                writer.WriteStringValueSegment("true"u8, isFinalSegment: false);
                break;
            case JsonValueKind.False:
                writer.WriteStringValueSegment("false"u8, isFinalSegment: false);
                break;
            default:
                throw expression.Unbound("not a text, number, true or false");
        }
    }

    /// <summary>Writes a string of the data as a segment of a JSON string.</summary>
    /// <param name="expression">Where it comes from.</param>
    /// <param name="quoted">The string as the data has it, with its quotes.</param>
    /// <param name="partsMacros">Take macros out of force.</param>
    /// <param name="writer">Takes it.</param>
    internal static void WriteString(Expression expression, ReadOnlySpan<byte> quoted, bool partsMacros, Utf8JsonWriter writer)
    {
        if (!quoted.Contains((byte)'\\'))
        {
            WriteWords(quoted[1..^1], partsMacros, writer);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(quoted.Length);
        try
        {
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            WriteWords(rented.AsSpan(0, reader.CopyString(rented)), partsMacros, writer);
        }
        catch (InvalidOperationException e)
        {
            throw expression.Unbound("text that is not valid Unicode", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static void WriteWords(ReadOnlySpan<byte> words, bool partsMacros, Utf8JsonWriter writer)
    {
        if (partsMacros)
        {
            Macros.Write(words, writer);
        }
        else
        {
            writer.WriteStringValueSegment(words, isFinalSegment: false);
        }
    }

    private static void WriteNumber(Expression expression, JsonElement value, Utf8JsonWriter writer)
    {
        if (value.TryGetInt64(out var integer) && integer is >= -LargestExactInteger and <= LargestExactInteger)
        {
            WriteInteger(integer, writer);
            return;
        }

        Span<byte> digits = stackalloc byte[32];
        var number = value.GetDouble();
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        // Shortest round-trip digits are the same in JavaScript, exponents are not; and -0.0 is "0" there.
        if (!double.IsFinite(number) || digits[..length].Contains((byte)'E') || Math.Abs(number) > LargestExactInteger)
        {
            throw expression.Unbound("a number too large or too small for text");
        }

        writer.WriteStringValueSegment(number == 0 ? "0"u8 : digits[..length], isFinalSegment: false);
    }

    private static void WriteInteger(long value, Utf8JsonWriter writer)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        writer.WriteStringValueSegment(digits[..length], isFinalSegment: false);
    }
}
