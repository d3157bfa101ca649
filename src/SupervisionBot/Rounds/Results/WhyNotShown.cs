using SupervisionBot.Core.Rounds;

namespace SupervisionBot.Rounds.Results;

/// <summary>Tells leaders why something of an anonymous round is not shown.</summary>
internal static class WhyNotShown
{
    /// <summary>One sentence for each thing; none where all is shown, or nobody answered.</summary>
    public static IReadOnlyList<string> Of(CountedRound counted) =>
    [
        .. LeftOut(counted.Round.Tally!.LeftOut),
        .. counted.Round.Plan.Anonymous && counted.Results.Answered > 0 ? Sentences(counted.Results, counted.Round.Tally.Thresholds.Comments, counted.Round.Plan.Teams.Count(), counted.Thresholds) : [],
    ];

    private static IEnumerable<string> LeftOut(int leftOut)
    {
        if (leftOut > 0)
        {
            yield return $"{(leftOut == 1 ? "One answer is" : $"{leftOut} answers are")} left out: changed outside this app, or not to be read. Please tell whoever looks after the app.";
        }
    }

    private static IEnumerable<string> Sentences(RoundResults results, int words, int teams, Thresholds least)
    {
        if (results.Detail == ResultDetail.People)
        {
            yield return results.Answered < words
                ? $"Fewer than {words} people answered, leaders and guests not counted, so all words were deleted unread, as the card in the channels said. Only the number of people is shown."
                : $"Fewer than {least.Counts} people answered, so only their number is shown: with so few, it could be told who wrote what.";
            yield break;
        }

        if (results.Detail == ResultDetail.Entries)
        {
            yield return $"Fewer than {least.Comments} people answered, so what they wrote is not shown, only how many entries there are.";
        }

        var (counted, split) = (Standing(results.Teams), Standing(results.Groups));
        if (counted == 0 && teams > 1)
        {
            yield return $"Teams are not shown one by one: a team stands by itself where at least {least.Counts} people answered, and only if those left over are at least {least.Counts} as well.";
        }
        else if (counted < teams)
        {
            yield return $"Teams where fewer than {least.Counts} people answered are folded together as {TeamRow.OtherTeams}, with any team that would give them away.";
        }

        if (results.Detail == ResultDetail.Texts && split < counted)
        {
            yield return $"What people wrote is shown by team only where at least {least.Comments} answered{(split == 0 ? ", and in no team that is so" : $"; the rest is together as {TeamRow.OtherTeams}")}.";
        }
    }

    private static int Standing(IReadOnlyList<TeamRow> rows) => rows.Count(row => row.Team is not null);
}
