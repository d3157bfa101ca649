using System.Numerics;
using SupervisionBot.Core.Rounds;

namespace SupervisionBot.Core.Tests.Rounds;

/// <summary>
/// Somebody who has the results, knows how many people answered in each team (the channel cards say it) and which teams were asked, and works out the rest.
/// A set of teams is a number with one bit a team.
/// </summary>
public sealed class Attacker
{
    private readonly List<string> _teams;
    private readonly IReadOnlyDictionary<string, int> _people;

    public Attacker(RoundResults results, IReadOnlyDictionary<string, int> people)
    {
        (_people, _teams) = (people, [.. people.Keys.Order(StringComparer.Ordinal)]);
        var all = Together(_teams);
        Numbers = Derivable(all, results.Teams.Select(row => Behind(row, results.Teams)));

        // Words tell their prompt and theme, so all that is counted of them is about these sets too.
        Words = results.Detail == ResultDetail.Texts ? Derivable(all, results.Groups.Select(row => Behind(row, results.Groups))) : [];
        Writers = results.Prompts.SelectMany(prompt => prompt.Themes.SelectMany(theme => theme.Texts.Select(text => (text.Id, Teams: PossibleWriters(results, theme, text)))))
            .ToDictionary(text => text.Id, text => text.Teams);
    }

    /// <summary>The sets of teams for which a number of people is shown or can be worked out.</summary>
    public IReadOnlySet<int> Numbers { get; }

    /// <summary>The sets of teams for which it can be told what they wrote, and how often.</summary>
    public IReadOnlySet<int> Words { get; }

    /// <summary>The teams that each shown entry can be from, by its id.</summary>
    public IReadOnlyDictionary<string, int> Writers { get; }

    public int PeopleIn(int teams) => _teams.Where((_, place) => (teams >> place & 1) == 1).Sum(team => _people[team]);

    public int Bit(string team) => 1 << _teams.IndexOf(team);

    public int TeamsWithPeople(int teams) => BitOperations.PopCount((uint)Together(_teams.Where(team => (teams & Bit(team)) != 0 && _people[team] > 0)));

    // Every sum of sets that share nobody, and every difference of a set and one within it, again and again.
    private static HashSet<int> Derivable(int all, IEnumerable<int> rows)
    {
        var known = new HashSet<int>(rows) { all };
        var open = new Queue<int>(known);
        while (open.TryDequeue(out var one))
        {
            foreach (var other in known.ToList())
            {
                int[] worked = [(one & other) == 0 ? one | other : 0, (one & other) == other ? one & ~other : 0, (one & other) == one ? other & ~one : 0];
                foreach (var set in worked.Where(set => set != 0 && known.Add(set)))
                {
                    open.Enqueue(set);
                }
            }
        }

        return known;
    }

    // From its label; and from its theme, where only some of the groups have entries in it.
    private int PossibleWriters(RoundResults results, ThemeResults theme, ShownEntry text)
    {
        var labelled = results.Groups.Count == 0 ? Together(_teams) : Behind(results.Groups.Single(row => row.Team == text.Team), results.Groups);
        var counted = theme.ByGroup.Count == 0 ? Together(_teams) : results.Groups.Where((_, place) => theme.ByGroup[place] > 0).Aggregate(0, (set, row) => set | Behind(row, results.Groups));
        return labelled & counted;
    }

    private int Behind(TeamRow row, IReadOnlyList<TeamRow> rows) =>
        row.Team is { } team ? Bit(team) : Together(_teams.Where(other => rows.All(named => named.Team != other)));

    private int Together(IEnumerable<string> teams) => teams.Aggregate(0, (set, team) => set | Bit(team));
}
