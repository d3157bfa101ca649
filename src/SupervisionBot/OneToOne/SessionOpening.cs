using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Guides;
using SupervisionBot.Hosting;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;

namespace SupervisionBot.OneToOne;

/// <summary>A session that is to be opened.</summary>
/// <param name="Edition">Its guide.</param>
/// <param name="CaseReference">The case; empty where the guide's record is personal.</param>
/// <param name="Participants">Everybody in it; the one who opens it is the first.</param>
/// <param name="PrepareFirst">Ask the others to prepare.</param>
/// <param name="Home">Key of the group chat it is opened in; empty for a personal chat.</param>
/// <param name="Place">Where its card stands; null where it stands nowhere yet.</param>
internal sealed record NewSession(GuideEdition Edition, string CaseReference, IReadOnlyList<Participant> Participants, bool PrepareFirst, string Home, CardPlace? Place);

/// <summary>Opens sessions: first the pointers and what is told of it, then, in one write, the session.</summary>
internal sealed class SessionOpening(OpeningLimits limits, SessionPointers pointers, Outbox outbox, SessionStore sessions, TimeProvider clock)
{
    /// <summary>Opens a session.</summary>
    /// <param name="address">Where.</param>
    /// <param name="operation">Names the operation.</param>
    /// <param name="asked">What is to be opened.</param>
    /// <param name="then">What its first participant does at once, in the same write.</param>
    /// <param name="tell">What is told, if and only if it is stored.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What became of it, or why it can't be opened.</returns>
    public async Task<Outcome<SaveOutcome>> OpenAsync(
        SessionAddress address,
        string operation,
        NewSession asked,
        Func<Session, IReadOnlyList<SessionCommand>> then,
        Func<StoredSession, IEnumerable<Told>> tell,
        CancellationToken cancellationToken)
    {
        var (guide, actor, now) = (asked.Edition.Guide, asked.Participants[0].Person, UkTime.Now(clock));
        if (!SessionDecision.Open(guide, asked.Edition.Fingerprint, asked.CaseReference, asked.Participants, asked.PrepareFirst).Succeeded(out var events, out var refusal))
        {
            return refusal;
        }

        var entries = new List<TrailEntry>();
        var session = Record(null, events)!;
        foreach (var command in then(session))
        {
            if (!SessionDecision.Decide(session, guide, actor, now, command).Succeeded(out events, out refusal))
            {
                return refusal;
            }

            session = Record(session, events)!;
        }

        // Of a session of one's own nobody is told.
        if (asked.Participants.Count > 1 && await limits.OpenAsync(address, actor, cancellationToken) is { } full)
        {
            return full;
        }

        var opening = new StoredSession(address, session, guide, Head: default, asked.Home, asked.Place is null ? [] : [asked.Place]);
        var cause = new Cause(address.Trail, Sequence: 1, operation);
        var messages = tell(opening).Select(told => OutboxMessage.Telling(cause, told.To, told.Via, told.What)).ToList();
        var ready = await Task.WhenAll(
            pointers.AddAsync(address, asked.Participants.Select(participant => participant.Person), cancellationToken),
            messages.Count == 0 ? Task.FromResult(true) : outbox.AddAsync(messages, cancellationToken));
        var saved = ready.All(done => done) ? await sessions.OpenAsync(opening, entries, cancellationToken) : new SaveOutcome.Unknown();
        if (saved is SaveOutcome.Saved)
        {
            outbox.Release(messages);
        }

        return saved;

        Session? Record(Session? before, IReadOnlyList<SessionEvent> decided)
        {
            foreach (var one in decided)
            {
                var entry = new TrailEntry(entries.Count + 1, actor, now.At, operation, one);
                before = SessionFold.Apply(address.Session, before, entry);
                entries.Add(entry);
            }

            return before;
        }
    }
}
