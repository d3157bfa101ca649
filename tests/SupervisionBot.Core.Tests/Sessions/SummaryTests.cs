using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Summaries;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

public class SummaryTests
{
    [Fact]
    public void WithoutGapsTheSummaryIsPreparedAtOnce() =>
        Assert.Equal((SessionStatus.Summarised, null), (Summarised().Session.Status, Summarised().Session.WentOn));

    [Fact]
    public void GoingOnDespiteGapsIsRecordedWithItsReason()
    {
        var scene = Walking().ToTheCheck().Do(Lead, new PrepareSummary("The child must be moved today."));

        Assert.Equal("The child must be moved today.", scene.Session.WentOn!.Text);
        Assert.Contains(new SummaryLine("Why the session went on", "The child must be moved today.", "Anna", scene.Session.WentOn.At), Section(scene, "gaps"));
        Assert.Contains(Section(scene, "gaps"), line => line.Text == "The child's voice is not in the record.");
    }

    [Fact]
    public void AReasonForOldGapsDoesNotOutliveThem()
    {
        var scene = Complete().Do(Other, Say("contingency.plan", "")).Do(Lead, new PrepareSummary("Later."), new GoBack("contingency"))
            .Do(Other, Say("contingency.plan", "Call.")).ToTheCheck().Do(Lead, new PrepareSummary(null));

        Assert.Null(scene.Session.WentOn);
        Assert.Empty(Section(scene, "gaps"));
    }

    [Fact]
    public void TheSummarySaysWhoSaidWhatWordForWord() =>
        Assert.Contains(Section(Summarised(), "assessment"), line => line is { Text: "She wants to stay.", Who: "Ben", Label: "What has the child said or shown us, in their own words where we have them?" });

    [Fact]
    public void AQuestionNobodyAnsweredStandsEmpty() => Assert.Contains(Section(Summarised(), "situation"), line => line is { Label: "What is going on?", Text: "", Who: null });

    [Fact]
    public void OptionsStandWithTheirTestsAndWhyTheyWereSetAside()
    {
        var lines = Section(Complete().Do(Other, new AddOption("options.list", "Ask the school"), new TestOption(3, [new("necessary", Verdict.Unsure)], "")), "options");

        Assert.Contains(lines, line => line is { Label: "Option 1 set aside because", Text: "Too slow.", Who: "Anna" });
        Assert.Contains(lines, line => line.Label == "Option 3 tested" && line.Text.Contains("Is it necessary: would nothing less do? Not sure.", StringComparison.Ordinal) && line.Text.Contains("Is it ethical, by the Code of Ethics? Not tested.", StringComparison.Ordinal));
        Assert.Contains(lines, line => line is { Label: "Option 2 note", Text: "Soon.", Who: "Ben" });
    }

    [Fact]
    public void TheDecisionStandsWithItsReasonsAndRationale() =>
        Assert.Equal(["Visit", "We must see her.", "Nobody has seen her for a week."], Section(Summarised(), "decision").Select(line => line.Text));

    [Fact]
    public void AnActionStandsWithEachOfItsParts() =>
        Assert.Equal(["Visit on Friday", "Ben", "5 March 2027", "Visit is written up", "She is seen"], Section(Summarised(), "plan").Select(line => line.Text));

    [Fact]
    public void TheReviewDateStandsInWords() => Assert.Equal("18 March 2027", Section(Summarised(), "review").Single().Text);

    [Fact]
    public void AConcernStandsWithItsStep() =>
        Assert.Contains(Section(Walking().To("powers").Do(Other, new RaiseConcern("Too harsh.")), "concerns"), line => line is { Label: "Raised during Powers and Policy", Text: "Too harsh.", Who: "Ben" });

    [Fact]
    public void WhoDidNotComeIsNamedAsSuch() =>
        Assert.Equal(["Anna", "Ben (did not open the invitation)"], Section(Walking(), "people").Select(line => line.Text));

    [Fact]
    public void DisagreementStandsInTheSummary()
    {
        var scene = Summarised();
        scene.Do(Other, new CommentOn("Two dates are wrong."), scene.Object("I said no."));
        scene.Do(Lead, scene.Confirm());

        Assert.Equal(
            [("Comment", "Two dates are wrong.", "Ben"), ("Disagreed", "I said no.", "Ben"), ("Confirmed", "", "Anna")],
            Section(scene, "remarks").Select(line => (line.Label, line.Text, line.Who!)));
        Assert.Equal(SessionStatus.Frozen, scene.Session.Status);
    }

    [Fact]
    public void OneSignatureDoesNotFreezeIt()
    {
        var scene = Summarised();

        Assert.Null(scene.Do(Lead, scene.Confirm()).Session.Fingerprint);
    }

    [Fact]
    public void BothSignaturesFreezeItWithTheFingerprintOfWhatIsComposedAgain()
    {
        var scene = Frozen();

        Assert.Equal(SessionStatus.Frozen, scene.Session.Status);
        Assert.Equal(scene.Session.Fingerprint, Summary.Compose(SessionFold.Fold(Id, scene.Trail)!, scene.Guide).Fingerprint());
        Assert.Matches("^[0-9a-f]{64}$", scene.Session.Fingerprint!);
    }

    [Fact]
    public void AnAddendumLeavesTheFingerprintAsItWas()
    {
        var scene = Frozen();
        var before = scene.Session.Fingerprint;
        scene.Do(Other, new AddAddendum("She was seen on Friday."));

        Assert.Equal([("She was seen on Friday.", Other)], scene.Session.Addenda.Select(addendum => (addendum.Text, addendum.By)));
        Assert.Equal((before, before), (scene.Session.Fingerprint, Summary.Compose(scene.Session, scene.Guide).Fingerprint()));
    }

    [Fact]
    public void GoingBackFromTheSummaryVoidsWhatWasSigned()
    {
        var scene = Summarised();
        var old = scene.Confirm();
        scene.Do(Other, old, new CommentOn("Good.")).Do(Lead, new GoBack("plan"));

        Assert.Equal((0, 0, SessionStatus.Walking), (scene.Session.SummaryAt, scene.Session.Positions.Length, scene.Session.Status));
        Assert.Single(scene.Session.Comments);
        scene.ToTheCheck().Do(Lead, new PrepareSummary(null));
        Assert.Equal(new SummaryChanged(), scene.Refused(Other, old));
        Assert.Empty(scene.Do(Lead, scene.Confirm()).Session.Positions.Where(position => position.By == Other));
    }

    [Fact]
    public void TheSameTrailAlwaysGivesTheSameBytes() =>
        Assert.Equal(Summary.Compose(Frozen().Session, Repository.Knowsley).ToCanonicalJson(), Summary.Compose(Frozen().Session, Repository.Knowsley).ToCanonicalJson());

    private static IReadOnlyList<SummaryLine> Section(Scene scene, string id) =>
        Summary.Compose(scene.Session, scene.Guide).Sections.Single(section => section.Id == id).Lines;
}
