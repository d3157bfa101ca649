using SupervisionBot.Core.Challenge;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Tests.Sessions;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Challenge;

public class ChallengeRunTests
{
    private static readonly Guide Guide = Repository.Challenge;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    [InlineData(2, 2)]
    [InlineData(1, 2)]
    public void FromAnyAreaALeaderGetsToAnyOther(int from, int to)
    {
        var scene = Go(LeaderAlone(), from);

        Go(scene, to);

        Assert.Equal((SessionStatus.Walking, Guide.StepsOf(Guide.Areas[to])[0].Id), (scene.Session.Status, scene.Session.Step));
    }

    [Fact]
    public void AnAreaIsReachedFromTheSummaryToo()
    {
        var scene = Finish(LeaderAlone());

        Go(scene, 3);

        Assert.Equal((SessionStatus.Walking, "nurturing-1"), (scene.Session.Status, scene.Session.Step));
    }

    [Fact]
    public void AnAreaIsReachedFromAPause() => Assert.False(Go(LeaderAlone().Do(Lead, new Pause()), 2).Session.IsPaused);

    [Fact]
    public void GoingToAnAreaAgainRecordsNothing() => Assert.Empty(ChallengeRun.GoTo(LeaderAlone().Session, Guide, Guide.Areas[0]));

    [Fact]
    public void FinishingLeadsToTheSummaryWhateverWasSkipped() => Assert.Equal(SessionStatus.Summarised, Finish(Go(LeaderAlone(), 1)).Session.Status);

    [Fact]
    public void FinishingAgainRecordsNothing() => Assert.Empty(ChallengeRun.Finish(Finish(LeaderAlone()).Session, Guide));

    [Fact]
    public void AnAreaWithANoteAloneIsNotLeftOut()
    {
        var scene = LeaderAlone().Do(Lead, Say("training.q2.note", "Ask the teams."));

        Assert.Equal((3, 0), (ChallengeRun.LeftOut(scene.Session, Guide).Count, ChallengeRun.Rated(scene.Session, Guide, Guide.Areas[0])));
    }

    [Fact]
    public void AnAnswerThatWasTakenBackIsNotCounted()
    {
        var scene = LeaderAlone().Do(Lead, Say("training.q1", "strength"), Say("training.q2", "not-yet"), Say("training.q1", ""));

        Assert.Equal(1, ChallengeRun.Rated(scene.Session, Guide, Guide.Areas[0]));
    }

    [Theory]
    [InlineData("2027-03-04", "2027-09-04")]
    [InlineData("2027-08-31", "2028-02-29")]
    public void TheNextRunIsDueAfterSixMonths(string signedOff, string due) =>
        Assert.Equal(due, ChallengeRun.DueAgain(DateOnly.ParseExact(signedOff, "yyyy-MM-dd", null)).ToString("yyyy-MM-dd", null));

    private static Scene Go(Scene scene, int area) => scene.Do(Lead, [.. ChallengeRun.GoTo(scene.Session, Guide, Guide.Areas[area])]);

    private static Scene Finish(Scene scene) => scene.Do(Lead, [.. ChallengeRun.Finish(scene.Session, Guide)]);
}
