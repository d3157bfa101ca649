using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SupervisionBot.Teams;

/// <summary>Reads JSON of the vendor's service: any property may be missing, null or of another type, and none of that is an exception.</summary>
internal static class TolerantJson
{
    /// <summary>Deepest nesting that is read. Teams' own envelopes use fewer than ten levels.</summary>
    private const int MaxDepth = 32;

    /// <summary>Reads one JSON value; <see cref="JsonValueKind.Undefined"/> when it is none. The result owns its memory; every string in it can be read.</summary>
    /// <param name="utf8">The text; half surrogate pairs in it are replaced in place.</param>
    public static JsonElement Parse(Span<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return default;
        }

        ReplaceHalfPairs(utf8);
        try
        {
            return JsonElement.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException)
        {
            return default;
        }
    }

    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The string as an Entra id; null when it is no id, or the empty one.</summary>
    public static Guid? Id(this JsonElement element, string name) =>
        Guid.TryParse(element.Text(name), out var id) && id != Guid.Empty ? id : null;

    /// <summary>The items of an array; nothing when it is not one.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : default;

    // An input that is cut at its maximum length in the middle of an emoji arrives as "\ud83d" without its second half. That is legal
    // JSON, but no string can be read from it. U+FFFD has the same length, so the rest of what the person wrote stays in place.
    private static void ReplaceHalfPairs(Span<byte> json)
    {
        for (var at = 0; json[at..].IndexOf((byte)'\\') is >= 0 and var skip;)
        {
            at += skip;
            if (!TryReadEscape(json[at..], out var unit))
            {
                at = Math.Min(at + 2, json.Length);
            }
            else if (char.IsHighSurrogate(unit) && TryReadEscape(json[(at + 6)..], out var next) && char.IsLowSurrogate(next))
            {
                at += 12;
            }
            else
            {
                if (char.IsSurrogate(unit))
                {
                    "fffd"u8.CopyTo(json[(at + 2)..]);
                }

                at += 6;
            }
        }
    }

    private static bool TryReadEscape(ReadOnlySpan<byte> json, out char unit)
    {
        ushort value = 0;
        var read = json.Length >= 6 && json[0] == '\\' && json[1] == 'u'
            && Utf8Parser.TryParse(json.Slice(2, 4), out value, out var digits, 'x') && digits == 4;
        unit = (char)value;
        return read;
    }
}
