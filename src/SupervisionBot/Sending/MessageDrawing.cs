using System.Collections.Frozen;
using SupervisionBot.Core.Sessions;
using SupervisionBot.OneToOne;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.People;
using SupervisionBot.Rows;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Sending;

/// <summary>What is to be done about a queued message now.</summary>
internal abstract record Preparation
{
    private Preparation()
    {
    }

    /// <summary>Send it.</summary>
    /// <param name="To">Where.</param>
    /// <param name="Card">The card; null for a text.</param>
    /// <param name="Text">The text, or the summary of the card.</param>
    /// <param name="Replaces">The message it takes the place of; null for a new one.</param>
    /// <param name="Place">What to remember when a new card stands, but for the id of its message; null where nothing is.</param>
    /// <param name="Drawn">The session as the card shows it; null where it shows none.</param>
    public sealed record Send(ConversationReference To, ReadOnlyMemory<byte>? Card, string Text, string? Replaces, CardPlace? Place = null, Session? Drawn = null) : Preparation
    {
        /// <summary>Whether this shows already what another message is to draw.</summary>
        public bool Draws(OutboxMessage other) =>
            other.What is Content.Draw { Anew: false } draw && draw.Session == Drawn?.Id && (other.Cause is null || other.Cause.Sequence <= Drawn.Sequence);
    }

    /// <summary>What it tells about is not stored yet.</summary>
    public sealed record NotYet : Preparation;

    /// <summary>It can't be drawn by this copy of the app, as a row that it hangs on is not read.</summary>
    /// <param name="Table">The table of the row.</param>
    /// <param name="Why">Why.</param>
    public sealed record NotRead(string Table, UnreadRow Why) : Preparation;

    /// <summary>Drawing it failed.</summary>
    /// <param name="Reason">The kind of fault.</param>
    public sealed record Failed(string Reason) : Preparation;

    /// <summary>What it tells about is not there and never will be, or nobody is there to be told.</summary>
    public sealed record Never : Preparation;
}

/// <summary>Turns a queued message into what goes out: looks whether what it tells about is stored, where the conversation is now, and draws the card as it is now.</summary>
internal sealed class MessageDrawing(
    ITableStore tables,
    SessionStore sessions,
    SessionCards cards,
    PeopleDirectory people,
    ChatDirectory chats,
    IEnumerable<Posting> postings,
    Views views,
    TimeProvider clock)
{
    private readonly FrozenDictionary<string, Posting> _postings = postings.ToFrozenDictionary(posting => posting.Kind, StringComparer.Ordinal);

    /// <summary>What a notification says: never more than that there is supervision. Everybody in a shared chat reads it, and it shows on locked screens.</summary>
    public const string Notification = "Supervision";

    /// <summary>Most people for whom clients refresh a card by themselves; the others see the base card and can refresh it by hand.</summary>
    /// <remarks>learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views: 60.</remarks>
    private const int MostRefreshed = 60;

    public async Task<Preparation> PrepareAsync(QueuedMessage queued, CancellationToken cancellationToken)
    {
        var message = queued.Message;
        if (message.Cause is { } cause && await cause.Trail.OperationAtAsync(tables, cause.Sequence, cancellationToken) is var operation && operation != cause.Operation)
        {
            return operation is null && clock.GetUtcNow() - queued.At < Outbox.MostDelayOfCause ? new Preparation.NotYet() : new Preparation.Never();
        }

        if (await WhereAsync(message, cancellationToken) is not { } conversation)
        {
            if (message.What is Content.Post unsendable && Of(unsendable) is { } poster)
            {
                await poster.NoteAsync(message.To.Tenant, unsendable, new PostFate.Failed(PostFate.NotInstalled), cancellationToken);
            }

            return new Preparation.Never();
        }

        return message.What switch
        {
            Content.Say say => new Preparation.Send(conversation, Card: null, say.Text, Replaces: null),
            Content.News news => await ShowAsync(message, conversation, new(news.View, message.To.Person!.Value, news.Text), news.Text, cancellationToken),
            Content.Show show => await ShowAsync(message, conversation, show, Notification, cancellationToken),
            Content.Draw draw => await DrawAsync(message.To, conversation, draw, cancellationToken),
            Content.Post post when Of(post) is { } posting => await posting.PrepareAsync(message.To.Tenant, conversation, post, cancellationToken),
            _ => new Preparation.Never(),
        };
    }

    /// <summary>Who draws a post; null when no part of the product does any more.</summary>
    public Posting? Of(Content.Post post) => _postings.GetValueOrDefault(post.Kind);

    private async Task<ConversationReference?> WhereAsync(OutboxMessage message, CancellationToken cancellationToken) => message.To.Person is { } person
        ? (await people.ReadAsync(message.To.Tenant, person, cancellationToken))?.Chat
        : message.Via is { } via ? await chats.ReadAsync(message.To.Tenant, via.ConversationId, cancellationToken) : null;

    // Drawn for whoever it is for, by what they may see by now. What is gone, or no more for their eyes, is not told about.
    private async Task<Preparation> ShowAsync(OutboxMessage message, ConversationReference conversation, Content.Show show, string summary, CancellationToken cancellationToken)
    {
        var viewer = await people.FindAsync(message.To.Tenant, show.For, cancellationToken);
        var team = conversation.Kind == ConversationKind.Channel ? await chats.TeamOfAsync(message.To.Tenant, conversation.ConversationId, cancellationToken) : null;
        var looking = new Delivery(new(message.To.Tenant, show.For.Value, viewer?.Mri ?? "", viewer?.Name), conversation, message.Id, show.Replaces, team);
        var notice = show.Notice.Length == 0 ? Notice.None : show.Warns ? Notice.Warning(show.Notice) : Notice.Good(show.Notice);
        try
        {
            return await views.DrawAsync(looking, show.View, notice, cancellationToken) is { } card
                ? new Preparation.Send(conversation, card, summary, show.Replaces)
                : new Preparation.Never();
        }
        catch (NotReadException unread) when (message.Cause is null)
        {
            // It answers somebody who waits for it.
            return new Preparation.Send(conversation, Card: null, RefusalText.For(unread.For(looking)), Replaces: null);
        }
    }

    private async Task<Preparation> DrawAsync(Lane lane, ConversationReference conversation, Content.Draw draw, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(new(lane.Tenant, draw.Session), cancellationToken) is not { } stored)
        {
            return new Preparation.Never();
        }

        var viewer = lane.Person is { } person ? stored.Session.Find(person) : null;
        if (viewer is null && lane.Person is not null)
        {
            return new Preparation.Never();
        }

        var card = viewer is null
            ? cards.Shared(stored, await MrisAsync(stored, stored.Session.Participants, cancellationToken))
            : await cards.ForAsync(stored, viewer, await MrisAsync(stored, [viewer], cancellationToken), Notice.None, Drafts.None, SummaryPlace.Beginning, cancellationToken);
        var place = stored.Places.FirstOrDefault(place => Lane.Of(place) == lane);
        return new Preparation.Send(conversation, card, Notification, draw.Anew ? null : place?.ActivityId, new(conversation, "", lane.Person), stored.Session);
    }

    private async Task<IReadOnlyList<string>> MrisAsync(StoredSession stored, IEnumerable<Participant> participants, CancellationToken cancellationToken)
    {
        var mris = new List<string>();
        foreach (var participant in participants.Take(MostRefreshed))
        {
            if (await people.FindAsync(stored.Address.Tenant, participant.Person, cancellationToken) is { } person)
            {
                mris.Add(person.Mri);
            }
        }

        return mris;
    }
}
