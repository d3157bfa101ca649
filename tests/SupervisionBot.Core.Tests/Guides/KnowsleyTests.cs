using SupervisionBot.Core.Guides;

namespace SupervisionBot.Core.Tests.Guides;

/// <summary>The facts of the decision making model, as the source has them: its stages, their order, and how many questions each asks.</summary>
public class KnowsleyTests
{
    private static readonly Guide Guide = Repository.Knowsley;

    // Items: the questions that the source lists; prompts: these, and what it asks for in its sentences.
    [Theory]
    [InlineData(0, "ethics", true, 4, 4)]
    [InlineData(1, "information", false, 4, 4)]
    [InlineData(2, "assessment", false, 5, 7)]
    [InlineData(3, "powers", false, 5, 6)]
    [InlineData(4, "options", false, 0, 1)]
    [InlineData(5, "plan", false, 1, 3)]
    [InlineData(6, "contingency", false, 1, 1)]
    public void EachStepHasItsPlaceAndItsQuestions(int place, string id, bool throughout, int items, int prompts)
    {
        var step = Guide.Steps[place];

        Assert.Equal(
            (id, throughout, items, prompts),
            (step.Id, step.Throughout, step.Prompts.Select(prompt => prompt.Source.Item).OfType<int>().Distinct().Count(), step.Prompts.Count));
    }

    [Fact]
    public void SixStepsAreWalked() => Assert.Equal(["information", "assessment", "powers", "options", "plan", "contingency"], Guide.Walk.Select(step => step.Id));

    [Fact]
    public void TheyAreTheFiveStagesOfTheSourceAndItsLastHasTwo() =>
        Assert.Equal(
            ["Stage 1 of 5", "Stage 2 of 5", "Stage 3 of 5", "Stage 4 of 5", "Stage 5 of 5, step 1 of 2", "Stage 5 of 5, step 2 of 2"],
            Guide.Walk.Select(Guide.PlaceInWords));

    [Fact]
    public void AGuideThatNamesNoStageCountsItsSteps() => Assert.Equal(["Step 1 of 2", "Step 2 of 2"], Repository.EveryKind.Walk.Select(Repository.EveryKind.PlaceInWords));

    [Fact]
    public void NothingIsBroughtIntoTheRecordOfAChild() => Assert.Equal((RecordKind.Case, 0), (Guide.Record, Guide.Bring.Count));

    [Fact]
    public void OnlyTheCodeOfEthicsRunsThroughout() => Assert.Equal("ethics", Assert.Single(Guide.Throughout).Id);

    [Fact]
    public void TheOneToOneWalkHasNoFurtherSteps() => Assert.Equal(7, Guide.Steps.Count);

    [Fact]
    public void EveryPromptSaysWhereItComesFromAndOnlyTheThresholdIsOurs() =>
        Assert.All(
            Guide.Steps.SelectMany(step => step.Prompts),
            prompt => Assert.Equal((prompt.Id == "powers.threshold" ? "ours" : "knowsley", true), (prompt.Source.Document, prompt.Source.Section.Length > 0)));

    [Fact]
    public void TheThresholdIsAskedApartFromHowSeriousTheRiskIsAndSaysThatItIsOurs()
    {
        Assert.DoesNotContain("significant", Guide.FindPrompt("assessment.significant")!.Text, StringComparison.Ordinal);
        Assert.Contains("threshold of significant harm", Guide.FindPrompt("powers.threshold")!.Text, StringComparison.Ordinal);
        Assert.StartsWith("Our own question", Guide.FindPrompt("powers.threshold")!.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSourceIsTheCouncilsOwnManual() => Assert.Equal("Knowsley Children's Social Care, procedures manual", Guide.Sources[0].Publisher);

    [Theory]
    [InlineData("ethics")]
    [InlineData("information")]
    [InlineData("assessment")]
    [InlineData("powers")]
    public void TheQuestionsStandInTheOrderOfTheSource(string step)
    {
        var items = Guide.FindStep(step)!.Prompts.Select(prompt => prompt.Source.Item).OfType<int>().ToList();

        Assert.Equal(Enumerable.Range(1, items.Count), items);
    }

    [Fact]
    public void TheAssessmentHearsTheChildAndTheParentsFirst() =>
        Assert.Equal(["assessment.childs-voice", "assessment.parents-views"], Guide.FindStep("assessment")!.Prompts.Where(prompt => prompt.Source.Item is null).Select(prompt => prompt.Id));

    [Fact]
    public void ThePowersHaveTheSixNamedActsAndGuidance() =>
        Assert.Equal(
            ["Working Together", "Child Sexual Exploitation (CSE) Supplementary Guidance", "Children Act 1989", "Children Act 2004", "Child Sexual Exploitation (CSE) Protocol", "Child Protection Procedures"],
            Guide.FindStep("powers")!.References);

    [Fact]
    public void EachOptionIsTestedFiveTimes() =>
        Assert.Equal(["proportionate", "legitimate", "necessary", "ethical", "reasonable"], Guide.FindPrompt("options.list")!.Tests.Select(test => test.Id));

    [Fact]
    public void ThePlanHasReasonsActionsAndAReview() =>
        Assert.Equal([PromptKind.Text, PromptKind.Actions, PromptKind.Date], Guide.FindStep("plan")!.Prompts.Select(prompt => prompt.Kind));

    [Theory]
    [InlineData("plan.rationale")]
    [InlineData("plan.review-date")]
    public void TheManagementDecisionIsTheSupervisorsToWrite(string prompt) => Assert.Equal([Role.Supervisor], Guide.FindPrompt(prompt)!.Ask);

    [Fact]
    public void BothAreAskedEverythingElse() =>
        Assert.All(
            Guide.Steps.SelectMany(step => step.Prompts).Where(prompt => prompt.Id is not ("plan.rationale" or "plan.review-date")),
            prompt => Assert.Equal([Role.Supervisor, Role.Supervisee], prompt.Ask));

    [Fact]
    public void BeforeSignOffFourteenThingsAreLookedAt() =>
        Assert.Equal(
            ["childs-voice", "parents-views", "options-weighed", "option-chosen", "chosen-passes", "set-aside", "rationale", "actions", "difference", "review-date", "contingency", "ethics", "joined", "skipped"],
            Guide.Checks.Select(check => check.Id));

    [Fact]
    public void TheSummaryIsGroupedAsTheModelIs() =>
        Assert.Equal(
            ["situation", "assessment", "powers", "options", "decision", "plan", "contingency", "review", "ethics", "concerns", "people", "gaps", "remarks"],
            Guide.Summary.Select(part => part.Id));
}
