using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Rows;

/// <summary>How to write to a conversation, as it stands in the columns of several tables.</summary>
internal static class StoredConversation
{
    /// <summary>Kinds of conversations.</summary>
    public static StoredNames<ConversationKind> Kinds { get; } = new(
        (ConversationKind.Personal, "Personal"),
        (ConversationKind.GroupChat, "GroupChat"),
        (ConversationKind.Channel, "Channel"));

    /// <summary>Reads it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="kind">The column of its kind.</param>
    public static ConversationReference In(TableEntity row, Guid tenant, string kind = "Kind") =>
        new(tenant, row.NeededString("Conversation"), Kinds.In(row, kind), row.NeededString("ServiceUrl"), row.NeededString("Bot"));
}
