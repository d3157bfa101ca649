using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Core.Challenge;

/// <summary>What moved between two runs of one leader, area by area.</summary>
public static class Movement
{
    /// <summary>Compares two runs by the ids of their questions.</summary>
    /// <param name="before">The earlier run.</param>
    /// <param name="guideBefore">Its guide.</param>
    /// <param name="now">The later run.</param>
    /// <param name="guideNow">Its guide; its areas are told, in order.</param>
    public static IReadOnlyList<AreaMovement> Between(Session before, Guide guideBefore, Session now, Guide guideNow) =>
        [.. guideNow.Areas.Select(area => new AreaMovement(area, [.. ChallengeRun.Questions(guideNow, area).Select(question => Of(question, before, guideBefore, now)).OfType<QuestionMovement>()]))];

    private static QuestionMovement? Of(Prompt question, Session before, Guide guideBefore, Session now)
    {
        if (ChallengeRun.RatingOf(now, question) is not { } rating)
        {
            return null;
        }

        var asked = guideBefore.FindPrompt(question.Id);
        var earlier = asked is null ? null : ChallengeRun.RatingOf(before, asked);
        var way = (earlier, rating) switch
        {
            (null, _) => Way.New,
            _ when earlier == rating => Way.Same,
            (Rating.DontKnow, _) => Way.New,
            (_, Rating.DontKnow) => Way.Unsure,
            _ => rating > earlier ? Way.Up : Way.Down,
        };
        return new(question, way, earlier is null ? null : Words(asked!, before), Words(question, now));
    }

    private static string Words(Prompt question, Session run) => PromptValue.ForPeople(question, run.Answers(question.Id).First().Value);
}

/// <summary>What moved in one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Questions">The questions rated in the later run, in order.</param>
public sealed record AreaMovement(Area Area, IReadOnlyList<QuestionMovement> Questions)
{
    /// <summary>How many questions went one way.</summary>
    public int Count(Way way) => Questions.Count(question => question.Way == way);
}

/// <summary>What became of one question.</summary>
/// <param name="Question">The question, as the later run asked it.</param>
/// <param name="Way">Which way it went.</param>
/// <param name="Before">The earlier answer in words; null when there was none.</param>
/// <param name="Now">The later answer in words.</param>
public sealed record QuestionMovement(Prompt Question, Way Way, string? Before, string Now);

/// <summary>Which way the answer to a question went.</summary>
public enum Way
{
    /// <summary>Nearer to a strength.</summary>
    Up,

    /// <summary>As it was.</summary>
    Same,

    /// <summary>Further from a strength.</summary>
    Down,

    /// <summary>Rated now, and not before, or not known then.</summary>
    New,

    /// <summary>Rated before, and not known now.</summary>
    Unsure,
}
