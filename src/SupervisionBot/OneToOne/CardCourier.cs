using System.Collections.Concurrent;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.People;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.OneToOne;

/// <summary>
/// Brings the cards that stand in chats up to date after a session has moved, and invites those who have no card yet.
/// </summary>
/// <remarks>
/// An answer alone moves nothing: replacing a card under somebody who is typing would wipe what they type. It shows at their next press or refresh.
/// What is waiting here is lost with the process; any press, a refresh, or <c>resume</c> brings the present card all the same.
/// </remarks>
internal sealed class CardCourier(
    SessionStore sessions,
    SessionCards cards,
    PeopleDirectory people,
    ConnectorClient connector,
    TimeProvider clock,
    ILogger<CardCourier> log) : BackgroundService
{
    /// <summary>Shortest time between two updates of one session's cards.</summary>
    /// <remarks>Microsoft Teams documentation, "Optimize your bot with rate limiting in Teams": 60 sends to one conversation in 30 seconds; half of it is left for answers.</remarks>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Time between two looks while storage does not answer. Our own number.</summary>
    private static readonly TimeSpan OutagePace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private const int MostAttempts = 5;
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<SessionAddress, Due> _due = new();
    private readonly ConcurrentDictionary<SessionAddress, DateTimeOffset> _last = new();

    private readonly ConcurrentQueue<Note> _notes = new();

    // Only: whose cards are drawn anew; null for everybody's.
    private sealed record Due(DateTimeOffset At, int Attempt, PersonId? Only);

    private sealed record Note(Guid Tenant, PersonId Person, string Text);

    /// <summary>The session has moved, or one person's card is old.</summary>
    /// <param name="address">The session.</param>
    /// <param name="only">Whose cards are drawn anew; null for everybody's.</param>
    public void Announce(SessionAddress address, PersonId? only = null)
    {
        var now = clock.GetUtcNow();
        var at = _last.TryGetValue(address, out var last) && last + Pace > now ? last + Pace : now;
        _due.AddOrUpdate(address, _ => new(at, Attempt: 0, only), (_, waiting) => waiting with { Attempt = 0, Only = waiting.Only == only ? only : null });
    }

    /// <summary>Tells a person something in their own chat with the bot, where they have one.</summary>
    public void Tell(Guid tenant, PersonId person, string text) => _notes.Enqueue(new(tenant, person, text));

    /// <summary>Sends a participant their present card in a conversation and remembers that it stands there.</summary>
    public async Task<ConnectorOutcome> SendAsync(StoredSession stored, ConversationReference conversation, Participant viewer, Notice notice, CancellationToken cancellationToken)
    {
        var shared = conversation.Kind != ConversationKind.Personal;
        var card = shared
            ? cards.Shared(stored, await MrisAsync(stored, cancellationToken))
            : await cards.ForAsync(stored, viewer, await MrisAsync(stored, cancellationToken, viewer), notice, Drafts.None, page: 1, cancellationToken);
        var outcome = await connector.SendCardAsync(conversation, card, Notification, cancellationToken);
        if (outcome is ConnectorOutcome.Delivered { Id: { } activity })
        {
            await sessions.PlaceAsync(stored.Address, new(conversation, activity, shared ? null : viewer.Person), cancellationToken);
        }

        return outcome;
    }

    /// <summary>Invites once more whoever has not opened the session, with a new message.</summary>
    /// <returns>Whether everybody who was missing could be written to.</returns>
    public async Task<bool> InviteAsync(StoredSession stored, CancellationToken cancellationToken)
    {
        var reached = true;
        foreach (var participant in stored.Session.Participants.Where(participant => !stored.Session.Joined.Contains(participant.Person)))
        {
            reached &= await people.FindAsync(stored.Address.Tenant, participant.Person, cancellationToken) is { Chat: { } chat }
                && await SendAsync(stored, chat, participant, Notice.None, cancellationToken) is ConnectorOutcome.Delivered;
        }

        return reached;
    }

    /// <summary>Teams ids of the participants, or of one of them: the people for whom clients refresh a card.</summary>
    public async ValueTask<IReadOnlyList<string>> MrisAsync(StoredSession stored, CancellationToken cancellationToken, Participant? only = null)
    {
        var mris = new List<string>();
        foreach (var participant in stored.Session.Participants.Where(participant => only is null || participant == only))
        {
            if (await people.FindAsync(stored.Address.Tenant, participant.Person, cancellationToken) is { } person)
            {
                mris.Add(person.Mri);
            }
        }

        return mris;
    }

    /// <summary>What a notification says: never more than that there is supervision. Everybody in a shared chat reads it, and it shows on locked screens.</summary>
    public const string Notification = "Supervision";

    /// <summary>Brings one session's cards up to date.</summary>
    /// <returns>How long to wait before trying again; null when nothing is left to do.</returns>
    internal async Task<TimeSpan?> DeliverAsync(SessionAddress address, PersonId? only, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(address, cancellationToken) is not { } stored)
        {
            return null;
        }

        TimeSpan? again = null;
        foreach (var place in stored.Places.Where(place => only is null || place.Person == only))
        {
            var outcome = await UpdateAsync(stored, place, cancellationToken);
            again = Longer(again, Wait(outcome));
        }

        foreach (var participant in stored.Session.Participants.Where(participant => IsToBeInvited(stored, participant)))
        {
            if (await people.FindAsync(address.Tenant, participant.Person, cancellationToken) is { Chat: { } chat })
            {
                var outcome = await SendAsync(stored, chat, participant, Notice.None, cancellationToken);

                // A message whose fate is unknown is not sent again: the lead can, and nobody is invited twice.
                again = Longer(again, outcome is ConnectorOutcome.Throttled ? Wait(outcome) : null);
            }
        }

        return again;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop ends the loop; what is still waiting here is drawn anew at the next press or refresh.
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        while (_notes.TryPeek(out var note) && await TellAsync(note, stoppingToken))
        {
            _notes.TryDequeue(out _);
        }

        var now = clock.GetUtcNow();
        foreach (var (address, last) in _last)
        {
            if (last + Pace <= now)
            {
                _last.TryRemove(KeyValuePair.Create(address, last));
            }
        }

        var ready = _due.Where(due => due.Value.At <= now).ToList();
        await Parallel.ForEachAsync(ready, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, async (due, cancellationToken) =>
        {
            var (address, waiting) = due;
            _due.TryRemove(KeyValuePair.Create(address, waiting));
            _last[address] = now;
            TimeSpan? again;
            try
            {
                again = await DeliverAsync(address, waiting.Only, cancellationToken);
            }
            catch (StorageUnavailableException)
            {
                // An outage of storage ends; however long it takes, the cards are drawn after it.
                log.CardsNotUpdated(address.Session.Value, nameof(StorageUnavailableException));
                Again(address, waiting with { At = clock.GetUtcNow() + OutagePace });
                return;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                log.CardsNotUpdated(address.Session.Value, error.GetType().Name);
                again = Pace;
            }

            if (again is { } wait && waiting.Attempt + 1 < MostAttempts)
            {
                Again(address, new(clock.GetUtcNow() + wait, waiting.Attempt + 1, waiting.Only));
            }
        });
    }

    // What was announced in the meantime comes first, and takes along whose cards this one was about.
    private void Again(SessionAddress address, Due due) =>
        _due.AddOrUpdate(address, due, (_, newer) => newer with { Only = newer.Only == due.Only ? newer.Only : null });

    // False while storage does not answer: the note then waits for its end.
    private async Task<bool> TellAsync(Note note, CancellationToken cancellationToken)
    {
        try
        {
            if (await people.FindAsync(note.Tenant, note.Person, cancellationToken) is { Chat: { } chat }
                && await connector.SendTextAsync(chat, note.Text, cancellationToken) is var outcome and not ConnectorOutcome.Delivered)
            {
                log.CardNotSent(outcome.GetType().Name);
            }
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            log.CardNotSent(error.GetType().Name);
        }

        return true;
    }

    private async Task<ConnectorOutcome> UpdateAsync(StoredSession stored, CardPlace place, CancellationToken cancellationToken)
    {
        var viewer = place.Person is { } person ? stored.Session.Find(person) : null;
        var card = viewer is null
            ? cards.Shared(stored, await MrisAsync(stored, cancellationToken))
            : await cards.ForAsync(stored, viewer, await MrisAsync(stored, cancellationToken, viewer), Notice.None, Drafts.None, page: 1, cancellationToken);
        var outcome = await connector.UpdateCardAsync(place.Conversation, place.ActivityId, card, Notification, cancellationToken);
        return outcome is ConnectorOutcome.Gone && (viewer ?? stored.Session.Participants[0]) is { } receiver
            ? await SendAsync(stored, place.Conversation, receiver, Notice.None, cancellationToken)
            : outcome;
    }

    private static bool IsToBeInvited(StoredSession stored, Participant participant) =>
        stored.Home.Length == 0
        && stored.Session.Status is SessionStatus.Preparing or SessionStatus.Walking
        && !stored.Session.Joined.Contains(participant.Person)
        && stored.Places.All(place => place.Person != participant.Person);

    private static TimeSpan? Wait(ConnectorOutcome outcome) => outcome switch
    {
        ConnectorOutcome.Throttled { RetryAfter: { } after } => after > Pace ? after : Pace,
        ConnectorOutcome.Throttled or ConnectorOutcome.Unknown or ConnectorOutcome.NotSent => Pace,
        _ => null,
    };

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other ?? one : one;
}
