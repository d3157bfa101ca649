namespace SupervisionBot.Teams;

/// <summary>What became of a channel.</summary>
public enum ChannelEvent
{
    /// <summary><c>channelCreated</c>.</summary>
    Created,

    /// <summary><c>channelRenamed</c>.</summary>
    Renamed,

    /// <summary><c>channelDeleted</c>.</summary>
    Deleted,

    /// <summary><c>channelRestored</c>.</summary>
    Restored,
}

/// <summary>What became of a team.</summary>
public enum TeamEvent
{
    /// <summary><c>teamRenamed</c>.</summary>
    Renamed,

    /// <summary><c>teamArchived</c>: it can be read and no longer written in.</summary>
    Archived,

    /// <summary><c>teamUnarchived</c>.</summary>
    Unarchived,

    /// <summary><c>teamDeleted</c> or <c>teamHardDeleted</c>.</summary>
    Deleted,

    /// <summary><c>teamRestored</c>.</summary>
    Restored,
}

/// <summary>A change of a conversation that the bot is in. It need not come from a person.</summary>
/// <remarks>Events: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events. Those that are not named here are left out.</remarks>
/// <param name="Conversation">Where: of a channel's change the channel itself.</param>
public abstract record ConversationUpdate(ConversationReference Conversation)
{
    /// <summary>The bot was added to a chat or team, or to the chat of one person. Comes beside <see cref="TeamsActivityHandler.OnInstalledAsync"/>.</summary>
    /// <param name="Conversation">The chat, or the channel that was chosen for it.</param>
    /// <param name="Team">The team, of a channel.</param>
    public sealed record BotAdded(ConversationReference Conversation, TeamsTeam? Team) : ConversationUpdate(Conversation);

    /// <summary>The bot was removed: sending there fails from now on, of a team in all of its channels.</summary>
    /// <param name="Conversation">The chat, or a channel of the team.</param>
    /// <param name="Team">The team, of a channel.</param>
    public sealed record BotRemoved(ConversationReference Conversation, TeamsTeam? Team) : ConversationUpdate(Conversation);

    /// <summary>People joined.</summary>
    /// <param name="Conversation">The chat, or a channel of the team.</param>
    /// <param name="Members">Who; at least one. Names are mostly left out.</param>
    public sealed record MembersAdded(ConversationReference Conversation, IReadOnlyList<TeamsPerson> Members) : ConversationUpdate(Conversation);

    /// <summary>People left.</summary>
    /// <param name="Conversation">The chat, or a channel of the team.</param>
    /// <param name="Members">Who; at least one. Names are mostly left out.</param>
    public sealed record MembersRemoved(ConversationReference Conversation, IReadOnlyList<TeamsPerson> Members) : ConversationUpdate(Conversation);

    /// <summary>A channel was changed.</summary>
    /// <param name="Conversation">The channel.</param>
    /// <param name="Team">Its team.</param>
    /// <param name="Name">Its name now, at most 256 characters; <see langword="null"/> where Teams leaves it out, as it does for the General channel.</param>
    /// <param name="What">How.</param>
    public sealed record ChannelChanged(ConversationReference Conversation, TeamsTeam Team, string? Name, ChannelEvent What) : ConversationUpdate(Conversation);

    /// <summary>A team was changed.</summary>
    /// <param name="Conversation">Its General channel.</param>
    /// <param name="Team">The team, with its name now.</param>
    /// <param name="What">How.</param>
    public sealed record TeamChanged(ConversationReference Conversation, TeamsTeam Team, TeamEvent What) : ConversationUpdate(Conversation);
}
