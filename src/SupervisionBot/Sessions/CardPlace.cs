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

    public static bool IsPlace(TableEntity row) => row.RowKey.StartsWith(Prefix, StringComparison.Ordinal);

    public static CardPlace From(TableEntity row) => new(
        StoredConversation.In(row, row.NeededGuid("Tenant")),
        row.NeededString("Activity"),
        row.GetGuid("Person") is { } person ? new(person) : null);

    public TableEntity ToRow(SessionAddress address) => new(address.Partition, Prefix + ConversationKey.Of(Conversation.ConversationId))
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
