using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SupervisionBot.Words;

/// <summary>Tells names of people from other words with capitals.</summary>
internal static class Names
{
    // Words that are often written with a capital and are no name: of the field, and such as begin sentences.
    private static readonly FrozenSet<string> s_noNames = Set("""
        adult area assessment assessments authority board branch care case chair chief child children circle code committee conference core council court decision department director district duty early
        education ethics executive families family form framework general general group guardian head health help home hospital house hub independent information initial justice keeping knowsley
        leader leaders learning legal liaison local manager meeting microsoft model network north nurse officer panel partnership plan planning police practice practitioner primary principal programme
        project protection public quality record records ref reference referral referrals report review safeguarding safety school senior sergeant service services signs social south special start stop
        strategy supervision supervisor support system systems team teams together training trust unit university visit visits west east work worker workers working workshop youth
        excel outlook word sharepoint liquidlogic mosaic eclipse capita careworks ofsted cafcass barnardos nspcc england wales scotland ireland london britain british english welsh act
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter spring summer autumn winter
        abuse adviser agency carer carers centre commissioner contact domestic edge foster guardianship law looked multi-agency offending order orders outline personal section virtual
        a about after again all also an and another any are as ask at be because been before being better both but by can could do does don't each every everybody everyone few first fewer for from get give
        go good had has have having he her here his how i if in is it its just keep last less let like long make many maybe more most much must my need new next no nobody not nothing now of off often on once
        one only or other our out over please put same say see send several she should show since small so some somebody sometimes such take than thank thanks that the their them then there these they
        thing things this those three through time to too try two under until up us use very was we well were what when where which while who why will with without would yes yet you your
        """);

    // Written all in capitals for other reasons than being a name: usual abbreviations, and what is said loudly.
    private static readonly FrozenSet<string> s_noNamesInCapitals = Set("""
        mash camhs senco senc ehcp ehat lado marac mappa neet uasc icpc rcpc ccpc plo cin taf tac caf sgo lac iro asye nqsw pqs kss dsl send yot yjs dash vpo sen edt dv fgc gp hv cme pep php lpm
        nhs icb cqc dfe ico gdpr dpia sar foi pdf csv url http https html faq tbc tba asap fyi nb ps pps ok okay urgent important note read never always every really extremely enough stopped start stop
        action actions admin already answer answers around away back bad big bring broken call calls cases cause change changes clear come days deadline deadlines done down email emails end ending
        even ever far feel feels files find fix four five forms full getting going hard high hours huge idea ideas instead keep kids know late later less lot lots low main making mean means
        meetings minutes money month months need needed needs okay open order own page paper paperwork part parts past pay people place point pressure problem problems question questions quick
        quickly right rota sick soon speak staff step steps still stress stressful stuff talk tell ten think thought tired today told tomorrow travel two urgent useless waiting want waste way week weeks
        went work works worse worst wrong year years yesterday young
        """);

    // Beside one of these, a day and a month are a child's.
    private static readonly FrozenSet<string> s_ofChildren = Set("age aged baby boy brother child daughter girl infant newborn sibling sister son toddler twin twins triplet unborn");

    private static readonly Regex s_words = Compile(@"[\p{L}\d][\p{L}\p{M}\d.'’-]*");
    private static readonly Regex s_lettersAlone = Compile(@"^\s*\p{L}{3,}(?:[ '’-]\p{L}+)*\s*$");

    /// <summary>Two words beside each other that look like a given name and a surname: <c>Abi Smith</c>, <c>A. Smith</c>, <c>Smith, Mary-Jane</c>, <c>JANE SMITH</c>.</summary>
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
            if (LookOf(word) is Look.Capital or Look.Initial || Has(s_ofChildren, word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Nothing but letters, as a given name alone would be.</summary>
    public static bool IsLettersAlone(string text) => s_lettersAlone.IsMatch(text);

    /// <summary>A word of the field, or one that begins sentences.</summary>
    public static bool IsOfTheField(string word) => Has(s_noNames, word);

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

        if (letters.IsEmpty || !char.IsUpper(letters[0]) || letters.ContainsAnyInRange('0', '9') || Has(s_noNames, letters))
        {
            return Look.None;
        }

        return letters switch
        {
            { Length: 1 } => Look.Initial,
            _ when char.IsLower(letters[^1]) => Look.Capital,
            { Length: >= 3 } when IsAllCapitals(letters) && !Has(s_noNamesInCapitals, letters) => Look.Capitals,
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

    private static bool Has(FrozenSet<string> words, ReadOnlySpan<char> word)
    {
        var end = word.LastIndexOfAny('\'', '’');
        var stem = end > 0 && word[(end + 1)..] is "s" or "S" ? word[..end] : word;
        return words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(stem);
    }

    private static FrozenSet<string> Set(string words) => words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
}
