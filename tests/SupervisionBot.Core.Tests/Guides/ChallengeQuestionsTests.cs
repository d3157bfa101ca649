using SupervisionBot.Core.Challenge;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Tests.Sessions;

namespace SupervisionBot.Core.Tests.Guides;

/// <summary>The facts of the leaders' challenge questions, as the source has them: its areas, their order, and how many questions each asks.</summary>
public class ChallengeQuestionsTests
{
    private static readonly Guide Guide = Repository.Challenge;

    public static TheoryData<string> Areas => [.. Guide.Areas.Select(area => area.Id)];

    [Fact]
    public void FourAreasAskFiveNineTwelveAndSevenQuestions() =>
        Assert.Equal(
            [("training", 5), ("supervision", 9), ("recording", 12), ("nurturing", 7)],
            Guide.Areas.Select(area => (area.Id, ChallengeRun.Asked(Guide, area).Count)));

    [Theory]
    [MemberData(nameof(Areas))]
    public void TheQuestionsStandInTheOrderOfTheSource(string area)
    {
        var questions = Questions(area);

        Assert.Equal(Enumerable.Range(1, questions.Count), questions.Select(question => question.Source.Item!.Value));
        Assert.Equal(questions.Select((_, place) => $"{area}.q{place + 1}"), questions.Select(question => question.Id));
        Assert.Single(questions.Select(question => (question.Source.Document, question.Source.Section)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void EachQuestionThatIsRatedHasANoteWithTheSameSource(string area) =>
        Assert.All(ChallengeRun.Questions(Guide, Area(area)), question =>
        {
            Assert.Equal(["strength", "developing", "not-yet", "dont-know"], question.Choices.Select(choice => choice.Id));
            Assert.All(question.Choices, choice => Assert.NotNull(Ratings.Read(choice.Id)));
            var note = Guide.FindPrompt(question.Id + ".note")!;
            Assert.Equal((PromptKind.Text, question.Source), (note.Kind, note.Source));
            Assert.Equal(Guide.StepOf(question.Id), Guide.StepOf(note.Id));
        });

    [Fact]
    public void WhatAsksOnlyWhoOrHowIsAnsweredInWordsAndNotRated()
    {
        var inWords = Guide.Areas.SelectMany(area => ChallengeRun.Asked(Guide, area).Except(ChallengeRun.Questions(Guide, area))).ToList();

        Assert.Equal(["recording.q2", "nurturing.q1", "nurturing.q3", "nurturing.q6"], inWords.Select(question => question.Id));
        Assert.Equal(["How, and who?", "Who?", "How?", "How?"], inWords.Select(question => question.Hint!.Split(". ")[1]));
        Assert.All(inWords, question => Assert.Null(Guide.FindPrompt(question.Id + ".note")));
    }

    [Fact]
    public void AfterTheAreasTheLeaderAnswersStopStartContinueThemselves()
    {
        var own = Guide.Walk[^1];

        Assert.Equal((null, "The stop/start/continue challenge"), (own.Area, own.Source!.Section));
        Assert.Equal([("own.stop", 1), ("own.start", 2), ("own.continue", 3)], own.Prompts.Select(prompt => (prompt.Id, prompt.Source.Item!.Value)));
    }

    [Fact]
    public void ItsAuthorAndThatOfTheImageAreNamed() => Assert.Equal(["Alison Domakin", "R. Watts"], Guide.Sources.Select(source => source.Authors));

    [Theory]
    [MemberData(nameof(Areas))]
    public void EachAreaEndsWithTheFivePromptsAndAnAction(string area)
    {
        var reflect = Guide.StepsOf(Area(area))[^1].Prompts;

        Assert.Equal([1, 2, 3, 4, 5, null], reflect.Select(prompt => prompt.Source.Item));
        Assert.Equal(["response", "strengths", "improve", "talk-to", "progress"], reflect.Take(5).Select(prompt => prompt.Id.Split('.')[^1]));
        Assert.Equal(PromptKind.Actions, reflect[5].Kind);
    }

    [Fact]
    public void NoSittingAsksMoreThanThreeQuestions() =>
        Assert.All(Guide.Walk, step => Assert.InRange(step.Prompts.Count(prompt => prompt.Kind == PromptKind.Choice), 0, 3));

    [Fact]
    public void AnAreaTakesThreeMinutesASittingAndFourToLookBack() =>
        Assert.Equal([10, 13, 16, 13], Guide.Areas.Select(area => ChallengeRun.Minutes(Guide, area)));

    [Fact]
    public void TheAreasFollowOneAnother() => Assert.Equal(Guide.Walk.SkipLast(1), Guide.Areas.SelectMany(Guide.StepsOf));

    [Fact]
    public void OneLeaderRunsItAndItStaysTheirs() =>
        Assert.Equal((new GuideRole(Role.Chair, "Leader", Leads: true), RecordKind.Personal), (Assert.Single(Guide.Roles), Guide.Record));

    [Fact]
    public void NothingIsCheckedBecauseSkippingIsNormal() => Assert.Empty(Guide.Checks);

    [Fact]
    public void TheSummaryBeginsWithWhatTheReflectionsGive() =>
        Assert.Equal(
            ["strengths", "improve", "talk-to", "progress", "actions", "stop-start-continue", "training", "supervision", "recording", "nurturing", "concerns", "people", "gaps", "remarks"],
            Guide.Summary.Select(part => part.Id));

    [Fact]
    public void NoTwoPromptsReadTheSameWhereAllAreasStandSideBySide() =>
        Assert.Empty(Guide.Steps.SelectMany(step => step.Prompts).GroupBy(Guide.LabelOf).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public void ALeaderRunsAloneFromAnAreaToTheSignOff()
    {
        var scene = Scene.LeaderAlone().Do(Scene.Lead, [.. ChallengeRun.GoTo(Scene.LeaderAlone().Session, Guide, Guide.Areas[1])]);
        scene.Do(Scene.Lead, Scene.Say("supervision.q1", "developing"));
        scene.Do(Scene.Lead, [.. ChallengeRun.Finish(scene.Session, Guide)]);

        scene.Do(Scene.Lead, scene.Confirm());

        Assert.Equal((SessionStatus.Frozen, "training recording nurturing"), (scene.Session.Status, string.Join(' ', ChallengeRun.LeftOut(scene.Session, Guide).Select(area => area.Id))));
    }

    private static Area Area(string id) => Guide.Areas.Single(area => area.Id == id);

    private static IReadOnlyList<Prompt> Questions(string area) => ChallengeRun.Asked(Guide, Area(area));
}
