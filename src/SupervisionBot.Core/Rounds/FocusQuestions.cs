namespace SupervisionBot.Core.Rounds;

/// <summary>Questions in focus that are offered to a leader who plans a round; they can be changed.</summary>
/// <remarks>
/// Source: "Defensible decision-making in children's social care: challenge questions for leaders" (Research in Practice, June 2022),
/// section "The stop/start/continue challenge", its three questions in order; the wording is ours.
/// </remarks>
public static class FocusQuestions
{
    /// <summary>What stands in the way; what is missing; what helps already.</summary>
    public static IReadOnlyList<string> Offered { get; } =
    [
        "What makes it hard, here, to reach decisions that we can explain and stand by, and should come to an end?",
        "What is missing here that would help us to reach decisions that we can explain and stand by?",
        "What already helps us to reach decisions that we can explain and stand by, and has to be kept?",
    ];
}
