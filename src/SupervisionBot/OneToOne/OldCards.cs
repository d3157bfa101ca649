using SupervisionBot.Core.Sessions;

namespace SupervisionBot.OneToOne;

/// <summary>Cards that were drawn before their session came to where it is: whoever presses one is brought the present card, and told why it looks different.</summary>
internal static class OldCards
{
    /// <summary>On top of the present card when something typed on the old one was saved.</summary>
    public const string Saved = "That card was an older one. What you typed on it is saved under its own questions; here is where the session stands now.";

    /// <summary>The same where nothing was typed.</summary>
    public const string Unchanged = "That card was an older one, and nothing on it was lost. Here is where the session stands now.";

    /// <summary>Whether a card shows a step or a summary that was left since, or a summary that is signed off by now.</summary>
    /// <param name="session">The session before the press.</param>
    /// <param name="drawnAt">The sequence the card was drawn at; 0 where it does not say.</param>
    public static bool Are(Session session, int drawnAt) => drawnAt > 0
        && (drawnAt < session.SteppedAt || drawnAt < session.SummaryAt || (session.Status == SessionStatus.Frozen && session.Positions.Any(position => drawnAt < position.Sequence)));
}
