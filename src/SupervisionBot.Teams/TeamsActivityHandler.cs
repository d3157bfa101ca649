namespace SupervisionBot.Teams;

/// <summary>What the app does with each kind of activity. One instance serves all requests at the same time.</summary>
/// <remarks>
/// Teams delivers at least once and in any order; see <see cref="Delivery.Key"/>. A method returns when what it has to keep is stored.
/// An exception means an outage or a bug: card actions and dialogs then show a calm text, and every other activity is answered 503,
/// so that nothing is confirmed that was not stored. Teams is known to deliver again what was answered too late; that it does so after a 503 is not documented.
/// </remarks>
public abstract class TeamsActivityHandler
{
    /// <summary>A person wrote a message. By default nothing happens.</summary>
    /// <param name="delivery">Who and where.</param>
    /// <param name="message">What they wrote.</param>
    /// <param name="cancellationToken">Set when the caller has gone.</param>
    public virtual Task OnMessageAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A person changed a message that they had written, or brought a deleted one back. By default nothing happens.</summary>
    /// <param name="delivery">Who and where; <see cref="Delivery.MessageKey"/> names the message.</param>
    /// <param name="message">What it says now.</param>
    /// <param name="cancellationToken">Set when the caller has gone.</param>
    public virtual Task OnMessageEditedAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A person deleted a message that they had written: nobody sees it in the chat any more. By default nothing happens.</summary>
    /// <param name="delivery">Who and where; <see cref="Delivery.MessageKey"/> names the message.</param>
    /// <param name="cancellationToken">Set when the caller has gone.</param>
    public virtual Task OnMessageDeletedAsync(Delivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A button with <c>Action.Submit</c> was pressed, outside a dialog. There is no answer on the wire: update the card or send one. By default nothing happens.</summary>
    public virtual Task OnCardSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A button with <c>Action.Execute</c> was pressed, or a client refreshes a card. By default the action is named as not supported.</summary>
    public virtual Task<CardActionResponse> OnCardActionAsync(Delivery delivery, CardAction action, CardTrigger trigger, CancellationToken cancellationToken) =>
        Task.FromResult<CardActionResponse>(new CardActionResponse.Error(400, "NotSupported", "This button does nothing here."));

    /// <summary>A dialog is to be opened. By default a text says that there is none.</summary>
    public virtual Task<TaskResponse> OnTaskFetchAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken) =>
        Task.FromResult<TaskResponse>(new TaskResponse.Message("There is nothing to open here."));

    /// <summary>A dialog was sent. By default it closes.</summary>
    public virtual Task<TaskResponse> OnTaskSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken) =>
        Task.FromResult<TaskResponse>(new TaskResponse.Close());

    /// <summary>A person allowed or declined a file that was offered with <see cref="ConnectorClient.SendFileConsentAsync"/>. Their client waits for this, some seconds. By default nothing happens.</summary>
    /// <param name="delivery">Who; <see cref="Delivery.ReplyToId"/> is the message with the offer, where Teams tells it.</param>
    /// <param name="consent">The answer. It can come again as long as the offer stands.</param>
    /// <param name="cancellationToken">Set when the caller has gone.</param>
    public virtual Task OnFileConsentAsync(Delivery delivery, FileConsent consent, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The app was added for a person, to a chat or to a team. Comes again when an update adds the bot. By default nothing happens.</summary>
    public virtual Task OnInstalledAsync(Delivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The app was removed: sending there fails from now on. By default nothing happens.</summary>
    public virtual Task OnUninstalledAsync(Delivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A conversation or its team was changed, or who is in it. By default nothing happens.</summary>
    /// <remarks>Comes at any time, any number of times and in any order. It is no reason to greet anybody: <see cref="OnInstalledAsync"/> is.</remarks>
    public virtual Task OnConversationUpdateAsync(ConversationUpdate update, CancellationToken cancellationToken) => Task.CompletedTask;
}
