using System.Text.Json;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds.Results;

/// <summary>What a leader has written of a response so far, one row a leader and round: <c>draft|person</c>. Gone once a response is posted.</summary>
internal sealed class ResponseDrafts(ITableStore tables)
{
    /// <summary>Begins their row keys.</summary>
    public const string Prefix = "draft|";

    private static readonly RoundResponse s_empty = new([], "", "", "", [], "");

    /// <summary>The draft; an empty one where there is none.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    /// <exception cref="NotReadException">It is not read: what is written next must not take its place.</exception>
    public async Task<RoundResponse> FindAsync(RoundAddress address, PersonId leader, CancellationToken cancellationToken)
    {
        if (await tables.GetAsync(RoundRows.Table, address.Partition, Prefix + leader, cancellationToken) is not { } row)
        {
            return s_empty;
        }

        return StoredRow.Read(row, RoundRows.Schema, From).Succeeded(out var draft, out var why)
            ? draft
            : throw new NotReadException(RoundRows.Table, row, (UnreadRow)why, who => who.From.ObjectId == leader.Value, new NoSuchRound());
    }

    /// <summary>Keeps a draft in the place of an earlier one.</summary>
    /// <returns>Whether it is stored. False: it is not known; the same once more finds out.</returns>
    public async Task<bool> KeepAsync(RoundAddress address, PersonId leader, RoundResponse draft, CancellationToken cancellationToken)
    {
        var row = new TableEntity(address.Partition, Prefix + leader);
        row.SetText("Response", JsonSerializer.Serialize(draft, RoundJson.Default.RoundResponse));
        return await tables.SubmitAsync(RoundRows.Table, address.Partition, [TableAction.Upsert(row)], cancellationToken) is BatchOutcome.Done;
    }

    private static RoundResponse From(TableEntity row) =>
        JsonSerializer.Deserialize(row.NeededText("Response"), RoundJson.Default.RoundResponse) ?? throw new UnreadColumnException("Response");

    /// <summary>Removes the drafts of all leaders. One that stays behind does no harm: nobody can post it any more.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task RemoveAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        await foreach (var row in tables.QueryAllAsync(RoundRows.Table, address.Partition, RowRange.StartingWith(Prefix), cancellationToken))
        {
            await tables.SubmitAsync(RoundRows.Table, address.Partition, [TableAction.Delete(row)], cancellationToken);
        }
    }
}
