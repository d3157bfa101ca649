using System.Collections.Frozen;

namespace SupervisionBot.Words;

/// <summary>Words that are written with capitals and are no names of people. Our own lists: a word that is missing costs somebody one press more.</summary>
internal static class NoNames
{
    /// <summary>Words of the field and of the calendar, and such as begin sentences.</summary>
    private static readonly FrozenSet<string> s_withACapital = Set("""
        adult area assessment assessments authority board branch care case chair chief child children circle code committee conference core council
        court decision department director district duty early education ethics executive families family form framework general group guardian head
        health help home hospital house hub independent information initial justice keeping knowsley leader leaders learning legal liaison local
        manager meeting microsoft model network north nurse officer panel partnership plan planning police practice practitioner primary principal
        programme project protection public quality record records ref reference referral referrals report review safeguarding safety school senior
        sergeant service services signs social south special start stop strategy supervision supervisor support system systems team teams together
        training trust unit university visit visits west east work worker workers working workshop youth excel outlook word sharepoint liquidlogic
        mosaic eclipse capita careworks ofsted cafcass barnardos nspcc england wales scotland ireland london britain british english welsh act

        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
        christmas easter spring summer autumn winter abuse adviser agency carer carers centre commissioner contact domestic edge foster guardianship
        law looked multi-agency offending order orders outline personal section virtual

        a about after again all also an and another any are as ask at be because been before being better both but by can could do does don't each
        every everybody everyone few first fewer for from get give go good had has have having he her here his how i if in is it its just keep last
        less let like long make many maybe more most much must my need new next no nobody not nothing now of off often on once one only or other our
        out over please put same say see send several she should show since small so some somebody sometimes such take than thank thanks that the
        their them then there these they thing things this those three through time to too try two under until up us use very was we well were what
        when where which while who why will with without would yes yet you your
        """);

    /// <summary>Usual abbreviations, and what is said loudly.</summary>
    private static readonly FrozenSet<string> s_inCapitals = Set("""
        mash camhs senco senc ehcp ehat lado marac mappa neet uasc icpc rcpc ccpc plo cin taf tac caf sgo lac iro asye nqsw pqs kss dsl send yot yjs
        dash vpo sen edt dv fgc gp hv cme pep php lpm nhs icb cqc dfe ico gdpr dpia sar foi pdf csv url http https html faq tbc tba asap fyi nb ps pps
        ok okay urgent important note read never always every really extremely enough stopped start stop action actions admin already answer answers
        around away back bad big bring broken call calls cases cause change changes clear come days deadline deadlines done down email emails end
        ending even ever far feel feels files find fix four five forms full getting going hard high hours huge idea ideas instead keep kids know late
        later less lot lots low main making mean means meetings minutes money month months need needed needs open order own page paper paperwork part
        parts past pay people place point pressure problem problems question questions quick quickly right rota sick soon speak staff step steps still
        stress stressful stuff talk tell ten think thought tired today told tomorrow travel two useless waiting want waste way week weeks went work
        works worse worst wrong year years yesterday young
        """);

    /// <summary>Whether it is often written with a capital for another reason than being a name. An <c>'s</c> at its end does not count.</summary>
    public static bool Has(ReadOnlySpan<char> word) => Has(s_withACapital, word);

    /// <summary>Whether it is often written all in capitals for another reason than being a name.</summary>
    public static bool HasInCapitals(ReadOnlySpan<char> word) => Has(s_inCapitals, word);

    private static bool Has(FrozenSet<string> words, ReadOnlySpan<char> word)
    {
        var end = word.LastIndexOfAny('\'', '’');
        var stem = end > 0 && word[(end + 1)..] is "s" or "S" ? word[..end] : word;
        return words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(stem);
    }

    private static FrozenSet<string> Set(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
