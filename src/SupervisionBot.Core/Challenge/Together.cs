using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Challenge;

/// <summary>What several leaders say, as counts: never a note, never a name, and nothing of fewer leaders than the least number.</summary>
public static class Together
{
    /// <summary>Which runs each question counts, by its id.</summary>
    /// <remarks>
    /// A question moves only when enough leaders have newly rated it: counts that moved with each would tell, to whoever looked before and after,
    /// what the last of them said. So it is each question's own set of leaders that has to be new, and not only that of all.
    /// </remarks>
    /// <param name="guide">The guide whose questions are counted.</param>
    /// <param name="latest">The newest signed-off run of each leader.</param>
    /// <param name="before">Which runs they counted until now.</param>
    /// <param name="minimum">
    /// How many leaders must have rated a question for its counts to be shown, and newly for them to move; at least 1.
    /// </param>
    public static IReadOnlyDictionary<string, IReadOnlyList<SessionId>> Counted(
        Guide guide, IReadOnlyList<Session> latest, IReadOnlyDictionary<string, IReadOnlyList<SessionId>> before, int minimum) =>
        guide.Areas.SelectMany(area => ChallengeRun.Questions(guide, area)).ToDictionary(
            question => question.Id,
            question => Counted(question, latest, before.GetValueOrDefault(question.Id, []), minimum),
            StringComparer.Ordinal);

    /// <summary>Counts, and says of an area that shows nothing yet how many leaders there are so far.</summary>
    /// <remarks>The counts of an area are the sums of the questions shown, so that nothing can be had by taking one from the other.</remarks>
    /// <param name="guide">The guide whose questions are counted.</param>
    /// <param name="latest">The newest signed-off run of each leader.</param>
    /// <param name="counted">The runs that each question counts, by its id: <see cref="Counted(Guide, IReadOnlyList{Session}, IReadOnlyDictionary{string, IReadOnlyList{SessionId}}, int)"/>.</param>
    /// <param name="minimum">How many leaders must have rated a question for its counts to be shown; at least 1.</param>
    public static IReadOnlyList<AreaCounts> Count(
        Guide guide, IReadOnlyList<Session> latest, IReadOnlyDictionary<string, IReadOnlyList<Session>> counted, int minimum) =>
        [.. guide.Areas.Select(area => Count(guide, area, latest, counted, minimum))];

    private static IReadOnlyList<SessionId> Counted(Prompt question, IReadOnlyList<Session> latest, IReadOnlyList<SessionId> before, int minimum)
    {
        var rated = latest.Where(run => ChallengeRun.RatingOf(run, question) is not null).Select(run => run.Id).ToList();
        return rated.Except(before).Count() >= minimum ? rated : before;
    }

    private static AreaCounts Count(
        Guide guide, Area area, IReadOnlyList<Session> latest, IReadOnlyDictionary<string, IReadOnlyList<Session>> counted, int minimum)
    {
        var questions = ChallengeRun.Questions(guide, area).Select(question => (Question: question, Runs: counted.GetValueOrDefault(question.Id, []))).ToList();
        var shown = questions.Where(question => question.Runs.Count >= minimum).SelectMany(question => question.Runs).DistinctBy(run => run.Id).Count();
        var leaders = shown > 0 ? shown : latest.Count(run => ChallengeRun.Rated(run, guide, area) > 0);
        return leaders < minimum
            ? new(area, leaders, minimum - leaders, [])
            : new(area, leaders, Missing: 0, [.. questions.Select(question => Count(question.Question, question.Runs, minimum))]);
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
