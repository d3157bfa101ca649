using SupervisionBot.Core.Rounds;
using static SupervisionBot.Core.Tests.Rounds.RoundScene;

namespace SupervisionBot.Core.Tests.Rounds;

/// <summary>One of each event, and both sides of what can be left out.</summary>
internal static class EveryRoundEvent
{
    public static readonly RoundEvent[] Examples =
    [
        new RoundDrafted(TwoTeams with { Repeats = new(2, RecurrenceUnit.Months) }, Anna, "Anna", new(2027, 1, 8, 9, 0, 0), Id, 2),
        new RoundDrafted(OneTeam with { Anonymous = false }, Anna, "Anna", OneTeam.OpensAt, Previous: null, 1),
        new PlanChanged(OneTeam with { Repeats = new(3, RecurrenceUnit.Weeks) }),
        new PlanSubmitted(),
        new PlanSentBack("Ask less."),
        new RoundScheduled(Ben),
        new RoundScheduled(ApprovedBy: null),
        new RoundDiscarded(),
        new RoundOpened(Closes),
        new RoundReminded(),
        new RoundExtended(Closes.AddDays(1)),
        new RoundClosed(Early: true),
        new RoundCounted(new(new Dictionary<string, int> { ["a"] = 12, ["b"] = 0 }, new(5, 10))),
        new RoundRecalled("The wrong question."),
        new ThemeCreated(1, RoundPrompt.Stop, "Forms"),
        new ThemeRenamed(1, "Two forms"),
        new ThemesMerged(2, 1),
        new EntriesSorted(new Dictionary<string, int> { ["e1"] = 1, ["e2"] = 0 }),
        new RoundResponded(Promise with { Themes = [1], Start = "Half days", Continue = "Visits in twos", NotDone = "No new car park: no ground." }),
        new ActionTicked(1, Done: true),
        new RoundOpened(Closes, new(5, 10)),
        new TurnoutChecked(4),
        new RoundCounted(new(new Dictionary<string, int> { ["a"] = 12 }, new(5, 10), LeftOut: 2)),
    ];
}
