using System.Buffers.Binary;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.People;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Rounds;

/// <summary>The guests in the teams of an open round, and people of other organisations: they may answer, and are in no number. Read when the round opens and once a day, never when somebody presses.</summary>
/// <remarks>
/// The row <c>guests</c> of the round, sealed, with their ids; whether any of them has answered it does not tell. It is there from the opening on, so that one that is missing or was changed is noticed.
/// What Teams does not tell stays as it was read last.
/// </remarks>
internal sealed class RoundGuests(ITableStore tables, ChatDirectory chats, ConnectorClient connector, TimeProvider clock)
{
    public const string RowKey = "guests";

    /// <summary>How often they are read. Our own number.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    private const int IdLength = 16;

    /// <summary>The row of a round that is about to open: nobody is known, and they are to be read at once.</summary>
    public static TableEntity None(RoundAddress address, AnswerSeal seal) => ToRow(address, seal, new([], DateTimeOffset.MinValue));

    /// <summary>Who they are, as far as is known; null where the row was changed outside this app.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<IReadOnlyList<PersonId>?> OfAsync(RoundAddress address, AnswerSeal seal, CancellationToken cancellationToken) =>
        From(await tables.GetAsync(RoundRows.Table, address.Partition, RowKey, cancellationToken), seal)?.People;

    /// <summary>Reads them anew where that was a day ago or longer.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task RefreshAsync(RoundAddress address, Round round, AnswerSeal seal, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(RoundRows.Table, address.Partition, RowKey, cancellationToken);
        if (From(row, seal) is not { } before || clock.GetUtcNow() < before.At + Every)
        {
            return;
        }

        var guests = before.People.ToHashSet();
        foreach (var channel in round.Plan.Channels.DistinctBy(channel => channel.Team))
        {
            if (await chats.FindAsync(address.Tenant, channel.Conversation, cancellationToken) is { } via
                && await connector.GetMembersAsync(via, new TeamsTeam(channel.Team, channel.TeamName), cancellationToken) is MembersOutcome.Found found)
            {
                guests.UnionWith(found.People.Where(person => person.IsGuest || person.TenantId != address.Tenant).Select(person => new PersonId(person.ObjectId)));
            }
        }

        var now = ToRow(address, seal, new([.. guests], clock.GetUtcNow()));
        now.ETag = row!.ETag;

        // Where another copy has read them at this moment, its list is as good.
        await tables.SubmitAsync(RoundRows.Table, address.Partition, [TableAction.Replace(now)], cancellationToken);
    }

    private static TableEntity ToRow(RoundAddress address, AnswerSeal seal, Known known)
    {
        var bytes = new byte[sizeof(long) + (known.People.Count * IdLength)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, known.At.UtcTicks);
        foreach (var (place, person) in known.People.Index())
        {
            person.Value.TryWriteBytes(bytes.AsSpan(sizeof(long) + (place * IdLength)));
        }

        return SealedList.ToRow(address, RowKey, seal, bytes);
    }

    private static Known? From(TableEntity? row, AnswerSeal seal) => row is not null && SealedList.Read(row, seal) is { } bytes
        ? new([.. bytes.Skip(sizeof(long)).Chunk(IdLength).Select(id => new PersonId(new(id)))], new(BinaryPrimitives.ReadInt64LittleEndian(bytes), TimeSpan.Zero))
        : null;

    private sealed record Known(IReadOnlyList<PersonId> People, DateTimeOffset At);
}
