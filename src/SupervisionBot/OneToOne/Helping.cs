using SupervisionBot.Challenge;
using SupervisionBot.Guides;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.People;
using SupervisionBot.Reflections;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>The card that says what the bot can do, for whoever asks.</summary>
internal sealed class Helping(CardPress press, Leadership leadership, ChallengeQuestions questions, GuideLibrary guides, ReflectivePrompts prompts)
{
    // Guides and prompts are written from some of the same documents.
    private readonly string _sources = string.Join(
        "; ",
        guides.InUse.SelectMany(edition => edition.Guide.Sources).Concat(prompts.Sources).Select(source => source.InWords()).Distinct(StringComparer.Ordinal));

    private const string InOwnChat = "Type one of these words, or press a button. Anything else you type here waits until you say where it belongs: nothing is saved before you press.";
    private const string InSharedChat = "Mention me, and one of these words. Nothing else that is typed here is kept: answers are written on your own view of a session's card, or in your own chat with me.";

    /// <summary>The card.</summary>
    /// <param name="delivery">Who asks, or has added the app, and where.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="isWelcome">The app was just added: where others read along, they are told by whom.</param>
    public ReadOnlyMemory<byte> Card(Delivery delivery, Notice notice, bool isWelcome = false)
    {
        var isOwn = delivery.Conversation.Kind == ConversationKind.Personal;
        var leads = isOwn && leadership.Has(new(delivery.From.ObjectId));
        return press.Print(
            "start/help",
            new HelpCard(
                notice,
                "Supervision: what I can do.",
                isWelcome && !isOwn ? Added(delivery) : "",
                isOwn,
                leads,
                leads && questions.Edition is not null,
                isOwn ? InOwnChat : InSharedChat,
                $"The questions are written from: {_sources}. The wording is our own."),
            CardJson.Default.HelpCard);
    }

    private static string Added(Delivery delivery)
    {
        var place = delivery.Conversation.Kind == ConversationKind.Channel ? "this team" : "this chat";
        return delivery.From.Name is null or PeopleDirectory.Unnamed ? $"I was added to {place}." : $"{delivery.From.Name} added me to {place}.";
    }
}
