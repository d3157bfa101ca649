using System.Collections.Frozen;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>The words the bot obeys when they are typed: help, start, sessions, resume, cancel. In a shared chat nothing of a person's own is posted.</summary>
internal sealed class TypedCommands(Starting starting, SessionLists lists, SessionStore sessions, Replies replies)
{
    private const string OwnChat = "Open your own chat with me and type sessions.";

    private static readonly FrozenDictionary<string, string> s_commands = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["start"] = ["start", "begin", "start supervision", "begin supervision", "start a supervision", "start session", "start a session", "new session", "start a new session", "dechrau"],
        ["sessions"] = ["sessions", "session", "my sessions", "show sessions", "show my sessions", "see my sessions", "list sessions", "list my sessions"],
        ["resume"] = ["resume", "resume session", "resume the session", "resume my session", "resume supervision"],
        ["cancel"] = ["cancel", "cancel session", "cancel the session", "cancel my session", "cancel supervision"],
        ["help"] =
        [
            "help", "help me", "i need help", "can you help", "can you help me", "what can you do", "what can i do", "commands", "menu",
            "hi", "hello", "hey", "hiya", "hi there", "hello there", "hey there", "morning", "afternoon", "good morning", "good afternoon", "good evening", "good day",
            "bore da", "prynhawn da", "p'nawn da", "noswaith dda", "helo", "shwmae", "shw mae", "s'mae", "sut mae",
            "thanks", "thank you", "thank you very much", "thank you so much", "many thanks", "thanks very much", "thanks a lot", "cheers", "diolch", "diolch yn fawr",
            "", "wave", "like",
        ],
    }.SelectMany(command => command.Value, (command, word) => KeyValuePair.Create(word, command.Key)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The command that a word of <see cref="TypedWord"/> is; null when it is none. A greeting, or a sign without words, asks for help.</summary>
    public static string? Read(string word) => s_commands.GetValueOrDefault(word);

    /// <summary>The commands that do something in a conversation of this kind. The others say there what to do instead.</summary>
    public static IReadOnlyList<string> In(ConversationKind kind) => kind == ConversationKind.Personal ? ["start", "sessions", "resume", "cancel", "help"] : ["start", "resume", "help"];

    public async Task ObeyAsync(Delivery delivery, string command, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case "start" when !starting.IsPossibleIn(delivery.Conversation.Kind):
                await replies.SayAsync(delivery, RefusalText.For(new NotInAChannel()), cancellationToken);
                break;
            case "start":
                await replies.ShowAsync(delivery, View.Of(SessionViews.Start), Notice.None, cancellationToken);
                break;
            case "sessions" when delivery.Conversation.Kind != ConversationKind.Personal:
                await replies.SayAsync(delivery, $"Your sessions are for you alone. {OwnChat}", cancellationToken);
                break;
            case "sessions":
                await replies.ShowAsync(delivery, View.Of(SessionViews.List), Notice.None, cancellationToken);
                break;
            case "resume" or "cancel":
                await BringBackAsync(delivery, command, cancellationToken);
                break;
            default:
                await replies.ShowAsync(delivery, View.Of(SessionViews.Help), Notice.None, cancellationToken);
                break;
        }
    }

    private async Task BringBackAsync(Delivery delivery, string command, CancellationToken cancellationToken)
    {
        var underWay = await lists.UnderWayAsync(delivery, cancellationToken);
        var stored = underWay.Count == 1 ? await sessions.FindAsync(underWay[0].Address, cancellationToken) : null;
        if (delivery.Conversation.Kind != ConversationKind.Personal && (stored is null || command == "cancel"))
        {
            var text = command == "cancel"
                ? "To end the session here, press Show my view on its card and then End without a decision."
                : underWay.Count == 0 ? "No session is under way in this chat. Type start to begin one." : $"Several sessions are under way in this chat. {OwnChat}";
            await replies.SayAsync(delivery, text, cancellationToken);
        }
        else if (stored?.Session.Find(new(delivery.From.ObjectId)) is not { } viewer)
        {
            var text = underWay.Count == 0 ? $"There is no session under way to {command}." : command == "cancel" ? "Several sessions are under way. Open the one to end, and press End without a decision on it: only whoever leads it has that button." : "Several sessions are under way. Open the one to go on with.";
            await replies.ShowAsync(delivery, View.Of(SessionViews.List), Notice.Warning(text), cancellationToken);
        }
        else if (command == "resume")
        {
            await replies.DrawAsync(delivery, stored.Session.Id, anew: true, cancellationToken);
        }
        else if (stored.Guide.FindRole(viewer.Role) is not { Leads: true })
        {
            await replies.SayAsync(delivery, RefusalText.For(new OnlyTheLeadMay()), cancellationToken);
        }
        else
        {
            await replies.ShowAsync(delivery, View.Of(SessionViews.Ending, [("session", $"{stored.Session.Id}")]), Notice.None, cancellationToken);
        }
    }
}
