using SupervisionBot.Hosting;
using SupervisionBot.Teams;

namespace SupervisionBot.OneToOne;

/// <summary>Sends into the conversation something came from. What could not be sent is logged by its kind.</summary>
internal sealed class Replies(ConnectorClient connector, ILogger<Replies> log)
{
    public async Task SayAsync(Delivery delivery, string text, CancellationToken cancellationToken) =>
        Note(await connector.SendTextAsync(delivery.Conversation, text, cancellationToken));

    public async Task ShowAsync(Delivery delivery, ReadOnlyMemory<byte> card, string summary, CancellationToken cancellationToken) =>
        Note(await connector.SendCardAsync(delivery.Conversation, card, summary, cancellationToken));

    /// <summary>Puts a card where the one stands that the delivery came from, or sends it where there is none any more.</summary>
    public async Task ReplaceAsync(Delivery delivery, ReadOnlyMemory<byte> card, string summary, CancellationToken cancellationToken)
    {
        if (delivery.ReplyToId is not { } shown || await connector.UpdateCardAsync(delivery.Conversation, shown, card, summary, cancellationToken) is ConnectorOutcome.Gone)
        {
            await ShowAsync(delivery, card, summary, cancellationToken);
        }
    }

    private void Note(ConnectorOutcome outcome)
    {
        if (outcome is not ConnectorOutcome.Delivered)
        {
            log.CardNotSent(outcome.GetType().Name);
        }
    }
}
