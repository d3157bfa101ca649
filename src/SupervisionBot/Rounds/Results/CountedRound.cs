using SupervisionBot.Core.Rounds;

namespace SupervisionBot.Rounds.Results;

/// <summary>A counted round with all that leaders may see of its answers.</summary>
/// <param name="Address">Where it is stored.</param>
/// <param name="Round">Its state.</param>
/// <param name="Results">What is shown. Nothing else of the answers is.</param>
/// <param name="Thresholds">What a group had to have to be shown.</param>
internal sealed record CountedRound(RoundAddress Address, Round Round, RoundResults Results, Thresholds Thresholds)
{
    /// <summary>The round's id as cards carry it.</summary>
    public string Id => $"{Round.Id.Value:N}";

    /// <summary>Themes can be made and entries sorted: what was written is shown, and the response is still to come.</summary>
    public bool CanSort => Round.Status == RoundStatus.Counted && Results.Detail == ResultDetail.Texts;

    /// <summary>What is shown under a prompt; null where nothing is.</summary>
    public PromptResults? Under(RoundPrompt prompt) => Results.Prompts.FirstOrDefault(results => results.Prompt == prompt);
}
