using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Turns;

namespace SupervisionBot.Reflections;

/// <summary>Which of somebody's marked reflections a session of theirs still asks about.</summary>
internal static class ToBring
{
    /// <summary>Those that are neither put off in this session nor in it already.</summary>
    public static IReadOnlyList<Marked> Of(IReadOnlyList<Marked> marked, Session session, PersonId person) =>
        [.. marked.Where(mark => mark.NotIn != session.Id.Value && !IsIn(session, mark.Question, person))];

    /// <summary>Whether a session has the question of a reflection with an answer of this person.</summary>
    public static bool IsIn(Session session, string question, PersonId person) => session.Brought.Any(brought => brought.Text == question && session.Answer(brought.Prompt, person) is not null);

    /// <summary>What the step card of the person says; empty where there is nothing to bring.</summary>
    public static string Line(IReadOnlyList<Marked> marked) => marked.Count switch
    {
        0 => "",
        1 => $"You wanted to bring something: {Shortened(marked[0].Question)}",
        var count => $"You wanted to bring something: {Shortened(marked[0].Question)} There {(count == 2 ? "is 1 more" : $"are {count - 1} more")}.",
    };

    // It only reminds: the dialog has all of it.
    private static string Shortened(string question) => question.Length <= Cut.Line ? question : $"{question.AsSpan(0, question.LastIndexOf(' ', Cut.Line))} …";
}
