using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Core.Summaries;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>What each command does when it is not refused; <see cref="RefusalTests"/> has the rest.</summary>
public class SessionTests
{
    [Fact]
    public void JoiningIsRecordedOnce()
    {
        var scene = Walking().Do(Other, new Join());

        Assert.Equal(2, scene.Session.Joined.Count);
        scene.RecordsNothing(Other, new Join());
    }

    [Fact]
    public void WhoAnswersHasJoined() => Assert.Contains(Other, Walking().Do(Other, Say("information.known", "x")).Session.Joined);

    [Fact]
    public void PreparationCoversTheFirstStepAndTheThroughoutSteps()
    {
        var scene = Preparing().Do(Other, Say("information.known", "Seen."), Say("ethics.duty", "Section 47."), new FinishPreparation());

        Assert.Equal([Other], scene.Session.Prepared);
        scene.RecordsNothing(Other, new FinishPreparation());
    }

    [Fact]
    public void TheLeadBeginsTheWalkAfterPreparation() => Assert.Equal(SessionStatus.Walking, Preparing().Do(Lead, new Begin()).Session.Status);

    [Fact]
    public void TheLeadNeedNotWaitForPreparation() => Assert.Empty(Preparing().Do(Lead, new Begin()).Session.Prepared);

    [Fact]
    public void EachPersonHasTheirOwnAnswer()
    {
        var session = Walking().Do(Lead, Say("information.known", "Mine.")).Do(Other, Say("information.known", "Ours.")).Session;

        Assert.Equal(["Mine.", "Ours."], session.Answers("information.known").Select(answer => answer.Value));
    }

    [Fact]
    public void ARevisedAnswerKeepsTheOldVersion()
    {
        var session = Walking().Do(Lead, Say("information.known", "First."), Say("information.known", "Second.")).Session;

        Assert.Equal("Second.", session.Answer("information.known", Lead)!.Value);
        Assert.Equal(["First.", "Second."], session.Versions("information.known", Lead).Select(version => version.Value));
    }

    [Fact]
    public void ValueAtIsWhatACardDrawnThenWasFilledWith()
    {
        var session = Walking().Do(Lead, Say("information.known", "First."), new Join(), Say("information.known", "Second."), Say("information.known", "")).Session;

        Assert.Equal(["", "First.", "Second.", ""], Enumerable.Range(1, 4).Select(sequence => session.ValueAt("information.known", Lead, sequence)));
    }

    [Fact]
    public void AnAnswerTakenBackIsNoAnswerButStaysInTheTrail()
    {
        var session = Walking().Do(Lead, Say("information.known", "First."), Say("information.known", "  ")).Session;

        Assert.Null(session.Answer("information.known", Lead));
        Assert.Equal(2, session.Versions("information.known", Lead).Length);
    }

    [Theory]
    [InlineData("information.known", "Seen.")]
    [InlineData("information.to-know", "")]
    [InlineData("information.to-know", " \n")]
    public void SavingAnUntouchedFormRecordsNothing(string prompt, string value) =>
        Walking().Do(Lead, Say("information.known", "Seen.")).RecordsNothing(Lead, Say(prompt, value));

    [Fact]
    public void OnlyTheAnswersThatChangedAreRecorded()
    {
        var scene = Walking().Do(Lead, Say("information.known", "Seen."));

        var events = scene.Yields(Lead, new Answer([new("information.known", "Seen."), new("information.to-know", "His name.")]));

        Assert.Equal([new Answered("information.to-know", "His name.")], events);
    }

    [Fact]
    public void AnAnswerMayBeAsLongAsItsPromptAllows() =>
        Assert.Single(EveryKind().Yields(Lead, Say("facts.text", new string('a', 200))));

    [Fact]
    public void AChecklistTakesSeveralPicks() => Assert.Single(EveryKind().Yields(Lead, Say("facts.list", "notes,referral")));

    [Theory]
    [InlineData("facts.born", "1999-12-31")]
    [InlineData("facts.review", "2027-03-04")]
    public void ADayIsTakenUnlessItHasToLieAhead(string prompt, string day) => Assert.Single(EveryKind().Yields(Lead, Say(prompt, day)));

    [Theory]
    [InlineData("information")]
    [InlineData("options")]
    [InlineData("contingency")]
    public void EthicsAreInReachOnEveryStep(string step) => Assert.Single(Walking().To(step).Yields(Other, Say("ethics.scrutiny", "Yes.")));

    [Fact]
    public void AStepLeftBehindMayStillBeAnswered() => Assert.Single(Walking().To("plan").Yields(Other, Say("information.known", "Late.")));

    [Fact]
    public void AStepLeftForAnEarlierOneMayStillBeAnswered() =>
        Assert.Single(Walking().To("assessment").Do(Lead, new GoBack("information")).Yields(Other, Say("assessment.childs-voice", "Late.")));

    [Fact]
    public void AConcernSaysOnWhichStepItWasRaised() =>
        Assert.Equal(("powers", "Too harsh.", Other), Walking().To("powers").Do(Other, new RaiseConcern("Too harsh.")).Session.Concerns.Select(concern => (concern.Step, concern.Text, concern.By)).Single());

    [Fact]
    public void AConcernCanBeRaisedWhileTheSummaryIsOut() => Assert.Single(Summarised().Do(Other, new RaiseConcern("Too harsh.")).Session.Concerns);

    [Fact]
    public void MovingOnGoesToTheNextStep()
    {
        var session = Walking().Do(Lead, new MoveOn("information")).Session;

        Assert.Equal("assessment", session.Step);
        Assert.Equal(["information"], session.Walked);
    }

    [Fact]
    public void AfterTheLastStepTheRecordIsChecked()
    {
        var session = Walking().ToTheCheck().Session;

        Assert.Equal((SessionStatus.Checking, "contingency"), (session.Status, session.Step));
        Assert.NotEmpty(session.Missing!.Value);
    }

    [Fact]
    public void GoingBackLeavesLaterStepsOpenForAnswers()
    {
        var scene = Walking().To("plan").Do(Lead, new GoBack("information"));

        Assert.Equal("information", scene.Session.Step);
        Assert.Single(scene.Yields(Lead, Say("powers.local", "x")));
    }

    [Fact]
    public void TheCheckCanGoBackToTheLastStep() =>
        Assert.Equal((SessionStatus.Walking, "contingency"), (Complete().Do(Lead, new GoBack("contingency")) is var scene ? scene.Session.Status : default, scene.Session.Step));

    [Fact]
    public void APauseStopsMovingButNeverSaving()
    {
        var scene = AtPlan().Do(Other, new Pause());

        Assert.Equal(new IsPausedNow(), scene.Refused(Lead, new MoveOn("plan")));
        Assert.All<SessionCommand>(
            [Say("information.known", "x"), new RaiseConcern("x"), new AddOption("options.list", "x"), new AgreeAction("plan.actions", WholeAction)],
            command => Assert.Single(scene.Yields(Lead, command)));
    }

    [Fact]
    public void AnybodyPausesAndResumesAndTwiceIsOnce()
    {
        var scene = Walking();
        scene.RecordsNothing(Other, new Resume());
        scene.Do(Other, new Pause()).RecordsNothing(Lead, new Pause());

        Assert.False(scene.Do(Lead, new Resume()).Session.IsPaused);
    }

    [Fact]
    public void OptionsCountFromOne() => Assert.Equal([(1, "Wait"), (2, "Visit")], AtOptions().Session.Options.Select(option => (option.Number, option.Text)));

    [Fact]
    public void ALaterTestChangesOnlyWhatItNames()
    {
        var option = AtOptions()
            .Do(Other, new TestOption(1, [new("necessary", Verdict.Unsure), new("ethical", Verdict.Yes)], "Hm."), new TestOption(1, [new("necessary", Verdict.No)], "No."))
            .Session.Options[0];

        Assert.Equal((Verdict.No, Verdict.Yes), (option.Verdicts["necessary"], option.Verdicts["ethical"]));
        Assert.Equal(["Hm.", "No."], option.Notes.Select(note => note.Text));
    }

    [Fact]
    public void TestingWithNothingNewRecordsNothing() =>
        AtOptions().Do(Other, new TestOption(1, [new("necessary", Verdict.No)], "")).RecordsNothing(Lead, new TestOption(1, [new("necessary", Verdict.No)], " "));

    [Fact]
    public void ChoosingAnotherPutsTheFirstBackOnTheTable()
    {
        var options = AtOptions().Do(Lead, new ChooseOption(1, "Quick."), new ChooseOption(2, "Safer.")).Session.Options;

        Assert.Equal([(Standing.Open, null), (Standing.Chosen, "Safer.")], options.Select(option => (option.Standing, option.Why?.Text)));
    }

    [Fact]
    public void ChoosingAgainForTheSameReasonRecordsNothing() =>
        AtOptions().Do(Lead, new ChooseOption(1, "Quick.")).RecordsNothing(Lead, new ChooseOption(1, "Quick. "));

    [Fact]
    public void AnOptionSetAsideCanBeChosenLater() =>
        Assert.Equal(1, AtOptions().Do(Lead, new SetOptionAside(1, "Slow."), new ChooseOption(1, "After all.")).Session.Choice("options.list")!.Number);

    [Fact]
    public void SettingTheChosenOneAsideLeavesNoChoice() =>
        Assert.Null(AtOptions().Do(Lead, new ChooseOption(1, "Quick."), new SetOptionAside(1, "Slow.")).Session.Choice("options.list"));

    [Fact]
    public void AnActionIsAgreedAndChanged()
    {
        var changed = WholeAction with { Who = "Anna" };

        Assert.Equal([(1, changed)], AtPlan().Do(Other, new ChangeAction(1, changed)).Session.Actions.Select(action => (action.Number, action.Details)));
    }

    [Fact]
    public void AnUnchangedActionRecordsNothing() => AtPlan().RecordsNothing(Lead, new ChangeAction(1, WholeAction with { }));

    [Fact]
    public void AnActionsDayMayHavePassedWhenAnotherPartChanges()
    {
        var scene = AtPlan();
        scene.Record(Lead, [new ActionAgreed("plan.actions", 2, WholeAction with { ByWhen = Today.AddDays(-1) })]);

        Assert.Single(scene.Yields(Lead, new ChangeAction(2, WholeAction with { ByWhen = Today.AddDays(-1), Who = "Anna" })));
    }

    [Fact]
    public void AnActionMayBeDueToday() => Assert.Single(AtPlan().Yields(Lead, new AgreeAction("plan.actions", WholeAction with { ByWhen = Today })));

    [Fact]
    public void TheNumberOfARemovedActionIsNotUsedAgain() =>
        Assert.Equal([2], AtPlan().Do(Lead, new RemoveAction(1, "Done already."), new AgreeAction("plan.actions", WholeAction)).Session.Actions.Select(action => action.Number));

    [Fact]
    public void AsAtAMomentIsTheFoldOverTheEntriesUntilThen()
    {
        var scene = Complete();
        var then = SessionFold.Fold(Id, scene.Trail.Take(4))!;

        Assert.Equal((4, "assessment", null), (then.Sequence, then.Step, then.Answer("assessment.childs-voice", Other)));
    }

    [Fact]
    public void ACancelledSessionKeepsWhy() =>
        Assert.Equal((SessionStatus.Cancelled, "Opened by mistake."), (Ended().Session.Status, Ended().Session.Cancellation!.Text));

    [Fact]
    public void ADisagreementOutlivesTheSummaryItWasSaidAbout()
    {
        var scene = Complete().Do(Lead, new PrepareSummary(null));
        scene.Do(Other, scene.Object("Friday is too late.")).Do(Lead, new GoBack("plan"));

        Assert.Equal((Other, "Friday is too late."), (scene.Session.Comments.Single().By, scene.Session.Comments.Single().Text));
        Assert.Empty(scene.Session.Positions);
    }

    [Fact]
    public void OnlyTheWalkCanBePaused() =>
        Assert.IsType<NotAtThisPoint>(SessionDecision.Decide(Complete().Session, Repository.Knowsley, Lead, Complete().Now, new Pause()).Refusal);

    [Fact]
    public void ARecordLongerThanOneSummaryCanHoldIsNotPutBeforePeople()
    {
        var scene = AtOptions();
        for (var note = 0; note < 201; note++)
        {
            scene.Do(Other, new TestOption(1, [], new string('x', SessionDecision.LongestRemark)));
        }

        var refusal = SessionDecision.Decide(scene.ToTheCheck().Session, scene.Guide, Lead, scene.Now, new PrepareSummary("x")).Refusal;

        Assert.Equal(Summary.Longest, Assert.IsType<TooLong>(refusal).Longest);
    }
}
