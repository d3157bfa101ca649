using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Core.Summaries;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>A question that the guide does not ask is brought into a session.</summary>
public class BroughtTests
{
    [Fact]
    public void BothAnswerItAndTheSummaryHasItUnderThatStep()
    {
        var scene = Walking().Do(Lead, Bring("information")).Do(Lead, Say("brought.1", "By asking her.")).Do(Other, Say("brought.1", "By reading."));

        var lines = Section(scene, "situation");

        Assert.Equal(["By asking her.", "By reading."], lines.Where(line => line.Label == "How do we learn from it?").Select(line => line.Text));
    }

    [Fact]
    public void ItStandsLastInItsStepAndSaysWhereItComesFrom()
    {
        var guide = Walking().Do(Lead, Bring("information")).Guide;

        var prompt = guide.FindStep("information")!.Prompts[^1];
        Assert.Equal(("brought.1", PromptKind.Text, "Brought in from: Challenge questions."), (prompt.Id, prompt.Kind, prompt.Hint));
        Assert.Equal([Role.Supervisor, Role.Supervisee], prompt.Ask);
        Assert.Contains(guide.Sources, source => source.Id == prompt.Source.Document);
        Assert.Equal(guide.Steps.Where(step => !step.Throughout).Select(step => step.Id), guide.Walk.Select(step => step.Id));
        Assert.Contains("brought.1", guide.Walk[0].Prompts.Select(asked => asked.Id));
    }

    [Fact]
    public void WhereNoSectionShowsTheWholeStepItHasOneOfItsOwn()
    {
        var scene = AtPlan().Do(Lead, Bring("plan")).Do(Other, Say("brought.1", "Next month."));

        var sections = Summary.Compose(scene.Session, scene.Guide).Sections.Select(section => section.Id).ToList();
        Assert.Equal("Next month.", Assert.Single(Section(scene, "brought-in")).Text);
        Assert.Equal("concerns", sections[sections.IndexOf("brought-in") + 1]);
    }

    [Fact]
    public void WhatNobodyAnsweredStandsThereUnanswered() =>
        Assert.Equal("", Assert.Single(Section(Walking().Do(Lead, Bring("information")), "situation"), line => line.Label == "How do we learn from it?").Text);

    [Fact]
    public void EachHasANumberOfItsOwnWhateverStepItIsIn()
    {
        var scene = Walking().Do(Lead, Bring("information")).To("assessment").Do(Lead, Bring("assessment", "Another?"));

        Assert.Equal([("information", "brought.1"), ("assessment", "brought.2")], scene.Session.Brought.Select(question => (question.Step, question.Prompt)));
    }

    [Fact]
    public void ANumberThatTheGuideItselfHasIsPassedOver()
    {
        var guide = Repository.Knowsley;
        var step = guide.FindStep("information")!;
        var own = guide with { Steps = [.. guide.Steps.Select(one => one == step ? step with { Prompts = [step.Prompts[0] with { Id = "brought.1" }] } : one)] };

        var brought = Assert.IsType<QuestionBrought>(Assert.Single(Yields(SessionDecision.Decide(Walking().Session, own, Lead, Walking().Now, Bring("information")))));

        Assert.Equal("brought.2", brought.Prompt);
    }

    [Fact]
    public void ItIsFrozenWithTheSummary()
    {
        var scene = Walking().Do(Lead, Bring("information")).Do(Other, Say("brought.1", "By reading.")).ToTheCheck().Do(Lead, new PrepareSummary("Enough for today."));
        scene.Do(Lead, scene.Confirm());
        scene.Do(Other, scene.Confirm());

        Assert.Equal(Summary.Compose(scene.Session, scene.Guide).Fingerprint(), scene.Session.Fingerprint);
        Assert.NotEqual(Summary.Compose(scene.Session, Repository.Knowsley).Fingerprint(), scene.Session.Fingerprint);
    }

    [Fact]
    public void ItCanBeBroughtWhileOthersPrepare() => Preparing().Do(Lead, Bring("information")).Do(Other, Say("brought.1", "Ready."));

    [Fact]
    public void OnlyTheLeadBringsOne() => Assert.Equal(new OnlyTheLeadMay(), Walking().Refused(Other, Bring("information")));

    [Fact]
    public void TheSameIsNotBroughtTwice() =>
        Assert.Equal(new BroughtAlready("information"), Walking().Do(Lead, Bring("information")).To("assessment").Refused(Lead, Bring("assessment")));

    [Fact]
    public void FiveAreEnough()
    {
        var scene = Walking();
        for (var number = 1; number <= 5; number++)
        {
            scene.Do(Lead, Bring(scene.Session.Step, $"Question {number}?"));
            if (number % 2 == 0)
            {
                scene.Do(Lead, new MoveOn(scene.Session.Step));
            }
        }

        Assert.Equal(new TooMany(5), scene.Refused(Lead, Bring(scene.Session.Step)));
    }

    [Fact]
    public void TwoAreEnoughForOneStep()
    {
        var scene = Walking().Do(Lead, Bring("information", "One?"), Bring("information", "Two?"));

        Assert.Equal(new TooMany(2), scene.Refused(Lead, Bring("information")));
        scene.Do(Lead, new MoveOn("information"), Bring("assessment"));
    }

    [Fact]
    public void ItIsBroughtIntoThePresentStepOnly() => Assert.Equal(new StepMovedOn(), Walking().To("assessment").Refused(Lead, Bring("information")));

    [Fact]
    public void NothingIsBroughtOnceTheRecordIsChecked() =>
        Assert.Equal([new NotAtThisPoint(), new NotAtThisPoint()], new Refusal[] { Complete().Refused(Lead, Bring("contingency")), Summarised().Refused(Lead, Bring("contingency")) });

    [Fact]
    public void NothingIsBroughtWithoutWords() => Assert.Equal(new NothingWritten(), Walking().Refused(Lead, Bring("information", " ")));

    [Fact]
    public void WhoeverIsSupervisedBringsAReflectionWithTheirOwnWords()
    {
        var scene = Walking().Do(Other, Reflect("information"));

        Assert.Equal("I write for the inspector.", scene.Session.Answer("brought.1", Other)!.Value);
        Assert.Equal(["I write for the inspector."], Section(scene, "situation").Where(line => line.Label == "Whom do you write for?").Select(line => line.Text));
        Assert.Equal("Brought in from: a reflection.", scene.Guide.FindPrompt("brought.1")!.Hint);
    }

    [Fact]
    public void AReflectionOnAQuestionThatIsThereAnswersIt()
    {
        var scene = Walking().Do(Lead, Bring("information", "Whom do you write for?")).Do(Lead, Say("brought.1", "For the child.")).Do(Other, Reflect("information"));

        Assert.Single(scene.Session.Brought);
        Assert.Equal(("For the child.", "I write for the inspector."), (scene.Session.Answer("brought.1", Lead)!.Value, scene.Session.Answer("brought.1", Other)!.Value));
    }

    [Fact]
    public void AReflectionBroughtTwiceIsThereOnce()
    {
        var scene = Walking().Do(Other, Reflect("information"));

        Assert.Empty(Yields(SessionDecision.Decide(scene.Session, scene.Guide, Other, scene.Now, Reflect("information"))));
    }

    [Fact]
    public void AReflectionIsBroughtWholeOrNotAtAll() =>
        Assert.Equal(new TooLong(4_001, 4_000), Walking().Refused(Other, Reflect("information", new string('x', 4_001))));

    [Fact]
    public void NoReflectionIsBroughtOnceTheRecordIsChecked() =>
        Assert.Equal([new NotAtThisPoint(), new NotAtThisPoint(), new StepMovedOn()], new Refusal[] { Complete().Refused(Other, Reflect("contingency")), Summarised().Refused(Other, Reflect("contingency")), Walking().Refused(Other, Reflect("plan")) });

    [Fact]
    public void AGuideWithNothingBroughtInIsTheSame() => Assert.Same(Repository.Knowsley, Repository.Knowsley.With([]));

    private static IReadOnlyList<SummaryLine> Section(Scene scene, string id) => Summary.Compose(scene.Session, scene.Guide).Sections.Single(section => section.Id == id).Lines;

    private static IReadOnlyList<SessionEvent> Yields(Outcome<IReadOnlyList<SessionEvent>> outcome) => outcome.Succeeded(out var events, out var refusal) ? events : throw new InvalidOperationException(refusal.ToString());
}
