using System.Collections.Frozen;
using SupervisionBot.OneToOne;
using SupervisionBot.Teams;

namespace SupervisionBot.Turns;

/// <summary>Gives each activity to the feature whose word or verb it is; all others belong to one-to-one supervision.</summary>
internal sealed class FeatureHandler(IEnumerable<Feature> features, OneToOneHandler oneToOne, Replies replies) : TeamsActivityHandler
{
    private const string Unreadable = "I could not read what came with that button. Nothing was changed; please try again.";
    private const string NoDialog = "This version of Teams can't show what that button opens. Nothing was changed; please use a newer version, or Teams in the browser.";
    private const string NoOwnView = "This version of Teams can't show you a view of your own here: open your own chat with me and type help.";

    private readonly FrozenDictionary<string, Feature> _verbs = features
        .SelectMany(feature => feature.Pressing.Union(feature.Dialogs), (feature, verb) => KeyValuePair.Create(verb, feature))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override async Task OnMessageAsync(Delivery delivery, string text, CancellationToken cancellationToken)
    {
        if (features.FirstOrDefault(feature => feature.Reads(text)) is not { } feature)
        {
            await oneToOne.OnMessageAsync(delivery, text, cancellationToken);
            return;
        }

        await oneToOne.NoteAsync(delivery, cancellationToken);
        await feature.ObeyAsync(delivery, text, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> OnCardActionAsync(Delivery delivery, CardAction action, CardTrigger trigger, CancellationToken cancellationToken)
    {
        if (Of(action) is not { } feature)
        {
            return await oneToOne.OnCardActionAsync(delivery, action, trigger, cancellationToken);
        }

        if (!CardData.TryRead(action, new(delivery.From.ObjectId), out var data))
        {
            return new CardActionResponse.Message(Unreadable);
        }

        if (trigger == CardTrigger.Automatic && data.Verb != feature.Refreshing)
        {
            return new CardActionResponse.Message("A card can only be refreshed by itself, not changed.");
        }

        await oneToOne.NoteAsync(delivery, cancellationToken);
        return await feature.PressAsync(delivery, data, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task OnCardSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        if (Of(action) is not { } feature)
        {
            await oneToOne.OnCardSubmitAsync(delivery, action, cancellationToken);
            return;
        }

        if (feature.Dialogs.Contains(action.Verb))
        {
            // In a shared chat not even that somebody has pressed is for everybody.
            if (delivery.Conversation.Kind == ConversationKind.Personal)
            {
                await replies.SayAsync(delivery, NoDialog, cancellationToken);
            }

            return;
        }

        switch (await OnCardActionAsync(delivery, action, CardTrigger.Manual, cancellationToken))
        {
            case CardActionResponse.Card card when delivery.Conversation.Kind == ConversationKind.Personal:
                await replies.ReplaceAsync(delivery, card.Utf8Json, "Supervision", cancellationToken);
                break;
            case CardActionResponse.Message message:
                await replies.SayAsync(delivery, message.Text, cancellationToken);
                break;
            default:
                await replies.SayAsync(delivery, $"Done. {NoOwnView}", cancellationToken);
                break;
        }
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OnTaskFetchAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        if (Of(action) is not { } feature)
        {
            return await oneToOne.OnTaskFetchAsync(delivery, action, cancellationToken);
        }

        await oneToOne.NoteAsync(delivery, cancellationToken);
        return CardData.TryRead(action, new(delivery.From.ObjectId), out var data)
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

        await oneToOne.NoteAsync(delivery, cancellationToken);
        return CardData.TryRead(action, new(delivery.From.ObjectId), out var data)
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

    private Feature? Of(CardAction action) => _verbs.GetValueOrDefault(action.Verb);
}
