using System.Collections.Immutable;

namespace SupervisionBot.Core.Rounds;

/// <summary>Which teams stand by themselves in the results of an anonymous round, and which are folded together into "other teams".</summary>
/// <remarks>
/// Decided by the numbers of people alone, which the channel cards show to everybody, so that what is left out tells nothing. Why it is like this: docs/adr/0011-small-groups-are-folded-together.md.
/// </remarks>
public static class Suppression
{
    /// <summary>The teams to show.</summary>
    /// <param name="people">How many people answered, by team id.</param>
    /// <param name="thresholds">What a group has to have.</param>
    public static ShownTeams Groups(IReadOnlyDictionary<string, int> people, Thresholds thresholds)
    {
        var counted = Shown(people, people.Keys, thresholds.Counts);

        // Chosen among those, so that words are never split finer than numbers.
        return new(counted, Shown(people, counted, thresholds.Comments));
    }

    /// <summary>The teams whose name stays with their entries when an anonymous round is counted; all other entries are kept without one.</summary>
    public static ImmutableHashSet<string> GroupsToKeep(IReadOnlyDictionary<string, int> people, Thresholds thresholds) => Groups(people, thresholds).WithComments;

    private static ImmutableHashSet<string> Shown(IReadOnlyDictionary<string, int> people, IEnumerable<string> candidates, int least)
    {
        // Largest first: what has to be folded in as well is taken from the end.
        var shown = candidates.Where(team => people[team] >= least).OrderByDescending(team => people[team]).ThenBy(team => team, StringComparer.Ordinal).ToList();
        var folded = people.Values.Sum() - shown.Sum(team => people[team]);
        while (shown.Count > 0 && folded > 0 && folded < least)
        {
            folded += people[shown[^1]];
            shown.RemoveAt(shown.Count - 1);
        }

        return [.. shown];
    }
}

/// <summary>Teams that stand by themselves. Those that do not are "other teams" together: no people, or enough of them, of two teams or more.</summary>
/// <param name="Counted">With the number of people who answered.</param>
/// <param name="WithComments">With what they wrote, and all that is counted of it; each is among <paramref name="Counted"/>.</param>
public sealed record ShownTeams(ImmutableHashSet<string> Counted, ImmutableHashSet<string> WithComments);
