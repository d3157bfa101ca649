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
    SessionDialogs dialogs,
    CardPlaces places,
    CardReading reading,
    Replies replies,
    PeopleDirectory people,
    ChatDirectory chats,
    TeamChannels channels,
    ILogger<OneToOneHandler> log) : TeamsActivityHandler
{
    private const string Unreadable = "I could not read what came with that button. Nothing was changed; please try again.";

    /// <summary>Verbs of dialogs that only show something.</summary>
    internal static IReadOnlyList<string> Opening { get; } = ["prompt.open", "ethics.open", "option.open", "action.open", "record.open", "record.page"];

    /// <inheritdoc/>
    public override async Task OnInstalledAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        await NoteAsync(delivery, cancellationToken, installed: true);
        await replies.ShowAsync(delivery, SessionViews.Welcome, Notice.None, cancellationToken);
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

    /// <summary>Does what a button says.</summary>
    public async Task<Pressed> PressAsync(Delivery delivery, CardData data, CardTrigger trigger, CancellationToken cancellationToken)
    {
        if (trigger == CardTrigger.Automatic && data.Verb != SessionViews.Session)
        {
            return Pressed.Words(FeatureHandler.OnlyRefreshed);
        }

        await NoteAsync(delivery, cancellationToken);
        if (trigger == CardTrigger.Manual && data.Verb is SessionViews.Session or SessionViews.Said or SessionViews.Resume)
        {
            await MoveHereAsync(delivery, data, cancellationToken);
        }

        return await pressing.PressAsync(delivery, data, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskFetchAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        if (!reading.TryRead(action, Actor(delivery), out var data) || await pressing.FindAsync(delivery, data, cancellationToken) is not { } found)
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

        return Opening.Contains(data.Verb) && dialogs.Open(outcome.Stored ?? found.Stored, found.Viewer, data, Notice.None, drawnAt: null, IsOwnChat(delivery)) is { } dialog
            ? new TaskResponse.Continue(dialog.Title, dialog.Card, TaskSize.Medium, TaskSize.Large)
            : new TaskResponse.Message(RefusalText.For(new NotThere()));
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        if (!reading.TryRead(action, Actor(delivery), out var data) || (!SessionVerbs.All.ContainsKey(data.Verb) && data.Verb != "record.page"))
        {
            return new TaskResponse.Message(Unreadable);
        }

        await NoteAsync(delivery, cancellationToken);
        if (data.Verb == "record.page")
        {
            return await OnTaskFetchAsync(delivery, action, cancellationToken);
        }

        // The step card it was opened from is drawn anew where it stands; what was typed on it was saved when the dialog opened.
        return await SaveAsync(delivery, data, cancellationToken) ?? new TaskResponse.Close();
    }

    /// <summary>Saves what a dialog of a session sends.</summary>
    /// <returns>Null when it is saved; otherwise the dialog with all its words, or why not.</returns>
    internal async Task<TaskResponse?> SaveAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
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
            var notice = Notice.Warning(RefusalText.For(refusal), Unsaved.BesideDialog(data, stored.Session, viewer.Person));
            return refusal is NotSaved && notice.HasKept
                ? Answer(dialogs.Again(data, refusal), refusal)
                : Answer(dialogs.Open(stored, viewer, data, notice, Unsaved.DrawnAt(data, refusal), IsOwnChat(delivery)), refusal);
        }

        return Pressing.Emptied(outcome, viewer) ? new TaskResponse.Message(Pressing.EmptiedText) : null;
    }

    /// <summary>A dialog, or in its place the words of a refusal.</summary>
    internal static TaskResponse Answer(Dialog? dialog, Refusal refusal) => dialog is null
        ? new TaskResponse.Message(RefusalText.For(refusal))
        : new TaskResponse.Continue(dialog.Title, dialog.Card, TaskSize.Medium, TaskSize.Large);

    /// <summary>Notes who is there and where. What is known of people and chats makes later turns possible; this one goes on without.</summary>
    internal async ValueTask NoteAsync(Delivery delivery, CancellationToken cancellationToken, bool installed = false, bool notesWho = true)
    {
        try
        {
            if (notesWho)
            {
                await people.NoteAsync(delivery, installed, cancellationToken);
            }

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
            await places.NoteAsync(found.Stored.Address, new(delivery.Conversation, card, found.Viewer.Person), cancellationToken);
        }
    }

    private static bool IsOwnChat(Delivery delivery) => delivery.Conversation.Kind == ConversationKind.Personal;

    private static PersonId Actor(Delivery delivery) => new(delivery.From.ObjectId);
}
