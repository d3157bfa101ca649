using System.Globalization;
using System.Text;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Turns;

/// <summary>A typed message as a word to be obeyed: however people write it, one word is one word.</summary>
/// <remarks>Teams Store validation asks that a bot understands Hi, Hello and Help (learn.microsoft.com/microsoftteams/platform/concepts/deploy-and-publish/appsource/prepare/teams-store-validation-guidelines).</remarks>
internal static class TypedWord
{
    /// <summary>Longest message that is looked at, in UTF-16 characters: all words are much shorter, and nobody waits for the rest of a long one. Our own number.</summary>
    private const int Longest = 80;

    private const string NoWord = "…";

    private static readonly string[] s_before = ["please ", "pls ", "plz ", "please, "];
    private static readonly string[] s_after = [" please", " pls", " plz", " thanks", " thank you", " os gwelwch yn dda"];

    /// <summary>
    /// A message in small letters, with single blanks, without punctuation, slash, <c>@name</c>, <i>please</i> and the like at its ends; empty when there is neither letter nor digit in it
    /// (a wave, a thumb, a question mark). A message of more words than any command has comes back as something that is none.
    /// </summary>
    public static string Of(string text)
    {
        if (Texts.IsBlank(text) || !text.EnumerateRunes().Any(Rune.IsLetterOrDigit))
        {
            return "";
        }

        if (text.Length > Longest)
        {
            return NoWord;
        }

        var word = Spaced(text);
        for (var before = ""; before != word;)
        {
            before = word;
            word = Bare(word);
            word = s_before.FirstOrDefault(polite => word.StartsWith(polite, StringComparison.Ordinal)) is { } first ? word[first.Length..] : word;
            word = s_after.FirstOrDefault(polite => word.EndsWith(polite, StringComparison.Ordinal)) is { } last ? word[..^last.Length] : word;
        }

        return word.Length == 0 ? NoWord : word;
    }

    // What clients put between words, and what nobody sees, is one blank or nothing.
    private static string Spaced(string text)
    {
        var spaced = new StringBuilder(text.Length);
        // U+FFFE is no character ("Unicode Standard", 23.7), and can't be normalised.
        foreach (var character in text.Replace("\uFFFE", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormKC))
        {
            if (char.IsWhiteSpace(character))
            {
                spaced.Append(spaced.Length > 0 && spaced[^1] != ' ' ? " " : "");
            }
            else if (char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse))
            {
                spaced.Append(character == '’' ? '\'' : char.ToLowerInvariant(character));
            }
        }

        return spaced.ToString();
    }

    private static string Bare(string word)
    {
        // Somebody wrote the bot's name by hand.
        if (word.StartsWith('@') && word.IndexOf(' ', StringComparison.Ordinal) is > 0 and var name)
        {
            word = word[name..];
        }

        var first = 0;
        while (first < word.Length && IsEdge(word[first]))
        {
            first++;
        }

        var end = word.Length;
        while (end > first && IsEdge(word[end - 1]))
        {
            end--;
        }

        return word[first..end];
    }

    private static bool IsEdge(char character) => character != '@' && !char.IsLetterOrDigit(character);
}
