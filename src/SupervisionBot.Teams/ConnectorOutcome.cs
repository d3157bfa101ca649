namespace SupervisionBot.Teams;

/// <summary>What became of a call to the connector. Calls do not throw for any of these.</summary>
/// <remarks>Statuses: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages, status codes.</remarks>
public abstract record ConnectorOutcome
{
    private ConnectorOutcome()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Id">Id of the message or conversation; <see langword="null"/> where the service gave none.</param>
    public sealed record Delivered(string? Id) : ConnectorOutcome;

    /// <summary>
    /// 404: the conversation or message does not exist any more. Forget the id; instead of an update, send anew. Also any 403 to an update or a deletion that says nothing
    /// about the conversation: so Teams answers for a message that somebody has deleted.
    /// </summary>
    public sealed record Gone : ConnectorOutcome;

    /// <summary>403 with a code that is about the conversation, as when the app was removed or blocked. Stop until the person or an installation is heard of again.</summary>
    /// <param name="Code">The service's code, such as <c>BotNotInConversationRoster</c>.</param>
    public sealed record Unreachable(string Code) : ConnectorOutcome;

    /// <summary>429 or 412: not delivered; try again later.</summary>
    /// <param name="RetryAfter">How long to wait, zero or more, where the service says.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : ConnectorOutcome;

    /// <summary>413, or longer than <see cref="ConnectorClient.MaxActivityLength"/> and therefore not sent. Shorten it.</summary>
    public sealed record TooLarge : ConnectorOutcome;

    /// <summary>401, also with a new token: not delivered. Our credentials or the bot's registration are at fault, not the message: try again later.</summary>
    /// <param name="Code">The service's code, such as <c>BotNotRegistered</c>.</param>
    public sealed record Unauthorized(string? Code) : ConnectorOutcome;

    /// <summary>Any other refusal of this one call; it says nothing about the conversation.</summary>
    /// <param name="Status">HTTP status; 0 when it was not sent because the reference does not lead to an allowed address.</param>
    /// <param name="Code">The service's code, such as <c>BadSyntax</c>.</param>
    public sealed record Rejected(int Status, string? Code) : ConnectorOutcome;

    /// <summary>No connection could be made, or no token could be had for it: certainly not delivered; try again later.</summary>
    public sealed record NotSent : ConnectorOutcome;

    /// <summary>5xx, no answer in time, or the connection broke: may have been delivered. Sending again may say it twice; updating again is harmless.</summary>
    public sealed record Unknown : ConnectorOutcome;
}

/// <summary>Who is in a conversation.</summary>
public abstract record MembersOutcome
{
    private MembersOutcome()
    {
    }

    /// <summary>The members that are people of a tenant.</summary>
    /// <param name="People">In the service's order.</param>
    /// <param name="Complete"><see langword="false"/> when there are more than <see cref="ConnectorClient.MaxMemberPages"/> pages.</param>
    public sealed record Found(IReadOnlyList<TeamsPerson> People, bool Complete) : MembersOutcome;

    /// <summary>They could not be read.</summary>
    /// <param name="Reason">Why; never <see cref="ConnectorOutcome.Delivered"/>.</param>
    public sealed record Failed(ConnectorOutcome Reason) : MembersOutcome;
}
