using System.Collections.Concurrent;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.People;

/// <summary>The group chats and channels the bot is in, each with what is needed to write there. Kept at install, refreshed by what each turn brings.</summary>
internal sealed class ChatDirectory(ITableStore tables)
{
    private const string Table = "directory";
    private const string Prefix = "chat|";

    // What was last written, so that an ordinary turn writes nothing here.
    private readonly ConcurrentDictionary<string, ConversationReference> _written = new(StringComparer.Ordinal);

    /// <summary>Notes a shared chat; a personal one stands with its person.</summary>
    public async ValueTask NoteAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var chat = delivery.Conversation;
        if (chat.Kind == ConversationKind.Personal || (_written.TryGetValue(chat.ConversationId, out var written) && written == chat))
        {
            return;
        }

        await WriteAsync(delivery, installed: true, cancellationToken);
        _written[chat.ConversationId] = chat;
    }

    /// <summary>Notes that the bot was removed from a shared chat: it can't be written to any more.</summary>
    public async Task ForgetAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        await WriteAsync(delivery, installed: false, cancellationToken);
        _written.TryRemove(delivery.Conversation.ConversationId, out _);
    }

    private Task<BatchOutcome> WriteAsync(Delivery delivery, bool installed, CancellationToken cancellationToken)
    {
        var chat = delivery.Conversation;
        var row = new TableEntity(chat.TenantId.ToString("N"), Prefix + ConversationKey.Of(chat.ConversationId))
        {
            ["Schema"] = 1,
            ["Conversation"] = chat.ConversationId,
            ["Kind"] = chat.Kind.ToString(),
            ["ServiceUrl"] = chat.ServiceUrl,
            ["Bot"] = chat.BotMri,
            ["Team"] = delivery.Team?.Name,
            ["Installed"] = installed,
        };
        return tables.SubmitAsync(Table, row.PartitionKey, [TableAction.Upsert(row)], cancellationToken);
    }
}
