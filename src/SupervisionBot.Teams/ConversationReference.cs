namespace SupervisionBot.Teams;

/// <summary>Who can read along in a conversation.</summary>
public enum ConversationKind
{
    /// <summary>One person and the bot, nobody else.</summary>
    Personal,

    /// <summary>A chat or meeting chat of several people. Also every conversation of a kind that is not known here, because that is the careful reading.</summary>
    GroupChat,

    /// <summary>A channel of a team, or one thread in it.</summary>
    Channel,
}

/// <summary>A signed-in person as Teams names them.</summary>
/// <param name="TenantId">Entra tenant of the conversation they act in; in a list of members, their own where Teams says it.</param>
/// <param name="ObjectId">Entra object id (<c>aadObjectId</c>): the key to know people by.</param>
/// <param name="Mri">Teams' own id (<c>29:...</c>), different for every bot: for <c>refresh.userIds</c>, mentions and new conversations.</param>
/// <param name="Name">Display name, at most 256 characters; <see langword="null"/> where Teams leaves it out.</param>
/// <param name="IsGuest">Said to be a guest of the organisation; known from a list of members only.</param>
public sealed record TeamsPerson(Guid TenantId, Guid ObjectId, string Mri, string? Name, bool IsGuest = false);

/// <summary>The team behind a channel conversation.</summary>
/// <param name="Id">Team id, equal to the id of its General channel.</param>
/// <param name="Name">Display name, at most 256 characters, where Teams tells it.</param>
/// <param name="GroupId">Entra group behind the team (<c>aadGroupId</c>), where Teams tells it.</param>
public sealed record TeamsTeam(string Id, string? Name, Guid? GroupId = null);

/// <summary>All that is needed to send into a conversation later. Plain data; store the newest one of each conversation, as <paramref name="ServiceUrl"/> may change at any time.</summary>
/// <param name="TenantId">Entra tenant of the conversation.</param>
/// <param name="ConversationId">Opaque; in a channel thread it ends in <c>;messageid=...</c> and then leads into that thread.</param>
/// <param name="Kind">Who can read along.</param>
/// <param name="ServiceUrl">Base address of the connector, absolute.</param>
/// <param name="BotMri">The bot's own id (<c>28:...</c>).</param>
public sealed record ConversationReference(Guid TenantId, string ConversationId, ConversationKind Kind, string ServiceUrl, string BotMri)
{
    /// <summary>Id of the whole conversation: of a thread <c>&lt;channel&gt;;messageid=&lt;root&gt;</c> its channel, of any other the id itself.</summary>
    public static string WholeOf(string conversationId) => conversationId.Split(';', 2)[0];

    /// <summary>Whether this is one thread of a channel.</summary>
    public bool IsThread => WholeOf(ConversationId).Length < ConversationId.Length;
}
