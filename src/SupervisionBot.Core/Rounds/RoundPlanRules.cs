using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Rounds;

/// <summary>What a plan has to keep. The numbers are our own limits.</summary>
public static class RoundPlanRules
{
    /// <summary>Longest question in focus, in UTF-16 characters, inclusive: it stands on a card above three prompts.</summary>
    public const int LongestFocus = 500;

    /// <summary>Most channels of one round, inclusive: about as many as a large council has teams.</summary>
    public const int MostChannels = 100;

    /// <summary>Most days that a round is open, inclusive, as calendars count: a quarter.</summary>
    public const int MostDaysOpen = 92;

    /// <summary>Most days from planning to opening, inclusive.</summary>
    public const int MostDaysAhead = 365;

    /// <summary>Longest recurrence in weeks, inclusive.</summary>
    public const int MostWeeks = 52;

    /// <summary>Longest recurrence in months, inclusive.</summary>
    public const int MostMonths = 12;

    /// <summary>Days in the shortest month: what a month is worth when a round must not last into its next turn.</summary>
    private const int ShortestMonth = 28;

    /// <summary>Shortest time that a round is open, inclusive.</summary>
    public static TimeSpan ShortestOpen { get; } = TimeSpan.FromHours(1);

    /// <summary>How far in the past an opening may be when it is planned, inclusive: a form takes some time to fill in.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Why the plan can't be taken; null where it can.</summary>
    public static Refusal? Unfit(RoundPlan plan, DateTimeOffset now)
    {
        var (opens, closes) = (LondonTime.At(plan.OpensAt), LondonTime.At(plan.ClosesAt));
        var length = plan.ClosesAt - plan.OpensAt;
        return Texts.Unfit(plan.Focus, LongestFocus) ?? plan switch
        {
            { Channels.Count: 0 } => new NoChannels(),
            { Channels.Count: > MostChannels } => new TooMany(MostChannels),
            _ when HasTwice(plan, channel => channel.Key) || HasTwice(plan, channel => channel.Conversation) => new ChannelTwice(),
            _ when opens < now - Grace => new OpensInThePast(),
            _ when plan.OpensAt > LondonTime.Of(now).AddDays(MostDaysAhead) => new OpensTooFarAhead(MostDaysAhead),
            _ when closes - opens < ShortestOpen => new OpenTooShort(),
            _ when length > TimeSpan.FromDays(MostDaysOpen) => new OpenTooLong(MostDaysOpen),
            { Repeats: { } repeats } when !IsKnown(repeats) => new NotARecurrence(),
            { Repeats: { } repeats } when length > Least(repeats) => new RepeatsTooSoon(),
            _ => null,
        };
    }

    /// <summary>Too little is left until the plan's closing to open it as planned.</summary>
    public static bool IsTooLate(RoundPlan plan, DateTimeOffset now) => LondonTime.At(plan.ClosesAt) - now < ShortestOpen;

    private static bool HasTwice(RoundPlan plan, Func<RoundChannel, string> of) => plan.Channels.Select(of).Distinct(StringComparer.Ordinal).Count() < plan.Channels.Count;

    private static bool IsKnown(Recurrence repeats) => repeats switch
    {
        { Unit: RecurrenceUnit.Weeks, Every: >= 1 and <= MostWeeks } => true,
        { Unit: RecurrenceUnit.Months, Every: >= 1 and <= MostMonths } => true,
        _ => false,
    };

    private static TimeSpan Least(Recurrence repeats) => TimeSpan.FromDays(repeats.Every * (repeats.Unit == RecurrenceUnit.Weeks ? 7 : ShortestMonth));
}
