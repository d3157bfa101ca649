using System.Security.Cryptography;
using System.Text;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;

namespace SupervisionBot.Sending;

/// <summary>One conversation as a queue: what is put into it goes out one after the other. A person's own chat with the bot is known by the person.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Person">Whose own chat it is; null for a shared one.</param>
/// <param name="Conversation">A shared one's key; empty for a person's own.</param>
internal readonly record struct Lane(Guid Tenant, PersonId? Person, string Conversation)
{
    /// <summary>Parts that all lanes are dealt into, each worked on by one copy of the app at a time. Stored in keys, so never to be changed.</summary>
    public const int Shards = 16;

    public static Lane Of(Guid tenant, PersonId person) => new(tenant, person, "");

    /// <summary>The lane of a conversation that a person acts in.</summary>
    public static Lane Of(Delivery delivery) => delivery.Conversation.Kind == ConversationKind.Personal
        ? Of(delivery.From.TenantId, new(delivery.From.ObjectId))
        : Of(delivery.Conversation);

    /// <summary>The lane of a shared conversation.</summary>
    public static Lane Of(ConversationReference shared) => new(shared.TenantId, Person: null, ConversationKey.Of(shared.ConversationId));

    /// <summary>The lane of the conversation that a card stands in.</summary>
    public static Lane Of(CardPlace place) => place.Person is { } person ? Of(place.Conversation.TenantId, person) : Of(place.Conversation);

    /// <summary>Which part it belongs to.</summary>
    public int Shard => SHA256.HashData(Encoding.UTF8.GetBytes(ToString()))[0] % Shards;

    /// <inheritdoc/>
    public override string ToString() => Person is { } person ? $"{Tenant:N}|person|{person}" : $"{Tenant:N}|chat|{Conversation}";
}
