using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Challenge;

/// <summary>
/// Whose runs are counted together. They change only when enough leaders have signed off a new one: counts that moved with each would tell, to whoever looked before and after, what the last of them said.
/// </summary>
/// <remarks>The table <c>challenge</c>, one row a tenant: <c>together</c>, with the sessions that are counted.</remarks>
internal sealed class TogetherRuns(ITableStore tables, SessionStore sessions, ILogger<TogetherRuns> log)
{
    private const string Table = "challenge";
    private const string RowKey = "together";
    private const string Runs = "Runs";
    private const int Schema = 1;

    /// <summary>The runs to count.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="latest">The newest signed-off run of each leader.</param>
    /// <param name="minimum">How many of them have to be new for the counts to move.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<IReadOnlyList<StoredSession>> OfAsync(Guid tenant, IReadOnlyList<StoredSession> latest, int minimum, CancellationToken cancellationToken)
    {
        var partition = tenant.ToString("N");
        var row = await tables.GetAsync(Table, partition, RowKey, cancellationToken);
        if (row is not null && StoredRow.Unread(row, Schema) is { } unread)
        {
            log.RowPassed(Table, row, unread);
            return [];
        }

        var counted = row?.GetText(Runs)?.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(id => new SessionId(Guid.ParseExact(id, "N"))).ToList() ?? [];
        if (latest.Count(run => !counted.Contains(run.Session.Id)) < minimum)
        {
            var found = await Task.WhenAll(counted.Select(async id => await sessions.FindOrPassAsync(new(tenant, id), cancellationToken)));
            return [.. found.OfType<StoredSession>()];
        }

        var now = new TableEntity(partition, RowKey) { ["Schema"] = Schema, ETag = row?.ETag ?? default };
        now.SetText(Runs, string.Join('\n', latest.Select(run => $"{run.Session.Id}")));

        // Where somebody else has moved them at this moment, theirs is what everybody sees.
        return await tables.SubmitAsync(Table, partition, [row is null ? TableAction.Insert(now) : TableAction.Replace(now)], cancellationToken) switch
        {
            BatchOutcome.Done => latest,
            BatchOutcome.Conflict => await OfAsync(tenant, latest, minimum, cancellationToken),
            _ => throw new StorageUnavailableException("Whose runs are counted together may be stored or not.", innerException: null),
        };
    }
}
