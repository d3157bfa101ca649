using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Rounds;

/// <summary>The rules of responding to a round and of marking the response's actions.</summary>
public static class ToResponse
{
    /// <summary>Longest text of a response, in UTF-16 characters, inclusive. Our own limit.</summary>
    public const int LongestText = 1000;

    /// <summary>Most actions of a response, inclusive. Our own limit.</summary>
    public const int MostActions = 20;

    internal static Outcome<IReadOnlyList<RoundEvent>> Respond(Round round, DateTimeOffset now, RoundResponse response) =>
        Unfit(round, LondonTime.Day(now), response) is { } unfit ? unfit : RoundDecision.Events(new RoundResponded(response));

    internal static Outcome<IReadOnlyList<RoundEvent>> Tick(Round round, TickAction tick) => round.Actions.FirstOrDefault(action => action.Number == tick.Action) switch
    {
        null when round.Response is null => new NoResponseYet(),
        null => new NotThere(),
        var action when action.Done == tick.Done => RoundDecision.Events(),
        var action => RoundDecision.Events(new ActionTicked(action.Number, tick.Done)),
    };

    private static Refusal? Unfit(Round round, DateOnly today, RoundResponse response)
    {
        string[] texts = [response.Stop, response.Start, response.Continue, response.NotDone];
        return response switch
        {
            _ when texts.All(Texts.IsBlank) => new NothingWritten(),
            _ when Array.Find(texts, text => text.Length > LongestText) is { } text => new TooLong(text.Length, LongestText),
            _ when response.Themes.Any(number => round.FindTheme(number) is null) => new NotThere(),
            { Actions.Count: > MostActions } => new TooMany(MostActions),
            _ => response.Actions.Select(action => Unfit(action, today)).FirstOrDefault(unfit => unfit is not null),
        };
    }

    private static Refusal? Unfit(ResponseAction action, DateOnly today) =>
        Texts.Unfit(action.What, SessionDecision.LongestActionPart) ?? action switch
        {
            { Who.Length: > SessionDecision.LongestActionPart } => new TooLong(action.Who.Length, SessionDecision.LongestActionPart),
            { ByWhen: { } day } when day < today => new DayInThePast(today),
            _ => null,
        };
}
