using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Core.Summaries;

/// <summary>What stands in each section of a summary.</summary>
internal static class SummaryLines
{
    /// <summary>Label of the line with the option chosen.</summary>
    public const string ChosenLabel = "Chosen";

    /// <summary>What stands in the place of an option that its writer took back.</summary>
    public const string TakenBack = "(taken back)";

    public static IReadOnlyList<SummaryLine> Of(SummaryPart part, Session session, Guide guide) =>
    [
        .. part.Kind switch
        {
            SummaryPartKind.Answers => Prompts(part, guide).SelectMany(prompt => Answers(prompt, session, guide)),
            SummaryPartKind.Options => Prompts(part, guide).SelectMany(prompt => session.Options.Where(option => option.Prompt == prompt.Id).SelectMany(option => Weighed(option, prompt, session))),
            SummaryPartKind.Decision => Prompts(part, guide).SelectMany(prompt => prompt.Kind == PromptKind.Options ? Chosen(prompt, session) : Answers(prompt, session, guide)),
            SummaryPartKind.Actions => Prompts(part, guide).SelectMany(prompt => session.Actions.Where(action => action.Prompt == prompt.Id).SelectMany(action => Action(action, session))),
            SummaryPartKind.Concerns => session.Concerns.Select(concern => new SummaryLine($"Raised during {guide.FindStep(concern.Step)?.Title ?? concern.Step}", concern.Text, session.NameOf(concern.By), concern.At)),
            SummaryPartKind.People => session.Participants.Select(participant => Person(participant, session, guide)),
            SummaryPartKind.Gaps => Gaps(session, guide),
            SummaryPartKind.Remarks => Remarks(session),
        },
    ];

    private static IEnumerable<Prompt> Prompts(SummaryPart part, Guide guide) =>
        part.Show.SelectMany(id => guide.FindStep(id)?.Prompts ?? [guide.FindPrompt(id)!]);

    private static IEnumerable<SummaryLine> Answers(Prompt prompt, Session session, Guide guide)
    {
        var answers = session.Answers(prompt.Id).ToList();
        return answers.Count == 0
            ? [new(guide.LabelOf(prompt), "")]
            : answers.Select(answer => new SummaryLine(guide.LabelOf(prompt), PromptValue.ForPeople(prompt, answer.Value), session.NameOf(answer.By), answer.At));
    }

    private static IEnumerable<SummaryLine> Weighed(Option option, Prompt prompt, Session session)
    {
        yield return new($"Option {option.Number}", option.IsTakenBack ? TakenBack : option.Text, session.NameOf(option.By), option.At);
        if (option.Verdicts.Count > 0)
        {
            yield return new($"Option {option.Number} tested", string.Join(" ", prompt.Tests.Select(test => $"{test.Text} {option.VerdictOf(test.Id).InWords()}")));
        }

        foreach (var note in option.Notes)
        {
            yield return new($"Option {option.Number} note", note.Text, session.NameOf(note.By), note.At);
        }

        if (option is { Standing: Standing.SetAside, Why: { } why })
        {
            yield return new($"Option {option.Number} set aside because", why.Text, session.NameOf(why.By), why.At);
        }
        else if (!option.IsTakenBack)
        {
            yield return new($"Option {option.Number}", option.Standing == Standing.Chosen ? "Chosen: see the decision." : "Neither chosen nor set aside.");
        }
    }

    private static IEnumerable<SummaryLine> Chosen(Prompt prompt, Session session) =>
        session.Choice(prompt.Id) is { Why: { } why } option
            ? [new(ChosenLabel, option.Text, session.NameOf(why.By), why.At), new("Because", why.Text, session.NameOf(why.By), why.At)]
            : [new(ChosenLabel, "")];

    private static IEnumerable<SummaryLine> Action(AgreedAction action, Session session)
    {
        var label = $"Action {action.Number}";
        yield return new(label, action.Details.What, session.NameOf(action.By), action.At);
        yield return new($"{label}: who", action.Details.Who);
        yield return new($"{label}: by when", action.Details.ByWhen is { } day ? PromptValue.Day(day) : "");
        yield return new($"{label}: how we will know", action.Details.Measure);
        yield return new($"{label}: what difference for the child", action.Details.Difference);
    }

    private static SummaryLine Person(Participant participant, Session session, Guide guide) =>
        new(guide.FindRole(participant.Role)?.Title ?? participant.Role.ToString(), session.Joined.Contains(participant.Person) ? participant.Name : $"{participant.Name} (did not open the invitation)");

    private static IEnumerable<SummaryLine> Gaps(Session session, Guide guide)
    {
        foreach (var id in session.Missing ?? [])
        {
            yield return new("Missing when the record was checked", guide.Checks.FirstOrDefault(check => check.Id == id)?.Text ?? id);
        }

        if (session.WentOn is { } reason)
        {
            yield return new("Why the session went on", reason.Text, session.NameOf(reason.By), reason.At);
        }
    }

    private static IEnumerable<SummaryLine> Remarks(Session session) =>
    [
        .. session.Comments.Select(comment => new SummaryLine(comment.IsDisagreement ? "Disagreement with an earlier summary" : "Comment", comment.Text, session.NameOf(comment.By), comment.At)),
        .. session.Positions.Select(position => new SummaryLine(position.Disagreement is null ? "Confirmed" : "Disagreed", position.Disagreement ?? "", session.NameOf(position.By), position.At)),
    ];
}
