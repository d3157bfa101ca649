using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.OneToOne;

/// <summary>Which question a person is asked next: the one a typed message answers.</summary>
internal static class Asking
{
    /// <summary>The first text question of the present step that asks this person and has no answer of theirs; null when there is none.</summary>
    public static Prompt? Next(Session session, Guide guide, Participant person) =>
        session.Status is SessionStatus.Preparing or SessionStatus.Walking
            ? guide.FindStep(session.Step)?.Prompts.FirstOrDefault(prompt =>
                prompt.Kind == PromptKind.Text && prompt.Ask.Contains(person.Role) && session.Answer(prompt.Id, person.Person) is null)
            : null;

    /// <summary>The text questions that this person can answer now, the present step's first.</summary>
    public static IEnumerable<Prompt> Open(Session session, Guide guide, Participant person) =>
        session.Status is SessionStatus.Preparing or SessionStatus.Walking or SessionStatus.Checking
            ? guide.Steps
                .Where(step => step.Throughout || step.Id == session.Step || session.Walked.Contains(step.Id))
                .OrderByDescending(step => step.Id == session.Step)
                .SelectMany(step => step.Prompts)
                .Where(prompt => prompt.Kind == PromptKind.Text && prompt.Ask.Contains(person.Role))
            : [];
}
