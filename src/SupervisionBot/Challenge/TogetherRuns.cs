using SupervisionBot.Core.Challenge;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Challenge;

/// <summary>Whose runs each question counts in all leaders together: see <see cref="Together.Counted"/>.</summary>
/// <remarks>The table <c>challenge</c>, one row a tenant: <c>together</c>, with a line for each question: its id, and the sessions that it counts.</remarks>
internal sealed class TogetherRuns(ITableStore tables, SessionStore sessions, ILogger<TogetherRuns> log)
{
    private const string Table = "challenge";
    private const string RowKey = "together";
    private const string Counted = "Counted";
    private const int Schema = 1;

    /// <summary>The runs that each question counts, by its id.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="guide">The guide whose questions are counted.</param>
    /// <param name="latest">The newest signed-off run of each leader.</param>
    /// <param name="minimum">How many leaders it takes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Session>>> OfAsync(Guid tenant, Guide guide, IReadOnlyList<Session> latest, int minimum, CancellationToken cancellationToken)
    {
        var partition = tenant.ToString("N");
        var row = await tables.GetAsync(Table, partition, RowKey, cancellationToken);
        if (row is not null && StoredRow.Unread(row, Schema) is { } unread)
        {
            log.RowPassed(Table, row, unread);
            return new Dictionary<string, IReadOnlyList<Session>>();
        }

        var before = row?.GetText(Counted) ?? "";
        var counted = Together.Counted(guide, latest, Read(before), minimum);
        if (Written(counted) is var now && now != before)
        {
            var moved = new TableEntity(partition, RowKey) { ["Schema"] = Schema, ETag = row?.ETag ?? default };
            moved.SetText(Counted, now);
            switch (await tables.SubmitAsync(Table, partition, [row is null ? TableAction.Insert(moved) : TableAction.Replace(moved)], cancellationToken))
            {
                case BatchOutcome.Conflict:
                    // Somebody else has moved them at this moment, and theirs is what everybody sees.
                    return await OfAsync(tenant, guide, latest, minimum, cancellationToken);
                case BatchOutcome.Unknown:
                    throw new StorageUnavailableException("Whose runs are counted together may be stored or not.", innerException: null);
            }
        }

        var runs = (await Task.WhenAll(counted.Values.SelectMany(ids => ids).Distinct().Select(async id =>
            latest.FirstOrDefault(run => run.Id == id) ?? (await sessions.FindOrPassAsync(new(tenant, id), cancellationToken))?.Session))).OfType<Session>().ToDictionary(run => run.Id);
        return counted.ToDictionary(question => question.Key, question => (IReadOnlyList<Session>)[.. question.Value.Where(runs.ContainsKey).Select(id => runs[id])], StringComparer.Ordinal);
    }

    private static Dictionary<string, IReadOnlyList<SessionId>> Read(string counted) => counted
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' '))
        .ToDictionary(parts => parts[0], parts => (IReadOnlyList<SessionId>)[.. parts.Skip(1).Select(id => new SessionId(Guid.ParseExact(id, "N")))], StringComparer.Ordinal);

    private static string Written(IReadOnlyDictionary<string, IReadOnlyList<SessionId>> counted) =>
        string.Join('\n', counted.Where(question => question.Value.Count > 0).Select(question => string.Join(' ', question.Value.Select(run => $"{run}").Prepend(question.Key))));
}
