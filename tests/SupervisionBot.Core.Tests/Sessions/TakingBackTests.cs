using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Core.Summaries;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

public class TakingBackTests
{
    [Fact]
    public void AnAnswerGoesWithAllItsVersions()
    {
        var scene = Walking().Do(Other, Say("information.known", "First."), Say("information.known", "Second.")).Do(Lead, Say("information.known", "Hers."));

        var back = Assert.IsType<TakenBack>(Assert.Single(scene.Yields(Other, new TakeBack(3))));
        scene.Record(Other, [back]);

        Assert.Equal([2, 3], back.Entries);
        Assert.Equal(["Hers."], scene.Session.Answers("information.known").Select(answer => answer.Value));
        Assert.DoesNotContain(scene.Trail, entry => EventWords.Of(entry.Event).Any(words => words is "First." or "Second."));
    }

    [Fact]
    public void OfMoreVersionsThanOneWriteErasesTheOneThatWasNamedGoesLastAndWhatIsKeptWithIt()
    {
        var scene = Walking().Do(Other, [.. Enumerable.Range(1, 95).Select(version => Say("information.known", $"Version {version}."))]);
        var newest = scene.Trail[^1].Sequence;

        var first = Assert.IsType<TakenBack>(Assert.Single(scene.Yields(Other, new TakeBack(newest, "Kept."))));
        scene.Record(Other, [first]);
        Assert.Equal("Version 95.", scene.Session.Answer("information.known", Other)!.Value);
        scene.Do(Other, new TakeBack(newest, "Kept."));

        Assert.Equal(90, first.Entries.Count);
        Assert.Equal("Kept.", scene.Session.Answer("information.known", Other)!.Value);
        Assert.DoesNotContain(scene.Trail, entry => EventWords.Of(entry.Event).Any(words => words.StartsWith("Version", StringComparison.Ordinal)));
    }

    [Fact]
    public void WhatWasThereAsAtAnEarlierTimeIsWithoutTheWordsToo()
    {
        var scene = Walking().Do(Other, Say("information.known", "First.")).Do(Lead, new RaiseConcern("Mine.")).Do(Other, new TakeBack(2));

        Assert.Empty(SessionFold.Fold(Id, scene.Trail.Take(3))!.Answers("information.known"));
    }

    [Fact]
    public void NobodyTakesBackWhatSomebodyElseWrote()
    {
        var scene = Walking().Do(Other, Say("information.known", "First."));

        Assert.IsType<NotThere>(scene.Refused(Lead, new TakeBack(2)));
        Assert.IsType<NotThere>(scene.Refused(Other, new TakeBack(7)));
        Assert.IsType<NoSuchSession>(scene.Refused(Outsider, new TakeBack(2)));
    }

    [Fact]
    public void WhileTheSummaryIsOutTheRestOfAnAnswerIsKept()
    {
        var scene = Complete().Do(Other, Say("information.known", "First. Second."));
        var entry = scene.Trail[^1].Sequence;
        scene.Do(Lead, new PrepareSummary(null));

        scene.Do(Other, new TakeBack(entry, "Second."));

        Assert.Equal("Second.", scene.Session.Answer("information.known", Other)?.Value);
        Assert.Equal(SessionStatus.Summarised, scene.Session.Status);
    }

    [Fact]
    public void TheCaseReferenceIsPutRightAndNotTakenBack() => Assert.IsType<NotThere>(Walking().Refused(Lead, new TakeBack(1)));

    [Fact]
    public void AnOptionKeepsItsNumberAndWhatOthersSaidAndIsNoLongerChosen()
    {
        var scene = AtOptions().Do(Other, new AddOption("options.list", "Somebody's name"), new TestOption(2, [new("necessary", Verdict.Yes)], "Theirs.")).Do(Lead, new TestOption(3, [], "Mine."), new ChooseOption(3, "It is best."));
        var entry = scene.Trail.Single(one => one.Event is OptionAdded { Option: 3 }).Sequence;

        scene.Do(Other, new TakeBack(entry));

        var option = scene.Session.Options[2];
        Assert.True(option is { Number: 3, IsTakenBack: true, Standing: Standing.Open });
        Assert.Equal(["Mine.", "It is best."], option.Notes.Select(note => note.Text));
        Assert.Null(scene.Session.Choice("options.list"));
        Assert.IsType<NotThere>(scene.Refused(Lead, new ChooseOption(3, "Still.")));
        Assert.Contains(Summary.Compose(scene.Session, scene.Guide).Sections.SelectMany(section => section.Lines), line => line is { Label: "Option 3", Text: "(taken back)" });
        Assert.Equal(4, Assert.IsType<OptionAdded>(Assert.Single(scene.Yields(Other, new AddOption("options.list", "Another")))).Option);
    }

    [Fact]
    public void AnActionGoesAndItsNumberIsNotUsedAgain()
    {
        var scene = AtPlan();
        var entry = scene.Trail.Single(one => one.Event is ActionAgreed).Sequence;

        scene.Do(Lead, new ChangeAction(1, WholeAction with { Who = "Anna" }), new TakeBack(entry));

        Assert.Empty(scene.Session.Actions);
        Assert.Equal(2, Assert.IsType<ActionAgreed>(Assert.Single(scene.Yields(Lead, new AgreeAction("plan.actions", WholeAction)))).Action);
    }

    [Fact]
    public void AnActionThatSomebodyElseChangedLivesOnInTheirWords()
    {
        var scene = AtPlan();
        var entry = scene.Trail.Single(one => one.Event is ActionAgreed).Sequence;

        scene.Do(Other, new ChangeAction(1, WholeAction with { What = "Ring first" })).Do(Lead, new TakeBack(entry));

        Assert.Equal((1, "Ring first", Other), Assert.Single(scene.Session.Actions) is var action ? (action.Number, action.Details.What, action.By) : default);
    }

    [Fact]
    public void ReasonsConcernsAndNotesGo()
    {
        var scene = AtOptions().Do(Lead, new TestOption(1, [new("necessary", Verdict.No)], "A note."), new SetOptionAside(1, "A reason."), new ChooseOption(2, "Another."), new RaiseConcern("A concern."));
        foreach (var entry in scene.Trail.Where(one => one.Event is OptionTested or OptionSetAside or OptionChosen or ConcernRaised).ToList())
        {
            scene.Do(Lead, new TakeBack(entry.Sequence));
        }

        var (aside, chosen) = (scene.Session.Options[0], scene.Session.Options[1]);
        Assert.Empty(scene.Session.Concerns);
        Assert.Empty(aside.Notes);
        Assert.Equal((Standing.SetAside, "", Verdict.No), (aside.Standing, aside.Why!.Text, aside.Verdicts["necessary"]));
        Assert.Equal((Standing.Chosen, ""), (chosen.Standing, chosen.Why!.Text));
    }

    [Fact]
    public void ASummaryThatLostWordsIsToBeConfirmedAnew()
    {
        var scene = Summarised();
        var before = scene.Session.SummaryAt;
        scene.Do(Lead, new CommentOn("A comment."), new Disagree(before, scene.Session.Sequence + 1, "I said no."));
        var answer = scene.Trail.First(entry => entry.Event is Answered && entry.By == Other).Sequence;

        scene.Do(Other, new TakeBack(answer));

        Assert.Empty(scene.Session.Positions);
        Assert.Equal(scene.Trail.Count, scene.Session.SummaryAt);
        Assert.Equal(["A comment.", "I said no."], scene.Session.Comments.Select(comment => comment.Text));
        Assert.IsType<SummaryChanged>(scene.Refused(Lead, new SignOff(before, scene.Session.Sequence)));
    }

    [Fact]
    public void ASummaryWhoseCaseReferenceIsPutRightIsToBeConfirmedAnewToo()
    {
        var scene = Summarised();
        var before = scene.Session.SummaryAt;
        scene.Do(Other, new SignOff(before, scene.Session.Sequence));

        scene.Do(Lead, new PutCaseReferenceRight("CASE-2"));

        Assert.Empty(scene.Session.Positions);
        Assert.IsType<SummaryChanged>(scene.Refused(Lead, new SignOff(before, scene.Session.Sequence)));
    }

    [Fact]
    public void ADisagreementThatIsTakenBackLeavesNothing()
    {
        var scene = Summarised();
        scene.Do(Other, new Disagree(scene.Session.SummaryAt, scene.Session.Sequence, "I said no.")).Do(Other, new TakeBack(scene.Trail.Count));

        Assert.Empty(scene.Session.Positions);
        Assert.Empty(scene.Session.Comments);
    }

    [Fact]
    public void OnceFrozenOrEndedNothingIsTakenBack()
    {
        Assert.IsType<AlreadyFrozen>(Frozen().Refused(Lead, new TakeBack(2)));
        Assert.IsType<AlreadyCancelled>(Ended().Refused(Lead, new TakeBack(2)));
    }

    [Fact]
    public void NothingIsTakenFromACardThatIsOlderThanWhatItsWriterTookBack()
    {
        var scene = Walking().Do(Other, Say("information.known", "First."), new TakeBack(2));

        Assert.IsType<TakenBackSince>(scene.Refused(Other, new WriteOn(2)));
        scene.RecordsNothing(Other, new WriteOn(3));
        scene.RecordsNothing(Lead, new WriteOn(2));
    }

    [Fact]
    public void TheLeadPutsTheCaseReferenceRightAndTheOldOneGoes()
    {
        var scene = Walking().Do(Lead, new PutCaseReferenceRight(" CASE-2 "), new PutCaseReferenceRight("CASE-3"));

        Assert.Equal("CASE-3", scene.Session.CaseReference);
        Assert.DoesNotContain(scene.Trail, entry => EventWords.Of(entry.Event).Any(words => words is "CASE-1" or "CASE-2"));
        Assert.IsType<OnlyTheLeadMay>(scene.Refused(Other, new PutCaseReferenceRight("CASE-4")));
        Assert.IsType<NoCaseReference>(scene.Refused(Lead, new PutCaseReferenceRight(" ")));
        Assert.IsType<TooLong>(scene.Refused(Lead, new PutCaseReferenceRight(new string('9', 41))));
        scene.RecordsNothing(Lead, new PutCaseReferenceRight("CASE-3"));
        Assert.IsType<AlreadyFrozen>(Frozen().Refused(Lead, new PutCaseReferenceRight("CASE-4")));
    }

    [Fact]
    public void AfterFreezingACorrectionStandsBesideTheWords()
    {
        var scene = Frozen();
        var before = scene.Session.Fingerprint;

        scene.Do(Other, new Correct(2, "At school, not at home."));

        Assert.Equal((Other, 2, "At school, not at home."), Assert.Single(scene.Session.Corrections) is var one ? (one.By, one.Entry, one.Text) : default);
        Assert.Equal(before, scene.Session.Fingerprint);
        Assert.IsType<NotThere>(scene.Refused(Other, new Correct(99, "x")));
        Assert.IsType<NothingWritten>(scene.Refused(Other, new Correct(2, " ")));
        Assert.IsType<NotAtThisPoint>(Summarised().Refused(Other, new Correct(2, "x")));
    }
}
