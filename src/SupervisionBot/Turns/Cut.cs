using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace SupervisionBot.Turns;

/// <summary>Fits text to a card. Only what is shown is cut; the record keeps every character.</summary>
internal static class Cut
{
    // Nothing among these is ever left out, and most of what people type is nothing but these.
    private static readonly SearchValues<char> s_plain = SearchValues.Create(['\n', '\r', '\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    /// <summary>Longest answer that is edited on the step card itself, in characters on the wire; a longer one opens full-size.</summary>
    /// <remarks>Our own number: seven prompts with an answer of each of two people stay under the 36,000 characters a card may have.</remarks>
    public const int Inline = 1200;

    /// <summary>The same for a question that is folded to a line.</summary>
    public const int InlineFolded = 600;

    /// <summary>Most of another person's answer that the step card shows, in characters on the wire.</summary>
    public const int Excerpt = 500;

    /// <summary>Most of a text shown whole in a dialog or a summary page, in characters on the wire.</summary>
    public const int Page = 8000;

    /// <summary>Most of what a person typed that is given back to be copied because it could not be saved, in characters on the wire.</summary>
    public const int Kept = 5000;

    /// <summary>Most of one fact in a list of actions, in characters on the wire.</summary>
    /// <remarks>Our own number: as many actions as a session may have still fit their step card.</remarks>
    public const int Line = 95;

    /// <summary>Most of a name in a list or on a chart, in characters on the wire.</summary>
    private const int LongestLabel = 60;

    /// <summary>Most of one text of a list with so many entries, in characters on the wire: an excerpt, and less of each where there are many.</summary>
    public static int Among(int entries) => Math.Clamp(3_000 / Math.Max(entries, 1), Line, Excerpt);

    /// <summary>A length on the card of a step into which so many questions were brought: each takes room that the guide's own texts had.</summary>
    public static int Beside(int brought, int length) => length / (1 + brought);

    /// <summary><see cref="Line"/> in a list of so many actions on the card of such a step.</summary>
    public static int LineBeside(int brought, int actions) => Math.Clamp(1_200 / (Math.Max(actions, 1) * (1 + brought)), Line / 4, Line);

    /// <summary>How much is left, in characters on the wire, for each text shown beside what a person has typed into a dialog: less than <see cref="Page"/> only where they typed very much.</summary>
    public static int Beside(params ReadOnlySpan<string> typed)
    {
        var left = 24_000;
        foreach (var text in typed)
        {
            left -= OnWire(text);
        }

        return Math.Clamp(left / 2, Excerpt, Page);
    }

    /// <summary>The beginning of a text at a boundary between what readers see as characters, with a word where something was left out.</summary>
    /// <param name="length">Longest result in characters on the wire, without that word.</param>
    /// <param name="text">The text.</param>
    /// <param name="isRecorded">The record has all of it; not so for words that could not be saved.</param>
    public static string To(int length, string text, bool isRecorded = true) =>
        Shorten(length, Plain(text), isRecorded ? "… (cut here; the record has all of it)" : "… (cut here: the rest is too long to show)");

    /// <summary>A text from shortly before a place in it, so that this is seen.</summary>
    /// <param name="length">Longest result in characters on the wire, without the marks for what is left out.</param>
    /// <param name="text">The text.</param>
    /// <param name="at">The place, in UTF-16 characters.</param>
    public static string Near(int length, string text, int at)
    {
        if (OnWire(text[..at]) <= length / 2)
        {
            return To(length, text);
        }

        var from = at;
        for (var used = 0; from > 0; from--)
        {
            var before = char.IsLowSurrogate(text[from - 1]) && from > 1 ? 2 : 1;
            if ((used += OnWire(text.Substring(from - before, before))) > length / 4)
            {
                break;
            }

            from -= before - 1;
        }

        return $"…{To(length, text[(text.IndexOf(' ', from, at - from) + 1 is > 0 and var word ? word : from)..])}";
    }

    /// <summary>The beginning of a name where the whole of it stands elsewhere: an ellipsis says that something was left out. On one line.</summary>
    public static string Label(string name) => Shorten(LongestLabel, Plain(name).ReplaceLineEndings(" "), "…");

    /// <summary>The beginning of a text where the whole of it stands elsewhere, on one line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">Longest result in characters on the wire, without the ellipsis.</param>
    public static string OneLine(string text, int length = Line) => Shorten(length, Plain(text).ReplaceLineEndings(" "), "…");

    /// <summary>How many characters a text takes in JSON as it is sent: a quote or a line break takes two.</summary>
    public static int OnWire(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text).Length;

    /// <summary>
    /// Without control and private-use characters, which no client shows and which take six characters each on the wire; tabs and line breaks stay,
    /// and all kinds of line breaks that take as many become the usual one.
    /// </summary>
    public static string Plain(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(s_plain) || !text.Any(character => IsUnshown(character) || IsRareLineBreak(character)))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var character in text.Where(character => !IsUnshown(character)))
        {
            plain.Append(IsRareLineBreak(character) ? '\n' : character);
        }

        return plain.ToString();
    }

    private static string Shorten(int length, string text, string mark)
    {
        if (OnWire(text) <= length)
        {
            return text;
        }

        var (cut, used) = (0, 0);
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && (used += OnWire(elements.GetTextElement())) <= length)
        {
            cut = elements.ElementIndex + elements.GetTextElement().Length;
        }

        return string.Concat(text.AsSpan(0, cut), mark);
    }

    private static bool IsRareLineBreak(char character) => character is '\u0085' or '\u2028' or '\u2029';

    private static bool IsUnshown(char character) => char.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control => character is not ('\n' or '\r' or '\t' or '\u0085'),
        UnicodeCategory.PrivateUse => true,
        _ => false,
    };
}
