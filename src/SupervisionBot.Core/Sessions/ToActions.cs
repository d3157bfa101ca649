using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>The rules of agreeing, changing and removing actions.</summary>
internal static class ToActions
{
    public static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, Guide guide, Participant participant, Moment now, SessionCommand command)
    {
        var number = command switch
        {
            ChangeAction change => change.Action,
            RemoveAction remove => remove.Action,
            _ => 0,
        };
        var action = session.Actions.FirstOrDefault(candidate => candidate.Number == number);
        var prompt = guide.FindPrompt((command as AgreeAction)?.Prompt ?? action?.Prompt ?? "");
        return command switch
        {
            _ when prompt is not { Kind: PromptKind.Actions } => new NotThere(),
            _ when !ToAnswer.Reached(session, guide, guide.StepOf(prompt.Id)!) => ToAnswer.NotReached(session),
            _ when !prompt.Ask.Contains(participant.Role) => new NotAskedOfYou(),
            AgreeAction when session.Actions.Length >= SessionDecision.MostActions => new TooMany(SessionDecision.MostActions),
            AgreeAction agree => Unfit(agree.Details, null, now) is { } unfit
                ? unfit
                : SessionDecision.Events(new ActionAgreed(prompt.Id, session.ActionsEver + 1, agree.Details)),
            ChangeAction change when change.Details == action!.Details => SessionDecision.Events(),
            ChangeAction change => Unfit(change.Details, action!.Details.ByWhen, now) is { } unfit
                ? unfit
                : SessionDecision.Events(new ActionChanged(number, change.Details)),
            RemoveAction remove => Texts.Unfit(remove.Why, SessionDecision.LongestRemark) is { } unfit
                ? unfit
                : SessionDecision.Events(new ActionRemoved(number, remove.Why)),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "no rule for this command"),
        };
    }

    // A day that was agreed earlier may have passed by the time another part of the action is changed.
    private static Refusal? Unfit(ActionDetails details, DateOnly? agreedBefore, Moment now) =>
        Texts.Unfit(details.What, SessionDecision.LongestActionPart)
        ?? Longer(details.Who) ?? Longer(details.Measure) ?? Longer(details.Difference)
        ?? (Refusal?)(details.ByWhen is { } day && day != agreedBefore && day < now.Today ? new DayInThePast(now.Today) : null);

    private static TooLong? Longer(string text) =>
        text.Length > SessionDecision.LongestActionPart ? new TooLong(text.Length, SessionDecision.LongestActionPart) : null;
}
