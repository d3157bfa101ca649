using System.Collections.Immutable;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Rounds;

/// <summary>One thing that somebody wrote, as it is kept after counting.</summary>
/// <param name="Id">Random, and of no meaning.</param>
/// <param name="Prompt">Under which prompt.</param>
/// <param name="Text">What it says.</param>
/// <param name="Group">Id of the team; in an anonymous round only where <see cref="Suppression.GroupsToKeep"/> has it.</param>
/// <param name="Who">The person's name; null in an anonymous round.</param>
/// <param name="At">When it was last saved, in UTC; null in an anonymous round.</param>
public sealed record OpenedEntry(string Id, RoundPrompt Prompt, string Text, string? Group, string? Who, DateTimeOffset? At);

/// <summary>Everything that a leader may see of a round's answers.</summary>
/// <param name="Round">Which round.</param>
/// <param name="Answered">How many people answered.</param>
/// <param name="Detail">How much is shown.</param>
/// <param name="Teams">How many people answered by team, by name; the last may be all others together. Empty where no team stands by itself.</param>
/// <param name="Groups">Into whom entries and their counts are split, by name; the last may be all others together. Empty where they are not split.</param>
/// <param name="Prompts">Stop, start, continue; empty where <paramref name="Detail"/> is <see cref="ResultDetail.People"/>.</param>
public sealed record RoundResults(
    RoundId Round,
    int Answered,
    ResultDetail Detail,
    IReadOnlyList<TeamRow> Teams,
    IReadOnlyList<TeamRow> Groups,
    IReadOnlyList<PromptResults> Prompts)
{
    /// <summary>What leaders see of these answers. A named round shows all of it.</summary>
    /// <param name="round">A counted round.</param>
    /// <param name="entries">Its entries, in any order.</param>
    /// <param name="thresholds">What a group has to have by today's settings; where the settings were stricter when it was counted, those hold.</param>
    /// <exception cref="ArgumentException">The round is not counted.</exception>
    public static RoundResults Of(Round round, IEnumerable<OpenedEntry> entries, Thresholds thresholds)
    {
        var tally = round.Tally ?? throw new ArgumentException("is not counted", nameof(round));
        var everybody = round.Plan.Teams.Concat(tally.People.Keys).ToImmutableHashSet(StringComparer.Ordinal);
        var strict = thresholds.Or(tally.Thresholds);
        var (shown, detail) = round.Plan.Anonymous
            // Words of fewer than were promised are deleted unread, so there is nothing to count among them either.
            ? (Suppression.Groups(tally.People, strict), tally.Answered < tally.Thresholds.Comments ? ResultDetail.People : DetailFor(tally.Answered, strict))
            : (new ShownTeams(everybody, everybody), ResultDetail.Texts);

        // Nothing is split of what is not shown at all.
        var teams = detail == ResultDetail.People ? [] : Rows(round.Plan, tally, shown.Counted);
        var groups = detail == ResultDetail.Texts ? Rows(round.Plan, tally, shown.WithComments) : [];
        return new(round.Id, tally.Answered, detail, teams, groups, detail == ResultDetail.People ? [] : PromptResults.Of(round, [.. entries], detail, groups));
    }

    /// <summary>What moved since the round before: themes by prompt and name, over all teams together. Null where one of the two rounds shows no themes.</summary>
    public static IReadOnlyList<ThemeChange>? Compare(RoundResults previous, RoundResults current)
    {
        if (previous.Detail != ResultDetail.Texts || current.Detail != ResultDetail.Texts)
        {
            return null;
        }

        var (before, now) = (Named(previous), Named(current));
        return
        [
            .. now.Select(theme => new ThemeChange(theme.Prompt, theme.Name, before.Find(theme.IsSameAs)?.Entries, theme.Entries)),
            .. before.Where(theme => !now.Exists(theme.IsSameAs)).Select(theme => new ThemeChange(theme.Prompt, theme.Name, theme.Entries, Now: null)),
        ];
    }

    private static List<NamedTheme> Named(RoundResults results) =>
        [.. results.Prompts.SelectMany(prompt => prompt.Themes.Where(theme => theme.Number != 0).Select(theme => new NamedTheme(prompt.Prompt, theme.Name, theme.Entries)))];

    private static ResultDetail DetailFor(int answered, Thresholds thresholds) =>
        answered >= thresholds.Comments ? ResultDetail.Texts
        : answered >= thresholds.Counts ? ResultDetail.Entries
        : ResultDetail.People;

    private static List<TeamRow> Rows(RoundPlan plan, Tally tally, ImmutableHashSet<string> shown)
    {
        var rows = shown
            .Select(team => new TeamRow(team, plan.NameOf(team), tally.People.GetValueOrDefault(team)))
            .OrderBy(row => row.Name, StringComparer.OrdinalIgnoreCase).ThenBy(row => row.Team, StringComparer.Ordinal)
            .ToList();
        var others = tally.Answered - rows.Sum(row => row.Answered);
        return rows.Count > 0 && others > 0 ? [.. rows, new TeamRow(Team: null, TeamRow.OtherTeams, others)] : rows;
    }

    private sealed record NamedTheme(RoundPrompt Prompt, string Name, int Entries)
    {
        public bool IsSameAs(NamedTheme other) => Prompt == other.Prompt && ToThemes.IsSameName(Name, other.Name);
    }
}

/// <summary>How much of a round's answers is shown.</summary>
public enum ResultDetail
{
    /// <summary>How many people answered, and nothing else: they are fewer than <see cref="Thresholds.Counts"/>.</summary>
    People,

    /// <summary>How many entries each prompt has as well, but none of them: people are fewer than <see cref="Thresholds.Comments"/>.</summary>
    Entries,

    /// <summary>Entries, themes, and what is counted of them.</summary>
    Texts,
}

/// <summary>A team, or all others together.</summary>
/// <param name="Team">Its id; null for the others.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Answered">How many people answered there.</param>
public sealed record TeamRow(string? Team, string Name, int Answered)
{
    /// <summary>What teams that do not stand by themselves are called together.</summary>
    public const string OtherTeams = "Other teams";
}

/// <summary>How a theme moved from one round to the next.</summary>
/// <param name="Prompt">Its prompt.</param>
/// <param name="Name">What it is called, in the later round where it is in both.</param>
/// <param name="Before">How many entries it had; null where it was not there.</param>
/// <param name="Now">How many it has; null where it is not there any more.</param>
public sealed record ThemeChange(RoundPrompt Prompt, string Name, int? Before, int? Now);
