using System.Collections.Frozen;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Teams;
using SupervisionBot.Typing;

namespace SupervisionBot.Turns;

/// <summary>Gives each activity to the feature whose word or verb it is; all other verbs belong to one-to-one supervision, and what is typed beside commands waits for its writer to say where it belongs.</summary>
internal sealed class FeatureHandler(
    IEnumerable<Feature> features,
    OneToOneHandler oneToOne,
    TypedCommands commands,
    TypedMessages messages,
    TypedChanges changes,
    AnswerTyping answering,
    CardReading reading,
    Replies replies) : TeamsActivityHandler
{
    private const string Unreadable = "I could not read what came with that button. Nothing was changed; please try again.";
    internal const string OnlyRefreshed = "A card can only be refreshed by itself, not changed.";
    private const string Command = "The place where records are kept does not answer just now. Nothing that was saved is lost. Please type that again in a minute.";
    private const string NoDialog = "This version of Teams can't show what that button opens. Nothing was changed; please use a newer version, or Teams in the browser.";

    private readonly FrozenDictionary<string, Feature> _verbs = features
        .SelectMany(feature => feature.Pressing.Union(feature.Dialogs).Union(feature.Former), (feature, verb) => KeyValuePair.Create(verb, feature))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override async Task OnMessageAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken)
    {
        await oneToOne.NoteAsync(delivery, cancellationToken);
        var word = TypedWord.Of(message.Text);
        var feature = features.FirstOrDefault(feature => feature.Reads(word));
        var command = feature is null ? TypedCommands.Read(word) : null;
        if ((feature is null && command is null) || (word.Length == 0 && message.Beside is not MessageParts.None))
        {
            await messages.TakeAsync(delivery, message, cancellationToken);
            return;
        }

        await LeaveAsync(delivery, session: default, cancellationToken);
        await (feature is not null ? feature.ObeyAsync(delivery, word, cancellationToken) : commands.ObeyAsync(delivery, command!, cancellationToken));
    }

    /// <summary>What somebody reads who typed something while storage does not answer.</summary>
    public string InOutage(string text)
    {
        var word = TypedWord.Of(text);
        return features.FirstOrDefault(feature => feature.Reads(word)) is { } feature ? feature.InOutage(word) : TypedCommands.Read(word) is null ? RefusalText.MessageNotTakenUp : Command;
    }

    /// <inheritdoc/>
    public override async Task OnMessageEditedAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken)
    {
        // In a shared chat nothing typed is kept, so there is nothing to change.
        if (delivery.Conversation.Kind == ConversationKind.Personal && !await changes.EditedAsync(delivery, message, cancellationToken))
        {
            await OnMessageAsync(delivery, message, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override Task OnMessageDeletedAsync(Delivery delivery, CancellationToken cancellationToken) =>
        delivery.Conversation.Kind == ConversationKind.Personal ? changes.DeletedAsync(delivery, cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public override async Task<CardActionResponse> OnCardActionAsync(Delivery delivery, CardAction action, CardTrigger trigger, CancellationToken cancellationToken) =>
        (await PressAsync(delivery, action, trigger, cancellationToken)).Answer;

    /// <summary>Does what a button says.</summary>
    public async Task<Pressed> PressAsync(Delivery delivery, CardAction action, CardTrigger trigger, CancellationToken cancellationToken)
    {
        if (!reading.TryRead(action, new(delivery.From.ObjectId), out var data))
        {
            return Pressed.Words(Unreadable);
        }

        if (trigger == CardTrigger.Manual)
        {
            await LeaveForAsync(delivery, data, cancellationToken);
        }

        if (Of(action) is not { } feature)
        {
            return await oneToOne.PressAsync(delivery, data, trigger, cancellationToken);
        }

        if (trigger == CardTrigger.Automatic && data.Verb != feature.Refreshing)
        {
            return Pressed.Words(OnlyRefreshed);
        }

        if (!feature.Pressing.Contains(data.Verb) && !feature.Former.Contains(data.Verb))
        {
            return Pressed.Words(NoDialog);
        }

        await oneToOne.NoteAsync(delivery, cancellationToken, notesWho: feature.NotesWho);
        return await feature.PressAsync(delivery, data, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task OnCardSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        if (Of(action)?.Dialogs.Contains(action.Verb) != true)
        {
            await replies.BringAsync(delivery, await PressAsync(delivery, action, CardTrigger.Manual, cancellationToken), cancellationToken);
        }
        else if (delivery.Conversation.Kind == ConversationKind.Personal)
        {
            // In a shared chat not even that somebody has pressed is for everybody.
            await replies.SayAsync(delivery, NoDialog, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskFetchAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        if (Of(action) is not { } feature)
        {
            return await oneToOne.OnTaskFetchAsync(delivery, action, cancellationToken);
        }

        await oneToOne.NoteAsync(delivery, cancellationToken, notesWho: feature.NotesWho);
        return reading.TryRead(action, new(delivery.From.ObjectId), out var data)
            ? await feature.OpenAsync(delivery, data, cancellationToken)
            : new TaskResponse.Message(Unreadable);
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        if (Of(action) is not { } feature)
        {
            return await oneToOne.OnTaskSubmitAsync(delivery, action, cancellationToken);
        }

        await oneToOne.NoteAsync(delivery, cancellationToken, notesWho: feature.NotesWho);
        return reading.TryRead(action, new(delivery.From.ObjectId), out var data)
            ? await feature.SendAsync(delivery, data, cancellationToken)
            : new TaskResponse.Message(Unreadable);
    }

    /// <inheritdoc/>
    public override async Task OnFileConsentAsync(Delivery delivery, FileConsent consent, CancellationToken cancellationToken)
    {
        await oneToOne.NoteAsync(delivery, cancellationToken);
        foreach (var feature in features)
        {
            if (await feature.OnFileConsentAsync(delivery, consent, cancellationToken))
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public override Task OnInstalledAsync(Delivery delivery, CancellationToken cancellationToken) => oneToOne.OnInstalledAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public override Task OnUninstalledAsync(Delivery delivery, CancellationToken cancellationToken) => oneToOne.OnUninstalledAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public override Task OnConversationUpdateAsync(ConversationUpdate update, CancellationToken cancellationToken) => oneToOne.OnConversationUpdateAsync(update, cancellationToken);

    // Whoever goes to something else does not type about the last question any more.
    private Task LeaveForAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        _verbs.GetValueOrDefault(data.Verb) is { } feature ? feature is TypingFeature ? Task.CompletedTask : LeaveAsync(delivery, data.Session, cancellationToken)
        : SessionViews.Verbs.ContainsKey(data.Verb) || data.Verb is "session.join" or "start.send" ? LeaveAsync(delivery, data.Session, cancellationToken)
        : Task.CompletedTask;

    private Task LeaveAsync(Delivery delivery, SessionId session, CancellationToken cancellationToken) =>
        delivery.Conversation.Kind == ConversationKind.Personal ? answering.LeaveAsync(TypedAddress.Of(delivery), session, cancellationToken) : Task.CompletedTask;

    private Feature? Of(CardAction action) => _verbs.GetValueOrDefault(action.Verb);
}
