using SupervisionBot.Guides;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.People;
using SupervisionBot.Reflections;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>The card that says what the bot can do, for whoever asks.</summary>
internal sealed class Helping(CardPress press, Leadership leadership, GuideLibrary guides, ReflectivePrompts prompts)
{
    // Guides and prompts are written from some of the same documents.
    private readonly string _sources = string.Join(
        "; ",
        guides.InUse.SelectMany(edition => edition.Guide.Sources).Concat(prompts.Sources).Select(source => source.InWords()).Distinct(StringComparer.Ordinal));

    private const string InOwnChat = "Type one of these words, or press a button. Anything else you type here waits until you say where it belongs: nothing is saved before you press.";
    private const string InSharedChat = "Mention me, and one of these words. Nothing else that is typed here is kept: answers are written on your own view of a session's card, or in your own chat with me.";

    public ReadOnlyMemory<byte> Card(Delivery delivery, Notice notice)
    {
        var isOwn = delivery.Conversation.Kind == ConversationKind.Personal;
        return press.Print(
            "start/help",
            new HelpCard(notice, "Supervision: what I can do.", isOwn, Leads: isOwn && leadership.Has(new(delivery.From.ObjectId)), isOwn ? InOwnChat : InSharedChat, $"The questions are written from: {_sources}. The wording is our own."),
            CardJson.Default.HelpCard);
    }
}
