using System.Text.RegularExpressions;

namespace SupervisionBot.Words;

/// <summary>
/// Notices what looks like a detail of a person, in the forms that are usual in the United Kingdom. It warns; people can say that it is none all the same.
/// Takes time in proportion to the length of a text: look at the length first all the same.
/// </summary>
internal static class PersonalDetails
{
    // A number may stand right behind or before a letter, and is never a part of a longer number.
    private const string From = @"(?:\b|[\p{L}_])";
    private const string To = From;

    private const string Day = @"(?:0?[1-9]|[12]\d|3[01])";
    private const string Month = @"(?:0?[1-9]|1[0-2])";
    private const string TwoOfDay = @"(?:0[1-9]|[12]\d|3[01])";
    private const string TwoOfMonth = "(?:0[1-9]|1[0-2])";
    private const string Year = @"(?:(?:19|20)\d{2})";
    private const string MonthName =
        "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private const string OfBirth = @"\b(?:dob|d\.o\.b|(?:new)?born|birth(?:day|date)?)(?:\W.{0,20}\b|\W?)";

    // In this order: what is one kind by its form is often another by a part of it.
    private static readonly Detector[] s_detectors =
    [
        new(PersonalDetail.EmailAddress, @"[\w.%+'-]+@[\w-]+(?:\.[\w-]+)+"),

        // HMRC, National Insurance Manual NIM39110 (https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110):
        // two letters, six digits, a letter from A to D; which letters and pairs are never given. QQ stands in examples and on forms.
        new(PersonalDetail.NationalInsuranceNumber, @"\b(?:qq|[abceghj-prstw-z][abceghj-nprstw-z])[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[a-d]\b", IsGivenOut),

        new(PersonalDetail.NhsNumber, From + @"\d{3}[ -]?\d{3}[ -]?\d{4}" + To, IsNhsNumber),

        new(PersonalDetail.DateOfBirth, From + $@"{Day}(?:/{Month}/|\.{Month}\.|-{Month}-)(?:{Year}|\d{{2}})" + To),
        new(PersonalDetail.DateOfBirth, From + $@"{Day} {Month} {Year}" + To),
        new(PersonalDetail.DateOfBirth, From + $@"{Year}[./-]{Month}[./-]{Day}" + To),
        new(PersonalDetail.DateOfBirth, From + $@"{Day}(?:st|nd|rd|th)?[ ./-]{{0,2}}(?:of )?{MonthName}[ .,/-]{{1,2}}(?:{Year}|'?\d{{2}})" + To),
        new(PersonalDetail.DateOfBirth, $@"\b{MonthName}[ .-]{{1,2}}{Day}(?:st|nd|rd|th)?[ ,]{{1,2}}{Year}" + To),
        // A date without separators or without a year is taken for one only beside a word of birth: many references are made of six or eight digits.
        new(PersonalDetail.DateOfBirth, $@"{OfBirth}(?:{Year}{TwoOfMonth}{TwoOfDay}|{TwoOfDay}{TwoOfMonth}(?:{Year}|\d{{2}})|{Day}/{Month})\b"),
        new(PersonalDetail.DateOfBirth, $@"{OfBirth}(?:{Day}(?:st|nd|rd|th)? (?:of )?{MonthName}|{MonthName} {Day}(?:st|nd|rd|th)?)\b"),

        // Ofcom, National Telephone Numbering Plan (https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbering):
        // nine or ten digits after 0 or +44; 04 and 06 are reserved.
        new(PersonalDetail.PhoneNumber, @"(?:^|[^\w])(?:(?:\+|00) ?44[ .()-]{0,3}(?:0[ .()-]{0,2})?|\(?0)[1235789](?:[ .()-]{0,2}\d){8,9}" + To),

        // Royal Mail, postcode format (https://studylib.net/doc/18359331/postcode-format): which letters stand at which place.
        new(PersonalDetail.Postcode, @"\b[a-pr-uwyz][a-hk-y]?\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}\b", IsNoOrdinal),

        // Only streets that are called little else: "Court", "Park" and "Way" stand in too many other names.
        new(
            PersonalDetail.Address,
            @"\b\d{1,4}[A-Za-z]?,? (?:\p{Lu}[\p{L}'’]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Crescent|Terrace|Gardens|Grove|Mews)\b",
            IsNoWordOfTheField,
            HasCase: true),
    ];

    private static readonly Regex s_dayAndMonth = Compile($@"(?:^|[^\d./-]){Day}[./-]{Month}(?:$|[^\d./-])");

    /// <summary>What a case reference looks like; null when it looks like no detail of a person.</summary>
    /// <remarks>
    /// A day and month alone (<c>03/11</c>) counts beside a word for a child or a name, as in <c>baby K 03/11</c>; beside figures, capitals and words of the
    /// field it is taken for a part of a reference, as in <c>CIN 03/11</c>. Letters alone are taken for a given name: references carry digits.
    /// </remarks>
    public static PersonalDetail? InReference(string text) =>
        InProse(text) ?? (
            s_dayAndMonth.IsMatch(text) && Names.NamesAChild(text) ? PersonalDetail.DateOfBirth
            : Names.IsLettersAlone(text) ? PersonalDetail.Name
            : null);

    /// <summary>What a sentence or several seem to give away about a person; null when nothing. A given name alone is not noticed among other words.</summary>
    public static PersonalDetail? InProse(string text) =>
        Array.Find(s_detectors, detector => detector.Finds(text))?.Kind ?? (Names.HasFullName(text) ? PersonalDetail.Name : null);

    /// <summary>What people call it, with its article.</summary>
    public static string Words(this PersonalDetail detail) => detail switch
    {
        PersonalDetail.Name => "a name",
        PersonalDetail.DateOfBirth => "a date of birth",
        PersonalDetail.NhsNumber => "an NHS number",
        PersonalDetail.NationalInsuranceNumber => "a National Insurance number",
        PersonalDetail.PhoneNumber => "a phone number",
        PersonalDetail.EmailAddress => "an e-mail address",
        PersonalDetail.Postcode => "a postcode",
        PersonalDetail.Address => "an address",
    };

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    // Whether the pair of letters is one that is never given is not a matter of single letters.
    private static bool IsGivenOut(string number) => number[..2].ToUpperInvariant() is not ("BG" or "GB" or "KN" or "NK" or "NT" or "TN" or "ZZ");

    /// <summary>Whether the last of ten digits is the check digit of the first nine.</summary>
    /// <remarks>NHS Data Dictionary, "NHS NUMBER": weights 10 to 2, modulus 11; a check digit of 10 is never issued.</remarks>
    private static bool IsNhsNumber(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(digit => digit - '0').ToArray();
        var sum = 0;
        for (var place = 0; place < 9; place++)
        {
            sum += digits[place] * (10 - place);
        }

        return (11 - (sum % 11)) % 11 == digits[9];
    }

    // "KS4 2nd half" ends as a postcode may.
    private static bool IsNoOrdinal(string text) => text[^2..] is not ("st" or "nd" or "rd" or "th");

    private static bool IsNoWordOfTheField(string text) => !text.Split(' ').SkipLast(1).Any(word => NoNames.Has(word));

    /// <summary>One form of one kind.</summary>
    /// <param name="Kind">The kind.</param>
    /// <param name="Pattern">The form.</param>
    /// <param name="Holds">What the form alone does not tell; null where it tells all.</param>
    /// <param name="HasCase">Capitals and small letters are not the same.</param>
    private sealed record Detector(PersonalDetail Kind, string Pattern, Func<string, bool>? Holds = null, bool HasCase = false)
    {
        private readonly Regex _pattern = Compile(HasCase ? Pattern : $"(?i:{Pattern})");

        public bool Finds(string text)
        {
            if (Holds is null)
            {
                return _pattern.IsMatch(text);
            }

            foreach (var match in _pattern.EnumerateMatches(text))
            {
                if (Holds(text.Substring(match.Index, match.Length)))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
