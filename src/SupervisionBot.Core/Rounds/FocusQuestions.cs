namespace SupervisionBot.Core.Rounds;

/// <summary>The question in focus that is offered to a leader who plans a round, and the questions that stand over the boxes of an answer.</summary>
/// <remarks>
/// Source: "Defensible decision-making in children's social care: challenge questions for leaders" (Alison Domakin, Research in Practice, June 2022),
/// section "The stop/start/continue challenge": its three questions are those over the boxes, in order; the wording is ours.
/// </remarks>
public static class FocusQuestions
{
    /// <summary>Says what the source's three questions are about and asks none of them, so that it stands above all three; it can be changed.</summary>
    public const string Offered = "Decisions that we can explain and stand by: what helps us to reach them, and what does not?";

    /// <summary>The question over the boxes of a prompt.</summary>
    /// <param name="prompt">Which.</param>
    /// <param name="focus">The question in focus: under one of a leader's own the three do not speak of decisions.</param>
    public static string Over(RoundPrompt prompt, string focus) => (prompt, focus == Offered) switch
    {
        (RoundPrompt.Stop, true) => "Stop: what makes it hard to decide in a way that we can explain and stand by, and has to end?",
        (RoundPrompt.Start, true) => "Start: what has to begin, so that more of our decisions are like that?",
        (RoundPrompt.Continue, true) => "Continue: what works well, and has to go on so that our decisions stay like that?",
        (RoundPrompt.Stop, false) => "Stop: what makes it hard, and has to end?",
        (RoundPrompt.Start, false) => "Start: what has to begin, so that it gets better?",
        (RoundPrompt.Continue, false) => "Continue: what works well, and has to go on?",
    };
}
