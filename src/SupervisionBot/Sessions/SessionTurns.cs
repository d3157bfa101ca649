using System.Globalization;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Core.Summaries;
using SupervisionBot.Hosting;
using SupervisionBot.Sending;
using SupervisionBot.Teams;
using SupervisionBot.Trails;

namespace SupervisionBot.Sessions;

/// <summary>What a turn left behind.</summary>
/// <param name="Stored">The session as it is now; null when this person has no such session.</param>
/// <param name="Refusal">Why nothing was recorded; null when it was, or when there was nothing new.</param>
/// <param name="Change">What was recorded; null when nothing was.</param>
/// <param name="Repeated">The same operation had been applied before: nothing was recorded again.</param>
internal sealed record TurnOutcome(StoredSession? Stored, Refusal? Refusal, Change? Change = null, bool Repeated = false);

/// <summary>A session before and after one operation.</summary>
internal sealed record Change(Session Before, Session After);

/// <summary>Too many people saved at the same moment; trying again will do.</summary>
internal sealed record SavedElsewhere : Refusal;

/// <summary>Storage did not answer the write, so it may be saved or not. The same operation once more finds out, and saves it only if it is not.</summary>
internal sealed record NotSaved : Refusal;

/// <summary>The summary or its trail was changed outside this app, so nothing is erased from it before somebody has looked.</summary>
internal sealed record NotAsItWas : Refusal;

/// <summary>Something that a turn tells somebody.</summary>
/// <param name="To">Where.</param>
/// <param name="Via">The conversation, for a shared one.</param>
/// <param name="What">What.</param>
internal sealed record Told(Lane To, ConversationReference? Via, Content What);

/// <summary>One turn: read once, decide, put what it tells into the outbox, write once. A lost race is decided again on the fresh state.</summary>
internal sealed class SessionTurns(SessionStore sessions, FrozenSummaryRow summaries, Outbox outbox, TimeProvider clock)
{
    /// <summary>How often a lost race is tried in all. Our own number: each round has a winner, and a session has few people in it.</summary>
    public const int MostAttempts = 20;

    /// <summary>Applies commands in a session, all or none.</summary>
    /// <param name="address">Which session.</param>
    /// <param name="actor">The signed-in person.</param>
    /// <param name="operation">Names the operation; the same one arriving again changes nothing.</param>
    /// <param name="commands">What the person wants, given the state it is decided on.</param>
    /// <param name="tell">What others are told, and the person themselves, given the session as it was and as it is then. It is sent if and only if the entries are stored.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<TurnOutcome> RunAsync(
        SessionAddress address,
        PersonId actor,
        string operation,
        Func<Session, Guide, IReadOnlyList<SessionCommand>> commands,
        Func<StoredSession, Session, IEnumerable<Told>> tell,
        CancellationToken cancellationToken) => RunAsync(address, actor, isLeader: false, operation, commands, tell, cancellationToken);

    /// <summary>Applies a command of a senior leader, who need not take part: see <see cref="RunAsync(SessionAddress, PersonId, string, Func{Session, Guide, IReadOnlyList{SessionCommand}}, Func{StoredSession, Session, IEnumerable{Told}}, CancellationToken)"/>.</summary>
    public Task<TurnOutcome> RunForLeaderAsync(
        SessionAddress address, PersonId leader, string operation, SessionCommand command, Func<StoredSession, Session, IEnumerable<Told>> tell, CancellationToken cancellationToken) =>
        RunAsync(address, leader, isLeader: true, operation, (_, _) => [command], tell, cancellationToken);

    private async Task<TurnOutcome> RunAsync(
        SessionAddress address,
        PersonId actor,
        bool isLeader,
        string operation,
        Func<Session, Guide, IReadOnlyList<SessionCommand>> commands,
        Func<StoredSession, Session, IEnumerable<Told>> tell,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await sessions.FindAsync(address, cancellationToken) is not { } stored || (stored.Session.Find(actor) is null && !isLeader))
            {
                return new(Stored: null, new NoSuchSession());
            }

            if (stored.Session.Operations.Contains(operation))
            {
                return new(stored, Refusal: null, Repeated: true);
            }

            var entries = new List<TrailEntry>();
            SealedSummary? frozen = null;
            var after = stored.Session;
            var now = UkTime.Now(clock);
            var wanted = commands(stored.Session, stored.Guide);
            foreach (var command in wanted)
            {
                if (!SessionDecision.Decide(after, stored.OpenedWith.With(after.Brought), actor, now, command).Succeeded(out var events, out var refusal))
                {
                    return new(stored, refusal);
                }

                foreach (var decided in events)
                {
                    var said = decided;
                    if (decided is SummaryFrozen)
                    {
                        (frozen, said) = summaries.Seal(Summary.Compose(after, stored.OpenedWith.With(after.Brought)));
                    }
                    else if (decided is Redacted redacted)
                    {
                        switch (await sessions.FrozenAsync(stored, cancellationToken))
                        {
                            case { Found: not Soundness.Changed, Summary: { Seals.Count: > 0 } kept, Trail: var trail }:
                                (frozen, said) = summaries.Redact(kept, AsFrozen(stored, trail), AsFrozen(stored, Redacting.After(trail, redacted.Remains)), redacted);
                                break;
                            case (_, var found, _) when found == Soundness.Changed || stored.Session.Status == SessionStatus.Frozen:
                                return new(stored, new NotAsItWas());
                        }
                    }

                    var entry = new TrailEntry(after.Sequence + 1, actor, now.At, operation, said);
                    after = SessionFold.Apply(address.Session, after, entry)!;
                    entries.Add(entry);
                }
            }

            if (entries.Count == 0)
            {
                return new(stored, Refusal: null);
            }

            if (stored.Session is { Status: SessionStatus.Frozen, FingerprintKey: null } && await sessions.FrozenAsync(stored, cancellationToken) is { Found: Soundness.Intact, Summary: { } earlier })
            {
                (frozen, var made) = summaries.Seal(earlier.Summary);
                var entry = new TrailEntry(after.Sequence + 1, actor, now.At, operation, new SummarySealed(made.Fingerprint, made.Key!));
                after = SessionFold.Apply(address.Session, after, entry)!;
                entries.Add(entry);
            }

            // Taking back more versions than one write can erase takes several turns; the operation's own name has the last, so that a repeated press goes on with what is left.
            var isPart = wanted.OfType<TakeBack>().Any(back => after.Written.ContainsKey(back.Entry));
            var name = isPart ? string.Create(CultureInfo.InvariantCulture, $"{operation} {entries[0].Sequence}") : operation;
            var cause = new Cause(address.Trail, entries[0].Sequence, name);
            var messages = tell(stored, after).Select(told => OutboxMessage.Telling(cause, told.To, told.Via, told.What)).DistinctBy(message => message.Id).ToList();
            if (messages.Count > 0 && !await outbox.AddAsync(messages, cancellationToken))
            {
                return new(stored, new NotSaved());
            }

            switch (await sessions.AppendAsync(stored, after, [.. entries.Select(entry => entry with { Operation = name })], frozen, cancellationToken))
            {
                case SaveOutcome.Saved when isPart:
                    outbox.Release(messages);
                    attempt = 0;
                    break;
                case SaveOutcome.Saved saved:
                    outbox.Release(messages);
                    return new(saved.Stored, Refusal: null, new(stored.Session, after));
                case SaveOutcome.Unknown:
                    return new(stored, new NotSaved());
            }
        }

        return new(await sessions.FindAsync(address, cancellationToken), new SavedElsewhere());
    }

    private static Summary AsFrozen(StoredSession stored, IEnumerable<TrailEntry> trail)
    {
        var session = SessionFold.Fold(stored.Address.Session, trail.TakeWhile(entry => entry.Event is not SummaryFrozen))!;
        return Summary.Compose(session, stored.OpenedWith.With(session.Brought));
    }
}
