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

    /// <summary>The command that a message is; null when it is something else.</summary>
    public static string? Read(string text) => text.Trim().TrimEnd('.', '!').ToLowerInvariant() switch
    {
        "" or "help" or "hello" or "hi" or "?" => "help",
        "start" => "start",
        "sessions" => "sessions",
        "resume" => "resume",
        "cancel" => "cancel",
        _ => null,
    };

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
            var text = underWay.Count == 0 ? $"There is no session under way to {command}." : command == "cancel" ? "Several sessions are under way. Open the one to end, and press End without a decision on it." : "Several sessions are under way. Open the one to go on with.";
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
