using System.Globalization;
using SupervisionBot.Core.Guides;

namespace SupervisionBot.Core.Sessions;

/// <summary>Questions brought into a session from outside its guide: in the session they are prompts like any other.</summary>
public static class BroughtQuestions
{
    private const string PromptPrefix = "brought.";
    private const string SectionTitle = "Questions brought in";

    /// <summary>
    /// The guide as it is in a session: each question stands last in the step it was brought into, asks everybody, and stands in the section of the summary that shows
    /// that step, or in a section of its own where none shows the whole step.
    /// </summary>
    /// <param name="guide">The guide the session was opened with.</param>
    /// <param name="brought">The questions, oldest first; one whose step is not walked in the guide, or whose id is taken, is passed over.</param>
    public static Guide With(this Guide guide, IReadOnlyList<QuestionBrought> brought)
    {
        var questions = brought
            .Where(question => guide.PlaceOf(question.Step) >= 0 && guide.FindPrompt(question.Prompt) is null)
            .DistinctBy(question => question.Prompt, StringComparer.Ordinal)
            .ToLookup(question => question.Step, StringComparer.Ordinal);
        if (questions.Count == 0)
        {
            return guide;
        }

        var known = guide.Sources.Select(source => source.Id).ToHashSet(StringComparer.Ordinal);
        var steps = guide.Steps.Select(step => questions.Contains(step.Id) ? step with { Prompts = [.. step.Prompts, .. questions[step.Id].Select(question => Prompt(question, guide))] } : step);
        return new(
            guide.Id,
            guide.Version,
            guide.Title,
            guide.Purpose,
            guide.Record,
            [.. guide.Sources, .. questions.SelectMany(step => step).Select(question => question.Document).OfType<GuideSource>().Where(source => known.Add(source.Id))],
            guide.Roles,
            [.. steps],
            Summary(guide, questions),
            guide.Checks,
            guide.Areas,
            guide.Bring)
        {
            Schema = guide.Schema,
        };
    }

    /// <summary>The id of the next question brought in: one that no prompt has.</summary>
    internal static string NextId(Guide guide, Session session)
    {
        var number = session.Brought.Length;
        string id;
        do
        {
            number++;
            id = string.Create(CultureInfo.InvariantCulture, $"{PromptPrefix}{number}");
        }
        while (guide.FindPrompt(id) is not null);
        return id;
    }

    private static Prompt Prompt(QuestionBrought question, Guide guide) =>
        new(question.Prompt, PromptKind.Text, question.Text, [.. guide.Roles.Select(role => role.Role)], question.Source, $"Brought in from: {question.From}.");

    private static IReadOnlyList<SummaryPart> Summary(Guide guide, ILookup<string, QuestionBrought> questions)
    {
        var homeless = questions.Where(step => !guide.Summary.Any(part => part.Kind is SummaryPartKind.Answers or SummaryPartKind.Decision && part.Show.Contains(step.Key, StringComparer.Ordinal)));
        string[] show = [.. homeless.SelectMany(step => step).Select(question => question.Prompt)];
        if (show.Length == 0)
        {
            return guide.Summary;
        }

        var id = "brought-in";
        while (guide.Summary.Any(part => part.Id == id))
        {
            id += "-too";
        }

        // After what the guide itself asks, before what any session has.
        var asked = guide.Summary.Count - guide.Summary.Reverse().TakeWhile(part => part.Show.Count == 0).Count();
        return [.. guide.Summary.Take(asked), new(id, SectionTitle, SummaryPartKind.Answers, show), .. guide.Summary.Skip(asked)];
    }
}
