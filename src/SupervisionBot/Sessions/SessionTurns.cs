using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;

namespace SupervisionBot.Sessions;

/// <summary>What a turn left behind.</summary>
/// <param name="Stored">The session as it is now; null when this person has no such session.</param>
/// <param name="Refusal">Why nothing was recorded; null when it was, or when there was nothing new.</param>
/// <param name="Before">The session as it was before; null when the turn recorded nothing.</param>
/// <param name="Repeated">The same operation had been applied before: nothing was recorded again.</param>
internal sealed record TurnOutcome(StoredSession? Stored, Refusal? Refusal, Session? Before = null, bool Repeated = false);

/// <summary>Too many people saved at the same moment; trying again will do.</summary>
internal sealed record SavedElsewhere : Refusal;

/// <summary>One turn: read once, decide, write once. A lost race is decided again on the fresh state.</summary>
internal sealed class SessionTurns(SessionStore sessions, TimeProvider clock)
{
    /// <summary>How often a lost race is tried in all. Our own number: each round has a winner, and a session has few people in it.</summary>
    public const int MostAttempts = 20;

    /// <summary>Applies commands in a session, all or none.</summary>
    /// <param name="address">Which session.</param>
    /// <param name="actor">The signed-in person.</param>
    /// <param name="operation">Names the operation; the same one arriving again changes nothing.</param>
    /// <param name="commands">What the person wants, given the state it is decided on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TurnOutcome> RunAsync(
        SessionAddress address,
        PersonId actor,
        string operation,
        Func<Session, Guide, IReadOnlyList<SessionCommand>> commands,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await sessions.FindAsync(address, cancellationToken) is not { } stored || stored.Session.Find(actor) is null)
            {
                return new(Stored: null, new NoSuchSession());
            }

            if (stored.Session.Operations.Contains(operation))
            {
                return new(stored, Refusal: null, Repeated: true);
            }

            var entries = new List<TrailEntry>();
            var after = stored.Session;
            var now = UkTime.Now(clock);
            foreach (var command in commands(stored.Session, stored.Guide))
            {
                if (!SessionDecision.Decide(after, stored.Guide, actor, now, command).Succeeded(out var events, out var refusal))
                {
                    return new(stored, refusal);
                }

                foreach (var decided in events)
                {
                    var entry = new TrailEntry(after.Sequence + 1, actor, now.At, operation, decided);
                    after = SessionFold.Apply(address.Session, after, entry)!;
                    entries.Add(entry);
                }
            }

            if (entries.Count == 0)
            {
                return new(stored, Refusal: null);
            }

            if (await sessions.AppendAsync(stored, after, entries, cancellationToken) is { } saved)
            {
                return new(saved, Refusal: null, stored.Session);
            }
        }

        return new(await sessions.FindAsync(address, cancellationToken), new SavedElsewhere());
    }
}
