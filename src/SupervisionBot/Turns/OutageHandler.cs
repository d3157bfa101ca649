using System.Runtime.CompilerServices;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Rows;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.OneToOne;

namespace SupervisionBot.Turns;

/// <summary>
/// Stands before the handler of all activities, for the time in which storage can't even be read, and for a record of which a row is not read: whatever somebody does, they are told,
/// and none of their words vanish. A write alone that is not answered comes back as <see cref="NotSaved"/>, on the present card.
/// </summary>
internal sealed class OutageHandler(FeatureHandler handler, Views views, SessionDialogs dialogs, Replies replies, ILogger<OutageHandler> log) : TeamsActivityHandler
{
    private const string Changed = "The place where records are kept does not answer just now. Nothing was changed by what you changed or deleted in this chat; please open the session in a minute and look at your answer there.";
    private const string FileNotSent = "The place where records are kept does not answer just now, so the file was not sent. Please press again in a minute.";
    private const string Installed = "I am here, but the place where records are kept does not answer just now. Please type help in a minute.";
    private const string Shown = "The place where records are kept does not answer just now, so this card may be an old one. What you typed is still here.";

    private static readonly string s_notSaved = RefusalText.For(new NotSaved());

    /// <inheritdoc/>
    public override Task OnMessageAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken) =>
        SayAsync(handler.OnMessageAsync(delivery, message, cancellationToken), delivery, handler.InOutage(message.Text), cancellationToken);

    /// <inheritdoc/>
    public override Task OnMessageEditedAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken) =>
        SayAsync(handler.OnMessageEditedAsync(delivery, message, cancellationToken), delivery, Changed, cancellationToken);

    /// <inheritdoc/>
    public override Task OnMessageDeletedAsync(Delivery delivery, CancellationToken cancellationToken) =>
        SayAsync(handler.OnMessageDeletedAsync(delivery, cancellationToken), delivery, Changed, cancellationToken);

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
        InsteadAsync(handler.OnUninstalledAsync(delivery, cancellationToken), delivery);

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
        return await InsteadAsync(turn, delivery, nameof(OnCardActionAsync)) is not { } refusal ? await turn : Pressed.Words(Words(refusal, Unanswered(action)));
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskFetchAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        var turn = handler.OnTaskFetchAsync(delivery, action, cancellationToken);
        return await InsteadAsync(turn, delivery) is not { } refusal ? await turn : new TaskResponse.Message(Words(refusal, s_notSaved));
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        // A message would end the dialog, and take the words in it along.
        var turn = handler.OnTaskSubmitAsync(delivery, action, cancellationToken);
        return await InsteadAsync(turn, delivery) is not { } refusal ? await turn
            : CardData.TryRead(action, new(delivery.From.ObjectId), out var data) ? OneToOneHandler.Answer(dialogs.Again(data, refusal), refusal)
            : new TaskResponse.Message(Words(refusal, s_notSaved));
    }

    // A button that only shows something leaves nothing to be sure of.
    private string Unanswered(CardAction action) => views.Has(action.Verb) ? Shown : s_notSaved;

    // An outage has words for what was done; a record that is not read has its own.
    private static string Words(Refusal refusal, string inOutage) => refusal is NotSaved ? inOutage : RefusalText.For(refusal);

    private async Task SayAsync(Task turn, Delivery delivery, string text, CancellationToken cancellationToken, [CallerMemberName] string activity = "")
    {
        if (await InsteadAsync(turn, delivery, activity) is { } refusal)
        {
            await replies.SayAtOnceAsync(delivery, Words(refusal, text), cancellationToken);
        }
    }

    // What somebody is told in place of what they wanted; null when that was done.
    private async Task<Refusal?> InsteadAsync(Task turn, Delivery who, [CallerMemberName] string activity = "")
    {
        Refusal refusal;
        try
        {
            await turn;
            return null;
        }
        catch (StorageUnavailableException error)
        {
            refusal = new NotSaved();
            log.StorageSilent(activity, error.Message);
        }
        catch (NotReadException unread)
        {
            refusal = unread.For(who);
            RowMeter.Passed(unread.Table, unread.Why);
            log.TurnNotRead(activity, unread.Table, unread.Row.PartitionKey, unread.Row.RowKey, unread.Why.Reason);
        }

        RefusalMeter.Count(refusal);
        return refusal;
    }
}
