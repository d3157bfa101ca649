using SupervisionBot.Hosting;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>What became of a message, as the delivery report has it.</summary>
internal enum PostState
{
    /// <summary>It may have arrived or not.</summary>
    Unknown,

    /// <summary>Teams did not take it.</summary>
    Failed,

    /// <summary>Somebody has removed it.</summary>
    Removed,

    /// <summary>There was nothing to send it to any more.</summary>
    NotSent,

    /// <summary>On its way.</summary>
    UnderWay,

    /// <summary>Teams has taken it.</summary>
    Sent,
}

/// <summary>The delivery report in words. None of them says more than that Teams has taken a message.</summary>
internal static class PostWords
{
    public static string Name(string part) => part switch
    {
        RoundPosting.Card => "Card",
        RoundPosting.Reminder => "Reminder",
        _ => "Response",
    };

    /// <summary>What needs somebody comes first.</summary>
    public static int Rank(PostState state) => (int)state;

    /// <summary>For counts.</summary>
    public static string Short(PostState state) => state switch
    {
        PostState.Unknown => "in doubt",
        PostState.Failed => "failed",
        PostState.Removed => "removed from the channel",
        PostState.NotSent => "not sent",
        PostState.UnderWay => "on the way",
        PostState.Sent => "sent",
    };

    /// <summary>What is known.</summary>
    public static string State(PostState state, PostedCard? known) => state switch
    {
        PostState.Unknown => $"May have arrived or not ({UkTime.Text(known!.At)}). Please look in the channel.",
        PostState.Failed => $"Failed {UkTime.Text(known!.At)}: {Why(known.Reason ?? "")}",
        PostState.Removed => $"Removed from the channel by somebody; noticed {UkTime.Text(known!.At)}.",
        PostState.NotSent => "Not sent: when it was due, no card was known to stand there.",
        PostState.UnderWay => known is null ? "On its way." : $"On its way since {UkTime.Text(known.At)}.",
        PostState.Sent => $"Sent {UkTime.Text(known!.At)}.",
    };

    /// <summary>What to do about it; empty for nothing.</summary>
    public static string ToDo(PostState state, PostedCard? known, bool canAgain) => state switch
    {
        PostState.Unknown when !canAgain => "If it is not there, nothing is lost by now: people can't answer it any more.",
        PostState.Failed => Remedy(known!.Reason ?? "", canAgain),
        PostState.Sent when known is { Part: RoundPosting.Card, Activity: null } => "Somebody has found it there. It changes again once anybody presses a button on it.",
        _ => "",
    };

    // The codes are those of the connector: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages, status codes.
    private static string Why(string reason) => reason switch
    {
        "NotInstalled" or "Unreachable BotNotInConversationRoster" => "the app is not in that team any more, or the team can't be written to.",
        _ when reason.StartsWith("Unreachable", StringComparison.Ordinal) => "Teams does not let the app write in that channel.",
        "Gone" => "the channel is not there any more.",
        "ThreadGone" => "the card that it answers is not there any more.",
        "Throttled" => "Teams was too busy for too long.",
        "NotSent" => "Teams could not be reached.",
        "Unauthorized" => "Teams did not accept who the app says it is.",
        "TooLarge" => "the message was too long for Teams.",
        _ => $"Teams refused it ({Cut.To(Cut.Line, reason)}).",
    };

    private static string Remedy(string reason, bool canAgain) => (reason, canAgain) switch
    {
        (_, false) => "Nothing more is posted here, as people can't answer it any more.",
        ("NotInstalled" or "Unreachable BotNotInConversationRoster", _) => "Ask an owner of the team to add the app again, or to restore the team; then try again.",
        ("ThreadGone", _) => "If the card was removed from the channel, post the card again first; then try again.",
        ("Gone", _) => "If the channel was deleted, nothing can be done; if it is back, try again.",
        ("Throttled" or "NotSent", _) => "Try again in some minutes.",
        _ when reason.StartsWith("Unreachable", StringComparison.Ordinal) => "Ask an owner of the team whether the channel is moderated or archived; then try again.",
        _ => "Tell somebody who runs the app, with the words above; then try again.",
    };
}
