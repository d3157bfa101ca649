using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Sessions;

/// <summary>Where a card of a session stands: one a conversation, the newest.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="ActivityId">The message that carries the card.</param>
/// <param name="Person">Whose own chat it is; null in a shared chat, where the card shows what anybody may see.</param>
internal sealed record CardPlace(ConversationReference Conversation, string ActivityId, PersonId? Person)
{
    private const string Prefix = "view|";
    private const string FormerPrefix = "was|";

    public static bool IsPlace(TableEntity row) => row.RowKey.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether a row says where a card stood before a newer one: the message is in the chat still, with whatever is on it.</summary>
    public static bool IsFormer(TableEntity row) => row.RowKey.StartsWith(FormerPrefix, StringComparison.Ordinal);

    /// <summary>The rows of where cards stood in this conversation before.</summary>
    public RowRange FormerRange => RowRange.StartingWith($"{FormerPrefix}{ConversationKey.Of(Conversation.ConversationId)}|");

    public static CardPlace From(TableEntity row) => new(
        StoredConversation.In(row, row.NeededGuid("Tenant")),
        row.NeededString("Activity"),
        row.GetGuid("Person") is { } person ? new(person) : null);

    public TableEntity ToRow(SessionAddress address) => ToRow(address, Prefix + ConversationKey.Of(Conversation.ConversationId));

    /// <summary>The row of where a card stood before.</summary>
    public TableEntity ToFormerRow(SessionAddress address) => ToRow(address, $"{FormerPrefix}{ConversationKey.Of(Conversation.ConversationId)}|{ConversationKey.Of(ActivityId)}");

    private TableEntity ToRow(SessionAddress address, string rowKey) => new(address.Partition, rowKey)
    {
        ["Tenant"] = Conversation.TenantId,
        ["Conversation"] = Conversation.ConversationId,
        ["Kind"] = StoredConversation.Kinds[Conversation.Kind],
        ["ServiceUrl"] = Conversation.ServiceUrl,
        ["Bot"] = Conversation.BotMri,
        ["Activity"] = ActivityId,
        ["Person"] = Person?.Value,
    };
}
