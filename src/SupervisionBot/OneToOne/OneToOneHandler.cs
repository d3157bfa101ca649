using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.People;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>What each activity of Teams means in one-to-one supervision.</summary>
internal sealed class OneToOneHandler(
    Pressing pressing,
    Helping helping,
    TypedCommands commands,
    TypedMessages typed,
    SessionDialogs dialogs,
    SessionStore sessions,
    Replies replies,
    PeopleDirectory people,
    ChatDirectory chats,
    TeamChannels channels,
    ILogger<OneToOneHandler> log) : TeamsActivityHandler
{
    private const string NoOwnView = "This version of Teams can't show you a view of your own in a group chat: open your own chat with me and type resume.";
    private const string Unreadable = "I could not read what came with that button. Nothing was changed; please try again.";

    /// <summary>Verbs of dialogs that only show something.</summary>
    internal static IReadOnlyList<string> Opening { get; } = ["prompt.open", "ethics.open", "option.open", "action.open", "record.open", "record.page"];

    /// <inheritdoc/>
    public override async Task OnInstalledAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        await NoteAsync(delivery, cancellationToken, installed: true);
        await replies.ShowAsync(delivery, helping.Card(delivery, Notice.None), "Supervision", cancellationToken);
    }

    /// <inheritdoc/>
    public override Task OnUninstalledAsync(Delivery delivery, CancellationToken cancellationToken) =>
        delivery.Conversation.Kind == ConversationKind.Personal ? people.ForgetChatAsync(delivery, cancellationToken) : chats.ForgetAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public override async Task OnConversationUpdateAsync(ConversationUpdate update, CancellationToken cancellationToken)
    {
        await chats.NoteAsync(update, cancellationToken);
        await channels.NoteAsync(update, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task OnMessageAsync(Delivery delivery, string text, CancellationToken cancellationToken)
    {
        await NoteAsync(delivery, cancellationToken);
        if (TypedCommands.Read(text) is { } command)
        {
            await commands.ObeyAsync(delivery, command, cancellationToken);
            return;
        }

        var reply = await typed.SaveAsync(delivery, text, cancellationToken);
        if (reply is null)
        {
            return;
        }

        if (reply.Card is not null && delivery.Conversation.Kind != ConversationKind.Personal)
        {
            await replies.SayAsync(delivery, "I can't tell which question that answers, so I have not saved it. Press Show my view on the card and write it there.", cancellationToken);
        }
        else if (reply.Card is { } card)
        {
            await replies.ShowAsync(delivery, card, "Supervision", cancellationToken);
        }
        else
        {
            await replies.SayAsync(delivery, reply.Text!, cancellationToken);
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

        var pressed = await pressing.PressAsync(delivery, data, cancellationToken);
        RefusalMeter.Count(pressed is null ? new NoSuchSession() : pressed.Refusal);
        return pressed is not null
            ? pressed.Card is { } card ? new CardActionResponse.Card(card) : new CardActionResponse.Message(RefusalText.For(pressed.Refusal!))
            : new CardActionResponse.Message(SessionVerbs.All.ContainsKey(data.Verb) || Pressing.Own.Contains(data.Verb) ? RefusalText.NotFound : "This button does nothing here. Type help to see what I can do.");
    }

    /// <inheritdoc/>
    public override async Task OnCardSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        await NoteAsync(delivery, cancellationToken);
        var pressed = CardData.TryRead(action, Actor(delivery), out var data) ? await pressing.PressAsync(delivery, data, cancellationToken) : null;
        RefusalMeter.Count(pressed is null ? new NoSuchSession() : pressed.Refusal);
        if (pressed?.Card is { } card && delivery.Conversation.Kind == ConversationKind.Personal)
        {
            await replies.ReplaceAsync(delivery, card, "Supervision", cancellationToken);
        }
        else
        {
            // A submit can't answer with a card, and in a shared chat everybody would see what is put there.
            var text = pressed switch
            {
                null => data is null ? Unreadable : RefusalText.NotFound,
                { Refusal: NotSaved notSaved } => RefusalText.For(notSaved),
                { Refusal: { } refusal } => $"{RefusalText.For(refusal)} {NoOwnView}",
                _ => $"Done. {NoOwnView}",
            };
            await replies.SayAsync(delivery, text, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskFetchAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        if (!CardData.TryRead(action, Actor(delivery), out var data) || await pressing.FindAsync(delivery, data, cancellationToken) is not { } found)
        {
            RefusalMeter.Count(new NoSuchSession());
            return new TaskResponse.Message(RefusalText.NotFound);
        }

        // The card under a dialog is drawn anew when the dialog is saved; what was typed on it is saved before.
        var outcome = await pressing.SaveTypedAsync(delivery, data, cancellationToken);
        RefusalMeter.Count(outcome.Refusal);
        if (outcome.Refusal is { } refusal)
        {
            return new TaskResponse.Message(refusal is NotSaved ? RefusalText.For(refusal) : $"{RefusalText.For(refusal)} It is still on the card.");
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
            ? new TurnOutcome((await pressing.FindAsync(delivery, data, cancellationToken))?.Stored, objection)
            : await pressing.RunAsync(delivery, data, inDialog: true, cancellationToken);
        RefusalMeter.Count(outcome.Refusal);
        if (outcome.Stored is not { } stored || stored.Session.Find(Actor(delivery)) is not { } viewer)
        {
            return new TaskResponse.Message(RefusalText.NotFound);
        }

        if (outcome.Refusal is { } refusal)
        {
            var notice = Notice.Warning(RefusalText.For(refusal), Unsaved.BesideDialog(data, stored.Session));
            return refusal is NotSaved && notice.HasKept
                ? Answer(dialogs.Again(data, refusal), refusal)
                : Answer(dialogs.Open(stored, viewer, data, notice, Unsaved.DrawnAt(data, refusal)), refusal);
        }

        // The step card it was opened from is drawn anew where it stands; what was typed on it was saved when the dialog opened.
        return new TaskResponse.Close();
    }

    /// <summary>A dialog, or in its place the words of a refusal.</summary>
    internal static TaskResponse Answer(Dialog? dialog, Refusal refusal) => dialog is null
        ? new TaskResponse.Message(RefusalText.For(refusal))
        : new TaskResponse.Continue(dialog.Title, dialog.Card, TaskSize.Medium, TaskSize.Large);

    /// <summary>Notes who is there and where. What is known of people and chats makes later turns possible; this one goes on without.</summary>
    internal async ValueTask NoteAsync(Delivery delivery, CancellationToken cancellationToken, bool installed = false)
    {
        try
        {
            await people.NoteAsync(delivery, installed, cancellationToken);
            await chats.NoteAsync(delivery, installed, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            log.NoteNotStored("directory");
        }
    }

    // A session that somebody opens from another card of their own chat stands there from now on.
    private async Task MoveHereAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (delivery is { ReplyToId: { } card, Conversation.Kind: ConversationKind.Personal }
            && await pressing.FindAsync(delivery, data, cancellationToken) is { } found
            && found.Stored.Places.All(place => place.Person != found.Viewer.Person || place.ActivityId != card))
        {
            await sessions.PlaceAsync(found.Stored.Address, new(delivery.Conversation, card, found.Viewer.Person), cancellationToken);
        }
    }

    private static PersonId Actor(Delivery delivery) => new(delivery.From.ObjectId);
}
