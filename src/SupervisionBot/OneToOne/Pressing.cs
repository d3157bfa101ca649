using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;

namespace SupervisionBot.OneToOne;

/// <summary>What answers a button.</summary>
/// <param name="Card">The card, for the eyes of the person who pressed; null when theirs had better stay as it is, as no other can hold all they typed.</param>
/// <param name="Refusal">Why it was not done; null when it was.</param>
internal sealed record Pressed(ReadOnlyMemory<byte>? Card, Refusal? Refusal = null);

/// <summary>Buttons: each runs its commands, tells the others, and draws the card that comes back.</summary>
internal sealed class Pressing(
    Starting starting,
    SessionLists lists,
    TypedMessages typed,
    SessionTurns turns,
    SessionStore sessions,
    SessionCards cards,
    CardCourier courier,
    Inbox inbox)
{
    /// <summary>Verbs that only show something.</summary>
    public static IReadOnlyList<string> Showing { get; } = ["session.view", "summary.page", "start.open", "sessions.list"];

    /// <summary>Verbs that are done here; all others are in <see cref="SessionVerbs"/> or open a dialog.</summary>
    public static IReadOnlyList<string> Own { get; } = [.. Showing, "start.send", "message.place"];

    /// <summary>Does what a button says and draws the card that answers it; null when the person has no such session, or there is no such button.</summary>
    public async Task<Pressed?> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        switch (data.Verb)
        {
            case "start.open":
                return new(await starting.FormAsync(delivery, cancellationToken));
            case "sessions.list":
                return new(await lists.CardAsync(delivery, data.Text("after"), Notice.None, cancellationToken));
            case "message.place":
                return await typed.PlaceAsync(delivery, data, cancellationToken);
            case "start.send":
                return await StartAsync(delivery, data, cancellationToken);
            case "session.view" or "summary.page":
                return await FindAsync(delivery, data, cancellationToken) is { } found
                    ? new(await cards.ForAsync(found.Stored, found.Viewer, [delivery.From.Mri], Notice.None, Drafts.None, Math.Max(1, data.Number("page")), cancellationToken))
                    : null;
        }

        if (!SessionVerbs.All.ContainsKey(data.Verb))
        {
            return null;
        }

        var outcome = await RunAsync(delivery, data, cancellationToken);
        if (outcome.Stored is not { } stored || stored.Session.Find(Actor(delivery)) is not { } viewer)
        {
            return null;
        }

        var notice = outcome switch
        {
            { Refusal: { } refusal } => Notice.Warning(RefusalText.For(refusal) + (outcome.Change is null ? "" : " What you wrote is saved."), Unsaved.BesideCard(data, stored, viewer)),
            { Refusal: null } when (outcome.Change is not null || outcome.Repeated) && data.Verb is "answer.save" or "summary.comment" or "addendum.add" => Notice.Good("Saved."),
            _ => Notice.None,
        };
        if (data.Verb == "session.ending" ? outcome.Refusal is null : data.Verb == "session.cancel" && outcome.Refusal is NothingWritten or TooLong or NotSaved)
        {
            return outcome.Refusal is { } unfit
                ? new(cards.Cancel(stored, Notice.Warning(RefusalText.For(unfit)), data.Text("reason"), Unsaved.DrawnAt(data, unfit)), unfit)
                : new(cards.Cancel(stored, Notice.None, data.Text("reason")));
        }

        if (outcome.Refusal is NotSaved && notice.HasKept)
        {
            return new(Card: null, outcome.Refusal);
        }

        if (outcome.Refusal is null && data.Verb == "session.invite" && await inbox.IsNewAsync(delivery, cancellationToken))
        {
            notice = stored.Session.Joined.Count == stored.Session.Participants.Length
                ? Notice.Good("Everybody has opened the session already.")
                : await courier.InviteAsync(stored, cancellationToken)
                ? Notice.Good("The invitation was sent again.")
                : Notice.Warning("The invitation could not be sent just now. Ask the person to type sessions in their own chat with me, or try again later.");
        }

        var drafts = outcome.Refusal is { } why ? Unsaved.Drafts(data, why) : Drafts.None;
        return new(await cards.ForAsync(stored, viewer, [delivery.From.Mri], notice, drafts, page: 1, cancellationToken), outcome.Refusal);
    }

    /// <summary>Does what a button of a session says; what was typed beside it is saved even when the button can't do what it says.</summary>
    public async Task<TurnOutcome> RunAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var actor = Actor(delivery);
        var outcome = await turns.RunAsync(Address(delivery, data), actor, data.Operation, (session, _) => SessionVerbs.All[data.Verb](data, session, actor), cancellationToken);
        if (outcome is { Stored: not null, Refusal: { } refusal and not NotSaved } && data.WithPrefix(PromptViews.AnswerPrefix).Concat(data.WithPrefix(PromptViews.OptionPrefix)).Any())
        {
            var words = await SaveTypedAsync(delivery, data, cancellationToken);
            outcome = words.Refusal is NotSaved ? words : words.Change is null ? outcome : words with { Refusal = refusal };
        }

        if (outcome.Change is { } change)
        {
            After(Address(delivery, data), change, actor);
        }

        return outcome;
    }

    /// <summary>Saves what was typed on a card, and does nothing else.</summary>
    public Task<TurnOutcome> SaveTypedAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var actor = Actor(delivery);
        return turns.RunAsync(Address(delivery, data), actor, data.Operation, (session, _) => SessionVerbs.Typed(data, session, actor), cancellationToken);
    }

    /// <summary>The session a button is about; null when this person has none such.</summary>
    public async Task<(StoredSession Stored, Participant Viewer)?> FindAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        await sessions.FindAsync(Address(delivery, data), cancellationToken) is { } stored && stored.Session.Find(Actor(delivery)) is { } viewer ? (stored, viewer) : null;

    private async Task<Pressed> StartAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var (opened, form, refusal) = await starting.SendAsync(delivery, data, cancellationToken);
        if (opened is null)
        {
            return new(form, refusal);
        }

        if (delivery.ReplyToId is { } card)
        {
            var person = delivery.Conversation.Kind == ConversationKind.Personal ? Actor(delivery) : (PersonId?)null;
            await sessions.PlaceAsync(opened.Address, new(delivery.Conversation, card, person), cancellationToken);
        }

        courier.Announce(opened.Address);
        var notice = refusal is null ? Notice.None : Notice.Warning(RefusalText.For(refusal));
        return new(await cards.ForAsync(opened, opened.Session.Find(Actor(delivery))!, [delivery.From.Mri], notice, Drafts.None, page: 1, cancellationToken), refusal);
    }

    // What others have to hear of. Their cards are drawn anew only where the session stands somewhere else now: a new card wipes what is typed in the old one.
    private void After(SessionAddress address, Change change, PersonId actor)
    {
        var (before, session) = change;
        if (session.Status != before.Status || session.Step != before.Step)
        {
            courier.Announce(address);
        }

        if (News.Of(session, before, actor) is { } text)
        {
            foreach (var other in session.Participants.Where(other => other.Person != actor))
            {
                courier.Tell(address.Tenant, other.Person, text);
            }
        }
    }

    private static PersonId Actor(Delivery delivery) => new(delivery.From.ObjectId);

    private static SessionAddress Address(Delivery delivery, CardData data) => new(delivery.From.TenantId, data.Session);
}
