using System.Text.Json;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
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
    public async Task<RoundResponse> FindAsync(RoundAddress address, PersonId leader, CancellationToken cancellationToken) =>
        await tables.GetAsync(RoundRows.Table, address.Partition, Prefix + leader, cancellationToken) is { } row
            ? JsonSerializer.Deserialize(row.GetText("Response")!, RoundJson.Default.RoundResponse)!
            : s_empty;

    /// <summary>Keeps a draft in the place of an earlier one.</summary>
    /// <returns>Whether it is stored. False: it is not known; the same once more finds out.</returns>
    public async Task<bool> KeepAsync(RoundAddress address, PersonId leader, RoundResponse draft, CancellationToken cancellationToken)
    {
        var row = new TableEntity(address.Partition, Prefix + leader);
        row.SetText("Response", JsonSerializer.Serialize(draft, RoundJson.Default.RoundResponse));
        return await tables.SubmitAsync(RoundRows.Table, address.Partition, [TableAction.Upsert(row)], cancellationToken) is BatchOutcome.Done;
    }

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
