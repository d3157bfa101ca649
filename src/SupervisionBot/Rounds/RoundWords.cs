using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>What leaders read about a round, in words.</summary>
internal static class RoundWords
{
    /// <summary>How far it is.</summary>
    public static string Status(Round round) => round.Status switch
    {
        RoundStatus.Draft => "Draft",
        RoundStatus.AwaitingApproval => "Waits for approval by another leader",
        RoundStatus.Scheduled => $"Opens on {UkTime.Text(LondonTime.At(round.Plan.OpensAt))}",
        RoundStatus.Open => $"Open until {UkTime.Text(round.ClosesAt!.Value)}",
        RoundStatus.Closed => "Closed, being counted",
        RoundStatus.Counted => "Counted: read the results",
        RoundStatus.Finished => "Finished",
        RoundStatus.Recalled => $"Taken back on {UkTime.Text(round.ChangedAt)}",
        RoundStatus.Discarded => "Discarded before it opened",
    };

    /// <summary>Where it is posted, a line for each team.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="beside">What is said beside the name of a channel.</param>
    public static IReadOnlyList<ChannelLine> Where(RoundPlan plan, Func<RoundChannel, string> beside)
    {
        var teams = plan.Teams.ToList();
        return
        [
            .. teams.Select(team => new ChannelLine(
                $"{Cut.To(Cut.Line, plan.NameOf(team))}:",
                Cut.To(Cut.Among(teams.Count), string.Join(", ", plan.Channels.Where(channel => channel.Team == team).Select(channel => $"{channel.ChannelName}{beside(channel)}"))))),
        ];
    }

    /// <summary>When, how, and how often.</summary>
    public static IEnumerable<ChannelLine> Facts(Round round)
    {
        var (plan, opened) = (round.Plan, round.OpenedAt);
        yield return new(opened is null ? "Opens:" : "Opened:", UkTime.Text(opened ?? LondonTime.At(plan.OpensAt)));
        yield return new(round.ClosedAt is null ? "Closes:" : "Closed:", UkTime.Text(round.ClosedAt ?? round.ClosesAt ?? LondonTime.At(plan.ClosesAt)));
        yield return new("Answers:", $"{(plan.Anonymous ? "anonymous" : "with names")}{(opened is null ? "; fixed once it has opened" : "")}");
        yield return new("Comes again:", plan.Repeats is { } repeats ? Every(repeats) : "no");
        if (round.Number > 1)
        {
            yield return new("In its series:", $"round {round.Number}");
        }
    }

    /// <summary>People in numbers.</summary>
    public static string People(int count) => count == 1 ? "1 person" : $"{count} people";

    private static string Every(Recurrence repeats) => (repeats.Unit, repeats.Every) switch
    {
        (RecurrenceUnit.Weeks, 1) => "every week",
        (RecurrenceUnit.Weeks, var every) => $"every {every} weeks",
        (RecurrenceUnit.Months, 1) => "every month",
        (RecurrenceUnit.Months, var every) => $"every {every} months",
    };
}
