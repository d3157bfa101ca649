using Microsoft.Extensions.Caching.Memory;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;

namespace SupervisionBot.Sessions;

/// <summary>What a turn left behind.</summary>
/// <param name="Stored">The session as it is now; null when this person has no such session.</param>
/// <param name="Refusal">Why nothing was recorded; null when it was, or when there was nothing new.</param>
/// <param name="Change">What was recorded, and nobody has been told of yet; null when nothing was.</param>
/// <param name="Repeated">The same operation had been applied before: nothing was recorded again.</param>
internal sealed record TurnOutcome(StoredSession? Stored, Refusal? Refusal, Change? Change = null, bool Repeated = false);

/// <summary>A session before and after one operation.</summary>
internal sealed record Change(Session Before, Session After);

/// <summary>Too many people saved at the same moment; trying again will do.</summary>
internal sealed record SavedElsewhere : Refusal;

/// <summary>Storage did not answer the write, so it may be saved or not. The same operation once more finds out, and saves it only if it is not.</summary>
internal sealed record NotSaved : Refusal;

/// <summary>One turn: read once, decide, write once. A lost race is decided again on the fresh state.</summary>
internal sealed class SessionTurns(SessionStore sessions, TimeProvider clock) : IDisposable
{
    /// <summary>How often a lost race is tried in all. Our own number: each round has a winner, and a session has few people in it.</summary>
    public const int MostAttempts = 20;

    /// <summary>Unknown outcomes that are remembered. Our own number: one for each person who presses during an outage.</summary>
    private const int MostUnknown = 2_000;

    private static readonly TimeSpan Forget = TimeSpan.FromMinutes(30);

    // What others would have been told, had the answer not been lost. Whether it is stored is never answered from here, but by the trail.
    private readonly MemoryCache _unknown = new(new MemoryCacheOptions { SizeLimit = MostUnknown });

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
                var untold = _unknown.Get<Change>((address, operation));
                _unknown.Remove((address, operation));
                return new(stored, Refusal: null, untold, Repeated: true);
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

            switch (await sessions.AppendAsync(stored, after, entries, cancellationToken))
            {
                case SaveOutcome.Saved saved:
                    return new(saved.Stored, Refusal: null, new(stored.Session, after));
                case SaveOutcome.Unknown:
                    _unknown.Set((address, operation), new Change(stored.Session, after), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Forget });
                    return new(stored, new NotSaved());
            }
        }

        return new(await sessions.FindAsync(address, cancellationToken), new SavedElsewhere());
    }

    /// <inheritdoc/>
    public void Dispose() => _unknown.Dispose();
}
