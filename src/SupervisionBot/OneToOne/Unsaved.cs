using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sessions;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>Words of a press that was refused: none of them may vanish.</summary>
internal static class Unsaved
{
    // Inputs of dialogs beside those that have a prefix.
    private static readonly string[] s_inputs = ["concern", "note", "why", "what", "who", "when", "measure", "difference"];

    /// <summary>Whether anything is written in what came.</summary>
    public static bool AreIn(CardData data) =>
        data.WithPrefix(PromptViews.AnswerPrefix).Concat(data.WithPrefix(PromptViews.OptionPrefix)).Select(input => input.Value).Concat(s_inputs.Select(data.Text)).Append(RemarkOf(data)).Any(text => !string.IsNullOrWhiteSpace(text));

    /// <summary>What goes back into the inputs it was typed in.</summary>
    /// <param name="data">What was pressed.</param>
    /// <param name="refusal">Why it was not saved.</param>
    /// <param name="session">The session as it is now: what was taken back since goes into no input, where it would be saved again.</param>
    /// <param name="person">Who pressed.</param>
    public static Drafts Drafts(CardData data, Refusal refusal, Session session, PersonId person) => new(
        data.WithPrefix(PromptViews.AnswerPrefix).Where(answer => !IsTakenBack(answer.Key, data, session, person)).ToDictionary(StringComparer.Ordinal),
        data.WithPrefix(PromptViews.OptionPrefix).Where(option => IsInline(option.Value)).ToDictionary(StringComparer.Ordinal),
        IsDraft(RemarkOf(data)) ? Cut.Plain(RemarkOf(data)) : "",
        DrawnAt(data, refusal));

    /// <summary>The sequence a card goes on to say when the same press may have to be told from a new one.</summary>
    public static int? DrawnAt(CardData data, Refusal refusal) => refusal is NotSaved ? data.V : null;

    /// <summary>Whether anything typed on a card is not in the session: an answer that differs from what the card was drawn with and from what is there, an option, or a remark.</summary>
    public static bool HasWords(CardData data, Session session, PersonId person) =>
        !string.IsNullOrWhiteSpace(RemarkOf(data))
        || data.WithPrefix(PromptViews.AnswerPrefix).Any(answer =>
            SessionVerbs.IsChanged(answer, session, person, data.V) && session.Answer(answer.Key, person)?.Value != answer.Value)
        || data.WithPrefix(PromptViews.OptionPrefix).Any(option => !string.IsNullOrWhiteSpace(option.Value) && session.Options.All(there => there.Text != option.Value));

    /// <summary>All that was typed into a dialog, for reading.</summary>
    public static string OfDialog(CardData data) => Joined(data.WithPrefix(PromptViews.AnswerPrefix).Select(answer => answer.Value).Concat(s_inputs.Select(data.Text)));

    /// <summary>Whether an answer was taken back after the card was drawn: its box may hold those words.</summary>
    public static bool IsTakenBack(string prompt, CardData data, Session session, PersonId person) => session.AnswersTakenBack.GetValueOrDefault(new(prompt, person)) > data.V;

    // A card has at most one of these inputs.
    private static string RemarkOf(CardData data) => $"{data.Text("remark")}{data.Text("reason")}{data.Text("addendum")}";

    private static bool IsDraft(string remark) => Cut.OnWire(remark) <= Cut.Page;

    private static bool IsInline(string text) => Cut.OnWire(text) <= Cut.Inline;

    /// <summary>What is neither saved nor put back into an input of the present card, so that the person can copy it.</summary>
    public static string BesideCard(CardData data, StoredSession stored, Participant viewer)
    {
        var session = stored.Session;
        var prompts = session.Status is SessionStatus.Preparing or SessionStatus.Walking ? stored.Guide.FindStep(session.Step)!.Prompts.Select(prompt => prompt.Id) : [];
        var takesRemark = session.Status is SessionStatus.Summarised or SessionStatus.Frozen || (session.Status == SessionStatus.Checking && stored.Guide.FindRole(viewer.Role) is { Leads: true });
        var options = data.WithPrefix(PromptViews.OptionPrefix).Where(typed => !prompts.Contains(typed.Key) || !IsInline(typed.Value)).Select(typed => typed.Value).Where(text => session.Options.All(option => option.Text != text));
        return Joined([.. Answers(data, session, answer => prompts.Contains(answer.Key) && !IsTakenBack(answer.Key, data, session, viewer.Person) && Cut.OnWire(answer.Value) <= Cut.Beside(session.BroughtInto(session.Step), Cut.Inline)), .. options, takesRemark && IsDraft(RemarkOf(data)) ? "" : RemarkOf(data)]);
    }

    /// <summary>The same for a dialog: it puts back what was typed into it, but for answers that are too long to be edited beside others.</summary>
    public static string BesideDialog(CardData data, Session session, PersonId person) =>
        Joined(Answers(data, session, answer => !IsTakenBack(answer.Key, data, session, person) && (data.Verb == "prompt.save" || IsInline(answer.Value))));

    private static IEnumerable<string> Answers(CardData data, Session session, Func<KeyValuePair<string, string>, bool> isPutBack) => data
        .WithPrefix(PromptViews.AnswerPrefix)
        .Where(answer => !isPutBack(answer) && session.Participants.All(participant => session.Answer(answer.Key, participant.Person)?.Value != answer.Value))
        .Select(answer => answer.Value);

    private static string Joined(IEnumerable<string> texts) => Cut.To(Cut.Kept, string.Join("\n\n", texts.Where(text => text.Length > 0)), isRecorded: false);
}
