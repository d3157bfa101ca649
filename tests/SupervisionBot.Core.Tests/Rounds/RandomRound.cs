using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.Core.Rounds;
using static SupervisionBot.Core.Tests.Rounds.RoundScene;

namespace SupervisionBot.Core.Tests.Rounds;

/// <summary>A counted round of some small teams: each person with some entries, kept as the app keeps them, and sorted into themes somehow.</summary>
/// <param name="Round">The round.</param>
/// <param name="Entries">What is kept.</param>
/// <param name="Writers">The team that each entry is really from. Nobody sees it.</param>
/// <param name="Thresholds">Those of the day that the results are looked at.</param>
public sealed record RandomRound(Round Round, IReadOnlyList<OpenedEntry> Entries, IReadOnlyDictionary<string, string> Writers, Thresholds Thresholds)
{
    private static readonly string[] Names = ["Forms", "Travel", "Time"];

    public static readonly Gen<Thresholds> Limits =
        from counts in Gen.Frequency((3, Gen.Constant(5)), (1, Gen.Choose(3, 6)))
        from more in Gen.Frequency((3, Gen.Constant(5)), (1, Gen.Choose(0, 5)))
        select new Thresholds(counts, counts + more);

    public static readonly Gen<RandomRound> Any =
        from sizes in Gen.Choose(1, 8).SelectMany(teams => Gen.Choose(0, 14).ListOf(teams))
        from counted in Limits
        from today in Gen.Frequency((3, Gen.Constant(counted)), (1, Limits), (1, Gen.Choose(1, 12).Select(more => counted with { Comments = counted.Comments + more })))
        from written in (from prompt in Gen.Choose(0, 2) from theme in Gen.Choose(0, 3) from more in Gen.Choose(0, 2) select (prompt, theme, more)).ArrayOf(sizes.Sum() * 3)
        select Of([.. sizes], counted, today, written);

    /// <summary>Publicly known: how many people answered in each team, as its channel cards say.</summary>
    public IReadOnlyDictionary<string, int> People => Round.Tally!.People;

    public RoundResults Results => RoundResults.Of(Round, Entries, Thresholds);

    private static RandomRound Of(int[] sizes, Thresholds counted, Thresholds today, (int Prompt, int Theme, int More)[] written)
    {
        var people = sizes.Select((size, team) => (Team: $"t{team}", size)).ToDictionary(team => team.Team, team => team.size);
        var plan = OneTeam with { Channels = [.. people.Keys.Select((team, place) => Channel(place + 1, team))] };
        var scene = (plan.Teams.Count() == 1 ? Scheduled(plan) : Approved(plan)).At(Opens).Clock(new OpenNow(new())).At(Closes).Clock(new Close(), new RecordCount(new(people, counted)));
        foreach (var prompt in Enum.GetValues<RoundPrompt>())
        {
            scene.Do(Ben, [.. Names.Select(name => new CreateTheme(name, prompt))]);
        }

        var keep = Suppression.GroupsToKeep(people, counted);
        var (entries, writers, sorted, person) = (new List<OpenedEntry>(), new Dictionary<string, string>(), new Dictionary<string, int>(), 0);
        foreach (var team in people.SelectMany(team => Enumerable.Repeat(team.Key, team.Value)))
        {
            // One to three entries each; ids say nothing of the writer.
            foreach (var (prompt, theme, _) in written.Skip(person * 3).Take(1 + written[person++ * 3].More))
            {
                var id = $"{(uint)(entries.Count * 2654435761):x8}";
                writers[id] = team;
                sorted[id] = theme == 0 ? 0 : (prompt * Names.Length) + theme;
                entries.Add(new(id, (RoundPrompt)prompt, $"words {id}", keep.Contains(team) ? team : null, Who: null, At: null));
            }
        }

        return new(scene.Do(Ben, new SortEntries(sorted)).Round, entries, writers, today);
    }
}
