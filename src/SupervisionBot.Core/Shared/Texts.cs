using System.Globalization;
using System.Text;

namespace SupervisionBot.Core.Shared;

/// <summary>Whether something is written in a text, and whether it fits. Every rule about people's words asks here.</summary>
public static class Texts
{
    // Characters that show nothing and are neither white space nor of the category Format: ranges, both ends inclusive, in order.
    private static readonly (int First, int Last)[] s_unseen =
    [
        (0x034F, 0x034F), // combining grapheme joiner
        (0x115F, 0x1160), // Hangul fillers
        (0x17B4, 0x17B5), // Khmer inherent vowels
        (0x180B, 0x180F), // Mongolian variation selectors and vowel separator
        (0x2065, 0x2065), // kept for invisible operators
        (0x2800, 0x2800), // Braille pattern blank
        (0x3164, 0x3164), // Hangul filler
        (0xFE00, 0xFE0F), // variation selectors
        (0xFFA0, 0xFFA0), // half-width Hangul filler
        (0xFFF0, 0xFFF8), // kept for format characters
        (0xE0000, 0xE0FFF), // tags and more variation selectors
    ];

    /// <summary>
    /// Nothing in it can be seen: it is empty, or all white space, control, format and other characters that show nothing by themselves. Stops at the first that
    /// shows.
    /// </summary>
    /// <remarks>
    /// Unicode, Default_Ignorable_Code_Point in <see href="https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt"/>, and U+2800, which is empty
    /// by its shape (<see href="https://www.unicode.org/charts/PDF/U2800.pdf"/>).
    /// </remarks>
    public static bool IsBlank(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsUnseen(rune))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text as it is kept where white space around it means nothing: without it, and empty where nothing can be seen.</summary>
    public static string Tidy(string text) => IsBlank(text) ? "" : text.Trim();

    /// <summary>Why the text can't be taken; null where it can. Its length is looked at before anything in it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How long it may be, in UTF-16 characters, inclusive.</param>
    public static Refusal? Unfit(string text, int longest) => text switch
    {
        { Length: var length } when length > longest => new TooLong(length, longest),
        _ when IsBlank(text) => new NothingWritten(),
        _ => null,
    };

    private static bool IsUnseen(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        || Array.Exists(s_unseen, range => rune.Value >= range.First && rune.Value <= range.Last);
}

/// <summary>Something has to be written.</summary>
public sealed record NothingWritten : Refusal;

/// <summary>The text is too long.</summary>
/// <param name="Length">How long it is, in UTF-16 characters.</param>
/// <param name="Longest">How long it may be, inclusive.</param>
public sealed record TooLong(int Length, int Longest) : Refusal;
