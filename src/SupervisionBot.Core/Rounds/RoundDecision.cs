using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Rounds;

/// <summary>The rules: what a command yields in a round, or why it is refused. Pure; a refused command has changed nothing.</summary>
/// <remarks>Whether somebody is a leader is decided before: every command comes from a leader or from the clock.</remarks>
public static class RoundDecision
{
    /// <summary>Longest reason to send back or recall, in UTF-16 characters, inclusive. Our own limit.</summary>
    public const int LongestReason = 500;

    /// <summary>Drafts a round.</summary>
    public static Outcome<IReadOnlyList<RoundEvent>> Draft(PersonId leader, DateTimeOffset now, DraftRound draft) =>
        RoundPlanRules.Unfit(draft.Plan, now) is { } unfit
            ? unfit
            : Events(new RoundDrafted(draft.Plan, leader, draft.LeaderName, draft.Plan.OpensAt, Previous: null, Number: 1));

    /// <summary>The next round of a series, as the clock drafts it once this one has closed: scheduled at once, because its plan stays approved until it is changed. Nothing where there is no next.</summary>
    /// <param name="round">The round that has closed.</param>
    /// <param name="now">When.</param>
    /// <param name="isApproved">Whoever approved it still leads; where not, another leader is asked anew.</param>
    public static IReadOnlyList<RoundEvent> Repeat(Round round, DateTimeOffset now, bool isApproved = true) =>
        round.Status is RoundStatus.Closed or RoundStatus.Counted or RoundStatus.Finished && RoundClock.NextPlan(round, now) is { } plan
            ? [new RoundDrafted(plan, round.Leader, round.LeaderName, round.First, round.Id, round.Number + 1), isApproved ? new RoundScheduled(round.ApprovedBy) : new PlanSubmitted()]
            : [];

    /// <summary>Decides one command.</summary>
    /// <param name="round">The round as it is.</param>
    /// <param name="actor">Which leader wants it, as Teams signed them in; null for the clock.</param>
    /// <param name="now">When.</param>
    /// <param name="command">What.</param>
    /// <returns>What to record (nothing where there is nothing new to record), or a refusal.</returns>
    /// <exception cref="ArgumentException">A leader sent a command of the clock, or the clock one of a leader.</exception>
    public static Outcome<IReadOnlyList<RoundEvent>> Decide(Round round, PersonId? actor, DateTimeOffset now, RoundCommand command)
    {
        if (command is ClockCommand clock)
        {
            return actor is null ? ByTheClock(round, now, clock) : throw new ArgumentException("only the clock sends this", nameof(command));
        }

        var leader = actor ?? throw new ArgumentException("only a leader sends this", nameof(command));
        return (round.Status, command) switch
        {
            (RoundStatus.Discarded, _) => new RoundIsDiscarded(),
            (RoundStatus.Recalled, _) => new RoundIsRecalled(),
            (_, TickAction tick) => ToResponse.Tick(round, tick),
            (RoundStatus.Finished, _) => new RoundIsFinished(),

            (RoundStatus.Draft or RoundStatus.AwaitingApproval or RoundStatus.Scheduled, ChangePlan change) => Replan(round, now, change.Plan),
            (_, ChangePlan) => new PlanIsFixed(),
            (RoundStatus.Draft, SubmitPlan) when leader != round.Leader => new OnlyTheDrafterMay(),
            (RoundStatus.Draft, SubmitPlan) when RoundPlanRules.IsTooLate(round.Plan, now) => new TooLateToOpen(),
            (RoundStatus.Draft, SubmitPlan) => Events(round.Plan.Teams.Count() == 1 ? new RoundScheduled(ApprovedBy: null) : new PlanSubmitted()),
            (_, SubmitPlan) => new SubmittedAlready(),
            (RoundStatus.AwaitingApproval, Approve) when leader == round.Leader => new NotYourOwnToApprove(),
            (RoundStatus.AwaitingApproval, Approve { SubmittedAt: var at }) when at != round.SubmittedAt => new PlanChangedSince(),
            (RoundStatus.AwaitingApproval, Approve) when RoundPlanRules.IsTooLate(round.Plan, now) => new TooLateToOpen(),
            (RoundStatus.AwaitingApproval, Approve) => Events(new RoundScheduled(leader)),
            (RoundStatus.AwaitingApproval, SendBack { SubmittedAt: var at }) when at != round.SubmittedAt => new PlanChangedSince(),
            (RoundStatus.AwaitingApproval, SendBack back) => Written(back.Why, why => new PlanSentBack(why)),
            (_, Approve or SendBack) => new NotAwaitingApproval(),

            (RoundStatus.Draft or RoundStatus.AwaitingApproval or RoundStatus.Scheduled, Discard) => Events(new RoundDiscarded()),
            (_, Discard) => new RecallInstead(),
            (RoundStatus.Draft or RoundStatus.AwaitingApproval, Recall) => new DiscardInstead(),
            (_, Recall recall) => Written(recall.Why, why => new RoundRecalled(why)),

            (RoundStatus.Open, Extend extend) => Prolong(round, now, extend),
            (RoundStatus.Open, CloseEarly) => Events(new RoundClosed(Early: now < round.ClosesAt)),
            (_, Extend or CloseEarly) => new RoundIsNotOpen(),

            (not RoundStatus.Counted, CreateTheme or RenameTheme or MergeThemes or SortEntries or Respond) => new NotCountedYet(),
            (_, CreateTheme or RenameTheme or MergeThemes or SortEntries) => ToThemes.Decide(round, command),
            (_, Respond respond) => ToResponse.Respond(round, now, respond.Response),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "no rule for this command"),
        };
    }

    internal static Outcome<IReadOnlyList<RoundEvent>> Events(params RoundEvent[] events) => events;

    private static Outcome<IReadOnlyList<RoundEvent>> ByTheClock(Round round, DateTimeOffset now, ClockCommand command) => command switch
    {
        RecordCount count => round.Status == RoundStatus.Closed ? Events(new RoundCounted(count.Tally)) : Events(),
        _ when RoundClock.Due(round, now) != StepOf(command) => Events(),
        OpenNow open => Events(new RoundOpened(RoundClock.ClosingWhenOpened(round.Plan, now), open.Thresholds)),
        Remind => Events(new RoundReminded()),
        CheckTurnout turnout => Events(new TurnoutChecked(Math.Max(0, round.Thresholds!.Comments - turnout.People))),
        Close => Events(new RoundClosed(Early: false)),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "no rule for this command"),
    };

    private static RoundStep? StepOf(ClockCommand command) => command switch
    {
        OpenNow => RoundStep.Open,
        Remind => RoundStep.Remind,
        CheckTurnout => RoundStep.CheckTurnout,
        Close => RoundStep.Close,
        _ => null,
    };

    private static Outcome<IReadOnlyList<RoundEvent>> Replan(Round round, DateTimeOffset now, RoundPlan plan) =>
        plan.SameAs(round.Plan) ? Events()
        : RoundPlanRules.Unfit(plan, now) is { } unfit ? unfit
        : Events(new PlanChanged(plan));

    private static Outcome<IReadOnlyList<RoundEvent>> Prolong(Round round, DateTimeOffset now, Extend extend) => LondonTime.At(extend.ClosesAt) switch
    {
        _ when !round.TakesAnswers(now) => new RoundIsNotOpen(),
        var closes when closes <= round.ClosesAt => new ClosesNoLater(),
        _ when extend.ClosesAt - LondonTime.Of(round.OpenedAt!.Value) > TimeSpan.FromDays(RoundPlanRules.MostDaysOpen) => new OpenTooLong(RoundPlanRules.MostDaysOpen),
        var closes => Events(new RoundExtended(closes)),
    };

    private static Outcome<IReadOnlyList<RoundEvent>> Written(string text, Func<string, RoundEvent> write) =>
        Texts.Unfit(text, LongestReason) is { } unfit ? unfit : Events(write(text.Trim()));
}
