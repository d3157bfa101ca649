using System.Runtime.CompilerServices;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.OneToOne;

namespace SupervisionBot.Turns;

/// <summary>
/// Stands before the handler of all activities, for the time in which storage can't even be read: whatever somebody does, they are told, and none of their words vanish.
/// A write alone that is not answered comes back as <see cref="NotSaved"/>, on the present card.
/// </summary>
internal sealed class OutageHandler(FeatureHandler handler, Views views, SessionDialogs dialogs, Replies replies, ILogger<OutageHandler> log) : TeamsActivityHandler
{
    private const string FileNotSent = "The place where records are kept does not answer just now, so the file was not sent. Please press again in a minute.";
    private const string Installed = "I am here, but the place where records are kept does not answer just now. Please type help in a minute.";
    private const string Shown = "The place where records are kept does not answer just now, so this card may be an old one. What you typed is still here.";

    private static readonly string s_notSaved = RefusalText.For(new NotSaved());

    /// <inheritdoc/>
    public override Task OnMessageAsync(Delivery delivery, string text, CancellationToken cancellationToken) =>
        SayAsync(handler.OnMessageAsync(delivery, text, cancellationToken), delivery, handler.InOutage(text), cancellationToken);

    /// <inheritdoc/>
    public override Task OnCardSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken) =>
        SayAsync(handler.OnCardSubmitAsync(delivery, action, cancellationToken), delivery, Unanswered(action), cancellationToken);

    /// <inheritdoc/>
    public override Task OnFileConsentAsync(Delivery delivery, FileConsent consent, CancellationToken cancellationToken) =>
        SayAsync(handler.OnFileConsentAsync(delivery, consent, cancellationToken), delivery, FileNotSent, cancellationToken);

    /// <inheritdoc/>
    public override Task OnInstalledAsync(Delivery delivery, CancellationToken cancellationToken) =>
        SayAsync(handler.OnInstalledAsync(delivery, cancellationToken), delivery, Installed, cancellationToken);

    /// <inheritdoc/>
    public override Task OnUninstalledAsync(Delivery delivery, CancellationToken cancellationToken) =>
        // Nobody is there to be told. Writing to them is refused from now on, noted or not.
        SucceedsAsync(handler.OnUninstalledAsync(delivery, cancellationToken));

    /// <inheritdoc/>
    public override Task OnConversationUpdateAsync(ConversationUpdate update, CancellationToken cancellationToken) =>
        // Nobody is there to be told, and nothing else tells of it: only if it is not confirmed may it come again.
        handler.OnConversationUpdateAsync(update, cancellationToken);

    /// <inheritdoc/>
    public override async Task<CardActionResponse> OnCardActionAsync(Delivery delivery, CardAction action, CardTrigger trigger, CancellationToken cancellationToken) =>
        (await PressAsync(delivery, action, trigger, cancellationToken)).Answer;

    /// <summary>Does what a button says.</summary>
    public async Task<Pressed> PressAsync(Delivery delivery, CardAction action, CardTrigger trigger, CancellationToken cancellationToken)
    {
        // A message leaves the card as it is, with all that is typed on it.
        var turn = handler.PressAsync(delivery, action, trigger, cancellationToken);
        return await SucceedsAsync(turn, nameof(OnCardActionAsync)) ? await turn : Pressed.Words(Unanswered(action));
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskFetchAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        var turn = handler.OnTaskFetchAsync(delivery, action, cancellationToken);
        return await SucceedsAsync(turn) ? await turn : new TaskResponse.Message(s_notSaved);
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        // A message would end the dialog, and take the words in it along.
        var turn = handler.OnTaskSubmitAsync(delivery, action, cancellationToken);
        return await SucceedsAsync(turn) ? await turn
            : CardData.TryRead(action, new(delivery.From.ObjectId), out var data) ? OneToOneHandler.Answer(dialogs.Again(data), new NotSaved())
            : new TaskResponse.Message(s_notSaved);
    }

    // A button that only shows something leaves nothing to be sure of.
    private string Unanswered(CardAction action) => views.Has(action.Verb) ? Shown : s_notSaved;

    private async Task SayAsync(Task turn, Delivery delivery, string text, CancellationToken cancellationToken, [CallerMemberName] string activity = "")
    {
        if (!await SucceedsAsync(turn, activity))
        {
            await replies.SayAtOnceAsync(delivery, text, cancellationToken);
        }
    }

    private async Task<bool> SucceedsAsync(Task turn, [CallerMemberName] string activity = "")
    {
        try
        {
            await turn;
            return true;
        }
        catch (StorageUnavailableException error)
        {
            RefusalMeter.Count(new NotSaved());
            log.StorageSilent(activity, error.Message);
            return false;
        }
    }
}
