using System.Collections.Concurrent;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.People;

/// <summary>Somebody who has the bot.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">Their name as Teams last gave it.</param>
/// <param name="Mri">Their id towards this bot, which Teams wants where a card is refreshed for them.</param>
/// <param name="Chat">Their own chat with the bot; null while only seen in a shared chat, or after they removed the app.</param>
internal sealed record KnownPerson(PersonId Id, string Name, string Mri, ConversationReference? Chat);

/// <summary>Who has the bot in a tenant, and where each can be written to. Kept at install, refreshed by what each turn brings.</summary>
/// <remarks>A note that can't be stored spoils no turn: the next one brings it again.</remarks>
internal sealed class PeopleDirectory(ITableStore tables, ILogger<PeopleDirectory> log)
{
    private const string Table = "directory";
    private const string Prefix = "person|";
    private const string Unnamed = "A colleague";

    /// <summary>How often a lost race is tried in all. Our own number: only copies of the app that note the same person at the same moment race.</summary>
    private const int MostAttempts = 5;

    // What was last written from here, so that an ordinary turn reads and writes nothing here. Good for leaving out a write and for
    // nothing else: another copy of the app may have written since.
    private readonly ConcurrentDictionary<(Guid Tenant, PersonId Person), KnownPerson> _written = new();

    /// <summary>Notes what a delivery tells about its sender.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="installed">The app was just added: written whatever was written before, as another copy may have noted that it was removed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">What is known can't be read.</exception>
    public ValueTask NoteAsync(Delivery delivery, bool installed, CancellationToken cancellationToken) =>
        NoteAsync(delivery.From, delivery.Conversation.Kind == ConversationKind.Personal ? delivery.Conversation : null, installed, cancellationToken);

    /// <summary>Notes a member of a shared chat.</summary>
    /// <exception cref="StorageUnavailableException">What is known can't be read.</exception>
    public ValueTask NoteAsync(TeamsPerson member, CancellationToken cancellationToken) => NoteAsync(member, chat: null, always: false, cancellationToken);

    /// <summary>Notes that a person has removed the app: their chat can't be written to any more.</summary>
    /// <exception cref="StorageUnavailableException">What is known can't be read.</exception>
    public Task ForgetChatAsync(Delivery delivery, CancellationToken cancellationToken) =>
        WriteAsync(delivery.From.TenantId, new(delivery.From.ObjectId), known => known is null ? null : known with { Chat = null }, always: false, cancellationToken);

    /// <summary>The person, or null when the bot has never met them in this tenant.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async ValueTask<KnownPerson?> FindAsync(Guid tenant, PersonId person, CancellationToken cancellationToken) =>
        await tables.GetAsync(Table, tenant.ToString("N"), Prefix + person, cancellationToken) is { } row ? From(tenant, row) : null;

    /// <summary>Up to <paramref name="most"/> people of a tenant who have the bot in a chat of their own, by name.</summary>
    public async Task<IReadOnlyList<KnownPerson>> ListAsync(Guid tenant, int most, CancellationToken cancellationToken)
    {
        var page = await tables.QueryAsync(Table, tenant.ToString("N"), RowRange.StartingWith(Prefix), TableLimits.PageSize, continuation: null, cancellationToken);
        return [.. page.Entities.Select(row => From(tenant, row)).Where(person => person.Chat is not null).OrderBy(person => person.Name, StringComparer.CurrentCulture).Take(most)];
    }

    private async ValueTask NoteAsync(TeamsPerson person, ConversationReference? chat, bool always, CancellationToken cancellationToken)
    {
        var id = new PersonId(person.ObjectId);
        KnownPerson Told(KnownPerson? known) => new(id, person.Name ?? known?.Name ?? Unnamed, person.Mri, chat ?? known?.Chat);
        if (always || !_written.TryGetValue((person.TenantId, id), out var written) || Told(written) != written)
        {
            await WriteAsync(person.TenantId, id, Told, always, cancellationToken);
        }
    }

    // Changes the row as it is now, so that nothing another copy has noted is written over.
    private async Task WriteAsync(Guid tenant, PersonId person, Func<KnownPerson?, KnownPerson?> change, bool always, CancellationToken cancellationToken)
    {
        // Unless this one comes through, nothing is known to be written any more.
        _written.TryRemove((tenant, person), out _);
        var row = await tables.GetAsync(Table, tenant.ToString("N"), Prefix + person, cancellationToken);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var known = row is null ? null : From(tenant, row);
            if (change(known) is not { } next)
            {
                return;
            }

            var outcome = next == known && !always ? new BatchOutcome.Done([]) : await SubmitAsync(tenant, next, row, cancellationToken);
            if (outcome is BatchOutcome.Done)
            {
                _written[(tenant, person)] = next;
                return;
            }

            if (outcome is not BatchOutcome.Conflict conflict)
            {
                break;
            }

            row = conflict.Current;
        }

        log.NoteNotStored(Table);
    }

    private Task<BatchOutcome> SubmitAsync(Guid tenant, KnownPerson person, TableEntity? before, CancellationToken cancellationToken)
    {
        var row = new TableEntity(tenant.ToString("N"), Prefix + person.Id)
        {
            ["Schema"] = 1,
            ["Person"] = person.Id.Value,
            ["Name"] = person.Name,
            ["Mri"] = person.Mri,
            ["Conversation"] = person.Chat?.ConversationId,
            ["ServiceUrl"] = person.Chat?.ServiceUrl,
            ["Bot"] = person.Chat?.BotMri,
        };
        row.ETag = before?.ETag ?? default;
        return tables.SubmitAsync(Table, row.PartitionKey, [before is null ? TableAction.Insert(row) : TableAction.Replace(row)], cancellationToken);
    }

    private static KnownPerson From(Guid tenant, TableEntity row) => new(
        new(row.GetGuid("Person")!.Value),
        row.GetString("Name")!,
        row.GetString("Mri")!,
        row.GetString("Conversation") is { } conversation
            ? new(tenant, conversation, ConversationKind.Personal, row.GetString("ServiceUrl")!, row.GetString("Bot")!)
            : null);
}
