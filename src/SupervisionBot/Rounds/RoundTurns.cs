using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Scheduling;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>What a turn left behind.</summary>
/// <param name="Stored">The round as it is now; null when there is no such round.</param>
/// <param name="Refusal">Why nothing was recorded; null when it was, or when there was nothing new.</param>
internal sealed record RoundOutcome(StoredRound? Stored, Refusal? Refusal);

/// <summary>One turn of a round: read once, decide, set the alarm and put what it posts into the outbox, write once. A lost race is decided again on the fresh state.</summary>
internal sealed class RoundTurns(RoundStore rounds, RoundNews news, Outbox outbox, Alarms alarms, TimeProvider clock)
{
    /// <summary>What is decided on a round as it is; null where it is not there yet.</summary>
    public delegate Outcome<IReadOnlyList<RoundEvent>> Deciding(Round? round, DateTimeOffset now);

    /// <summary>Applies one command of a leader, or of the clock.</summary>
    /// <param name="address">Which round.</param>
    /// <param name="leader">Who wants it; null for the clock. Whether they lead is asked before.</param>
    /// <param name="operation">Names the operation; the same one arriving again changes nothing.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">The round can't be read.</exception>
    public Task<RoundOutcome> RunAsync(RoundAddress address, PersonId? leader, string operation, RoundCommand command, CancellationToken cancellationToken) => RunAsync(
        address,
        leader,
        operation,
        (round, now) => round is null ? new NoSuchRound() : RoundDecision.Decide(round, leader, now, command),
        cancellationToken);

    /// <summary>Applies what is decided on a round as it is.</summary>
    /// <inheritdoc cref="RunAsync(RoundAddress, PersonId?, string, RoundCommand, CancellationToken)"/>
    public async Task<RoundOutcome> RunAsync(RoundAddress address, PersonId? leader, string operation, Deciding decide, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < SessionTurns.MostAttempts; attempt++)
        {
            var stored = await rounds.FindAsync(address, cancellationToken);
            var now = clock.GetUtcNow();
            if (stored?.Round.Operations.Contains(operation) == true)
            {
                return new(stored, Refusal: null);
            }

            if (!decide(stored?.Round, now).Succeeded(out var events, out var refusal))
            {
                return new(stored, refusal);
            }

            var entries = events.Select((decided, index) => new RoundEntry((stored?.Round.Sequence ?? 0) + index + 1, leader, now, operation, decided)).ToList();
            var after = entries.Aggregate(stored?.Round, (round, entry) => RoundFold.Apply(address.Round, round, entry));
            if (entries.Count == 0 || after is null)
            {
                return new(stored, Refusal: null);
            }

            var cause = new Cause(address.Trail, entries[0].Sequence, operation);
            var messages = (await news.OfAsync(address, stored?.Round, after, cause, cancellationToken)).DistinctBy(message => message.Id).ToList();
            if (!await ReadyAsync(address, stored is null, after, now, messages, cancellationToken))
            {
                return new(stored, new NotSaved());
            }

            switch (await rounds.AppendAsync(stored, address, after, entries, cancellationToken))
            {
                case BatchOutcome.Done done:
                    outbox.Release(messages);
                    return new(new(address, after, done.ETags[0]), Refusal: null);
                case BatchOutcome.Unknown:
                    return new(stored, new NotSaved());
            }
        }

        return new(await rounds.FindAsync(address, cancellationToken), new SavedElsewhere());
    }

    /// <summary>By when a turn is stored, or never will be. An alarm that rang before would find nothing to do and be gone.</summary>
    public static TimeSpan StoredBy { get; } = Outbox.MostDelayOfCause;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    // Whatever is killed from here on: what is made ready for entries that never come is dropped, or finds nothing to do.
    private async Task<bool> ReadyAsync(RoundAddress address, bool isNew, Round after, DateTimeOffset now, List<OutboxMessage> messages, CancellationToken cancellationToken) =>
        (!isNew || await rounds.PointAsync(address, now, cancellationToken))
        && (RoundRinger.NextAlarm(after, now) is not { } at || await alarms.SetAsync(RoundRinger.AlarmOf(address, Later(at, now + StoredBy)), cancellationToken))
        && (messages.Count == 0 || await outbox.AddAsync(messages, cancellationToken));
}
