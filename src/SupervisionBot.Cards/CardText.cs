using System.Text;

namespace SupervisionBot.Cards;

/// <summary>Makes what people wrote safe for the places where a card applies Markdown: TextBlock and Fact.</summary>
public static class CardText
{
    /// <summary>The text with everything taken out of force that a TextBlock or Fact would act on, so that it shows as it was written.</summary>
    /// <remarks>
    /// <para>Markdown characters get a backslash (anywhere <c>\ * _ [ ] ( ) ` ~ # &gt; |</c>; <c>- + =</c> and <c>1.</c> at the start of a line; an
    /// ampersand that begins a character reference). <c>&lt;</c> becomes <c>‹</c>, so that no <c>&lt;at&gt;</c> mention or tag remains. A zero-width space
    /// parts <c>{{</c>, which begins the <c>{{DATE(…)}}</c> and <c>{{TIME(…)}}</c> macros. Each run of line breaks becomes an empty line (<c>\n\n</c>), the
    /// only break that a TextBlock shows; indents are dropped. The result is longer than the text: cut the text first, not the result.</para>
    /// <para>Prefer a RichTextBlock with a TextRun, which applies no Markdown at all. Source: Adaptive Cards, Text features
    /// (<see href="https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features"/>).</para>
    /// </remarks>
    public static string Escape(string userText)
    {
        var escaped = new StringBuilder(userText.Length + 16);
        foreach (var line in userText.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.IsEmpty)
            {
                continue;
            }

            if (escaped.Length > 0)
            {
                escaped.Append("\n\n");
            }

            EscapeLine(text, escaped);
        }

        return escaped.ToString();
    }

    private static void EscapeLine(ReadOnlySpan<char> line, StringBuilder escaped)
    {
        var digits = line.IndexOfAnyExceptInRange('0', '9');
        for (var i = 0; i < line.Length; i++)
        {
            var next = i + 1 < line.Length ? line[i + 1] : '\0';
            switch (line[i])
            {
                case '<':
                    escaped.Append('‹');
                    break;
                case '{' when next == '{':
                    escaped.Append("{\u200B");
                    break;
                case '\\' or '*' or '_' or '[' or ']' or '(' or ')' or '`' or '~' or '#' or '>' or '|':
                case '-' or '+' or '=' when i == 0:
                case '.' when i > 0 && i == digits:
                case '&' when BeginsCharacterReference(line[(i + 1)..]):
                    escaped.Append('\\').Append(line[i]);
                    break;
                default:
                    escaped.Append(line[i]);
                    break;
            }
        }
    }

    private static bool BeginsCharacterReference(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(';');
        return end > 0 && !rest[..end].Contains(' ');
    }
}
