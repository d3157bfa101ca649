using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Turns;

/// <summary>Answers into the conversation something came from, once for each delivery, however often it is delivered.</summary>
internal sealed class Replies(Outbox outbox, ConnectorClient connector, ILogger<Replies> log)
{
    private const string NoOwnView = "This version of Teams can't show you a view of your own here: open your own chat with me and type resume, or help.";

    private const string StillThere = "What comes next could not be shown. What you typed is still on the card: please press again in a minute.";

    public Task SayAsync(Delivery delivery, string text, CancellationToken cancellationToken) =>
        AnswerAsync(delivery, new Content.Say(text), cancellationToken);

    /// <summary>Shows something to whoever did something, as it is when it is sent. In a shared chat everybody sees it.</summary>
    /// <param name="delivery">What they did.</param>
    /// <param name="view">What is shown.</param>
    /// <param name="says">A fixed text of ours on top.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">It can't be kept until it is sent.</exception>
    public Task ShowAsync(Delivery delivery, View view, Notice says, CancellationToken cancellationToken) =>
        AnswerAsync(delivery, Showing(delivery, view, says), cancellationToken);

    /// <summary>The same in the place of the card that the delivery came from, or as a new message where there is none any more.</summary>
    /// <inheritdoc cref="ShowAsync"/>
    public Task ReplaceAsync(Delivery delivery, View view, Notice says, CancellationToken cancellationToken) =>
        AnswerAsync(delivery, Showing(delivery, view, says) with { Replaces = delivery.ReplyToId }, cancellationToken);

    /// <summary>Brings what a press came to, where it could not be answered on the wire: in a shared chat words only, as everybody would see a card that is put there.</summary>
    /// <exception cref="StorageUnavailableException">It can't be kept until it is sent.</exception>
    public async Task BringAsync(Delivery delivery, Pressed pressed, CancellationToken cancellationToken)
    {
        switch (pressed.Answer)
        {
            case CardActionResponse.Message message:
                await SayAsync(delivery, message.Text, cancellationToken);
                break;
            case CardActionResponse.Card when delivery.Conversation.Kind != ConversationKind.Personal:
                await SayAsync(delivery, pressed.Says.Show ? $"{pressed.Says.Text} {NoOwnView}" : $"Done. {NoOwnView}", cancellationToken);
                break;
            case CardActionResponse.Card when pressed.View is { } view:
                await ReplaceAsync(delivery, view, pressed.Says, cancellationToken);
                break;
            case CardActionResponse.Card card:
                await PutBackAsync(delivery, card.Utf8Json, pressed.Says, cancellationToken);
                break;
        }
    }

    /// <summary>Brings the present card of a session: in a shared chat the one that anybody may see.</summary>
    public Task DrawAsync(Delivery delivery, SessionId session, bool anew, CancellationToken cancellationToken) =>
        AnswerAsync(delivery, new Content.Draw(session, anew), cancellationToken);

    /// <summary>Says something while nothing can be stored: at once, and perhaps twice.</summary>
    public async Task SayAtOnceAsync(Delivery delivery, string text, CancellationToken cancellationToken)
    {
        if (await connector.SendTextAsync(delivery.Conversation, text, cancellationToken) is var outcome and not ConnectorOutcome.Delivered)
        {
            log.MessageNotSent(outcome.GetType().Name);
        }
    }

    // Words that are saved nowhere must not wait in storage: they are put back at once, or stay where they were typed.
    private async Task PutBackAsync(Delivery delivery, ReadOnlyMemory<byte> card, Notice says, CancellationToken cancellationToken)
    {
        if (delivery.ReplyToId is not { } pressed || await connector.UpdateCardAsync(delivery.Conversation, pressed, card, MessageDrawing.Notification, cancellationToken) is not ConnectorOutcome.Delivered)
        {
            await SayAsync(delivery, says.Show ? says.Text : StillThere, cancellationToken);
        }
    }

    private static Content.Show Showing(Delivery delivery, View view, Notice says) => new(view, new(delivery.From.ObjectId), says.Text, says.Style == Notice.Warns);

    private async Task AnswerAsync(Delivery delivery, Content what, CancellationToken cancellationToken)
    {
        if (await outbox.AddAsync([OutboxMessage.Answering(delivery, what)], cancellationToken))
        {
            return;
        }

        if (what is not Content.Say say)
        {
            throw new StorageUnavailableException("A message can't be stored.", innerException: null);
        }

        // An answer given twice is better than none at all.
        await SayAtOnceAsync(delivery, say.Text, cancellationToken);
    }
}
