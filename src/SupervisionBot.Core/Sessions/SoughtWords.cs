using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SupervisionBot.Core.Sessions;

/// <summary>Words that are looked for in a record: whole words, in whatever case, however they are spaced and whichever apostrophe or hyphen was typed.</summary>
/// <remarks>
/// A phone types “Casey’s” where a keyboard types "Casey's", and what is pasted from a web page has no-break spaces: to people these are the same words, and erasing only one of them would leave the name.
/// An accent may be a character of its own (Unicode Standard Annex 15), and characters that nobody sees may stand between two others.
/// </remarks>
public sealed class SoughtWords
{
    // "Ann" is not in "planning".
    private const string NotWithin = @"(?!(?<=[\p{L}\p{N}\p{M}])[\p{L}\p{N}\p{M}])";

    private const string Space = @"[\s\p{Cf}]+";
    private const string Unseen = @"\p{Cf}*";
    private const string Apostrophes = "'’‘ʼ`´";
    private const string Hyphens = "-‐‑–";

    // Unicode Standard, 23.7: never a character, and not normalised.
    private const char NoCharacter = '\uFFFE';

    // At the worst each place of a text is compared with all of the words, both a few thousand characters long. Our own number: far above that.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    private readonly Regex? _pattern;

    /// <summary>Words that are looked for.</summary>
    /// <param name="words">None without a letter or digit stand anywhere.</param>
    public SoughtWords(string words)
    {
        if (words.Any(char.IsLetterOrDigit))
        {
            _pattern = new(NotWithin + Spellings(words.Trim()) + NotWithin, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MostTime);
        }
    }

    /// <summary>Where they stand first in a text, in UTF-16 characters; null where they do not.</summary>
    public (int Start, int Length)? In(string text) => _pattern?.Match(text) is { Success: true } found ? (found.Index, found.Length) : null;

    /// <summary>A text with <see cref="Redacting.Mark"/> wherever they stand.</summary>
    public string Without(string text) => _pattern?.Replace(text, Redacting.Mark) ?? text;

    private static string Spellings(string words)
    {
        var pattern = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(words);
        var isBetween = false;
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (string.IsNullOrWhiteSpace(element))
            {
                pattern.Append(isBetween ? Space : "");
                isBetween = false;
            }
            else if (element.Any(character => char.GetUnicodeCategory(character) != UnicodeCategory.Format))
            {
                pattern.Append(isBetween ? Unseen : "").Append(Spelling(element));
                isBetween = true;
            }
        }

        return pattern.ToString();
    }

    private static string Spelling(string element) =>
        element.Length == 1 && Apostrophes.Contains(element[0], StringComparison.Ordinal) ? $"[{Apostrophes}]"
        : element.Length == 1 && Hyphens.Contains(element[0], StringComparison.Ordinal) ? $"[{Hyphens}]"
        : element.Any(character => char.IsSurrogate(character) || character == NoCharacter) ? Regex.Escape(element)
        : $"(?:{string.Join('|', new[] { element, element.Normalize(NormalizationForm.FormC), element.Normalize(NormalizationForm.FormD) }.Distinct(StringComparer.Ordinal).Select(Regex.Escape))})";
}
