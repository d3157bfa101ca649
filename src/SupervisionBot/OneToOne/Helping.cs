using SupervisionBot.OneToOne.Cards;
using SupervisionBot.People;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>The card that says what the bot can do, for whoever asks.</summary>
internal sealed class Helping(CardPress press, Leadership leadership)
{
    public ReadOnlyMemory<byte> Card(Delivery delivery, Notice notice) => press.Print(
        "start/help",
        new HelpCard(notice, "Supervision: what I can do.", Leads: delivery.Conversation.Kind == ConversationKind.Personal && leadership.Has(new(delivery.From.ObjectId))),
        CardJson.Default.HelpCard);
}
