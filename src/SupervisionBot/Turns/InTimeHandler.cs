using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.OneToOne;

namespace SupervisionBot.Turns;

/// <summary>
/// Answers in time: Teams shows an error under a card after some seconds, although the work may succeed. What takes longer is told to be under way; it goes on, and what comes of
/// it arrives as an update. A stop of the app waits for it.
/// </summary>
/// <remarks>Limits: learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search (5 seconds); for cards users report 10 to 15.</remarks>
internal sealed class InTimeHandler(OutageHandler handler, SessionDialogs dialogs, Replies replies, IOptions<OneToOneOptions> options) : TeamsActivityHandler, IHostedService
{
    private const string UnderWay = "This takes longer than usual. It is under way and nothing is lost: the card changes when it is done. If it does not, press again.";

    private readonly ConcurrentDictionary<Task, bool> _late = new();

    /// <inheritdoc/>
    public override Task OnMessageAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken) => handler.OnMessageAsync(delivery, message, cancellationToken);

    /// <inheritdoc/>
    public override Task OnMessageEditedAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken) => handler.OnMessageEditedAsync(delivery, message, cancellationToken);

    /// <inheritdoc/>
    public override Task OnMessageDeletedAsync(Delivery delivery, CancellationToken cancellationToken) => handler.OnMessageDeletedAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public override Task OnCardSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken) => handler.OnCardSubmitAsync(delivery, action, cancellationToken);

    /// <inheritdoc/>
    public override Task OnFileConsentAsync(Delivery delivery, FileConsent consent, CancellationToken cancellationToken) => handler.OnFileConsentAsync(delivery, consent, cancellationToken);

    /// <inheritdoc/>
    public override Task OnInstalledAsync(Delivery delivery, CancellationToken cancellationToken) => handler.OnInstalledAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public override Task OnUninstalledAsync(Delivery delivery, CancellationToken cancellationToken) => handler.OnUninstalledAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public override Task OnConversationUpdateAsync(ConversationUpdate update, CancellationToken cancellationToken) => handler.OnConversationUpdateAsync(update, cancellationToken);

    /// <inheritdoc/>
    public override async Task<CardActionResponse> OnCardActionAsync(Delivery delivery, CardAction action, CardTrigger trigger, CancellationToken cancellationToken)
    {
        // Whoever asked may have hung up by the time it is done, and it is done all the same.
        var turn = handler.PressAsync(delivery, action, trigger, CancellationToken.None);
        if (await IsInTimeAsync(turn))
        {
            return (await turn).Answer;
        }

        if (trigger == CardTrigger.Manual)
        {
            Keep(FollowAsync(delivery, action, turn));
        }

        return new CardActionResponse.Message(UnderWay);
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskFetchAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        var turn = handler.OnTaskFetchAsync(delivery, action, CancellationToken.None);
        if (await IsInTimeAsync(turn))
        {
            return await turn;
        }

        Keep(turn);
        return new TaskResponse.Message("This takes longer than usual. What you typed is still on the card. Please press again in a moment.");
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        var turn = handler.OnTaskSubmitAsync(delivery, action, CancellationToken.None);
        if (await IsInTimeAsync(turn))
        {
            return await turn;
        }

        // The dialog stays with the words in it: pressed again it tells what became of them, and saves them only if they are not saved.
        Keep(turn);
        return CardData.TryRead(action, new(delivery.From.ObjectId), out var data)
            ? OneToOneHandler.Answer(dialogs.Again(data, new NotSaved()), new NotSaved())
            : new TaskResponse.Message(UnderWay);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_late.Keys).WaitAsync(cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    // In their own chat the card that they would have been answered takes the place of the one they pressed. In a shared chat it is for their eyes alone:
    // the card that all see is drawn anew, and has their client ask for theirs.
    private async Task FollowAsync(Delivery delivery, CardAction action, Task<Pressed> turn)
    {
        var pressed = await turn;
        try
        {
            if (delivery.Conversation.Kind == ConversationKind.Personal)
            {
                await replies.BringAsync(delivery, pressed, CancellationToken.None);
            }
            else if (pressed.Answer is CardActionResponse.Card && CardData.TryRead(action, new(delivery.From.ObjectId), out var data) && data.Session != default)
            {
                await replies.DrawAsync(delivery, data.Session, anew: false, CancellationToken.None);
            }
        }
        catch (StorageUnavailableException) when (delivery.Conversation.Kind == ConversationKind.Personal)
        {
            await replies.SayAtOnceAsync(delivery, RefusalText.For(new NotSaved()), CancellationToken.None);
        }
    }

    private async Task<bool> IsInTimeAsync(Task turn)
    {
        await turn.WaitAsync(TimeSpan.FromSeconds(options.Value.AnswerWithin), TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return turn.IsCompleted;
    }

    private void Keep(Task late)
    {
        _late[late] = true;
        _ = late.ContinueWith(ended => _late.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
