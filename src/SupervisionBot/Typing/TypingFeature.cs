using System.Collections.Frozen;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.Typing;

/// <summary>The buttons about typed messages. Everything is found by who acts, so nobody has a way to anybody else's words.</summary>
internal sealed class TypingFeature(
    TypedStore typed,
    TypedCards cards,
    TypedMessages messages,
    TypedAnswers answers,
    Placing placing,
    AnswerTyping answering,
    FormerPlaceCards former,
    OneToOneHandler oneToOne,
    Replies replies,
    TimeProvider clock) : Feature
{
    private const string OwnChat = "What you type is for you alone until you say where it belongs: please do that in your own chat with me.";
    private const string Where = "typed.view";
    private const string Start = "typed.start";

    /// <inheritdoc/>
    public override FrozenSet<string> Pressing { get; } = [Where, "typed.place", "typed.drop", "typed.back", "typed.open", Start, "typed.next", "typed.done"];

    /// <inheritdoc/>
    public override FrozenSet<string> Former { get; } = [FormerPlaceCards.Verb];

    /// <inheritdoc/>
    public override FrozenSet<string> Dialogs { get; } = [Start];

    /// <inheritdoc/>
    public override FrozenDictionary<string, string[]> Showing { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal) { [Where] = ["key"] }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string? Refreshing => Where;

    /// <summary>The card of a message; with an empty key, of the question that is answered by typing.</summary>
    public static View Of(string key) => View.Of(Where, [("key", key)]);

    /// <inheritdoc/>
    public override async Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken) => viewer.Conversation.Kind == ConversationKind.Personal
        ? new CardActionResponse.Card(await cards.CardAsync(TypedAddress.Of(viewer), viewer.From.Mri, data.Text("key"), notice, cancellationToken))
        : new CardActionResponse.Message(OwnChat);

    /// <inheritdoc/>
    public override async Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (delivery.Conversation.Kind != ConversationKind.Personal)
        {
            return Pressed.Words(OwnChat);
        }

        if (Former.Contains(data.Verb))
        {
            return await former.PressAsync(delivery, data, cancellationToken);
        }

        var (address, key) = (TypedAddress.Of(delivery), data.Text("key"));
        var (refusal, done) = await DoAsync(delivery, address, key, data, cancellationToken);
        RefusalMeter.Count(refusal);
        if (refusal is NotSaved or BeingSaved)
        {
            return Pressed.Words(RefusalText.For(refusal));
        }

        var notice = refusal is not null ? Notice.Warning(RefusalText.For(refusal)) : done.Length > 0 ? Notice.Good(done) : Notice.None;
        return Pressed.Shown(await cards.CardAsync(address, delivery.From.Mri, key, notice, cancellationToken), Of(key), notice);
    }

    /// <summary>Begins to answer by typing, from the dialog of a question. What was written in the dialog is saved, as with every button of it.</summary>
    public override async Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (delivery.Conversation.Kind != ConversationKind.Personal)
        {
            return new TaskResponse.Message(OwnChat);
        }

        if (await oneToOne.SaveAsync(delivery, data.As("prompt.save"), cancellationToken) is { } unsaved)
        {
            return unsaved;
        }

        var refusal = await answering.BeginAsync(TypedAddress.Of(delivery), new(data.Session, data.Text("prompt")), cancellationToken);
        RefusalMeter.Count(refusal);
        if (refusal is not null)
        {
            return new TaskResponse.Message(RefusalText.For(refusal));
        }

        await messages.ShowAsync(delivery, "", Notice.None, cancellationToken);
        return new TaskResponse.Close();
    }

    private async Task<(Refusal? Refusal, string Done)> DoAsync(Delivery delivery, TypedAddress address, string key, CardData data, CancellationToken cancellationToken)
    {
        switch (data.Verb)
        {
            case "typed.place":
                return (await PlaceAsync(address, key, data, cancellationToken), "Saved.");
            case "typed.drop":
                return (await typed.DropAsync(address, key, cancellationToken) ? null : new NotSaved(), "Nothing was saved of these words, and I have let go of them.");
            case "typed.back":
                return (await TakeBackAsync(address, key, cancellationToken), "");
            case "typed.open":
                await answering.LeaveAsync(address, data.Session, cancellationToken);
                await replies.DrawAsync(delivery, data.Session, anew: true, cancellationToken);
                return (null, "The session is below. Your words still wait here.");
            case Start:
                return (await StartAsync(address, key, data, cancellationToken), "");
            case "typed.next":
                return (null, await answering.NextAsync(address, new(data.Session, data.Text("prompt")), cancellationToken) is null ? "That was the last question for you in this step. Answering by typing is over." : "");
            case "typed.done":
                await typed.EndModeAsync(address, cancellationToken);
                return (null, "Done. Nothing more is added.");
            default:
                return (null, "");
        }
    }

    private async Task<Refusal?> PlaceAsync(TypedAddress address, string key, CardData data, CancellationToken cancellationToken) =>
        TypedTarget.Read(data.Text("target")) is { } target ? await placing.SaveAsync(address, key, data.V, target, cancellationToken) : new NotThere();

    // With words that wait, they go there first.
    private async Task<Refusal?> StartAsync(TypedAddress address, string key, CardData data, CancellationToken cancellationToken)
    {
        var target = TypedTarget.Read(data.Text("target")) as TypedTarget.AnAnswer ?? new TypedTarget.AnAnswer(data.Session, data.Text("prompt"));
        return (data.Has("target") ? await PlaceAsync(address, key, data, cancellationToken) : null) ?? await answering.BeginAsync(address, target, cancellationToken);
    }

    private async Task<Refusal?> TakeBackAsync(TypedAddress address, string key, CancellationToken cancellationToken)
    {
        if ((await typed.FindAsync(address, key, cancellationToken)).Placed is not { Target: TypedTarget.AnAnswer target } placed)
        {
            return new WordsGone();
        }

        if (placed.IsTakenBack)
        {
            return null;
        }

        // The versions that they point at are erased with it.
        var others = new List<(PlacedMessage Placed, string Words)>();
        foreach (var other in await typed.PlacedAsync(address, target, cancellationToken))
        {
            if (other.Key != key && await answers.WordsAsync(address, other, target, cancellationToken) is { } words)
            {
                others.Add((other, words));
            }
        }

        if ((await answers.TakeBackAsync(address, placed, target, cancellationToken)).Refusal is { } refusal)
        {
            return refusal;
        }

        foreach (var (other, words) in others)
        {
            if (await answers.FindAsync(address, target, words, cancellationToken) is { } part)
            {
                await typed.SettleAsync(address, waiting: null, other with { Part = part }, cancellationToken);
            }
        }

        return await typed.SettleAsync(address, waiting: null, placed with { IsTakenBack = true, At = clock.GetUtcNow() }, cancellationToken) ? null : new NotSaved();
    }
}
