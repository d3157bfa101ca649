using SupervisionBot.Core.Rounds;
using SupervisionBot.Hosting;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds.Results;

/// <summary>The results card: who answered in numbers, what they said in themes, and why something is not shown.</summary>
internal sealed class ResultsCards(CardPress press, ResultsDoor door)
{
    // Our own numbers: all of them, with the longest names, fit one card, and what is left out is in the file.
    private const int MostBars = 10;
    private const int MostTeams = 10;
    private const int MostSplit = 8;
    private const int MostOfATeam = 5;
    private const int MostChanges = 12;

    /// <summary>What entries in no theme are called.</summary>
    public const string NoTheme = "No theme yet";

    /// <summary>The card as it is now, compared with the round before.</summary>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public async Task<ReadOnlyMemory<byte>> CardAsync(CountedRound counted, Notice notice, CancellationToken cancellationToken) =>
        Card(counted, await door.BeforeAsync(counted, cancellationToken), notice);

    /// <summary>The card of a round.</summary>
    /// <param name="counted">The round.</param>
    /// <param name="before">What is shown of the round before; null for none.</param>
    /// <param name="notice">A message on top.</param>
    public ReadOnlyMemory<byte> Card(CountedRound counted, RoundResults? before, Notice notice)
    {
        var (round, results) = (counted.Round, counted.Results);
        var changes = Changes(before, results);
        var answered = results.Answered switch
        {
            0 => "Nobody answered.",
            1 => "1 person answered.",
            var people => $"{people} people answered.",
        };
        return press.Print(
            "rounds/results",
            new ResultsCard(
                notice,
                $"Results of stop, start, continue. {answered}",
                counted.Id,
                Cut.To(Cut.Page, round.Plan.Focus),
                Status(round),
                answered,
                [.. WhyNotShown.Of(counted).Select(why => new ResultText(why))],
                results.Teams.Count > 0,
                Few(results.Teams.Select(row => new ResultLine($"{Cut.Label(row.Name)}:", row.Answered == 1 ? "1 person" : $"{row.Answered} people")), MostTeams),
                [.. results.Prompts.Select(prompt => Section(prompt, results))],
                changes.Count > 0,
                changes,
                round.Status == RoundStatus.Counted,
                round.Actions.Length > 0),
            ResultsCardJson.Default.ResultsCard);
    }

    /// <summary>A theme's name where people read it.</summary>
    public static string NameOf(ThemeResults theme) => theme.Number == 0 ? NoTheme : theme.Name;

    private static string Status(Round round) =>
        $"Closed {UkTime.Text(round.ClosedAt!.Value)}. {(round.Status == RoundStatus.Finished ? "Finished: the response is posted." : "Not finished: the response is still to come.")}";

    private static PromptSection Section(PromptResults prompt, RoundResults results)
    {
        var bars = Bars(prompt.Themes);
        return new(
            $"{prompt.Prompt}",
            $"{prompt.Prompt}",
            prompt.Entries switch { 0 => "Nobody wrote anything here.", 1 => "1 entry", var entries => $"{entries} entries" },
            bars.Count > 0,
            $"{prompt.Prompt}: entries by theme",
            bars,
            Numbers(bars),
            prompt.Entries == 0 ? [] : Few(results.Groups.Select((row, group) => new ResultLine($"{Cut.Label(row.Name)}:", OfTeam(prompt, group))), MostSplit),
            results.Detail == ResultDetail.Texts && prompt.Entries > 0,
            $"Read and sort: {prompt.Prompt.ToString().ToLowerInvariant()}");
    }

    private static List<ThemeBar> Bars(IReadOnlyList<ThemeResults> themes)
    {
        var ordered = themes.OrderByDescending(theme => theme.Entries).ThenBy(theme => theme.Number).ToList();
        var shown = ordered.Take(MostBars).Select(theme => new ThemeBar(Cut.Label(NameOf(theme)), theme.Entries));
        return ordered.Count > MostBars ? [.. shown, new("All other themes", ordered.Skip(MostBars).Sum(theme => theme.Entries))] : [.. shown];
    }

    private static string OfTeam(PromptResults prompt, int group)
    {
        var bars = prompt.Themes.Where(theme => theme.ByGroup[group] > 0).OrderByDescending(theme => theme.ByGroup[group]).Select(theme => new ThemeBar(Cut.Label(NameOf(theme)), theme.ByGroup[group])).ToList();
        var more = bars.Skip(MostOfATeam).Sum(bar => bar.Y);
        return bars.Count == 0 ? "nothing" : Numbers([.. bars.Take(MostOfATeam), .. more > 0 ? new[] { new ThemeBar("all others", more) } : []]);
    }

    private static string Numbers(IEnumerable<ThemeBar> bars) => string.Join(" · ", bars.Select(bar => $"{bar.X} {bar.Y}"));

    private static List<ResultLine> Changes(RoundResults? before, RoundResults now)
    {
        if (before is null)
        {
            return [];
        }

        return RoundResults.Compare(before, now) is { } changes
            ? Few(changes.Select(change => new ResultLine($"{change.Prompt}: {Cut.Label(change.Name)}", Moved(change))), MostChanges)
            : [new("", "One of the two rounds shows no themes, so they can't be compared.")];
    }

    private static string Moved(ThemeChange change) => (change.Before, change.Now) switch
    {
        (null, { } now) => $"new, {now} now",
        ({ } before, null) => $"{before} before, not mentioned this time",
        var (before, now) => $"{before} before, {now} now",
    };

    private static List<ResultLine> Few(IEnumerable<ResultLine> lines, int most)
    {
        var all = lines.ToList();
        return all.Count > most ? [.. all.Take(most - 1), new("", $"and {all.Count - most + 1} more, in the file")] : all;
    }
}
