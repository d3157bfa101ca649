using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>The rules of adding, testing, setting aside and choosing options.</summary>
internal static class ToOptions
{
    public static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, Guide guide, Participant participant, bool leads, SessionCommand command)
    {
        var number = command switch
        {
            TestOption test => test.Option,
            SetOptionAside aside => aside.Option,
            ChooseOption choose => choose.Option,
            _ => 0,
        };
        var option = session.Options.FirstOrDefault(candidate => candidate.Number == number);
        var prompt = guide.FindPrompt((command as AddOption)?.Prompt ?? option?.Prompt ?? "");
        return command switch
        {
            _ when prompt is not { Kind: PromptKind.Options } => new NotThere(),
            _ when !ToAnswer.Reached(session, guide, guide.StepOf(prompt.Id)!) => ToAnswer.NotReached(session),
            _ when !prompt.Ask.Contains(participant.Role) => new NotAskedOfYou(),
            not AddOption when option!.IsTakenBack => new NotThere(),
            AddOption when session.Options.Length >= SessionDecision.MostOptions => new TooMany(SessionDecision.MostOptions),
            AddOption add => Texts.Unfit(add.Text, SessionDecision.LongestRemark) is { } unfit
                ? unfit
                : SessionDecision.Events(new OptionAdded(prompt.Id, session.Options.Length + 1, add.Text)),
            TestOption test when !test.Results.All(result => Enum.IsDefined(result.Verdict) && prompt.Tests.Any(known => known.Id == result.Test)) => new NotAChoice(),
            TestOption { Note.Length: > SessionDecision.LongestRemark } test => new TooLong(test.Note.Length, SessionDecision.LongestRemark),
            TestOption test => Test(option!, test),
            SetOptionAside or ChooseOption when !leads => new OnlyTheLeadMay(),
            SetOptionAside { Why.Length: > SessionDecision.LongestRemark } aside => new TooLong(aside.Why.Length, SessionDecision.LongestRemark),
            ChooseOption { Why.Length: > SessionDecision.LongestRemark } choose => new TooLong(choose.Why.Length, SessionDecision.LongestRemark),
            SetOptionAside aside => Stand(option!, Standing.SetAside, aside.Why, new OptionSetAside(number, Texts.Tidy(aside.Why))),
            ChooseOption choose => Stand(option!, Standing.Chosen, choose.Why, new OptionChosen(number, Texts.Tidy(choose.Why))),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "no rule for this command"),
        };
    }

    // Only what is new is recorded, so that saving an untouched form leaves no mark.
    private static Outcome<IReadOnlyList<SessionEvent>> Test(Option option, TestOption test)
    {
        var fresh = test.Results.Where(result => !option.Verdicts.TryGetValue(result.Test, out var known) || known != result.Verdict).ToList();
        return fresh.Count == 0 && Texts.IsBlank(test.Note)
            ? SessionDecision.Events()
            : SessionDecision.Events(new OptionTested(option.Number, fresh, Texts.Tidy(test.Note)));
    }

    private static Outcome<IReadOnlyList<SessionEvent>> Stand(Option option, Standing standing, string why, SessionEvent stand) =>
        option.Standing == standing && option.Why?.Text == Texts.Tidy(why) ? SessionDecision.Events() : SessionDecision.Events(stand);
}
