using System.Globalization;
using System.Text;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>Fits text to a card. Only what is shown is cut; the record keeps every character.</summary>
internal static class Cut
{
    /// <summary>Longest answer that is edited on the step card itself, in UTF-16 characters; a longer one opens full-size.</summary>
    /// <remarks>Our own number: seven prompts with an answer of each of two people stay under the 36,000 characters a card may have, escapes included.</remarks>
    public const int Inline = 1200;

    /// <summary>Most of another person's answer that the step card shows.</summary>
    public const int Excerpt = 500;

    /// <summary>Most of a text shown whole in a dialog or a summary page.</summary>
    public const int Page = 8000;

    /// <summary>The beginning of a text at a boundary between what readers see as characters, with a word where something was left out.</summary>
    public static string To(int length, string text)
    {
        text = Plain(text);
        if (text.Length <= length)
        {
            return text;
        }

        var cut = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && elements.ElementIndex + elements.GetTextElement().Length <= length)
        {
            cut = elements.ElementIndex + elements.GetTextElement().Length;
        }

        return string.Concat(text.AsSpan(0, cut), "… (cut here; the record has all of it)");
    }

    /// <summary>Without control characters, which no client shows and which take six characters each on the wire; line breaks and tabs stay.</summary>
    public static string Plain(string text)
    {
        if (!text.Any(IsUnshown))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var character in text.Where(character => !IsUnshown(character)))
        {
            plain.Append(character);
        }

        return plain.ToString();
    }

    private static bool IsUnshown(char character) => char.IsControl(character) && character is not ('\n' or '\r' or '\t');
}
