using System.Collections.Concurrent;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.People;

/// <summary>The group chats and channels the bot is in, each with what is needed to write there. Kept at install, refreshed by what each turn brings.</summary>
internal sealed class ChatDirectory(ITableStore tables, ILogger<ChatDirectory> log)
{
    private const string Table = "directory";
    private const string Prefix = "chat|";

    // What was last written from here, so that an ordinary turn writes nothing here. Another copy of the app may have written since.
    private readonly ConcurrentDictionary<string, ConversationReference> _written = new(StringComparer.Ordinal);

    /// <summary>Notes a shared chat; a personal one stands with its person.</summary>
    /// <param name="delivery">Something that came from there.</param>
    /// <param name="installed">The app was just added: written whatever was written before, as another copy may have noted that it was removed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask NoteAsync(Delivery delivery, bool installed, CancellationToken cancellationToken)
    {
        var chat = delivery.Conversation;
        if (chat.Kind == ConversationKind.Personal || (!installed && _written.TryGetValue(chat.ConversationId, out var written) && written == chat))
        {
            return;
        }

        // Unless this one comes through, nothing is known to be written any more.
        _written.TryRemove(chat.ConversationId, out _);
        if (await WriteAsync(delivery, installed: true, cancellationToken))
        {
            _written[chat.ConversationId] = chat;
        }
    }

    /// <summary>Notes that the bot was removed from a shared chat: it can't be written to any more.</summary>
    public async Task ForgetAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        _written.TryRemove(delivery.Conversation.ConversationId, out _);
        await WriteAsync(delivery, installed: false, cancellationToken);
    }

    private Task<bool> WriteAsync(Delivery delivery, bool installed, CancellationToken cancellationToken)
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
        return tables.NoteAsync(Table, row, log, cancellationToken);
    }
}
