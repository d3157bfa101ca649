using System.Collections.Frozen;
using SupervisionBot.OneToOne;
using SupervisionBot.Teams;

namespace SupervisionBot.Turns;

/// <summary>Gives each activity to the feature whose word or verb it is; all others belong to one-to-one supervision.</summary>
internal sealed class FeatureHandler(IEnumerable<Feature> features, OneToOneHandler oneToOne, CardReading reading, Replies replies) : TeamsActivityHandler
{
    private const string Unreadable = "I could not read what came with that button. Nothing was changed; please try again.";
    internal const string OnlyRefreshed = "A card can only be refreshed by itself, not changed.";
    private const string NoDialog = "This version of Teams can't show what that button opens. Nothing was changed; please use a newer version, or Teams in the browser.";

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

    /// <summary>What somebody reads who typed something while storage does not answer.</summary>
    public string InOutage(string text) => features.FirstOrDefault(feature => feature.Reads(text)) is { } feature ? feature.InOutage(text) : OneToOneHandler.InOutage(text);

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

        if (Of(action) is not { } feature)
        {
            return await oneToOne.PressAsync(delivery, data, trigger, cancellationToken);
        }

        if (trigger == CardTrigger.Automatic && data.Verb != feature.Refreshing)
        {
            return Pressed.Words(OnlyRefreshed);
        }

        if (!feature.Pressing.Contains(data.Verb))
        {
            return Pressed.Words(NoDialog);
        }

        await oneToOne.NoteAsync(delivery, cancellationToken);
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

        await oneToOne.NoteAsync(delivery, cancellationToken);
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

        await oneToOne.NoteAsync(delivery, cancellationToken);
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

    private Feature? Of(CardAction action) => _verbs.GetValueOrDefault(action.Verb);
}
