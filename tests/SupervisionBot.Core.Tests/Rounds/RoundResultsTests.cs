using SupervisionBot.Core.Rounds;
using static SupervisionBot.Core.Tests.Rounds.RoundScene;

namespace SupervisionBot.Core.Tests.Rounds;

public class RoundResultsTests
{
    private static readonly RoundPlan FourTeams = OneTeam with { Channels = [Channel(1, "a"), Channel(2, "b"), Channel(3, "c"), Channel(4, "a"), Channel(5, "d")] };

    [Fact]
    public void OfAFewPeopleOnlyTheirNumberIsShown()
    {
        var results = Results(People(("a", 4)), [Entry("e1", RoundPrompt.Stop, "a")]);

        Assert.Equal((4, ResultDetail.People), (results.Answered, results.Detail));
        Assert.Empty(results.Prompts);
        Assert.Empty(results.Teams);
    }

    [Fact]
    public void BelowTheThresholdOfTheRoundOnlyPeopleAreCountedAsTheirWordsAreGone()
    {
        var results = Results(People(("a", 5), ("b", 4)), []);

        Assert.Equal((9, ResultDetail.People), (results.Answered, results.Detail));
        Assert.Empty(results.Prompts);
    }

    [Fact]
    public void BelowAThresholdThatWasRaisedSinceEntriesAreCountedAndNotShown()
    {
        var results = Results(People(("a", 6), ("b", 4)), [Entry("e1", RoundPrompt.Stop, null), Entry("e2", RoundPrompt.Stop, null), Entry("e3", RoundPrompt.Continue, null)], today: new(5, 20));

        Assert.Equal(ResultDetail.Entries, results.Detail);
        Assert.Equal([2, 0, 1], results.Prompts.Select(prompt => prompt.Entries));
        Assert.All(results.Prompts, prompt => Assert.Empty(prompt.Themes));
    }

    [Fact]
    public void TeamsAreShownByThemselvesOrTogether()
    {
        var results = Results(
            People(("a", 12), ("b", 6), ("c", 5), ("d", 1)),
            [Entry("e3", RoundPrompt.Stop, "a"), Entry("e1", RoundPrompt.Stop, null), Entry("e2", RoundPrompt.Stop, null), Entry("e4", RoundPrompt.Start, null)]);

        Assert.Equal([new("a", "Team A", 12), new("b", "Team B", 6), new(null, "Other teams", 6)], results.Teams);
        Assert.Equal([new("a", "Team A", 12), new(null, "Other teams", 12)], results.Groups);
        var stop = results.Prompts[0];
        Assert.Equal([1, 2], stop.ByGroup);
        Assert.Equal([("Forms", 2, "e1 e3"), ("Travel", 0, ""), ("", 1, "e2")], stop.Themes.Select(theme => (theme.Name, theme.Entries, string.Join(' ', theme.Texts.Select(text => text.Id)))));
        Assert.Equal([1, 1], stop.Themes[0].ByGroup);
        Assert.Equal([null, "a"], stop.Themes[0].Texts.Select(text => text.Team));
    }

    [Fact]
    public void ATeamKeptWithItsEntriesUnderWeakerSettingsIsNotShownUnderStricterOnes()
    {
        var results = Results(People(("a", 12), ("b", 14)), [Entry("e1", RoundPrompt.Stop, "a"), Entry("e2", RoundPrompt.Stop, "b")], today: new(5, 13));

        Assert.Empty(results.Groups);
        Assert.All(results.Prompts[0].Themes.SelectMany(theme => theme.Texts), text => Assert.Null(text.Team));
    }

    [Fact]
    public void WeakerSettingsAfterCountingShowNothingMore() =>
        Assert.Empty(Results(People(("a", 6), ("b", 8)), [Entry("e1", RoundPrompt.Stop, null)], today: new(3, 3)).Groups);

    [Fact]
    public void ANamedRoundShowsEverything()
    {
        var results = Results(People(("a", 1), ("b", 1)), [new("e1", RoundPrompt.Stop, "words", "a", "Cara", Opens)], plan: FourTeams with { Anonymous = false });

        Assert.Equal(["Team A", "Team B", "Team C", "Team D"], results.Groups.Select(row => row.Name));
        Assert.Equal([new ShownEntry("e1", "words", "a", "Cara", Opens)], results.Prompts[0].Themes[0].Texts);
    }

    [Fact]
    public void AnAnonymousRoundShowsNoNameEvenWhereOneWasKept() =>
        Assert.Equal(
            [new ShownEntry("e1", "words", Team: null, Who: null, At: null)],
            Results(People(("a", 12)), [new("e1", RoundPrompt.Stop, "words", null, "Cara", Opens)]).Prompts[0].Themes[0].Texts);

    [Fact]
    public void AnEntrySortedUnderAnotherPromptIsInNoTheme() =>
        Assert.Equal([0, 0, 1], Results(People(("a", 12)), [Entry("e9", RoundPrompt.Stop, null)]).Prompts[0].Themes.Select(theme => theme.Entries));

    [Fact]
    public void RoundsAreComparedByThemeName()
    {
        var before = Results(People(("a", 12)), [Entry("e1", RoundPrompt.Stop, null), Entry("e2", RoundPrompt.Stop, null)]);
        var now = Results(People(("a", 12)), [Entry("e1", RoundPrompt.Stop, null), Entry("e3", RoundPrompt.Stop, null)], rename: "forms");

        Assert.Equal(
            [new(RoundPrompt.Stop, "forms", 1, 2), new(RoundPrompt.Stop, "Travel", 0, 0), new(RoundPrompt.Start, "Time", 0, 0)],
            RoundResults.Compare(before, now)!);
    }

    [Fact]
    public void AThemeThatIsNewOrGoneIsSoNamed()
    {
        var before = Results(People(("a", 12)), []);
        var now = Results(People(("a", 12)), [], rename: "Paper");

        Assert.Contains(new(RoundPrompt.Stop, "Paper", Before: null, 0), RoundResults.Compare(before, now)!);
        Assert.Contains(new(RoundPrompt.Stop, "Forms", 0, Now: null), RoundResults.Compare(before, now)!);
    }

    [Fact]
    public void SmallRoundsAreNotCompared()
    {
        var (small, large) = (Results(People(("a", 9)), []), Results(People(("a", 12)), []));

        Assert.Null(RoundResults.Compare(small, large));
        Assert.Null(RoundResults.Compare(large, small));
    }

    [Fact]
    public void ARoundThatIsNotCountedHasNoResults() => Assert.Throws<ArgumentException>(() => RoundResults.Of(Closed().Round, [], new()));

    private static OpenedEntry Entry(string id, RoundPrompt prompt, string? group) => new(id, prompt, $"words {id}", group, Who: null, At: null);

    private static Dictionary<string, int> People(params (string Team, int People)[] people) => people.ToDictionary(team => team.Team, team => team.People);

    // e1 and e3 are about forms, and e9 was sorted under another prompt than its own.
    private static RoundResults Results(IReadOnlyDictionary<string, int> people, IReadOnlyList<OpenedEntry> entries, Thresholds? today = null, RoundPlan? plan = null, string rename = "Forms")
    {
        var scene = Approved(plan ?? FourTeams).At(Opens).Clock(new OpenNow(new())).At(Closes).Clock(new Close(), new RecordCount(new(people, new())))
            .Do(Ben, new CreateTheme("Forms", RoundPrompt.Stop), new CreateTheme("Travel", RoundPrompt.Stop), new CreateTheme("Time", RoundPrompt.Start))
            .Do(Ben, new SortEntries(new Dictionary<string, int> { ["e1"] = 1, ["e3"] = 1, ["e9"] = 3 }), new RenameTheme(1, rename));
        return RoundResults.Of(scene.Round, entries, today ?? new());
    }
}
