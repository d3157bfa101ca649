using SupervisionBot.Core.Challenge;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Hosting;
using SupervisionBot.Sessions;
using SupervisionBot.Turns;

namespace SupervisionBot.Challenge;

/// <summary>The cards of the challenge questions beside those of a session.</summary>
internal sealed class ChallengeCards(CardPress press, TimeProvider clock)
{
    /// <summary>The areas of a guide.</summary>
    /// <param name="guide">The guide: of the run under way, or in use for the next.</param>
    /// <param name="run">The run under way; null when there is none.</param>
    /// <param name="last">The run signed off last; null when there is none.</param>
    /// <param name="hasFigures">Offer what moved and all leaders together.</param>
    /// <param name="notice">A message on top.</param>
    public ReadOnlyMemory<byte> Areas(Guide guide, Session? run, Session? last, bool hasFigures, Notice notice) => press.Print(
        "challenge/areas",
        new AreasCard(
            notice,
            $"{guide.Title}: {guide.Areas.Count} areas.",
            guide.Title,
            run?.Id.ToString() ?? "",
            run?.Sequence ?? 0,
            Status(guide, run, last),
            [.. guide.Areas.Select((area, index) => new AreaLine(index + 1, $"{index + 1}. {area.Title}", Details(guide, run, area), $"Go to area {index + 1}"))],
            HasRun: run is not null,
            run is { Status: SessionStatus.Summarised } ? "Read the summary" : $"Go on: {(run is null ? "" : guide.FindStep(run.Step)?.Title)}",
            CanFinish: run is { Status: SessionStatus.Walking or SessionStatus.Checking },
            hasFigures),
        ChallengeCardJson.Default.AreasCard);

    /// <summary>What moved between two runs of one leader.</summary>
    public ReadOnlyMemory<byte> Moved(StoredSession? before, StoredSession? now)
    {
        var text = (before, now) switch
        {
            (null, null) => "You have answered no challenge question yet. What moved shows once two runs have answers.",
            (null, _) or (_, null) => "You have answered in one run so far. What moved shows once a second one has answers.",
            _ => $"Your run of {Day(now.Session.OpenedAt)} beside the one of {Day(before.Session.OpenedAt)}, area by area.",
        };
        var areas = before is null || now is null ? [] : Movement.Between(before.Session, before.Guide, now.Session, now.Guide).Select((area, index) => Of(area, index + 1));
        return press.Print("challenge/moved", new MovedCard("What moved since last time.", text, [.. areas]), ChallengeCardJson.Default.MovedCard);
    }

    /// <summary>What all leaders say, as counts.</summary>
    /// <param name="areas">The counts.</param>
    /// <param name="minimum">How many leaders it takes.</param>
    public ReadOnlyMemory<byte> Together(IReadOnlyList<AreaCounts> areas, int minimum) => press.Print(
        "challenge/together",
        new TogetherCard(
            "All leaders together, as counts.",
            $"What leaders have signed off, as counts: no names and no notes. Nothing is shown for fewer than {minimum} leaders, and the counts of a question change only once {minimum} of them have rated it anew.",
            [.. areas.Select((area, index) => Of(area, index + 1))]),
        ChallengeCardJson.Default.TogetherCard);

    private string Status(Guide guide, Session? run, Session? last)
    {
        if (run is not null)
        {
            return run.Status == SessionStatus.Summarised
                ? $"Your run of {Day(run.OpenedAt)} is at its summary: confirm it, or go to an area to change something."
                : $"Your run of {Day(run.OpenedAt)} is at: {guide.FindStep(run.Step)?.Title}. Take the areas in any order, leave out what you like, and come back when you want.";
        }

        var next = "Go to any area to begin a run. Only you read it; once you sign it off, its ratings count in all leaders together, without your name or notes.";
        if (last is null || last.Positions.Length == 0)
        {
            return $"No run is under way. {next}";
        }

        var signedOff = UkTime.Day(last.Positions[^1].At);
        var due = ChallengeRun.DueAgain(signedOff);
        return UkTime.Now(clock).Today < due
            ? $"You signed off your last run on {PromptValue.Day(signedOff)}. The next one is due on {PromptValue.Day(due)}, when there is something to compare; you can begin it earlier. {next}"
            : $"You signed off your last run on {PromptValue.Day(signedOff)}: it is time to see what has moved. {next}";
    }

    private static string Details(Guide guide, Session? run, Area area)
    {
        var questions = ChallengeRun.Asked(guide, area).Count;
        var rated = run is null ? $"{questions} questions" : $"{ChallengeRun.Answered(run, guide, area)} of {questions} questions answered";
        return ChallengeRun.Minutes(guide, area) is > 0 and var minutes ? $"About {minutes} minutes · {rated}" : rated;
    }

    private static MovedArea Of(AreaMovement area, int number)
    {
        (Way Way, string Words)[] ways = [(Way.Up, "moved up"), (Way.Same, "the same"), (Way.Down, "moved down"), (Way.New, "newly answered"), (Way.Unsure, "no longer known")];
        var counts = ways.Where(way => area.Count(way.Way) > 0).Select(way => $"{area.Count(way.Way)} {way.Words}");
        return new(
            $"{number}. {area.Area.Title}",
            area.Questions.Count == 0 ? "Not answered in the later run." : $"{string.Join(", ", counts)}.",
            [.. area.Questions.Where(question => question.Way != Way.Same).Select(question => new MovedLine(Numbered(question.Question), $"{question.Before ?? "Not answered"} → {question.Now}"))]);
    }

    private static CountsArea Of(AreaCounts area, int number)
    {
        var text = area.Missing > 0
            ? $"{area.Leaders} answered so far; shown once {area.Missing} more {(area.Missing == 1 ? "has" : "have")}."
            : area.Sum is { } sum ? $"{area.Leaders} leaders answered here. Over all questions shown: {Words(sum)}." : $"{area.Leaders} leaders answered here, but too few answered the same question.";
        return new($"{number}. {area.Area.Title}", text, [.. area.Questions.Select(question => new CountsLine(Numbered(question.Question), question.Counts is { } counts ? Words(counts) : "Too few answers to show."))]);
    }

    private static string Words(RatingCounts counts) => $"{counts.Strength} strength · {counts.Developing} developing · {counts.NotYet} not yet · {counts.DontKnow} don't know";

    private static string Numbered(Prompt question) => question.Source.Item is { } item ? $"{item}. {question.Text}" : question.Text;

    private static string Day(DateTimeOffset at) => PromptValue.Day(UkTime.Day(at));
}
