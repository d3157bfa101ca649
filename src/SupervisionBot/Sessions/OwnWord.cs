using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Sessions;

/// <summary>Words of the trail, told from one another by what they are about.</summary>
/// <param name="Entry">Sequence of the newest entry with them.</param>
/// <param name="What">What they are about.</param>
/// <param name="Text">The words as people read them.</param>
/// <param name="At">When they were written.</param>
/// <param name="Earlier">How many earlier versions the trail has besides.</param>
internal sealed record OwnWord(int Entry, string What, string Text, DateTimeOffset At, int Earlier)
{
    /// <summary>All that a person wrote in a session and did not take back, newest first.</summary>
    public static IReadOnlyList<OwnWord> Of(StoredSession stored, IReadOnlyList<TrailEntry> trail, PersonId person)
    {
        var written = stored.Session.Written;
        return
        [
            .. trail.Where(entry => written.TryGetValue(entry.Sequence, out var words) && words.By == person && words.Place != Written.CaseReference)
                .GroupBy(entry => written[entry.Sequence].Place, StringComparer.Ordinal)
                .Select(versions => Of(versions.MaxBy(entry => entry.Sequence)!, stored.Guide, versions.Count() - 1))
                .OrderByDescending(word => word.Entry),
        ];
    }

    /// <summary>The words of one entry.</summary>
    public static OwnWord Of(TrailEntry entry, Guide guide, int earlier = 0)
    {
        var (what, text) = entry.Event switch
        {
            Answered answered when guide.FindPrompt(answered.Prompt) is { } prompt => (guide.LabelOf(prompt), PromptValue.ForPeople(prompt, answered.Value)),
            ConcernRaised => ("Ethics concern", Joined(entry)),
            OptionAdded option => ($"Option {option.Option}", Joined(entry)),
            OptionTested option => ($"Note on option {option.Option}", Joined(entry)),
            OptionSetAside option => ($"Why option {option.Option} was set aside", Joined(entry)),
            OptionChosen option => ($"Why option {option.Option} was chosen", Joined(entry)),
            ActionAgreed action => ($"Action {action.Action}", Action(action.Details)),
            ActionChanged action => ($"Action {action.Action}", Action(action.Details)),
            ActionRemoved action => ($"Why action {action.Action} was taken off the list", Joined(entry)),
            WentOnDespite => ("Why the session went on", Joined(entry)),
            Commented => ("Comment on the summary", Joined(entry)),
            Disagreed => ("Disagreement", Joined(entry)),
            AddendumAdded => ("Later remark", Joined(entry)),
            Corrected => ("Correction", Joined(entry)),
            RedactionAsked => ("Why words should be erased", Joined(entry)),
            RedactionDeclined => ("Why words were not erased", Joined(entry)),
            Redacted => ("What was left when words were erased", Joined(entry)),
            Cancelled => ("Why the session was ended", Joined(entry)),
            _ => ("", Joined(entry)),
        };
        return new(entry.Sequence, what, text, entry.At, earlier);
    }

    private static string Joined(TrailEntry entry) => string.Join(" ", EventWords.Of(entry.Event).Where(words => words.Length > 0));

    private static string Action(ActionDetails details) =>
        string.Join(". ", new[] { details.What, details.Who, details.ByWhen is { } day ? PromptValue.Day(day) : "", details.Measure, details.Difference }.Where(part => part.Length > 0));
}
