using System.Globalization;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>The questions of a step on its card: one is open, and of each other stands in a line what was said.</summary>
internal static class StepQuestions
{
    /// <summary>The questions as one participant sees them.</summary>
    /// <param name="step">The step.</param>
    /// <param name="session">The session.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="drafts">What they had typed when their save was refused: it stands in open boxes.</param>
    /// <param name="open">A prompt of the question that is to be open; where it is none of the step, the first they have not answered is.</param>
    public static IReadOnlyList<QuestionView> Of(Step step, Session session, Participant viewer, Drafts drafts, string open)
    {
        var groups = Groups(step);
        var foldable = groups.Count(IsFoldable);
        var opened = groups.FirstOrDefault(group => group.Any(prompt => prompt.Id == open)) ?? groups.FirstOrDefault(group => IsToAnswer(group, session, viewer));
        return
        [
            .. groups.Select((group, index) =>
            {
                var number = NumberOf(step, group[0], index);
                var folds = foldable > 1 && IsFoldable(group);
                var own = folds ? OwnLine(group, session, viewer) : "";
                var isOpen = !folds || group == opened || group.Any(prompt => IsDraft(prompt, session, viewer, drafts));
                return new QuestionView(
                    $"question.{number.ToString(CultureInfo.InvariantCulture)}",
                    folds,
                    $"Question {number}: {(session.BroughtInto(step.Id) == 0 ? group[0].Text : Cut.Label(group[0].Text))} Show or hide its box.",
                    $"Question {number} of {groups.Count}",
                    group[0].Text,
                    isOpen,
                    !isOpen,
                    isOpen && folds ? group[0].Id : "",
                    own.Length > 0,
                    own.Length > 0 ? own : " ",
                    folds ? [.. OthersIn(group, session, viewer).Select(said => new SaidView(said.Who, group == opened ? Cut.To(Cut.Beside(session.BroughtInto(step.Id), Cut.Excerpt), said.Text) : Cut.OneLine(said.Text)))] : [],
                    [.. group.Select(prompt => PromptViews.Of(prompt, number, session, viewer, drafts.Answers, drafts.Options.GetValueOrDefault(prompt.Id, ""), brought: session.BroughtInto(step.Id), showsOthers: !folds, isFolded: !isOpen, canWriteMore: !isOpen || !folds || group == opened))]);
            }),
        ];
    }

    /// <summary>Whether there is a question to go on to, beside the one that is open.</summary>
    public static bool HasNext(Step step, Session session, Participant viewer, IReadOnlyList<QuestionView> shown) =>
        Groups(step).Zip(shown).Any(question => question.Second.IsFolded && IsToAnswer(question.First, session, viewer));

    /// <summary>The question that a press leaves open: the last one in which something was typed, or else the one that the card had open.</summary>
    public static string Pressed(CardData data, Step step, Session session, PersonId person)
    {
        var typed = data.WithPrefix(PromptViews.AnswerPrefix).Where(answer => SessionVerbs.IsChanged(answer, session, person, data.V)).Select(answer => answer.Key).ToHashSet(StringComparer.Ordinal);
        return step.Prompts.LastOrDefault(prompt => typed.Contains(prompt.Id))?.Id ?? data.Text("open");
    }

    /// <summary>The next question that somebody has not answered, from one on and round to it; empty where there is none.</summary>
    public static string Next(Step step, Session session, Participant viewer, string after)
    {
        var groups = Groups(step);
        var at = groups.FindIndex(group => group.Any(prompt => prompt.Id == after));
        return groups.Skip(at + 1).Concat(groups.Take(at + 1)).FirstOrDefault(group => IsToAnswer(group, session, viewer))?[0].Id ?? "";
    }

    // A rating and the note on it are one question.
    private static List<List<Prompt>> Groups(Step step)
    {
        var groups = new List<List<Prompt>>();
        foreach (var prompt in step.Prompts)
        {
            if (groups is [.., [{ Kind: PromptKind.Choice } rated]] && prompt.Kind == PromptKind.Text && rated.Source.Item is not null && rated.Source == prompt.Source)
            {
                groups[^1].Add(prompt);
            }
            else
            {
                groups.Add([prompt]);
            }
        }

        return groups;
    }

    // Options and actions are lists that are looked at as a whole.
    private static bool IsFoldable(List<Prompt> group) => group.All(prompt => prompt.Kind is not (PromptKind.Options or PromptKind.Actions));

    private static bool IsToAnswer(List<Prompt> group, Session session, Participant viewer) =>
        IsFoldable(group) && group.Any(prompt => prompt.TakesAnswers && prompt.Ask.Contains(viewer.Role)) && group.All(prompt => session.Answer(prompt.Id, viewer.Person) is null);

    private static bool IsDraft(Prompt prompt, Session session, Participant viewer, Drafts drafts) =>
        drafts.Answers.TryGetValue(prompt.Id, out var typed) && typed != (session.Answer(prompt.Id, viewer.Person)?.Value ?? "");

    private static string OwnLine(List<Prompt> group, Session session, Participant viewer)
    {
        var own = group.Select(prompt => (Prompt: prompt, Answer: session.Answer(prompt.Id, viewer.Person))).Where(one => one.Answer is not null).Select(one => PromptValue.ForPeople(one.Prompt, one.Answer!.Value)).ToList();
        return own.Count > 0 ? Cut.OneLine($"You: {string.Join(" – ", own)}")
            : OthersIn(group, session, viewer).Any() ? "" : "Not answered yet.";
    }

    private static IEnumerable<SaidView> OthersIn(List<Prompt> group, Session session, Participant viewer) =>
        group.SelectMany(prompt => session.Answers(prompt.Id).Where(answer => answer.By != viewer.Person).Select(answer => new SaidView(PromptViews.Who(session, answer.By, answer.At), PromptValue.ForPeople(prompt, answer.Value))));

    // As the source counts them, where it counts all of a step.
    private static int NumberOf(Step step, Prompt first, int index)
    {
        var items = step.Prompts.Where(prompt => prompt.Kind == PromptKind.Text).Select(prompt => prompt.Source.Item).ToList();
        var isOneList = step.Prompts.Select(prompt => (prompt.Source.Document, prompt.Source.Section)).Distinct().Count() == 1 && step.Prompts.All(prompt => prompt.Source.Item is not null);
        return isOneList && items.Distinct().Count() == items.Count ? first.Source.Item!.Value : index + 1;
    }
}
