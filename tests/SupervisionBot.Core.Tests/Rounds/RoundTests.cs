using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using static SupervisionBot.Core.Tests.Rounds.RoundScene;

namespace SupervisionBot.Core.Tests.Rounds;

public class RoundTests
{
    private static readonly RoundPlan Weekly = OneTeam with { Repeats = new(1, RecurrenceUnit.Weeks) };

    [Fact]
    public void ARoundOfOneTeamIsScheduledAtOnce()
    {
        var round = Scheduled().Round;

        Assert.Equal((RoundStatus.Scheduled, (PersonId?)null), (round.Status, round.ApprovedBy));
    }

    [Fact]
    public void ARoundOfTwoTeamsWaitsForAnotherLeader()
    {
        Assert.Equal(RoundStatus.AwaitingApproval, Awaiting().Round.Status);
        Assert.Equal((RoundStatus.Scheduled, Ben), (Approved().Round.Status, Approved().Round.ApprovedBy));
    }

    [Fact]
    public void APlanSentBackIsADraftThatSaysWhyUntilItIsChanged()
    {
        var scene = Awaiting().Do(Ben, new SendBack(2, " Ask less. "));
        Assert.Equal((RoundStatus.Draft, "Ask less."), (scene.Round.Status, scene.Round.SentBackWhy));

        scene.Do(Anna, new ChangePlan(TwoTeams with { Focus = "Less?" }));
        Assert.Null(scene.Round.SentBackWhy);
    }

    [Fact]
    public void AChangeAfterApprovalAsksForApprovalAgain()
    {
        var scene = Approved().Do(Ben, new ChangePlan(TwoTeams with { Focus = "Else?" }));
        Assert.Equal((RoundStatus.Draft, (PersonId?)null), (scene.Round.Status, scene.Round.ApprovedBy));

        scene.Do(Anna, new SubmitPlan());
        Assert.Equal(RoundStatus.AwaitingApproval, scene.Round.Status);
    }

    [Fact]
    public void SavingThePlanAsItIsKeepsTheApproval() => Approved().RecordsNothing(Anna, new ChangePlan(TwoTeams with { Channels = [.. TwoTeams.Channels] }));

    [Fact]
    public void TheEdgesOfAPlanAreTaken()
    {
        Draft(OneTeam with { Focus = new('a', 500), Channels = [.. Enumerable.Range(1, 100).Select(n => Channel(n, "a"))] });
        Draft(OneTeam with { OpensAt = new(2027, 3, 4, 8, 55, 0) });
        Draft(OneTeam with { OpensAt = new(2028, 3, 3, 9, 0, 0), ClosesAt = new(2028, 3, 3, 10, 0, 0) });
        Draft(OneTeam with { ClosesAt = OneTeam.OpensAt.AddDays(92), Repeats = new(12, RecurrenceUnit.Months) });
        Draft(OneTeam with { ClosesAt = OneTeam.OpensAt.AddDays(7), Repeats = new(1, RecurrenceUnit.Weeks) });
        Draft(OneTeam with { Repeats = new(52, RecurrenceUnit.Weeks) });
    }

    [Fact]
    public void ChannelKeysGoOnPastNinetyNine() => Assert.Equal(["c01", "c99", "c100"], [RoundChannel.KeyOf(1), RoundChannel.KeyOf(99), RoundChannel.KeyOf(100)]);

    [Fact]
    public void AnswersAreTakenFromOpeningToClosingHoweverLateTheClockIs()
    {
        Assert.False(Scheduled().Round.TakesAnswers(Opens));
        Assert.True(Open().Round.TakesAnswers(Closes.AddTicks(-1)));
        Assert.False(Open().Round.TakesAnswers(Closes));
        Assert.False(Recalled().Round.TakesAnswers(Opens));
    }

    [Fact]
    public void AnExtendedRoundTakesAnswersLongerAndIsRemindedLater()
    {
        var scene = Open().Do(Ben, new Extend(new(2027, 4, 2, 17, 0, 0)));

        Assert.Equal(new DateTimeOffset(2027, 4, 2, 16, 0, 0, TimeSpan.Zero), scene.Round.ClosesAt);
        Assert.True(scene.Round.TakesAnswers(Closes));
        Assert.Equal(scene.Round.ClosesAt - scene.Round.RemindAt, scene.Round.RemindAt - scene.Round.OpenedAt);
        Assert.Equal(OneTeam.ClosesAt, scene.Round.Plan.ClosesAt);
    }

    [Fact]
    public void ClosingEarlySaysSo()
    {
        Assert.Equal([new RoundClosed(Early: true)], Open().At(Opens.AddDays(1)).Yields(Ben, new CloseEarly()));
        Assert.Equal([new RoundClosed(Early: false)], Open().At(Closes).Yields(Ben, new CloseEarly()));
    }

    [Fact]
    public void ACountIsRecordedOnce() => Counted().RecordsNothing(actor: null, new RecordCount(Twelve));

    [Fact]
    public void ARoundCanBeRecalledUntilItsResponse()
    {
        foreach (var scene in (RoundScene[])[Scheduled(), Open(), Closed(), Counted()])
        {
            Assert.Equal((RoundStatus.Recalled, "Sorry."), (scene.Do(Ben, new Recall("Sorry. ")).Round.Status, scene.Round.RecallReason));
        }
    }

    [Fact]
    public void ADraftCanBeDiscardedUntilItOpens() =>
        Assert.All((RoundScene[])[Draft(), Awaiting(), Scheduled()], scene => Assert.Equal(RoundStatus.Discarded, scene.Do(Ben, new Discard()).Round.Status));

    [Fact]
    public void MergedThemesKeepTheirEntriesAndNumbersAreNotUsedAgain()
    {
        var scene = Themed().Do(Ben, Sort(("e1", 1), ("e2", 2)), new MergeThemes(1, 2), new CreateTheme("Forms", RoundPrompt.Stop));

        Assert.Equal([2, 3, 4], scene.Round.Themes.Select(theme => theme.Number));
        Assert.Equal([2, 2], scene.Round.Sorted.Values);
    }

    [Fact]
    public void SortingRecordsOnlyWhatMoved()
    {
        var scene = Themed().Do(Ben, Sort(("e1", 1), ("e2", 2)));

        Assert.Equal([KeyValuePair.Create("e2", 1)], Assert.IsType<EntriesSorted>(Assert.Single(scene.Yields(Ben, Sort(("e1", 1), ("e2", 1), ("e3", 0))))).Themes);
        scene.RecordsNothing(Ben, Sort(("e1", 1), ("e3", 0)));
        Assert.Equal(["e2"], scene.Do(Ben, Sort(("e1", 0))).Round.Sorted.Keys);
    }

    [Fact]
    public void AThemeIsRenamedInItsOwnNameToo()
    {
        Assert.Equal("FORMS", Themed().Do(Ben, new RenameTheme(1, "FORMS")).Round.FindTheme(1)!.Name);
        Themed().RecordsNothing(Ben, new RenameTheme(1, " Forms"));
    }

    [Fact]
    public void TheSameNameIsFreeUnderAnotherPrompt() => Themed().Do(Ben, new CreateTheme("Forms", RoundPrompt.Continue));

    [Fact]
    public void WhatWillNotBeDoneIsAResponseTooAndFinishesTheRound()
    {
        var round = Counted().Do(Ben, new Respond(new([], "", "", "", [], "No new car park: there is no ground."))).Round;

        Assert.Equal(RoundStatus.Finished, round.Status);
    }

    [Fact]
    public void ActionsAreTickedAndUnticked()
    {
        var scene = Finished().Do(Anna, new TickAction(1, Done: true));
        Assert.Equal([true, false], scene.Round.Actions.Select(action => action.Done));
        scene.RecordsNothing(Ben, new TickAction(1, Done: true));

        Assert.All(scene.Do(Ben, new TickAction(1, Done: false)).Round.Actions, action => Assert.False(action.Done));
    }

    [Fact]
    public void TheNextOfASeriesStaysApprovedUntilItsPlanIsChanged()
    {
        var scene = Approved(TwoTeams with { Repeats = new(1, RecurrenceUnit.Weeks) }).At(Opens).Clock(new OpenNow(new())).At(Closes).Clock(new Close());

        var next = Following(scene.Round, scene.Now).Round;

        Assert.Equal((RoundStatus.Scheduled, Ben, Anna, 2, Id), (next.Status, next.ApprovedBy, next.Leader, next.Number, next.Previous));
        Assert.Equal((new DateTime(2027, 3, 15, 9, 0, 0), new DateTime(2027, 3, 19, 17, 0, 0)), (next.Plan.OpensAt, next.Plan.ClosesAt));
    }

    [Fact]
    public void ASeriesEndsWithARoundThatIsRecalledOrDiscardedOrDoesNotRepeat()
    {
        Assert.NotEmpty(RoundDecision.Repeat(Closed(Weekly).Round, Closes));
        Assert.Empty(RoundDecision.Repeat(Closed(Weekly).Do(Ben, new Recall("x")).Round, Closes));
        Assert.Empty(RoundDecision.Repeat(Scheduled(Weekly).Do(Ben, new Discard()).Round, Closes));
        Assert.Empty(RoundDecision.Repeat(Closed().Round, Closes));
    }

    [Fact]
    public void WhereWhoeverApprovedASeriesLeadsNoMoreAnotherLeaderIsAskedAnew()
    {
        var events = RoundDecision.Repeat(Closed(Weekly).Round, Closes, isApproved: false);

        Assert.IsType<PlanSubmitted>(events[^1]);
    }

    [Fact]
    public void TheNextIsDraftedOnlyOnceTheRoundHasClosed() => Assert.Empty(RoundDecision.Repeat(Open(Weekly).Round, Opens));

    [Fact]
    public void AChangedOpeningBeginsTheRhythmAgainAndAChangedQuestionDoesNot()
    {
        var series = Draft(OneTeam with { OpensAt = new(2027, 3, 31, 9, 0, 0), ClosesAt = new(2027, 4, 2, 9, 0, 0), Repeats = new(1, RecurrenceUnit.Months) });
        var asked = series.Do(Anna, new ChangePlan(series.Round.Plan with { Focus = "Else?" })).Round;
        Assert.Equal(new(2027, 3, 31, 9, 0, 0), asked.First);

        var moved = series.Do(Anna, new ChangePlan(series.Round.Plan with { OpensAt = new(2027, 3, 30, 9, 0, 0) })).Round;
        Assert.Equal(new(2027, 3, 30, 9, 0, 0), moved.First);
    }

    [Fact]
    public void TheQuestionThatIsOfferedCanBeAskedAndStandsAboveThreeOthers()
    {
        Assert.Null(RoundPlanRules.Unfit(OneTeam with { Focus = FocusQuestions.Offered }, Planned));
        Assert.Equal(4, Enum.GetValues<RoundPrompt>().Select(prompt => FocusQuestions.Over(prompt, FocusQuestions.Offered)).Append(FocusQuestions.Offered).Distinct().Count());
    }

    [Fact]
    public void UnderALeadersOwnQuestionNoBoxSpeaksOfDecisions() =>
        Assert.All(Enum.GetValues<RoundPrompt>(), prompt =>
        {
            Assert.Contains("decisions", FocusQuestions.Over(RoundPrompt.Start, FocusQuestions.Offered), StringComparison.Ordinal);
            Assert.DoesNotContain("deci", FocusQuestions.Over(prompt, "What would make Mondays better?"), StringComparison.Ordinal);
        });

    private static SortEntries Sort(params (string Entry, int Theme)[] entries) => new(entries.ToDictionary(entry => entry.Entry, entry => entry.Theme));
}
