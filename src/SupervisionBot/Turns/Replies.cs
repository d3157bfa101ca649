using System.Text;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Sending;
using SupervisionBot.Teams;

namespace SupervisionBot.Turns;

/// <summary>Answers into the conversation something came from, once for each delivery, however often it is delivered.</summary>
internal sealed class Replies(Outbox outbox, ConnectorClient connector, ILogger<Replies> log)
{
    public Task SayAsync(Delivery delivery, string text, CancellationToken cancellationToken) =>
        AnswerAsync(delivery, new Content.Say(text), cancellationToken);

    public Task ShowAsync(Delivery delivery, ReadOnlyMemory<byte> card, string summary, CancellationToken cancellationToken) =>
        AnswerAsync(delivery, new Content.Show(Encoding.UTF8.GetString(card.Span), summary, Replaces: null), cancellationToken);

    /// <summary>Puts a card where the one stands that the delivery came from, or sends it where there is none any more.</summary>
    public Task ReplaceAsync(Delivery delivery, ReadOnlyMemory<byte> card, string summary, CancellationToken cancellationToken) =>
        AnswerAsync(delivery, new Content.Show(Encoding.UTF8.GetString(card.Span), summary, delivery.ReplyToId), cancellationToken);

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

    // An answer given twice is better than none at all.
    private async Task AnswerAsync(Delivery delivery, Content what, CancellationToken cancellationToken)
    {
        if (await outbox.AddAsync([OutboxMessage.Answering(delivery, what)], cancellationToken))
        {
            return;
        }

        var outcome = what switch
        {
            Content.Say say => await connector.SendTextAsync(delivery.Conversation, say.Text, cancellationToken),
            Content.Show show => await connector.SendCardAsync(delivery.Conversation, Encoding.UTF8.GetBytes(show.Json), show.Summary, cancellationToken),
            _ => new ConnectorOutcome.NotSent(),
        };
        if (outcome is not ConnectorOutcome.Delivered)
        {
            log.MessageNotSent(outcome.GetType().Name);
        }
    }
}
