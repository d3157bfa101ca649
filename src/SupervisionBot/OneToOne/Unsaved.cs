using SupervisionBot.Core.Sessions;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sessions;

namespace SupervisionBot.OneToOne;

/// <summary>Words of a press that was refused: none of them may vanish.</summary>
internal static class Unsaved
{
    /// <summary>What goes back into the inputs it was typed in.</summary>
    public static Drafts Drafts(CardData data) =>
        new(data.WithPrefix(PromptViews.AnswerPrefix).ToDictionary(StringComparer.Ordinal), IsDraft(RemarkOf(data)) ? Cut.Plain(RemarkOf(data)) : "");

    // A card has at most one of these inputs.
    private static string RemarkOf(CardData data) => $"{data.Text("remark")}{data.Text("reason")}{data.Text("addendum")}";

    private static bool IsDraft(string remark) => Cut.OnWire(remark) <= Cut.Page;

    /// <summary>What is neither saved nor put back into an input of the present card, so that the person can copy it.</summary>
    public static string BesideCard(CardData data, StoredSession stored, Participant viewer)
    {
        var session = stored.Session;
        var prompts = session.Status is SessionStatus.Preparing or SessionStatus.Walking ? stored.Guide.FindStep(session.Step)!.Prompts.Select(prompt => prompt.Id) : [];
        var takesRemark = session.Status is SessionStatus.Summarised or SessionStatus.Frozen || (session.Status == SessionStatus.Checking && stored.Guide.FindRole(viewer.Role) is { Leads: true });
        var options = data.WithPrefix(PromptViews.OptionPrefix).Select(option => option.Value).Where(text => session.Options.All(option => option.Text != text));
        return Joined([.. Answers(data, session, answer => prompts.Contains(answer.Key) && Cut.OnWire(answer.Value) <= Cut.Inline), .. options, takesRemark && IsDraft(RemarkOf(data)) ? "" : RemarkOf(data)]);
    }

    /// <summary>The same for a dialog: it puts back what was typed into it, but for answers that are too long to be edited beside others.</summary>
    public static string BesideDialog(CardData data, Session session) =>
        Joined(Answers(data, session, answer => data.Verb == "prompt.save" || Cut.OnWire(answer.Value) <= Cut.Inline));

    private static IEnumerable<string> Answers(CardData data, Session session, Func<KeyValuePair<string, string>, bool> isPutBack) => data
        .WithPrefix(PromptViews.AnswerPrefix)
        .Where(answer => !isPutBack(answer) && session.Participants.All(participant => session.Answer(answer.Key, participant.Person)?.Value != answer.Value))
        .Select(answer => answer.Value);

    private static string Joined(IEnumerable<string> texts) => Cut.To(Cut.Kept, string.Join("\n\n", texts.Where(text => text.Length > 0)), isRecorded: false);
}
