using System.Globalization;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>The rules of answering prompts.</summary>
internal static class ToAnswer
{
    public static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, Guide guide, Participant participant, Moment now, Answer command)
    {
        var events = new List<SessionEvent>();
        foreach (var (id, given) in command.Answers)
        {
            var value = Texts.IsBlank(given) ? "" : given;
            var prompt = guide.FindPrompt(id);
            var refusal = prompt is null || !prompt.TakesAnswers ? new NotThere()
                : !prompt.Ask.Contains(participant.Role) ? new NotAskedOfYou()
                : !Reached(session, guide, guide.StepOf(id)!) ? NotReached(session)
                : Unfit(prompt, value, now);
            if (refusal is not null)
            {
                return refusal;
            }

            var present = session.Answer(id, participant.Person)?.Value ?? "";
            if (!string.Equals(value, present, StringComparison.Ordinal))
            {
                events.Add(new Answered(id, value));
            }
        }

        return events;
    }

    /// <summary>A throughout step always is; any other once people have come to it.</summary>
    public static bool Reached(Session session, Guide guide, Step step) =>
        step.Throughout || guide.PlaceOf(step.Id) <= guide.PlaceOf(session.Step) || session.Walked.Contains(step.Id) || session.LeftBehind.Contains(step.Id);

    public static Refusal NotReached(Session session) => session.Status == SessionStatus.Preparing ? new NotBegunYet() : new NotAtThisPoint();

    private static Refusal? Unfit(Prompt prompt, string value, Moment now) => prompt.Kind switch
    {
        _ when value.Length == 0 => null,
        PromptKind.Text when value.Length > prompt.MaxLength => new TooLong(value.Length, prompt.MaxLength),
        PromptKind.Choice when prompt.Choices.All(choice => choice.Id != value) => new NotAChoice(),
        PromptKind.Checklist when Picks(value).Except(prompt.Choices.Select(choice => choice.Id)).Any() || Picks(value).Distinct().Count() < Picks(value).Length => new NotAChoice(),
        PromptKind.Date => UnfitDay(value, prompt.NotBeforeToday, now.Today),
        _ => null,
    };

    private static Refusal? UnfitDay(string value, bool notBeforeToday, DateOnly today) =>
        !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new NotADay()
        : notBeforeToday && day < today ? new DayInThePast(today)
        : null;

    private static string[] Picks(string value) => value.Split(',');
}
