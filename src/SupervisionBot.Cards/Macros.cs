using System.Text;
using System.Text.Json;

namespace SupervisionBot.Cards;

/// <summary>
/// Takes the macros out of force that clients act on in shown texts: a zero-width space parts the braces that begin one, so that it shows as it was written.
/// </summary>
/// <remarks>
/// Adaptive Cards, Text features, "Date and time formatting" (<see href="https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features"/>).
/// </remarks>
internal static class Macros
{
    /// <summary>
    /// Writes text as a segment of a JSON string. The end of the text counts as a macro's beginning where it may be one: what is written next may go on with it.
    /// </summary>
    public static void Write(ReadOnlySpan<byte> text, Utf8JsonWriter writer)
    {
        var from = 0;
        for (var at = 0; text[at..].IndexOf((byte)'{') is >= 0 and var next; at += next + 1)
        {
            var brace = at + next + 1;
            if (Begins(text[brace..]))
            {
                writer.WriteStringValueSegment(text[from..brace], isFinalSegment: false);
                writer.WriteStringValueSegment("\u200B"u8, isFinalSegment: false);
                from = brace;
            }
        }

        writer.WriteStringValueSegment(text[from..], isFinalSegment: false);
    }

    private static bool Begins(ReadOnlySpan<byte> rest) => Begins(rest, "{DATE("u8) || Begins(rest, "{TIME("u8);

    private static bool Begins(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> macro)
    {
        var length = Math.Min(rest.Length, macro.Length);
        return Ascii.EqualsIgnoreCase(rest[..length], macro[..length]);
    }
}
