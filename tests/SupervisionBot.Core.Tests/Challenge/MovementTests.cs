using SupervisionBot.Core.Challenge;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Challenge;

public class MovementTests
{
    private static readonly Guide Guide = Repository.Challenge;

    [Theory]
    [InlineData("not-yet", "developing", Way.Up)]
    [InlineData("not-yet", "strength", Way.Up)]
    [InlineData("strength", "strength", Way.Same)]
    [InlineData("dont-know", "dont-know", Way.Same)]
    [InlineData("strength", "developing", Way.Down)]
    [InlineData("", "not-yet", Way.New)]
    [InlineData("", "dont-know", Way.New)]
    [InlineData("dont-know", "not-yet", Way.New)]
    [InlineData("developing", "dont-know", Way.Unsure)]
    public void AnAnswerMoves(string before, string now, Way way) =>
        Assert.Equal(way, Assert.Single(Between(Run(("training.q1", before)), Run(("training.q1", now)))[0].Questions).Way);

    [Fact]
    public void WhatIsNotRatedThisTimeIsNotCompared() => Assert.Empty(Between(Run(("training.q1", "strength")), Run())[0].Questions);

    [Fact]
    public void TheAreasAreCountedOneByOne()
    {
        var areas = Between(
            Run(("training.q1", "not-yet"), ("training.q2", "developing"), ("supervision.q9", "strength")),
            Run(("training.q1", "strength"), ("training.q2", "developing"), ("training.q3", "not-yet"), ("supervision.q9", "not-yet")));

        Assert.Equal(
            [("training", 1, 1, 0, 1), ("supervision", 0, 0, 1, 0), ("recording", 0, 0, 0, 0), ("nurturing", 0, 0, 0, 0)],
            areas.Select(area => (area.Area.Id, area.Count(Way.Up), area.Count(Way.Same), area.Count(Way.Down), area.Count(Way.New))));
    }

    [Fact]
    public void BothAnswersStandInWords()
    {
        var moved = Assert.Single(Between(Run(("recording.q12", "not-yet")), Run(("recording.q12", "strength")))[2].Questions);

        Assert.Equal(("recording.q12", "Not yet", "Strength"), (moved.Question.Id, moved.Before, moved.Now));
    }

    private static IReadOnlyList<AreaMovement> Between(Session before, Session now) => Movement.Between(before, Guide, now, Guide);

    private static Session Run(params (string Question, string Rating)[] answers)
    {
        var scene = LeaderAlone().To("nurturing-reflect");
        return scene.Do(Lead, [.. answers.Select(answer => Say(answer.Question, answer.Rating))]).Session;
    }
}
