using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SupervisionBot.OneToOne;

/// <summary>What a case reference must not be.</summary>
internal enum PersonalDetail
{
    Name,
    DateOfBirth,
    NhsNumber,
    PhoneNumber,
    Postcode,
}

/// <summary>Notices when a case reference looks like a detail of a person. It warns; people can say that it is their own reference all the same.</summary>
internal static partial class PersonalDetails
{
    /// <summary>What the text looks like; null when it looks like none of them.</summary>
    public static PersonalDetail? In(string text) =>
        Date().IsMatch(text) ? PersonalDetail.DateOfBirth
        : IsNhsNumber(text) ? PersonalDetail.NhsNumber
        : Phone().IsMatch(text) ? PersonalDetail.PhoneNumber
        : Postcode().IsMatch(text) ? PersonalDetail.Postcode
        : FullName().IsMatch(text) || GivenName().IsMatch(text) ? PersonalDetail.Name
        : null;

    // Words of the field that are often written with a capital: two of them are no name.
    private static readonly FrozenSet<string> s_words = new[]
    {
        "Adult", "Area", "Assessment", "Care", "Case", "Chief", "Child", "Children", "Code", "Council", "Court", "Decision", "Director", "Duty", "Early", "Ethics", "Executive", "Families",
        "Family", "Head", "Health", "Help", "Information", "Legal", "Local", "Manager", "Microsoft", "Officer", "Plan", "Planning", "Police", "Practice", "Principal", "Safeguarding",
        "Senior", "Service", "Services", "Signs", "Social", "Start", "Stop", "Supervision", "Supervisor", "Support", "Team", "Teams", "The", "Together", "Work", "Worker", "Workers", "Working", "Youth",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a sentence or several seem to give away about a person; null when nothing. A given name alone is not noticed among other words.</summary>
    public static PersonalDetail? InProse(string text) =>
        Date().IsMatch(text) ? PersonalDetail.DateOfBirth
        : TenDigitsAmong().EnumerateMatches(text) is var numbers && HasNhsNumber(text, numbers) ? PersonalDetail.NhsNumber
        : Phone().IsMatch(text) ? PersonalDetail.PhoneNumber
        : Postcode().IsMatch(text) ? PersonalDetail.Postcode
        : FullName().Matches(text).Any(name => !name.Value.Split(' ', ',').Any(s_words.Contains)) ? PersonalDetail.Name
        : null;

    private static bool HasNhsNumber(string text, Regex.ValueMatchEnumerator numbers)
    {
        foreach (var number in numbers)
        {
            if (IsNhsNumber(text.Substring(number.Index, number.Length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ten digits, spaces or hyphens between them, whose last is the check digit of the first nine.</summary>
    /// <remarks>NHS Data Dictionary, "NHS NUMBER": weights 10 to 2, modulus 11; a check digit of 10 is never issued.</remarks>
    private static bool IsNhsNumber(string text)
    {
        if (!TenDigits().IsMatch(text))
        {
            return false;
        }

        var digits = text.Where(char.IsAsciiDigit).Select(digit => digit - '0').ToArray();
        var sum = 0;
        for (var place = 0; place < 9; place++)
        {
            sum += digits[place] * (10 - place);
        }

        return (11 - (sum % 11)) % 11 == digits[9];
    }

    private const RegexOptions Usual = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"(?<!\d)(\d{1,2}[./ -](\d{1,2}|[A-Za-z]{3,9})[./ -](\d{4}|\d{2})|(19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2})(?!\d)", Usual, 1000)]
    private static partial Regex Date();

    [GeneratedRegex(@"^\D*\d{3}[ -]?\d{3}[ -]?\d{4}\D*$", Usual, 1000)]
    private static partial Regex TenDigits();

    [GeneratedRegex(@"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)", Usual, 1000)]
    private static partial Regex TenDigitsAmong();

    [GeneratedRegex(@"(?<![\w])(\+44[ ()0-]*|0)[1-9]([ -]?\d){8,9}(?!\d)", Usual, 1000)]
    private static partial Regex Phone();

    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}(?![A-Za-z0-9])", Usual, 1000)]
    private static partial Regex Postcode();

    // Two words or more that begin with a capital, the last going on in small letters: "Abi Smith", "A. Smith", "Mary-Jane O'Neill".
    [GeneratedRegex(@"(?<![\p{L}\d])\p{Lu}(\.|\p{Ll}*(['’-]\p{Lu}?\p{Ll}+)*)[ ,]+\p{Lu}['’]?\p{L}*\p{Ll}+", Usual, 1000)]
    private static partial Regex FullName();

    // Nothing but letters, as a given name alone would be; references carry digits.
    [GeneratedRegex(@"^\s*\p{L}{3,}([ '’-]\p{L}+)*\s*$", Usual, 1000)]
    private static partial Regex GivenName();
}
