using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.Core.Rounds;

namespace SupervisionBot.Core.Tests.Rounds;

/// <summary>Nothing that leaders see of anonymous rounds, taken together in any way, is about a group below the thresholds.</summary>
public class AttackTests
{
    [Fact]
    public void NoNumberOfASmallGroupCanBeWorkedOut() => Check(
        (round, results, attacker) => Assert.All(
            results.Detail == ResultDetail.People ? [] : attacker.Numbers.Select(attacker.PeopleIn),
            people => Assert.True(people == 0 || people >= Math.Max(round.Thresholds.Counts, round.Round.Tally!.Thresholds.Counts), $"{people} people stand out")));

    [Fact]
    public void NothingThatASmallGroupWroteCanBeWorkedOut() => Check(
        (round, _, attacker) => Assert.All(
            attacker.Words.Select(attacker.PeopleIn),
            people => Assert.True(people == 0 || people >= Comments(round), $"{people} people stand out")));

    [Fact]
    public void NoWordsCanBePinnedToASmallGroup() => Check(
        (round, _, attacker) => Assert.All(
            attacker.Writers,
            text => Assert.InRange(attacker.PeopleIn(text.Value), Comments(round), int.MaxValue)));

    [Fact]
    public void TheAttackerIsRightAboutWhoWroteWhat() => Check(
        (round, _, attacker) => Assert.All(attacker.Writers, text => Assert.NotEqual(0, text.Value & attacker.Bit(round.Writers[text.Key]))));

    [Fact]
    public void OtherTeamsAreNeverOneTeam() => Check(
        (round, results, _) => Assert.All(
            (IReadOnlyList<TeamRow>[])[results.Teams, results.Groups],
            rows => Assert.True(rows.All(row => row.Team is not null) || round.People.Count(team => team.Value > 0 && rows.All(row => row.Team != team.Key)) >= 2)));

    [Fact]
    public void WhatIsKeptOfASmallTeamDoesNotNameIt() => Check(
        (round, _, _) => Assert.All(
            round.Entries.Where(entry => entry.Group is not null),
            entry => Assert.True(round.People[entry.Group!] >= round.Round.Tally!.Thresholds.Comments)));

    // What two rounds show is about two different sets of answers, so all that could join them is the comparison.
    [Fact]
    public void ComparingTwoRoundsTellsNothingThatTheTwoDoNot() =>
        Prop.ForAll(
            (from first in RandomRound.Any from second in RandomRound.Any select (first, second)).ToArbitrary(),
            rounds =>
            {
                var (before, now) = (rounds.first.Results, rounds.second.Results);

                var changes = RoundResults.Compare(before, now);

                Assert.Equal(before.Detail != ResultDetail.Texts || now.Detail != ResultDetail.Texts, changes is null);
                Assert.All(changes ?? [], change => Assert.Equal((change.Before, change.Now), (Whole(before, change), Whole(now, change))));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void TheRandomRoundsShowEverythingThereIsToShow()
    {
        var seen = RandomRound.Any.Sample(300).Select(round => round.Results).ToList();

        Assert.Equal(Enum.GetValues<ResultDetail>(), seen.Select(results => results.Detail).Distinct().Order());
        Assert.Contains(seen, results => results.Groups.Count > 1 && results.Groups[^1].Team is null);
        Assert.Contains(seen, results => results.Teams.Count > results.Groups.Count && results.Groups.Count > 0);
        Assert.Contains(seen, results => results.Detail == ResultDetail.Texts && results.Groups.Count == 0);
    }

    private static int? Whole(RoundResults results, ThemeChange change) =>
        results.Prompts.Single(prompt => prompt.Prompt == change.Prompt).Themes.SingleOrDefault(theme => theme.Number != 0 && theme.Name == change.Name)?.Entries;

    private static int Comments(RandomRound round) => Math.Max(round.Thresholds.Comments, round.Round.Tally!.Thresholds.Comments);

    private static void Check(Action<RandomRound, RoundResults, Attacker> holds) =>
        Prop.ForAll(RandomRound.Any.ToArbitrary(), round => holds(round, round.Results, new(round.Results, round.People))).Check(Config.QuickThrowOnFailure.WithMaxTest(250));
}
