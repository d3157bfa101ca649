using System.Collections.Concurrent;
using SupervisionBot.Core.Shared;
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
internal sealed class PeopleDirectory(ITableStore tables)
{
    private const string Table = "directory";
    private const string Prefix = "person|";
    private const string Unnamed = "A colleague";

    // What was last written, so that an ordinary turn writes nothing here.
    private readonly ConcurrentDictionary<(Guid Tenant, PersonId Person), KnownPerson> _written = new();

    /// <summary>Notes what a delivery tells about its sender.</summary>
    public async ValueTask NoteAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var id = new PersonId(delivery.From.ObjectId);
        var known = await FindAsync(delivery.From.TenantId, id, cancellationToken);
        await WriteAsync(
            delivery.From.TenantId,
            new(
                id,
                delivery.From.Name ?? known?.Name ?? Unnamed,
                delivery.From.Mri,
                delivery.Conversation.Kind == ConversationKind.Personal ? delivery.Conversation : known?.Chat),
            cancellationToken);
    }

    /// <summary>Notes the members of a shared chat.</summary>
    public async Task NoteAsync(TeamsPerson member, CancellationToken cancellationToken)
    {
        var id = new PersonId(member.ObjectId);
        var known = await FindAsync(member.TenantId, id, cancellationToken);
        await WriteAsync(member.TenantId, new(id, member.Name ?? known?.Name ?? Unnamed, member.Mri, known?.Chat), cancellationToken);
    }

    /// <summary>Notes that a person has removed the app: their chat can't be written to any more.</summary>
    public async Task ForgetChatAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (await FindAsync(delivery.From.TenantId, new(delivery.From.ObjectId), cancellationToken) is { } known)
        {
            await WriteAsync(delivery.From.TenantId, known with { Chat = null }, cancellationToken);
        }
    }

    /// <summary>The person, or null when the bot has never met them in this tenant.</summary>
    public async ValueTask<KnownPerson?> FindAsync(Guid tenant, PersonId person, CancellationToken cancellationToken)
    {
        if (_written.TryGetValue((tenant, person), out var known))
        {
            return known;
        }

        return await tables.GetAsync(Table, tenant.ToString("N"), Prefix + person, cancellationToken) is { } row ? From(tenant, row) : null;
    }

    /// <summary>Up to <paramref name="most"/> people of a tenant who have the bot in a chat of their own, by name.</summary>
    public async Task<IReadOnlyList<KnownPerson>> ListAsync(Guid tenant, int most, CancellationToken cancellationToken)
    {
        var page = await tables.QueryAsync(Table, tenant.ToString("N"), RowRange.StartingWith(Prefix), TableLimits.PageSize, continuation: null, cancellationToken);
        return [.. page.Entities.Select(row => From(tenant, row)).Where(person => person.Chat is not null).OrderBy(person => person.Name, StringComparer.CurrentCulture).Take(most)];
    }

    private async ValueTask WriteAsync(Guid tenant, KnownPerson person, CancellationToken cancellationToken)
    {
        if (_written.TryGetValue((tenant, person.Id), out var written) && written == person)
        {
            return;
        }

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
        await tables.SubmitAsync(Table, row.PartitionKey, [TableAction.Upsert(row)], cancellationToken);
        _written[(tenant, person.Id)] = person;
    }

    private static KnownPerson From(Guid tenant, TableEntity row) => new(
        new(row.GetGuid("Person")!.Value),
        row.GetString("Name")!,
        row.GetString("Mri")!,
        row.GetString("Conversation") is { } conversation
            ? new(tenant, conversation, ConversationKind.Personal, row.GetString("ServiceUrl")!, row.GetString("Bot")!)
            : null);
}
