using System.Text;

namespace SupervisionBot.Cards;

/// <summary>Splits a string of a template into words and expressions.</summary>
internal static class TextParser
{
    /// <summary>The parts in order; a string without <c>${</c> is its own single part.</summary>
    /// <exception cref="CardTemplateException">The string is not in the accepted subset.</exception>
    public static List<TextPart> Parse(string text, Place place)
    {
        var parts = new List<TextPart>();
        var words = new StringBuilder();
        // Only a string with "${" in it is parsed at all by the official library; only there do escapes mean anything.
        var hasMarker = text.Contains("${", StringComparison.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (!hasMarker)
            {
                words.Append(text[i]);
            }
            else if (At(text, i, "\\${"))
            {
                words.Append("${");
                i += 2;
            }
            else if (text[i] is '\\' or '`')
            {
                throw place.Unfit($"{text[i]} beside an expression; only \\${{ is understood");
            }
            else if (At(text, i, "${"))
            {
                var end = text.IndexOf('}', i);
                if (end < 0)
                {
                    throw place.Unfit("${ without its }; write \\${ for the characters themselves");
                }

                AddWords();
                parts.Add(new TextPart(null, Expression.Parse(text[(i + 2)..end], place)));
                i = end;
            }
            else
            {
                words.Append(text[i]);
            }
        }

        AddWords();
        return parts;

        void AddWords()
        {
            if (words.Length > 0)
            {
                parts.Add(new TextPart(Encoding.UTF8.GetBytes(words.ToString()), null));
                words.Clear();
            }
        }
    }

    private static bool At(string text, int index, string what) => text.AsSpan(index).StartsWith(what, StringComparison.Ordinal);
}
