using System.Collections.Concurrent;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.People;

/// <summary>Somebody who has the bot.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">Their name as Teams last gave it.</param>
/// <param name="Mri">Their id towards this bot, which Teams wants where a card is refreshed for them.</param>
/// <param name="Chat">Their own chat with the bot; null while only seen in a shared chat, after they removed the app, or while nothing can be sent to them.</param>
/// <param name="Unreachable">Why nothing can be sent to them just now.</param>
/// <param name="IsOwed">They can be reached again, and what was parked meanwhile may still have to be put on its way.</param>
internal sealed record KnownPerson(PersonId Id, string Name, string Mri, ConversationReference? Chat, Unreachable? Unreachable = null, bool IsOwed = false);

/// <summary>Who has the bot in a tenant, and where each can be written to. Kept at install, refreshed by what each turn brings.</summary>
/// <remarks>A note that can't be stored spoils no turn: the next one brings it again.</remarks>
internal sealed class PeopleDirectory(ITableStore tables, ParkedMessages parked, TimeProvider clock, ILogger<PeopleDirectory> log)
{
    /// <summary>What somebody is called whose name Teams has not told.</summary>
    public const string Unnamed = "A colleague";

    private const string Prefix = "person|";

    // What was last written from here. Good for leaving out a write and for nothing else: another copy of the app may have written since.
    private readonly ConcurrentDictionary<(Guid Tenant, PersonId Person), (KnownPerson Person, DateTimeOffset At)> _written = new();

    /// <summary>Notes what a delivery tells about its sender.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="installed">The app was just added: looked at whatever was written before, as another copy may have noted that it was removed.</param>
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
        ChangeAsync(delivery.From.TenantId, new(delivery.From.ObjectId), known => known is null ? null : known with { Chat = null, Unreachable = null, IsOwed = known.IsOwed || known.Unreachable is not null }, cancellationToken);

    /// <summary>Notes that Teams lets nothing through to a person's own chat. Anything that comes from there lifts it, and brings back what was parked.</summary>
    /// <exception cref="StorageUnavailableException">What is known can't be read.</exception>
    public Task MarkUnreachableAsync(Guid tenant, PersonId person, string? code, CancellationToken cancellationToken) =>
        ChangeAsync(tenant, person, known => known is null ? null : known with { Chat = null, Unreachable = new(code, clock.GetUtcNow()) }, cancellationToken);

    /// <summary>The person, or null when the bot has never met them in this tenant, or what it noted is not read.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async ValueTask<KnownPerson?> FindAsync(Guid tenant, PersonId person, CancellationToken cancellationToken) =>
        await RowAsync(tenant, person, cancellationToken) is { } row ? StoredRow.ReadOrPass(row, DirectoryRows.Schema, stored => From(tenant, stored), DirectoryRows.Table, log) : null;

    /// <summary>The person, or null when the bot has never met them in this tenant.</summary>
    /// <exception cref="NotReadException">What it noted is not read: nothing must be given up for want of it.</exception>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async ValueTask<KnownPerson?> ReadAsync(Guid tenant, PersonId person, CancellationToken cancellationToken)
    {
        if (await RowAsync(tenant, person, cancellationToken) is not { } row)
        {
            return null;
        }

        return Read(tenant, row).Succeeded(out var known, out var why) ? known : throw new NotReadException(DirectoryRows.Table, row, (UnreadRow)why, who => who.From.ObjectId == person.Value, why);
    }

    /// <summary>Up to <paramref name="most"/> people of a tenant who have the bot in a chat of their own, the first of all by name.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<IReadOnlyList<KnownPerson>> ListAsync(Guid tenant, int most, CancellationToken cancellationToken)
    {
        List<KnownPerson> people = [];
        string? next = null;
        do
        {
            var page = await tables.QueryAsync(DirectoryRows.Table, DirectoryRows.Partition(tenant), RowRange.StartingWith(Prefix), TableLimits.PageSize, next, cancellationToken);
            people.AddRange(page.Entities.Select(row => StoredRow.ReadOrPass(row, DirectoryRows.Schema, stored => From(tenant, stored), DirectoryRows.Table, log)).OfType<KnownPerson>().Where(person => person.Chat is not null));
            next = page.Continuation;
        }
        while (next is not null);

        return [.. people.OrderBy(person => person.Name, StringComparer.CurrentCulture).Take(most)];
    }

    private static string KeyOf(PersonId person) => Prefix + person;

    private async ValueTask NoteAsync(TeamsPerson person, ConversationReference? chat, bool always, CancellationToken cancellationToken)
    {
        var id = new PersonId(person.ObjectId);
        KnownPerson Told(KnownPerson? known) => new(
            id,
            person.Name ?? known?.Name ?? Unnamed,
            person.Mri,
            chat ?? known?.Chat,
            chat is null ? known?.Unreachable : null,
            known is { IsOwed: true } || (chat is not null && known?.Unreachable is not null));
        var isFresh = _written.TryGetValue((person.TenantId, id), out var written) && Told(written.Person) == written.Person && clock.GetUtcNow() < written.At + DirectoryRows.Fresh;
        var told = always || !isFresh ? await ChangeAsync(person.TenantId, id, Told, cancellationToken) : written.Person;
        if (chat is not null && told is { IsOwed: true } && await parked.ComeBackAsync(Lane.Of(person.TenantId, id), cancellationToken))
        {
            await ChangeAsync(person.TenantId, id, known => known is null ? null : known with { IsOwed = false }, cancellationToken);
        }
    }

    // Null when it is not known what is stored.
    private async Task<KnownPerson?> ChangeAsync(Guid tenant, PersonId person, Func<KnownPerson?, KnownPerson?> change, CancellationToken cancellationToken)
    {
        // Unless this one comes through, nothing is known to be written any more.
        _written.TryRemove((tenant, person), out _);
        KnownPerson? next = null;
        var isStored = await tables.ChangeAsync(tenant, KeyOf(person), row => Read(tenant, row), known => (next = change(known)) is null ? null : ToRow(tenant, next), clock.GetUtcNow(), log, cancellationToken);
        if (isStored && next is not null)
        {
            _written[(tenant, person)] = (next, clock.GetUtcNow());
        }

        return isStored ? next : null;
    }

    private static TableEntity ToRow(Guid tenant, KnownPerson person)
    {
        var row = new TableEntity(DirectoryRows.Partition(tenant), KeyOf(person.Id))
        {
            ["Schema"] = DirectoryRows.Schema,
            ["Person"] = person.Id.Value,
            ["Name"] = person.Name,
            ["Mri"] = person.Mri,
            ["Conversation"] = person.Chat?.ConversationId,
            ["ServiceUrl"] = person.Chat?.ServiceUrl,
            ["Bot"] = person.Chat?.BotMri,
            [Unreachable.OwedColumn] = person.IsOwed ? true : null,
        };
        Unreachable.Write(person.Unreachable, row);
        return row;
    }

    private Task<TableEntity?> RowAsync(Guid tenant, PersonId person, CancellationToken cancellationToken) =>
        tables.GetAsync(DirectoryRows.Table, DirectoryRows.Partition(tenant), KeyOf(person), cancellationToken);

    private static Outcome<KnownPerson> Read(Guid tenant, TableEntity row) => StoredRow.Read(row, DirectoryRows.Schema, stored => From(tenant, stored));

    private static KnownPerson From(Guid tenant, TableEntity row) => new(
        new(row.NeededGuid("Person")),
        row.NeededString("Name"),
        row.NeededString("Mri"),
        row.GetString("Conversation") is { } conversation
            ? new(tenant, conversation, ConversationKind.Personal, row.NeededString("ServiceUrl"), row.NeededString("Bot"))
            : null,
        Unreachable.In(row),
        row.GetBoolean(Unreachable.OwedColumn) == true);
}
