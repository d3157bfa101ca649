using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Rounds;

/// <summary>A step that time asks of a round.</summary>
public enum RoundStep
{
    /// <summary>Open it.</summary>
    Open,

    /// <summary>Remind its channels.</summary>
    Remind,

    /// <summary>See whether enough people have answered for words to be read.</summary>
    CheckTurnout,

    /// <summary>Close it.</summary>
    Close,
}

/// <summary>What time asks of a round. However much was missed, it asks for one step, and for each step once.</summary>
public static class RoundClock
{
    /// <summary>Shortest time from opening to closing, inclusive, for which a reminder is worth its disturbance. Our own limit.</summary>
    public static TimeSpan ShortestWithReminder { get; } = TimeSpan.FromHours(4);

    /// <summary>How long before the closing it is seen whether enough people have answered, so that the closing can still be moved; half of the time that it is open, where that is shorter. Our own number.</summary>
    public static TimeSpan TurnoutBefore { get; } = TimeSpan.FromDays(3);

    /// <summary>Least time before closing, inclusive, at which a late reminder is still sent. Our own limit.</summary>
    public static TimeSpan LatestReminder { get; } = TimeSpan.FromHours(1);

    /// <summary>The one next step that time asks for now; null where it asks for none. Counting a closed round is asked for by its status.</summary>
    public static RoundStep? Due(Round round, DateTimeOffset now) => round.Status switch
    {
        RoundStatus.Scheduled when now >= LondonTime.At(round.Plan.OpensAt) => RoundStep.Open,
        RoundStatus.Open when now >= round.ClosesAt => RoundStep.Close,
        RoundStatus.Open when IsToBeReminded(round, now) && now >= round.RemindAt => RoundStep.Remind,
        RoundStatus.Open when now >= TurnoutAt(round) => RoundStep.CheckTurnout,
        _ => null,
    };

    /// <summary>When to look at the round again, in UTC; not after <paramref name="now"/> where something is to be done at once; null where time asks for nothing more.</summary>
    public static DateTimeOffset? NextAlarm(Round round, DateTimeOffset now) => round.Status switch
    {
        RoundStatus.Scheduled => LondonTime.At(round.Plan.OpensAt),
        RoundStatus.Open => new[] { IsToBeReminded(round, now) ? round.RemindAt : null, TurnoutAt(round), round.ClosesAt }.Min(),
        RoundStatus.Closed => round.ClosedAt,
        _ => null,
    };

    /// <summary>When a round that opens now closes: as planned; or, where that has passed too, after as long as was planned.</summary>
    public static DateTimeOffset ClosingWhenOpened(RoundPlan plan, DateTimeOffset now)
    {
        var closes = LondonTime.At(plan.ClosesAt);
        return closes > now ? closes : now + (closes - LondonTime.At(plan.OpensAt));
    }

    /// <summary>The plan of the next round in the series, at the same times of day; null where there is none.</summary>
    /// <remarks>
    /// Openings are counted from the first one, so that a month's end is found again after a short month. Those that came while the round was open are passed over;
    /// of those that have passed since, the latest is taken, and the others never happen. Without such a one it is the first to come.
    /// A draft has no next yet; a round that was recalled or discarded ends its series.
    /// </remarks>
    public static RoundPlan? NextPlan(Round round, DateTimeOffset now)
    {
        var ends = round.ClosedAt < round.ClosesAt ? round.ClosedAt : round.ClosesAt;
        if (round.Plan.Repeats is not { } repeats || ends is not { } end || round.Status is RoundStatus.Recalled or RoundStatus.Discarded)
        {
            return null;
        }

        var after = round.Status == RoundStatus.Open && now > end ? now : end;
        var openings = Enumerable.Range(1, int.MaxValue)
            .Select(turn => repeats.After(round.First, turn))
            .SkipWhile(opens => opens <= round.Plan.OpensAt || LondonTime.At(opens) < after);
        var next = openings.First();
        foreach (var opens in openings.Skip(1).TakeWhile(opens => LondonTime.At(opens) <= now))
        {
            next = opens;
        }

        return round.Plan with { OpensAt = next, ClosesAt = next + (round.Plan.ClosesAt - round.Plan.OpensAt) };
    }

    // With names, words are shown however few there are.
    private static DateTimeOffset? TurnoutAt(Round round) => round is { Plan.Anonymous: true, Thresholds: not null, MissingTold: null, OpenedAt: { } opened, ClosesAt: { } closes } && closes - opened >= ShortestWithReminder
        ? closes - (TurnoutBefore < (closes - opened) / 2 ? TurnoutBefore : (closes - opened) / 2)
        : null;

    private static bool IsToBeReminded(Round round, DateTimeOffset now) =>
        !round.Reminded && round.ClosesAt - round.OpenedAt >= ShortestWithReminder && round.ClosesAt - now >= LatestReminder;
}
