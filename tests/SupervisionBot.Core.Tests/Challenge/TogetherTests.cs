using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.Core.Challenge;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Challenge;

public class TogetherTests
{
    private static readonly Guide Guide = Repository.Challenge;
    private static readonly string[] Ratings = ["strength", "developing", "not-yet", "dont-know", ""];

    [Fact]
    public void FourLeadersShowNothingAndOneMoreIsNeeded()
    {
        var training = Count(Times(4, ("training.q1", "strength")))[0];

        Assert.Equal((4, 1, 0), (training.Leaders, training.Missing, training.Questions.Count));
        Assert.Null(training.Sum);
    }

    [Fact]
    public void FiveLeadersShowCounts()
    {
        var training = Count([.. Times(3, ("training.q1", "strength")), .. Times(1, ("training.q1", "not-yet")), .. Times(1, ("training.q1", "dont-know"))])[0];

        Assert.Equal(new RatingCounts(3, 0, 1, 1), training.Questions[0].Counts);
        Assert.Equal(new RatingCounts(3, 0, 1, 1), training.Sum);
    }

    [Fact]
    public void AnAreaThatFewLeadersAnsweredShowsNothingWhateverOtherAreasShow()
    {
        var areas = Count([.. Times(5, ("training.q1", "strength")), .. Times(2, ("supervision.q1", "not-yet"))]);

        Assert.Equal((0, 3), (areas[0].Missing, areas[1].Missing));
        Assert.Empty(areas[1].Questions);
    }

    [Fact]
    public void AQuestionThatFewLeadersAnsweredShowsNothingAndIsInNoSum()
    {
        var training = Count([.. Times(4, ("training.q1", "strength")), .. Times(1, ("training.q1", "strength"), ("training.q2", "not-yet"))])[0];

        Assert.Null(training.Questions[1].Counts);
        Assert.Equal(new RatingCounts(5, 0, 0, 0), training.Sum);
    }

    [Fact]
    public void NothingShownStandsOnFewerLeadersThanTheLeastNumber() =>
        Prop.ForAll(Runs.ToArbitrary(), runs =>
            Count(runs).All(area =>
                (area.Missing == 0 || area is { Questions.Count: 0, Sum: null })
                && area.Questions.All(question => question.Counts is null || Total(question.Counts) >= 5)
                && Total(area.Sum ?? new(0, 0, 0, 0)) == area.Questions.Sum(question => question.Counts is null ? 0 : Total(question.Counts))))
            .Check(Config.QuickThrowOnFailure);

    private static Gen<Session[]> Runs =>
        from leaders in Gen.Choose(0, 9)
        from runs in (from ratings in Gen.Elements(Ratings).ArrayOf(5)
                      select Run([.. ratings.Select((rating, place) => (place < 3 ? $"training.q{place + 1}" : $"supervision.q{place - 2}", rating))])).ArrayOf(leaders)
        select runs;

    private static int Total(RatingCounts counts) => counts.Strength + counts.Developing + counts.NotYet + counts.DontKnow;

    private static IReadOnlyList<AreaCounts> Count(IReadOnlyList<Session> runs)
    {
        var counted = Together.Counted(Guide, runs, new Dictionary<string, IReadOnlyList<SessionId>>(), minimum: 5);
        return Together.Count(Guide, runs, counted.ToDictionary(question => question.Key, question => (IReadOnlyList<Session>)[.. runs.Where(run => question.Value.Contains(run.Id))]), minimum: 5);
    }

    private static Session[] Times(int leaders, params (string Question, string Rating)[] answers) => [.. Enumerable.Range(0, leaders).Select(_ => Run(answers))];

    private static Session Run(params (string Question, string Rating)[] answers)
    {
        var scene = LeaderAlone().To("supervision-1");
        return scene.Do(Lead, new Answer([.. answers.Select(answer => KeyValuePair.Create(answer.Question, answer.Rating))])).Session with { Id = new(Guid.NewGuid()) };
    }
}
