using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SupervisionBot.Words;

/// <summary>Tells names of people from other words with capitals.</summary>
internal static class Names
{
    // Beside one of these, a day and a month are a child's.
    private static readonly FrozenSet<string> s_ofChildren = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "age", "aged", "baby", "boy", "brother", "child", "daughter", "girl", "infant", "newborn", "sibling", "sister", "son", "toddler", "triplet", "twin",
        "twins", "unborn");

    private static readonly Regex s_words = Compile(@"[\p{L}\d][\p{L}\p{M}\d.'’-]*");
    private static readonly Regex s_lettersAlone = Compile(@"^\s*\p{L}{3,}(?:[ '’-]\p{L}+)*\s*$");

    /// <summary>
    /// Two words beside each other that look like a given name and a surname: <c>Abi Smith</c>, <c>A. Smith</c>, <c>Smith, Mary-Jane</c>, <c>JANE SMITH</c>.
    /// </summary>
    public static bool HasFullName(string text)
    {
        var (before, end) = (Look.None, 0);
        foreach (var match in s_words.EnumerateMatches(text))
        {
            var word = text.AsSpan(match.Index, match.Length);
            var look = LookOf(word);
            var isBeside = match.Index > end && text.AsSpan(end, match.Index - end).IndexOfAnyExcept(' ', ',') < 0;
            if (isBeside && (before, look) is (Look.Capital or Look.Initial, Look.Capital) or (Look.Capitals, Look.Capitals))
            {
                return true;
            }

            (before, end) = (EndsSentence(word, look) ? Look.None : look, match.Index + match.Length);
        }

        return false;
    }

    /// <summary>A word for a child, a word that looks like a name, or a single capital that stands for one.</summary>
    public static bool NamesAChild(string text)
    {
        foreach (var match in s_words.EnumerateMatches(text))
        {
            var word = text.AsSpan(match.Index, match.Length);
            if (LookOf(word) is Look.Capital or Look.Initial || s_ofChildren.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Nothing but letters, as a given name alone would be.</summary>
    public static bool IsLettersAlone(string text) => s_lettersAlone.IsMatch(text);

    private enum Look
    {
        None,
        Initial,
        Capital,
        Capitals,
    }

    private static Look LookOf(ReadOnlySpan<char> word)
    {
        var letters = word.TrimEnd('.');
        if (letters is [var only] && char.IsUpper(only) && word.Length > 1)
        {
            return Look.Initial;
        }

        if (letters.IsEmpty || !char.IsUpper(letters[0]) || letters.ContainsAnyInRange('0', '9') || NoNames.Has(letters))
        {
            return Look.None;
        }

        return letters switch
        {
            { Length: 1 } => Look.Initial,
            _ when char.IsLower(letters[^1]) => Look.Capital,
            { Length: >= 3 } when IsAllCapitals(letters) && !NoNames.HasInCapitals(letters) => Look.Capitals,
            _ => Look.None,
        };
    }

    private static bool IsAllCapitals(ReadOnlySpan<char> letters)
    {
        foreach (var letter in letters)
        {
            if (char.IsLower(letter))
            {
                return false;
            }
        }

        return true;
    }

    private static bool EndsSentence(ReadOnlySpan<char> word, Look look) => word[^1] == '.' && look != Look.Initial;

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
}
