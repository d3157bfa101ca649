using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Rounds;

/// <summary>State from trail. Pure and total: an entry that makes no sense where it stands changes nothing but the sequence.</summary>
public static class RoundFold
{
    /// <summary>The round after these entries; null when they do not begin with its drafting.</summary>
    public static Round? Fold(RoundId id, IEnumerable<RoundEntry> trail) =>
        trail.Aggregate((Round?)null, (round, entry) => Apply(id, round, entry));

    /// <summary>The round after one more entry.</summary>
    public static Round? Apply(RoundId id, Round? round, RoundEntry entry)
    {
        var next = (round, entry.Event) switch
        {
            (null, RoundDrafted drafted) => new Round
            {
                Id = id,
                Plan = drafted.Plan,
                Leader = drafted.Leader,
                LeaderName = drafted.LeaderName,
                First = drafted.First,
                Previous = drafted.Previous,
                Number = drafted.Number,
            },
            (null, _) => null,
            _ => Change(round, entry),
        };
        return next is null ? null : next with { Sequence = entry.Sequence, ChangedAt = entry.At, Operations = next.Operations.Add(entry.Operation) };
    }

    private static Round Change(Round round, RoundEntry entry) => entry.Event switch
    {
        PlanChanged changed => Replan(round, changed.Plan),
        PlanSubmitted => round with { Status = RoundStatus.AwaitingApproval, SubmittedAt = entry.Sequence },
        PlanSentBack back => round with { Status = RoundStatus.Draft, SubmittedAt = 0, SentBackWhy = back.Why },
        RoundScheduled scheduled => round with { Status = RoundStatus.Scheduled, ApprovedBy = scheduled.ApprovedBy, SentBackWhy = null },
        RoundDiscarded => round with { Status = RoundStatus.Discarded },
        RoundOpened opened => round with { Status = RoundStatus.Open, OpenedAt = entry.At, ClosesAt = opened.ClosesAt, Thresholds = opened.Thresholds },
        RoundReminded => round with { Reminded = true },
        TurnoutChecked turnout => round with { MissingTold = turnout.Missing },
        RoundExtended extended => round with { ClosesAt = extended.ClosesAt, MissingTold = null },
        RoundClosed => round with { Status = RoundStatus.Closed, ClosedAt = entry.At },
        RoundCounted counted => round with { Status = RoundStatus.Counted, Tally = counted.Tally },
        RoundRecalled recalled => round with { Status = RoundStatus.Recalled, RecallReason = recalled.Why },
        ThemeCreated created => round with { Themes = round.Themes.Add(new(created.Theme, created.Prompt, created.Name)), ThemesEver = Math.Max(round.ThemesEver, created.Theme) },
        ThemeRenamed renamed => round with { Themes = [.. round.Themes.Select(theme => theme.Number == renamed.Theme ? theme with { Name = renamed.Name } : theme)] },
        ThemesMerged merged => round with
        {
            Themes = round.Themes.RemoveAll(theme => theme.Number == merged.From),
            Sorted = round.Sorted.SetItems(round.Sorted.Where(sorted => sorted.Value == merged.From).Select(sorted => KeyValuePair.Create(sorted.Key, merged.Into))),
        },
        EntriesSorted sorted => round with { Sorted = round.Sorted.SetItems(sorted.Themes).RemoveRange(sorted.Themes.Where(entry => entry.Value == 0).Select(entry => entry.Key)) },
        RoundResponded responded => round with
        {
            Status = RoundStatus.Finished,
            Response = responded.Response,
            Actions = [.. responded.Response.Actions.Select((action, place) => new RoundAction(place + 1, action, Done: false, TickedAt: null))],
        },
        ActionTicked ticked => round with
        {
            Actions = [.. round.Actions.Select(action => action.Number == ticked.Action ? action with { Done = ticked.Done, TickedAt = entry.At } : action)],
        },
        _ => round,
    };

    // A series goes on in its rhythm as long as neither the rhythm nor the opening is touched.
    private static Round Replan(Round round, RoundPlan plan) => round with
    {
        Status = RoundStatus.Draft,
        Plan = plan,
        First = plan.OpensAt == round.Plan.OpensAt && plan.Repeats == round.Plan.Repeats ? round.First : plan.OpensAt,
        SubmittedAt = 0,
        ApprovedBy = null,
        SentBackWhy = null,
    };
}
