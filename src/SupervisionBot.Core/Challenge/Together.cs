using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Core.Challenge;

/// <summary>What several leaders say, as counts: never a note, never a name, and nothing of fewer leaders than the least number.</summary>
public static class Together
{
    /// <summary>Counts one run of each leader.</summary>
    /// <remarks>
    /// Each question stands on its own set of leaders, those who rated it, and a set that is too small shows nothing. The counts of an area are the sums of the questions shown,
    /// so that nothing can be had by taking one from the other.
    /// </remarks>
    /// <param name="guide">The guide whose questions are counted.</param>
    /// <param name="runs">One run a leader.</param>
    /// <param name="minimum">How many leaders must have rated a question for its counts to be shown; at least 1.</param>
    public static IReadOnlyList<AreaCounts> Count(Guide guide, IReadOnlyList<Session> runs, int minimum) => [.. guide.Areas.Select(area => Count(guide, area, runs, minimum))];

    private static AreaCounts Count(Guide guide, Area area, IReadOnlyList<Session> runs, int minimum)
    {
        var leaders = runs.Count(run => ChallengeRun.Rated(run, guide, area) > 0);
        if (leaders < minimum)
        {
            return new(area, leaders, minimum - leaders, []);
        }

        var questions = ChallengeRun.Questions(guide, area).Select(question => Count(question, runs, minimum));
        return new(area, leaders, Missing: 0, [.. questions]);
    }

    private static QuestionCounts Count(Prompt question, IReadOnlyList<Session> runs, int minimum)
    {
        var ratings = runs.Select(run => ChallengeRun.RatingOf(run, question)).OfType<Rating>().ToList();
        return ratings.Count < minimum
            ? new(question, null)
            : new(question, new RatingCounts(Of(Rating.Strength), Of(Rating.Developing), Of(Rating.NotYet), Of(Rating.DontKnow)));

        int Of(Rating rating) => ratings.Count(other => other == rating);
    }
}

/// <summary>What leaders say of one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Leaders">How many leaders have rated anything in it.</param>
/// <param name="Missing">How many more leaders it takes before anything is shown; 0 where there are enough.</param>
/// <param name="Questions">Its questions, in order; none where there are too few leaders.</param>
public sealed record AreaCounts(Area Area, int Leaders, int Missing, IReadOnlyList<QuestionCounts> Questions)
{
    /// <summary>The sum of the questions shown; null where none is.</summary>
    public RatingCounts? Sum => Questions.Select(question => question.Counts).OfType<RatingCounts>().Aggregate((RatingCounts?)null, (sum, counts) => sum is null ? counts : sum + counts);
}

/// <summary>What leaders say to one question.</summary>
/// <param name="Question">The question.</param>
/// <param name="Counts">The counts; null where too few leaders rated it.</param>
public sealed record QuestionCounts(Prompt Question, RatingCounts? Counts);

/// <summary>How many leaders said what.</summary>
public sealed record RatingCounts(int Strength, int Developing, int NotYet, int DontKnow)
{
    /// <summary>Both together.</summary>
    public static RatingCounts operator +(RatingCounts one, RatingCounts other) =>
        new(one.Strength + other.Strength, one.Developing + other.Developing, one.NotYet + other.NotYet, one.DontKnow + other.DontKnow);
}
