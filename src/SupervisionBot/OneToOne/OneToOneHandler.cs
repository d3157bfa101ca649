using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.People;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;

namespace SupervisionBot.OneToOne;

/// <summary>What each activity of Teams means in one-to-one supervision.</summary>
internal sealed class OneToOneHandler(
    CardPress press,
    Starting starting,
    SessionLists lists,
    SessionTurns turns,
    SessionStore sessions,
    SessionCards cards,
    SessionDialogs dialogs,
    TypedMessages typed,
    CardCourier courier,
    PeopleDirectory people,
    ChatDirectory chats,
    Inbox inbox,
    ConnectorClient connector,
    ILogger<OneToOneHandler> log) : TeamsActivityHandler
{
    private const string OwnChat = "Open your own chat with me and type sessions.";
    private const string Unreadable = "I could not read what came with that button. Nothing was changed; please try again.";

    /// <summary>Verbs that only show something; all others are in <see cref="SessionVerbs"/> or open a dialog.</summary>
    internal static IReadOnlyList<string> Showing { get; } = ["session.view", "summary.page", "start.open", "start.send", "sessions.list", "message.place"];

    /// <summary>Verbs of dialogs that only show something.</summary>
    internal static IReadOnlyList<string> Opening { get; } = ["prompt.open", "ethics.open", "option.open", "action.open", "record.open", "record.page"];

    /// <inheritdoc/>
    public override async Task OnInstalledAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        await NoteAsync(delivery, cancellationToken);
        if (await inbox.IsNewAsync(delivery, cancellationToken))
        {
            await SendAsync(delivery, Help(Notice.None), "Supervision", cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override Task OnUninstalledAsync(Delivery delivery, CancellationToken cancellationToken) =>
        delivery.Conversation.Kind == ConversationKind.Personal ? people.ForgetChatAsync(delivery, cancellationToken) : chats.ForgetAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public override async Task OnMessageAsync(Delivery delivery, string text, CancellationToken cancellationToken)
    {
        await NoteAsync(delivery, cancellationToken);
        var command = text.Trim().TrimEnd('.', '!').ToLowerInvariant();
        if (command is "" or "help" or "hello" or "hi" or "?" or "start" or "sessions" or "resume" or "cancel")
        {
            if (await inbox.IsNewAsync(delivery, cancellationToken))
            {
                await ObeyAsync(delivery, command, cancellationToken);
            }

            return;
        }

        var reply = await typed.SaveAsync(delivery, text, cancellationToken);
        if (reply is { Text: null, Card: null } || (!reply.Saved && !await inbox.IsNewAsync(delivery, cancellationToken)))
        {
            return;
        }

        if (reply.Card is not null && delivery.Conversation.Kind != ConversationKind.Personal)
        {
            Note(await connector.SendTextAsync(delivery.Conversation, $"I can't tell which question that answers, so I have not saved it. Press Show my view on the card and write it there. {OwnChat}", cancellationToken));
        }
        else if (reply.Card is { } card)
        {
            await SendAsync(delivery, card, "Supervision", cancellationToken);
        }
        else
        {
            Note(await connector.SendTextAsync(delivery.Conversation, reply.Text!, cancellationToken));
        }
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> OnCardActionAsync(Delivery delivery, CardAction action, CardTrigger trigger, CancellationToken cancellationToken)
    {
        if (!CardData.TryRead(action, Actor(delivery), out var data))
        {
            return new CardActionResponse.Message(Unreadable);
        }

        if (trigger == CardTrigger.Automatic && data.Verb is not "session.view")
        {
            return new CardActionResponse.Message("A card can only be refreshed by itself, not changed.");
        }

        await NoteAsync(delivery, cancellationToken);
        if (trigger == CardTrigger.Manual && data.Verb == "session.view")
        {
            await MoveHereAsync(delivery, data, cancellationToken);
        }

        return await PressAsync(delivery, data, cancellationToken) is { } card
            ? new CardActionResponse.Card(card)
            : new CardActionResponse.Message(SessionVerbs.All.ContainsKey(data.Verb) || Showing.Contains(data.Verb) ? RefusalText.NotFound : "This button does nothing here. Type help to see what I can do.");
    }

    /// <inheritdoc/>
    public override async Task OnCardSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        await NoteAsync(delivery, cancellationToken);
        var card = CardData.TryRead(action, Actor(delivery), out var data) ? await PressAsync(delivery, data, cancellationToken) : null;
        if (card is null)
        {
            if (await inbox.IsNewAsync(delivery, cancellationToken))
            {
                Note(await connector.SendTextAsync(delivery.Conversation, data is null ? Unreadable : RefusalText.NotFound, cancellationToken));
            }

            return;
        }

        // A submit can't answer with a card. In a shared chat everybody would see what is put there, so the person's own view stays where it is theirs alone.
        if (delivery.Conversation.Kind != ConversationKind.Personal)
        {
            if (await inbox.IsNewAsync(delivery, cancellationToken))
            {
                Note(await connector.SendTextAsync(delivery.Conversation, "Done. This version of Teams can't show you a view of your own in a group chat: open your own chat with me and type resume.", cancellationToken));
            }

            return;
        }

        if (delivery.ReplyToId is not { } shown || await connector.UpdateCardAsync(delivery.Conversation, shown, card.Value, "Supervision", cancellationToken) is ConnectorOutcome.Gone)
        {
            await SendAsync(delivery, card.Value, "Supervision", cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskFetchAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        if (!CardData.TryRead(action, Actor(delivery), out var data) || await FindAsync(delivery, data, cancellationToken) is not { } found)
        {
            return new TaskResponse.Message(RefusalText.NotFound);
        }

        // The card under a dialog is drawn anew when the dialog is saved; what was typed on it is saved before.
        var outcome = await SaveTypedAsync(delivery, data, cancellationToken);
        if (outcome.Refusal is { } refusal)
        {
            return new TaskResponse.Message($"{RefusalText.For(refusal)} It is still on the card.");
        }

        return Opening.Contains(data.Verb) && dialogs.Open(outcome.Stored ?? found.Stored, found.Viewer, data, Notice.None) is { } dialog
            ? new TaskResponse.Continue(dialog.Title, dialog.Card, TaskSize.Medium, TaskSize.Large)
            : new TaskResponse.Message(RefusalText.For(new NotThere()));
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        if (!CardData.TryRead(action, Actor(delivery), out var data) || (!SessionVerbs.All.ContainsKey(data.Verb) && data.Verb != "record.page"))
        {
            return new TaskResponse.Message(Unreadable);
        }

        await NoteAsync(delivery, cancellationToken);
        if (data.Verb == "record.page")
        {
            return await OnTaskFetchAsync(delivery, action, cancellationToken);
        }

        var outcome = SessionVerbs.Objection(data) is { } objection
            ? new TurnOutcome((await FindAsync(delivery, data, cancellationToken))?.Stored, objection)
            : await RunAsync(delivery, data, cancellationToken);
        if (outcome.Stored is not { } stored || stored.Session.Find(Actor(delivery)) is not { } viewer)
        {
            return new TaskResponse.Message(RefusalText.NotFound);
        }

        if (outcome.Refusal is { } refusal)
        {
            return dialogs.Open(stored, viewer, data, Notice.Warning(RefusalText.For(refusal), KeptBesideDialog(data, stored.Session))) is { } again
                ? new TaskResponse.Continue(again.Title, again.Card, TaskSize.Medium, TaskSize.Large)
                : new TaskResponse.Message(RefusalText.For(refusal));
        }

        // A dialog closes without giving back a card: the step card it was opened from is drawn anew where it stands; what was typed on it was saved when the dialog opened.
        if (stored.Session.Status is SessionStatus.Preparing or SessionStatus.Walking)
        {
            courier.Announce(stored.Address, viewer.Person);
        }

        return new TaskResponse.Close();
    }

    private async ValueTask NoteAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        await people.NoteAsync(delivery, cancellationToken);
        await chats.NoteAsync(delivery, cancellationToken);
    }

    // A session that somebody opens from another card of their own chat stands there from now on.
    private async Task MoveHereAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (delivery is { ReplyToId: { } card, Conversation.Kind: ConversationKind.Personal }
            && await FindAsync(delivery, data, cancellationToken) is { } found
            && found.Stored.Places.All(place => place.Person != found.Viewer.Person || place.ActivityId != card))
        {
            await sessions.PlaceAsync(found.Stored.Address, new(delivery.Conversation, card, found.Viewer.Person), cancellationToken);
        }
    }

    private static PersonId Actor(Delivery delivery) => new(delivery.From.ObjectId);

    private static SessionAddress Address(Delivery delivery, CardData data) => new(delivery.From.TenantId, data.Session);

    /// <summary>The card that answers a button; null when the person has no such session, or there is no such button.</summary>
    private async Task<ReadOnlyMemory<byte>?> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        switch (data.Verb)
        {
            case "start.open":
                return await starting.FormAsync(delivery, cancellationToken);
            case "sessions.list":
                return await lists.CardAsync(delivery, data.Text("after"), Notice.None, cancellationToken);
            case "message.place":
                return await typed.PlaceAsync(delivery, data, cancellationToken);
            case "start.send":
                return await StartAsync(delivery, data, cancellationToken);
            case "session.view" or "summary.page":
                // The type is named because null alone would become an empty card: an array converts to ReadOnlyMemory.
                return await FindAsync(delivery, data, cancellationToken) is { } found
                    ? await cards.ForAsync(found.Stored, found.Viewer, [delivery.From.Mri], Notice.None, Drafts.None, Math.Max(1, data.Number("page")), cancellationToken)
                    : (ReadOnlyMemory<byte>?)null;
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
            { Refusal: { } refusal } => Notice.Warning(RefusalText.For(refusal) + (outcome.Before is null ? "" : " What you wrote is saved."), KeptBesideCard(data, stored, viewer)),
            { Refusal: null } when (outcome.Before is not null || outcome.Repeated) && data.Verb is "answer.save" or "summary.comment" or "addendum.add" => Notice.Good("Saved."),
            _ => Notice.None,
        };
        if (outcome.Refusal is null && data.Verb == "session.ending")
        {
            return cards.Cancel(stored, [delivery.From.Mri]);
        }

        if (outcome.Refusal is null && data.Verb == "session.invite" && await inbox.IsNewAsync(delivery, cancellationToken))
        {
            notice = await courier.InviteAsync(stored, cancellationToken)
                ? Notice.Good("The invitation was sent again.")
                : Notice.Warning("The invitation could not be sent just now. Ask the person to type sessions in their own chat with me, or try again later.");
        }

        var drafts = outcome.Refusal is null ? Drafts.None : DraftsOf(data);
        return await cards.ForAsync(stored, viewer, [delivery.From.Mri], notice, drafts, page: 1, cancellationToken);
    }

    private async Task<ReadOnlyMemory<byte>?> StartAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var (opened, form) = await starting.SendAsync(delivery, data, cancellationToken);
        if (opened is null)
        {
            return form;
        }

        if (delivery.ReplyToId is { } card)
        {
            var person = delivery.Conversation.Kind == ConversationKind.Personal ? Actor(delivery) : (PersonId?)null;
            await sessions.PlaceAsync(opened.Address, new(delivery.Conversation, card, person), cancellationToken);
        }

        courier.Announce(opened.Address);
        return await cards.ForAsync(opened, opened.Session.Find(Actor(delivery))!, [delivery.From.Mri], Notice.None, Drafts.None, page: 1, cancellationToken);
    }

    private async Task<TurnOutcome> RunAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var actor = Actor(delivery);
        var outcome = await turns.RunAsync(Address(delivery, data), actor, data.Operation, (session, _) => SessionVerbs.All[data.Verb](data, session, actor), cancellationToken);
        if (outcome is { Stored: not null, Refusal: { } refusal } && data.WithPrefix(PromptViews.AnswerPrefix).Concat(data.WithPrefix(PromptViews.OptionPrefix)).Any())
        {
            // What was typed is saved even when the button can't do what it says: the card may be an old one.
            var words = await turns.RunAsync(Address(delivery, data), actor, data.Operation, (session, _) => SessionVerbs.Typed(data, session, actor), cancellationToken);
            outcome = words.Before is null ? outcome : words with { Refusal = refusal };
        }

        if (outcome is { Stored: { } stored, Before: { } before })
        {
            After(stored, before, actor);
        }

        return outcome;
    }

    private async Task<TurnOutcome> SaveTypedAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var actor = Actor(delivery);
        return await turns.RunAsync(Address(delivery, data), actor, data.Operation, (session, _) => SessionVerbs.Typed(data, session, actor), cancellationToken);
    }

    // What others have to hear of. Their cards are drawn anew only where the session stands somewhere else now: a new card wipes what is typed in the old one.
    private void After(StoredSession stored, Session before, PersonId actor)
    {
        var session = stored.Session;
        if (session.Status != before.Status || session.Step != before.Step)
        {
            courier.Announce(stored.Address);
        }

        if (News.Of(session, before, actor) is { } text)
        {
            foreach (var other in session.Participants.Where(other => other.Person != actor))
            {
                courier.Tell(stored.Address.Tenant, other.Person, text);
            }
        }
    }

    private async Task<(StoredSession Stored, Participant Viewer)?> FindAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        await sessions.FindAsync(Address(delivery, data), cancellationToken) is { } stored && stored.Session.Find(Actor(delivery)) is { } viewer ? (stored, viewer) : null;

    private async Task ObeyAsync(Delivery delivery, string command, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case "start":
                await SendAsync(delivery, await starting.FormAsync(delivery, cancellationToken), "Start supervision", cancellationToken);
                break;
            case "sessions" when delivery.Conversation.Kind != ConversationKind.Personal:
                Note(await connector.SendTextAsync(delivery.Conversation, $"Your sessions are for you alone. {OwnChat}", cancellationToken));
                break;
            case "sessions":
                await SendAsync(delivery, await lists.CardAsync(delivery, "", Notice.None, cancellationToken), "Your sessions", cancellationToken);
                break;
            case "resume" or "cancel":
                await BringBackAsync(delivery, command, cancellationToken);
                break;
            default:
                await SendAsync(delivery, Help(Notice.None), "Supervision", cancellationToken);
                break;
        }
    }

    private async Task BringBackAsync(Delivery delivery, string command, CancellationToken cancellationToken)
    {
        var underWay = await lists.UnderWayAsync(delivery, cancellationToken);
        var stored = underWay.Count == 1 ? await sessions.FindAsync(underWay[0].Address, cancellationToken) : null;
        if (delivery.Conversation.Kind != ConversationKind.Personal && (stored is null || command == "cancel"))
        {
            var text = command == "cancel"
                ? "To end the session here, press Show my view on its card and then End without a decision."
                : underWay.Count == 0 ? "No session is under way in this chat. Type start to begin one." : $"Several sessions are under way in this chat. {OwnChat}";
            Note(await connector.SendTextAsync(delivery.Conversation, text, cancellationToken));
        }
        else if (stored?.Session.Find(Actor(delivery)) is not { } viewer)
        {
            var text = underWay.Count == 0 ? $"There is no session under way to {command}." : command == "cancel" ? "Several sessions are under way. Open the one to end, and press End without a decision on it." : "Several sessions are under way. Open the one to go on with.";
            await SendAsync(delivery, await lists.CardAsync(delivery, "", Notice.Warning(text), cancellationToken), "Your sessions", cancellationToken);
        }
        else if (command == "resume")
        {
            Note(await courier.SendAsync(stored, delivery.Conversation, viewer, Notice.None, cancellationToken));
        }
        else if (stored.Guide.FindRole(viewer.Role) is not { Leads: true })
        {
            Note(await connector.SendTextAsync(delivery.Conversation, RefusalText.For(new OnlyTheLeadMay()), cancellationToken));
        }
        else
        {
            await SendAsync(delivery, cards.Cancel(stored, [delivery.From.Mri]), "End a session", cancellationToken);
        }
    }

    private ReadOnlyMemory<byte> Help(Notice notice) => press.Print("start/help", new HelpCard(notice, "Supervision: what I can do."), CardJson.Default.HelpCard);

    private async Task SendAsync(Delivery delivery, ReadOnlyMemory<byte> card, string summary, CancellationToken cancellationToken) =>
        Note(await connector.SendCardAsync(delivery.Conversation, card, summary, cancellationToken));

    private void Note(ConnectorOutcome outcome)
    {
        if (outcome is not ConnectorOutcome.Delivered)
        {
            log.CardNotSent(outcome.GetType().Name);
        }
    }

    private static Drafts DraftsOf(CardData data) =>
        new(data.WithPrefix(PromptViews.AnswerPrefix).ToDictionary(StringComparer.Ordinal), IsDraft(RemarkOf(data)) ? Cut.Plain(RemarkOf(data)) : "");

    // A card has at most one of these inputs.
    private static string RemarkOf(CardData data) => $"{data.Text("remark")}{data.Text("reason")}{data.Text("addendum")}";

    private static bool IsDraft(string remark) => Cut.OnWire(remark) <= Cut.Page;

    // Texts of this press that are neither saved nor put back into an input of the card, so that the person can copy them.
    private static string KeptBesideCard(CardData data, StoredSession stored, Participant viewer)
    {
        var session = stored.Session;
        var prompts = session.Status is SessionStatus.Preparing or SessionStatus.Walking ? stored.Guide.FindStep(session.Step)!.Prompts.Select(prompt => prompt.Id) : [];
        var takesRemark = session.Status is SessionStatus.Summarised or SessionStatus.Frozen || (session.Status == SessionStatus.Checking && stored.Guide.FindRole(viewer.Role) is { Leads: true });
        var options = data.WithPrefix(PromptViews.OptionPrefix).Select(option => option.Value).Where(text => session.Options.All(option => option.Text != text));
        return Joined([.. Unsaved(data, session, answer => prompts.Contains(answer.Key) && Cut.OnWire(answer.Value) <= Cut.Inline), .. options, takesRemark && IsDraft(RemarkOf(data)) ? "" : RemarkOf(data)]);
    }

    // A dialog puts back what was typed into it, but for answers that are too long to be edited beside others.
    private static string KeptBesideDialog(CardData data, Session session) =>
        Joined(Unsaved(data, session, answer => data.Verb == "prompt.save" || Cut.OnWire(answer.Value) <= Cut.Inline));

    private static IEnumerable<string> Unsaved(CardData data, Session session, Func<KeyValuePair<string, string>, bool> isPutBack) => data
        .WithPrefix(PromptViews.AnswerPrefix)
        .Where(answer => !isPutBack(answer) && session.Participants.All(participant => session.Answer(answer.Key, participant.Person)?.Value != answer.Value))
        .Select(answer => answer.Value);

    private static string Joined(IEnumerable<string> texts) => Cut.To(Cut.Kept, string.Join("\n\n", texts.Where(text => text.Length > 0)));
}
