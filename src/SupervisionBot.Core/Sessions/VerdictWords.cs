namespace SupervisionBot.Core.Sessions;

/// <summary>Verdicts as people read them, in the check and in the summary alike.</summary>
internal static class VerdictWords
{
    /// <summary>One or two words with a full stop; null: the test was not done.</summary>
    public static string InWords(this Verdict? verdict) => verdict is not { } given
        ? "Not tested."
        : given switch
        {
            Verdict.Yes => "Yes.",
            Verdict.No => "No.",
            Verdict.Unsure => "Not sure.",
        };
}
