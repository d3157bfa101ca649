using System.Globalization;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Hosting;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds.Results;

/// <summary>Which entries a leader looks at while sorting.</summary>
/// <param name="Prompt">Under which prompt.</param>
/// <param name="Filter"><see cref="All"/>, <see cref="Unsorted"/>, or the number of a theme.</param>
/// <param name="From">Id of the first entry shown; empty for the beginning. Entries that are sorted away meanwhile do not shift it.</param>
internal sealed record SortView(RoundPrompt Prompt, string Filter, string From)
{
    public const string All = "all";
    public const string Unsorted = "0";

    /// <summary>Reads it from what a card sent. Another filter than the card was drawn with begins at the beginning.</summary>
    public static SortView Read(CardData data)
    {
        var prompt = Enum.TryParse<RoundPrompt>(data.Text("prompt"), out var read) && Enum.IsDefined(read) ? read : RoundPrompt.Stop;
        var (drawn, wanted) = (data.Text("filtered"), data.Has("filter") ? data.Text("filter") : data.Text("filtered"));
        return new(prompt, wanted, wanted == drawn ? data.Text("from") : "");
    }
}

/// <summary>The sorting card of a prompt and the dialog of its themes.</summary>
internal sealed class SortCards(CardPress press)
{
    /// <summary>Most entries on one card. Our own number: each has a choice of all themes beside it.</summary>
    public const int PageSize = 6;

    /// <summary>Begins the id of each entry's choice.</summary>
    public const string InputPrefix = "theme.";

    // Our own number: six of the longest entries and their choices of themes fit a card.
    private const int LongestEntry = 1150;

    /// <summary>The sorting card.</summary>
    /// <param name="counted">The round.</param>
    /// <param name="view">What to look at.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="unsaved">Choices that could not be saved, by entry id.</param>
    /// <param name="name">What stands in the box for a new theme.</param>
    /// <param name="drawnAt">The sequence to go on to say where it is not known whether a press was saved; null for now.</param>
    public ReadOnlyMemory<byte> Card(CountedRound counted, SortView view, Notice notice, IReadOnlyDictionary<string, int>? unsaved = null, string name = "", int? drawnAt = null)
    {
        var themes = ThemesOf(counted, view.Prompt);
        var all = Entries(counted, view.Prompt);
        var filter = view.Filter == SortView.Unsorted || themes.Exists(theme => Number(theme.Number) == view.Filter) ? view.Filter : SortView.All;
        var matching = all.Where(entry => filter == SortView.All || Number(entry.Theme) == filter).ToList();
        var first = matching.FindIndex(entry => string.CompareOrdinal(entry.Entry.Id, view.From) >= 0) switch
        {
            < 0 => Math.Max(0, (matching.Count - 1) / PageSize * PageSize),
            var found => found,
        };
        var shown = matching.Skip(first).Take(PageSize).ToList();
        var unsorted = all.Count(entry => entry.Theme == 0);
        return press.Print(
            "rounds/results-sort",
            new ResultsSortCard(
                notice,
                $"Read and sort: {view.Prompt}.",
                counted.Id,
                drawnAt ?? counted.Round.Sequence,
                $"{view.Prompt}",
                $"{view.Prompt}: read and sort",
                Cut.To(Cut.Excerpt, counted.Round.Plan.Focus),
                Summary(counted, all.Count, unsorted),
                shown.Count > 0,
                counted.CanSort,
                filter,
                [
                    new($"All entries ({all.Count})", SortView.All),
                    new($"Not sorted yet ({unsorted})", SortView.Unsorted),
                    .. themes.Select(theme => new ResultChoice($"{Cut.Label(theme.Name)} ({all.Count(entry => entry.Theme == theme.Number)})", Number(theme.Number))),
                ],
                [new(ResultsCards.NoTheme, SortView.Unsorted), .. themes.Select(Choice)],
                shown.Count == 0 ? (all.Count == 0 ? "" : "Nothing is left here.") : $"{first + 1} to {first + shown.Count} of {matching.Count}",
                [.. shown.Select((entry, index) => View(counted, themes, entry, first + index + 1, unsaved))],
                string.Join(' ', shown.Select(entry => $"{entry.Entry.Id}:{entry.Theme}")),
                first == 0 || shown.Count == 0 ? "" : shown[0].Entry.Id,
                first > 0,
                first > PageSize ? matching[first - PageSize].Entry.Id : "",
                first + shown.Count < matching.Count,
                first + shown.Count < matching.Count ? matching[first + shown.Count].Entry.Id : "",
                Cut.Plain(name),
                themes.Count > 0),
            ResultsCardJson.Default.ResultsSortCard);
    }

    /// <summary>The dialog in which themes are renamed and merged.</summary>
    public ReadOnlyMemory<byte> Dialog(CountedRound counted, SortView view, Notice notice, CardData? typed = null, int? drawnAt = null)
    {
        var themes = ThemesOf(counted, view.Prompt);
        string Typed(string name) => typed is null ? "" : Cut.Plain(typed.Text(name));
        return press.Print(
            "rounds/results-themes-dialog",
            new ResultsThemesDialog(
                notice,
                $"Themes: {view.Prompt}.",
                counted.Id,
                drawnAt ?? counted.Round.Sequence,
                $"{view.Prompt}",
                view.Filter,
                view.From,
                $"Themes of {view.Prompt.ToString().ToLowerInvariant()}",
                themes.Count > 0,
                themes.Count > 1,
                [.. themes.Select(Choice)],
                Typed("theme"),
                Typed("name"),
                Typed("merged"),
                Typed("into")),
            ResultsCardJson.Default.ResultsThemesDialog);
    }

    /// <summary>The entries of a prompt that are shown, each with its theme, in an order that stays and tells nothing.</summary>
    public static List<(ShownEntry Entry, int Theme)> Entries(CountedRound counted, RoundPrompt prompt) =>
        [.. (counted.Under(prompt)?.Themes ?? []).SelectMany(theme => theme.Texts.Select(entry => (entry, theme.Number))).OrderBy(entry => entry.entry.Id, StringComparer.Ordinal)];

    private static List<Theme> ThemesOf(CountedRound counted, RoundPrompt prompt) => [.. counted.Round.Themes.Where(theme => theme.Prompt == prompt)];

    private static ResultChoice Choice(Theme theme) => new(Cut.Label(theme.Name), Number(theme.Number));

    private static SortEntry View(CountedRound counted, List<Theme> themes, (ShownEntry Entry, int Theme) shown, int place, IReadOnlyDictionary<string, int>? unsaved)
    {
        var id = InputPrefix + shown.Entry.Id;
        var chosen = unsaved?.TryGetValue(shown.Entry.Id, out var wanted) == true && (wanted == 0 || themes.Exists(theme => theme.Number == wanted)) ? wanted : shown.Theme;
        var theme = themes.Find(theme => theme.Number == shown.Theme);
        return new(
            id,
            $"Theme of entry {place}",
            Cut.To(LongestEntry, shown.Entry.Text),
            From(counted, shown.Entry),
            Number(chosen),
            $"Theme: {(theme is null ? ResultsCards.NoTheme : Cut.Label(theme.Name))}");
    }

    private static string From(CountedRound counted, ShownEntry entry)
    {
        var team = counted.Results.Groups.FirstOrDefault(row => row.Team == entry.Team)?.Name;
        return string.Join(" · ", new[] { team is null ? null : Cut.Label(team), entry.Who is null ? null : Cut.Label(entry.Who), entry.At is { } at ? UkTime.Short(at) : null }.OfType<string>());
    }

    private static string Summary(CountedRound counted, int entries, int unsorted) => (counted.Results.Detail, entries) switch
    {
        (not ResultDetail.Texts, _) => string.Join(' ', WhyNotShown.Of(counted)),
        (_, 0) => "Nobody wrote anything here.",
        _ => $"{(entries == 1 ? "1 entry" : $"{entries} entries")}, {(unsorted == 0 ? "all of them sorted" : $"{unsorted} not sorted yet")}.{(counted.CanSort ? "" : " The response is posted, so the themes stay as they are.")}",
    };

    private static string Number(int theme) => theme.ToString(CultureInfo.InvariantCulture);
}
