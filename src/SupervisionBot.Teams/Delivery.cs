using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SupervisionBot.Teams;

/// <summary>One activity that arrived, complete and checked: who, where, and which one.</summary>
/// <param name="From">Who acts. Authorise by this, never by ids in card data.</param>
/// <param name="Conversation">Where it happened, and how to answer there.</param>
/// <param name="Key">Inbox key: a redelivery of the same activity has the same key. 43 characters of <c>A-Z a-z 0-9 - _</c>, case matters.</param>
/// <param name="ReplyToId">The message that this is about: for a card action, the message that holds the card.</param>
/// <param name="Team">The team, in channels only.</param>
public sealed record Delivery(TeamsPerson From, ConversationReference Conversation, string Key, string? ReplyToId, TeamsTeam? Team)
{
    /// <summary>
    /// Key of the message that was written, changed or deleted: the <see cref="Key"/> under which the message itself came. For every other kind of activity its own key.
    /// </summary>
    public string MessageKey { get; init; } = Key;

    /// <summary>What people call the group chat or channel, at most 256 characters; <see langword="null"/> where Teams leaves it out, as it does for most chats and for the General channel.</summary>
    public string? PlaceName { get; init; }

    // An activity id is unique inside its conversation only. The length in front keeps two different triples from reading alike.
    internal static string KeyOf(string conversationId, string type, string activityId) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{conversationId.Length}|{conversationId}|{type}|{activityId}")));
}
