using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Core.Challenge;

/// <summary>A leader's run through the challenge questions: an ordinary session of a guide with areas, alone.</summary>
public static class ChallengeRun
{
    /// <summary>Id of the guide. An organisation's own wording keeps it, and the ids of its areas, prompts and choices.</summary>
    public const string Guide = "leaders-challenge-questions";

    /// <summary>Id of the area whose questions practice supervisors can bring into a one-to-one.</summary>
    public const string SupervisionArea = "supervision";

    /// <summary>Months from one run's sign-off until the next is due. Our own number.</summary>
    public const int MonthsBetween = 6;

    /// <summary>The questions of an area that are answered with a rating, in order.</summary>
    public static IReadOnlyList<Prompt> Questions(Guide guide, Area area) =>
        [.. guide.StepsOf(area).SelectMany(step => step.Prompts).Where(prompt => prompt.Kind == PromptKind.Choice)];

    /// <summary>All questions of an area, in order: those that are rated, and those of the same list that ask who or how and are answered in words.</summary>
    public static IReadOnlyList<Prompt> Asked(Guide guide, Area area)
    {
        var lists = Questions(guide, area).Select(question => (question.Source.Document, question.Source.Section)).ToHashSet();
        return [.. guide.StepsOf(area).SelectMany(step => step.Prompts).Where(prompt => prompt.Source.Item is not null && lists.Contains((prompt.Source.Document, prompt.Source.Section)))
            .DistinctBy(prompt => prompt.Source)];
    }

    /// <summary>How many questions of an area the leader has answered, by a rating or in words.</summary>
    public static int Answered(Session run, Guide guide, Area area) => Asked(guide, area).Count(question => run.Answers(question.Id).Any());

    /// <summary>How long an area takes, in minutes, as its steps say.</summary>
    public static int Minutes(Guide guide, Area area) => guide.StepsOf(area).Sum(step => step.Minutes ?? 0);

    /// <summary>How the leader rated a question; null when they did not.</summary>
    public static Rating? RatingOf(Session run, Prompt question) => run.Answers(question.Id).Select(answer => Ratings.Read(answer.Value)).FirstOrDefault();

    /// <summary>How many questions of an area the leader has rated.</summary>
    public static int Rated(Session run, Guide guide, Area area) => Questions(guide, area).Count(question => RatingOf(run, question) is not null);

    /// <summary>Whether any question of any area is rated.</summary>
    public static bool HasRatings(Session run, Guide guide) => guide.Areas.Any(area => Rated(run, guide, area) > 0);

    /// <summary>The areas in which nothing at all is recorded, in order.</summary>
    public static IReadOnlyList<Area> LeftOut(Session run, Guide guide) =>
        [.. guide.Areas.Where(area => !guide.StepsOf(area).SelectMany(step => step.Prompts).Any(run.HasAnything))];

    /// <summary>The first day on which the next run is due.</summary>
    /// <param name="signedOff">The day the last one was signed off.</param>
    public static DateOnly DueAgain(DateOnly signedOff) => signedOff.AddMonths(MonthsBetween);

    /// <summary>What takes a run from wherever it is to the first step of an area.</summary>
    public static IReadOnlyList<SessionCommand> GoTo(Session run, Guide guide, Area area)
    {
        var (here, there) = (guide.PlaceOf(run.Step), guide.PlaceOf(guide.StepsOf(area)[0].Id));
        return [.. Waking(run), .. run.Status == SessionStatus.Walking && there >= here ? Walk(guide, here, there) : [new GoBack(guide.Walk[there].Id)]];
    }

    /// <summary>What takes a run from wherever it is to its summary; nothing where it is there already.</summary>
    public static IReadOnlyList<SessionCommand> Finish(Session run, Guide guide) => run.Status switch
    {
        SessionStatus.Walking => [.. Waking(run), .. Walk(guide, guide.PlaceOf(run.Step), guide.Walk.Count), new PrepareSummary(DespiteGaps: null)],
        SessionStatus.Checking => [.. Waking(run), new PrepareSummary(DespiteGaps: null)],
        SessionStatus.Preparing or SessionStatus.Summarised or SessionStatus.Frozen or SessionStatus.Cancelled => [],
    };

    private static IEnumerable<SessionCommand> Waking(Session run) => run.IsPaused ? [new Resume()] : [];

    private static IEnumerable<SessionCommand> Walk(Guide guide, int from, int to) => guide.Walk.Take(to).Skip(from).Select(step => new MoveOn(step.Id));
}
