using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.People;

/// <summary>Why nothing can be sent to somebody or somewhere although it was once possible. Whatever comes from there ends it.</summary>
/// <param name="Code">What Teams said, such as <c>ConversationBlockedByUser</c>.</param>
/// <param name="Since">When it was said.</param>
internal sealed record Unreachable(string? Code, DateTimeOffset Since)
{
    /// <summary>Column that says that it has ended, and that what was parked meanwhile may not be on its way yet.</summary>
    public const string OwedColumn = "Owed";

    private const string CodeColumn = "Unreachable";
    private const string SinceColumn = "UnreachableSince";

    public static Unreachable? In(TableEntity row) => row.GetDateTimeOffset(SinceColumn) is { } since ? new(row.GetString(CodeColumn), since) : null;

    public static void Write(Unreachable? unreachable, TableEntity row) => (row[CodeColumn], row[SinceColumn]) = (unreachable?.Code, unreachable?.Since);
}

/// <summary>The table of people, chats and teams, one partition a tenant.</summary>
internal static class DirectoryRows
{
    public const string Table = "directory";

    /// <summary>The highest schema that is understood here.</summary>
    public const int Schema = 1;

    /// <summary>How long what was written is taken to be there, so that an ordinary turn reads and writes nothing here. Our own number: by then at the latest a turn
    /// undoes what another copy of the app has noted wrongly, such as that somebody can't be reached.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>How often a lost race is tried in all. Our own number: only copies of the app that note the same thing at the same moment race.</summary>
    private const int MostAttempts = 5;

    /// <summary>The partition of a tenant.</summary>
    public static string Partition(Guid tenant) => tenant.ToString("N");

    /// <summary>Changes a row as it is now, so that nothing another copy has noted is written over. What is told anew takes the place of a row that is damaged, which is set aside.</summary>
    /// <param name="tables">The store.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="key">The row key.</param>
    /// <param name="read">Reads the row.</param>
    /// <param name="change">From what is known, or null, to the row as it is to be; null to leave it alone.</param>
    /// <param name="now">When a row is set aside, if one is.</param>
    /// <param name="log">Hears of a change that may not be stored.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is stored, or was so before, or is left to a newer version of the app.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public static async Task<bool> ChangeAsync<T>(
        this ITableStore tables, Guid tenant, string key, Func<TableEntity, Outcome<T>> read, Func<T?, TableEntity?> change, DateTimeOffset now, ILogger log, CancellationToken cancellationToken)
        where T : class
    {
        var current = await tables.GetAsync(Table, Partition(tenant), key, cancellationToken);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var outcome = current is null ? default(Outcome<T>?) : read(current);
            var unread = outcome?.Refusal as UnreadRow;
            if (unread is not null)
            {
                log.RowPassed(Table, current!, unread);
            }

            var known = outcome is { } there && there.Succeeded(out var value, out _) ? value : null;
            if (unread is NewerRow || change(known) is not { } next || current?.HasValuesOf(next) == true)
            {
                return true;
            }

            next.ETag = current?.ETag ?? default;
            var put = current is null ? TableAction.Insert(next) : TableAction.Replace(next);
            var stored = await tables.SubmitAsync(
                Table,
                next.PartitionKey,
                unread is null ? [put] : [put, TableAction.Upsert(AsideRows.Of(current!, unread, now))],
                cancellationToken);
            if (stored is BatchOutcome.Done)
            {
                return true;
            }

            if (stored is not BatchOutcome.Conflict conflict)
            {
                break;
            }

            current = conflict.Current;
        }

        log.NoteNotStored(Table);
        return false;
    }
}
