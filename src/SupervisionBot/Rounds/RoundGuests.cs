using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.People;
using SupervisionBot.Rows;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Rounds;

/// <summary>The guests in the teams of an open round, and people of other organisations: they may answer, and are in no number. Read when the round opens and once a day, never when somebody presses.</summary>
/// <remarks>The row <c>guests</c> of the round, with their ids; whether any of them has answered it does not tell. What can't be read stays as it was read last.</remarks>
internal sealed class RoundGuests(ITableStore tables, ChatDirectory chats, ConnectorClient connector, TimeProvider clock, ILogger<RoundGuests> log)
{
    public const string RowKey = "guests";

    /// <summary>How often they are read. Our own number.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    private const string Ids = "Ids";
    private const string At = "At";

    /// <summary>Who they are, as far as is known.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<IReadOnlyList<PersonId>> OfAsync(RoundAddress address, CancellationToken cancellationToken) =>
        await tables.GetAsync(RoundRows.Table, address.Partition, RowKey, cancellationToken) is { } row
            ? StoredRow.ReadOrPass(row, TurnoutRow.Schema, stored => (stored.GetText(Ids) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(id => new PersonId(Guid.ParseExact(id, "N"))).ToList(), RoundRows.Table, log) ?? []
            : [];

    /// <summary>Reads them anew where that was a day ago or longer.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task RefreshAsync(RoundAddress address, Round round, CancellationToken cancellationToken)
    {
        var before = await tables.GetAsync(RoundRows.Table, address.Partition, RowKey, cancellationToken);
        if (before?[At] is DateTimeOffset at && clock.GetUtcNow() < at + Every)
        {
            return;
        }

        var guests = (await OfAsync(address, cancellationToken)).ToHashSet();
        foreach (var channel in round.Plan.Channels.DistinctBy(channel => channel.Team))
        {
            if (await chats.FindAsync(address.Tenant, channel.Conversation, cancellationToken) is { } via
                && await connector.GetMembersAsync(via, new TeamsTeam(channel.Team, channel.TeamName), cancellationToken) is MembersOutcome.Found found)
            {
                guests.UnionWith(found.People.Where(person => person.IsGuest || person.TenantId != address.Tenant).Select(person => new PersonId(person.ObjectId)));
            }
        }

        var row = new TableEntity(address.Partition, RowKey) { ["Schema"] = TurnoutRow.Schema, [At] = clock.GetUtcNow() };
        row.SetText(Ids, string.Join('\n', guests));
        await tables.NoteAsync(RoundRows.Table, row, TurnoutRow.Schema, log, cancellationToken);
    }
}
