using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Summaries;
using SupervisionBot.Core.Tests.Sessions;

namespace SupervisionBot.Core.Tests.Guides;

/// <summary>Other structured conversations are guides like the built-in one: the engine knows nothing of them.</summary>
public class OtherGuidesTests
{
    [Theory]
    [InlineData("case-discussion", "facts child thoughts tree missing next", "worries working-well")]
    [InlineData("staged-case-study", "stage-1 stage-2 stage-3 closing", "")]
    [InlineData("leaders-challenge", "induction induction-reflect", "")]
    public void TheStepsStandInTheirOrder(string guide, string walk, string throughout)
    {
        var read = Repository.Fixture(guide);

        Assert.Equal((walk, throughout), (Ids(read.Walk), Ids(read.Throughout)));
    }

    [Theory]
    [InlineData("case-discussion")]
    [InlineData("staged-case-study")]
    [InlineData("leaders-challenge")]
    [InlineData("every-kind")]
    public void ASessionWalksThroughToItsFrozenSummary(string name)
    {
        var scene = Scene.Of(Repository.Fixture(name));
        var said = new List<string>();
        do
        {
            foreach (var prompt in scene.Guide.FindStep(scene.Session.Step)!.Prompts.Concat(scene.Guide.Throughout.SelectMany(step => step.Prompts)))
            {
                var words = $"{prompt.Id} on {scene.Session.Step}";
                scene.Do(Scene.Lead, Reply(prompt, words));
                if (prompt.Kind is PromptKind.Text or PromptKind.Options or PromptKind.Actions)
                {
                    said.RemoveAll(before => before.StartsWith(prompt.Id + " ", StringComparison.Ordinal));
                    said.Add(words);
                }
            }

            scene.Do(Scene.Lead, new MoveOn(scene.Session.Step));
        }
        while (scene.Session.Status == SessionStatus.Walking);

        scene.Do(Scene.Lead, new PrepareSummary(scene.Session.Missing is { Length: > 0 } ? "Enough for today." : null));
        foreach (var participant in scene.Session.Participants)
        {
            scene.Do(participant.Person, scene.Confirm());
        }

        var summary = Summary.Compose(scene.Session, scene.Guide);
        Assert.Equal((SessionStatus.Frozen, summary.Fingerprint()), (scene.Session.Status, scene.Session.Fingerprint));
        Assert.Empty(said.Except(summary.Sections.SelectMany(section => section.Lines).Select(line => line.Text)));
    }

    [Theory]
    [InlineData("worries.list")]
    [InlineData("working-well.list")]
    public void ACaseDiscussionNotesWorriesAndStrengthsOnEveryStep(string prompt)
    {
        var scene = Scene.Of(Repository.Fixture("case-discussion"));
        foreach (var step in scene.Guide.Walk)
        {
            scene.To(step.Id).Do(Scene.Other, Scene.Say(prompt, $"on {step.Id}"));
        }

        Assert.Equal(scene.Guide.Walk.Count, scene.Session.Versions(prompt, Scene.Other).Length);
    }

    [Fact]
    public void ImmediateThoughtsTakeFiveMinutes() => Assert.Equal(5, Repository.Fixture("case-discussion").FindStep("thoughts")!.Minutes);

    [Fact]
    public void AThoughtIsMarkedAsFactOrFeeling() =>
        Assert.Equal(["fact", "feeling", "both"], Repository.Fixture("case-discussion").FindPrompt("thoughts.nature")!.Choices.Select(choice => choice.Id));

    [Fact]
    public void ACaseStudyHasThreeStagesOfSevenMinutesWithMaterialAndNotesForTheFacilitator()
    {
        var stages = Repository.Fixture("staged-case-study").Walk.Where(step => step.Material is not null).ToList();

        Assert.Equal(3, stages.Count);
        Assert.All(stages, stage => Assert.True(stage is { Minutes: 7, Notes: [{ For: Role.Facilitator }] }));
    }

    [Fact]
    public void ALaterStageOfACaseStudyCanNotBeAnsweredYet() =>
        Assert.Equal(new NotAtThisPoint(), Scene.Of(Repository.Fixture("staged-case-study")).Refused(Scene.Other, Scene.Say("stage-2.next", "x")));

    [Fact]
    public void AnAreaForLeadersIsFollowedByFivePrompts() =>
        Assert.Equal([5, 5], Repository.Fixture("leaders-challenge").Walk.Select(step => step.Prompts.Count));

    private static SessionCommand Reply(Prompt prompt, string words) => prompt.Kind switch
    {
        PromptKind.Options => new AddOption(prompt.Id, words),
        PromptKind.Actions => new AgreeAction(prompt.Id, Scene.WholeAction with { What = words }),
        PromptKind.Choice or PromptKind.Checklist => Scene.Say(prompt.Id, prompt.Choices[0].Id),
        PromptKind.Date => Scene.Say(prompt.Id, "2027-03-18"),
        PromptKind.Text => Scene.Say(prompt.Id, words),
    };

    private static string Ids(IReadOnlyList<Step> steps) => string.Join(' ', steps.Select(step => step.Id));
}
