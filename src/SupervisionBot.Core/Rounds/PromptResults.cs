namespace SupervisionBot.Core.Rounds;

/// <summary>What was written under one prompt.</summary>
/// <param name="Prompt">Which prompt.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="ByGroup">How many of them each of <see cref="RoundResults.Groups"/> wrote, in that order; empty where they are not split.</param>
/// <param name="Themes">In the order they were made, and last, where there are any, the entries in none. Empty where entries are not shown.</param>
public sealed record PromptResults(RoundPrompt Prompt, int Entries, IReadOnlyList<int> ByGroup, IReadOnlyList<ThemeResults> Themes)
{
    internal static IReadOnlyList<PromptResults> Of(Round round, IReadOnlyList<OpenedEntry> entries, ResultDetail detail, IReadOnlyList<TeamRow> groups)
    {
        var labels = groups.Where(row => row.Team is not null).Select(row => row.Team!).ToHashSet(StringComparer.Ordinal);
        return [.. Enum.GetValues<RoundPrompt>().Select(Under)];

        PromptResults Under(RoundPrompt prompt)
        {
            // By id, which is random: any other order could tell who came when.
            var shown = entries.Where(entry => entry.Prompt == prompt).OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(Show).ToList();
            return detail == ResultDetail.Texts
                ? new(prompt, shown.Count, ByGroup(shown), [.. Themes(prompt, shown)])
                : new(prompt, shown.Count, [], []);
        }

        IEnumerable<ThemeResults> Themes(RoundPrompt prompt, IReadOnlyList<ShownEntry> shown)
        {
            var themes = round.Themes.Where(theme => theme.Prompt == prompt).ToList();
            var sorted = shown.ToLookup(entry => round.Sorted.GetValueOrDefault(entry.Id) is var number && themes.Exists(theme => theme.Number == number) ? number : 0);
            foreach (var theme in themes)
            {
                yield return Theme(theme.Number, theme.Name, [.. sorted[theme.Number]]);
            }

            if (sorted.Contains(0))
            {
                yield return Theme(0, "", [.. sorted[0]]);
            }
        }

        ThemeResults Theme(int number, string name, IReadOnlyList<ShownEntry> shown) => new(number, name, shown.Count, ByGroup(shown), shown);

        IReadOnlyList<int> ByGroup(IReadOnlyList<ShownEntry> shown) => [.. groups.Select(row => shown.Count(entry => entry.Team == row.Team))];

        ShownEntry Show(OpenedEntry entry)
        {
            var team = entry.Group is { } group && labels.Contains(group) ? group : null;
            return round.Plan.Anonymous ? new(entry.Id, entry.Text, team, Who: null, At: null) : new(entry.Id, entry.Text, team, entry.Who, entry.At);
        }
    }
}

/// <summary>A theme with its entries.</summary>
/// <param name="Number">Its number in the round; 0 for the entries in no theme.</param>
/// <param name="Name">What it is called; empty for number 0.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="ByGroup">How many of them each of <see cref="RoundResults.Groups"/> wrote, in that order; empty where they are not split.</param>
/// <param name="Texts">The entries, in an order that tells nothing.</param>
public sealed record ThemeResults(int Number, string Name, int Entries, IReadOnlyList<int> ByGroup, IReadOnlyList<ShownEntry> Texts);

/// <summary>An entry as a leader sees it.</summary>
/// <param name="Id">Its id, to sort it by.</param>
/// <param name="Text">What it says.</param>
/// <param name="Team">Id of its team where that is shown; null for "other teams", or where entries are not split.</param>
/// <param name="Who">The person's name; null in an anonymous round.</param>
/// <param name="At">When it was last saved, in UTC; null in an anonymous round.</param>
public sealed record ShownEntry(string Id, string Text, string? Team, string? Who, DateTimeOffset? At);
