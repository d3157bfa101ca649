using System.Globalization;

namespace SupervisionBot.Core.Sessions;

/// <summary>What of each kind of event somebody wrote: it stands apart from the rest where it is stored, and can be erased without it.</summary>
/// <remarks>An event without its words has empty texts in their place; <see cref="SessionFold"/> reads that as words that are gone.</remarks>
public static class EventWords
{
    /// <summary>Which of the words of an action are a day.</summary>
    internal const int DayPart = 2;

    private const string Day = "yyyy-MM-dd";

    /// <summary>The words of an event, in an order of its own; none where nobody writes any.</summary>
    public static IReadOnlyList<string> Of(SessionEvent said) => said switch
    {
        SessionOpened opened => [opened.CaseReference],
        CaseReferencePutRight right => [right.Reference],
        Answered answered => [answered.Value],
        ConcernRaised concern => [concern.Text],
        OptionAdded added => [added.Text],
        OptionTested tested => [tested.Note],
        OptionSetAside aside => [aside.Why],
        OptionChosen chosen => [chosen.Why],
        ActionAgreed agreed => Of(agreed.Details),
        ActionChanged changed => Of(changed.Details),
        ActionRemoved removed => [removed.Why],
        WentOnDespite despite => [despite.Reason],
        Commented comment => [comment.Text],
        Disagreed disagreed => [disagreed.Text],
        AddendumAdded addendum => [addendum.Text],
        Corrected corrected => [corrected.Text],
        RedactionAsked asked => [asked.Reason],
        RedactionDeclined declined => [declined.Reason],
        Redacted redacted => [.. redacted.Remains.SelectMany(left => left.Words)],
        Cancelled cancelled => [cancelled.Reason],
        ParticipantJoined or PreparationFinished or WalkBegun or MovedOn or WentBack or Paused or Resumed or RecordChecked or SummaryPrepared
            or SignedOff or SummaryFrozen or SummarySealed or ConfirmationsLapsed or QuestionBrought or TakenBack or RedactionApproved or RedactionWithdrawn => [],
        _ => throw new ArgumentOutOfRangeException(nameof(said), said.GetType().Name, "nobody has said which of it are words"),
    };

    /// <summary>The event with other words.</summary>
    /// <param name="said">The event.</param>
    /// <param name="words">As many as <see cref="Of(SessionEvent)"/> gives.</param>
    public static SessionEvent With(this SessionEvent said, IReadOnlyList<string> words) => said switch
    {
        SessionOpened opened => opened with { CaseReference = words[0] },
        CaseReferencePutRight right => right with { Reference = words[0] },
        Answered answered => answered with { Value = words[0] },
        ConcernRaised concern => concern with { Text = words[0] },
        OptionAdded added => added with { Text = words[0] },
        OptionTested tested => tested with { Note = words[0] },
        OptionSetAside aside => aside with { Why = words[0] },
        OptionChosen chosen => chosen with { Why = words[0] },
        ActionAgreed agreed => agreed with { Details = Details(words) },
        ActionChanged changed => changed with { Details = Details(words) },
        ActionRemoved removed => removed with { Why = words[0] },
        WentOnDespite despite => despite with { Reason = words[0] },
        Commented comment => comment with { Text = words[0] },
        Disagreed disagreed => disagreed with { Text = words[0] },
        AddendumAdded addendum => addendum with { Text = words[0] },
        Corrected corrected => corrected with { Text = words[0] },
        RedactionAsked asked => asked with { Reason = words[0] },
        RedactionDeclined declined => declined with { Reason = words[0] },
        Redacted redacted => redacted with { Remains = Remains(redacted.Remains, words) },
        Cancelled cancelled => cancelled with { Reason = words[0] },
        _ => said,
    };

    /// <summary>The event without its words.</summary>
    public static SessionEvent Without(SessionEvent said) => said.With([.. Of(said).Select(_ => "")]);

    /// <summary>Whether anything is written in it.</summary>
    public static bool AreIn(SessionEvent said) => Of(said).Any(words => words.Length > 0);

    /// <summary>The entries whose words an event erases; none for most.</summary>
    public static IReadOnlyList<int> ErasedBy(SessionEvent said) => said switch
    {
        TakenBack back => back.Entries,
        CaseReferencePutRight right => right.Entries,
        Redacted redacted => [.. redacted.Remains.Select(left => left.Entry)],
        _ => [],
    };

    private static IReadOnlyList<Remains> Remains(IReadOnlyList<Remains> before, IReadOnlyList<string> words)
    {
        var taken = 0;
        return [.. before.Select(left => left with { Words = [.. words.Skip((taken += left.Words.Count) - left.Words.Count).Take(left.Words.Count)] })];
    }

    private static IReadOnlyList<string> Of(ActionDetails details) =>
        [details.What, details.Who, details.ByWhen?.ToString(Day, CultureInfo.InvariantCulture) ?? "", details.Measure, details.Difference];

    private static ActionDetails Details(IReadOnlyList<string> words) =>
        new(words[0], words[1], DateOnly.TryParseExact(words[DayPart], Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null, words[3], words[4]);
}
