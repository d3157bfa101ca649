using System.Collections.Concurrent;
using SupervisionBot.Storage;

namespace SupervisionBot.Rows;

/// <summary>
/// What can't be read in a table that is worked off shard by shard. A damaged row is set aside, so that it is met once; a newer one stays where it is for newer code. Both are
/// counted for as long as they are there, and told of once.
/// </summary>
internal sealed class ShardedRows(ITableStore tables, string table, ILogger log)
{
    private readonly ConcurrentDictionary<string, Found> _found = new(StringComparer.Ordinal);

    // Left: keys of those that the last look met and left where they are.
    private sealed record Found(int Aside, IReadOnlySet<string> Left)
    {
        public static Found Nothing { get; } = new(0, new HashSet<string>());
    }

    /// <summary>Rows set aside, in the shards that were looked at.</summary>
    public int Aside => _found.Values.Sum(found => found.Aside);

    /// <summary>Rows left to a newer version, in the shards that were looked at.</summary>
    public int Left => _found.Values.Sum(found => found.Left.Count);

    /// <summary>Deals with what a look at a partition met and did not read.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task PassAsync(string partition, IReadOnlyList<(TableEntity Row, UnreadRow Why)> unread, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (before, left, aside) = (_found.GetValueOrDefault(partition, Found.Nothing), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var (row, why) in unread)
        {
            if (!before.Left.Contains(row.RowKey))
            {
                log.RowPassed(table, row, why);
            }

            if (why is not NewerRow && await tables.SetAsideAsync(table, row, why, now, cancellationToken))
            {
                aside++;
            }
            else
            {
                left.Add(row.RowKey);
            }
        }

        _found[partition] = new(before.Aside + aside, left);
    }

    /// <summary>Puts back what can be read by now, as it was repaired or this version knows it, and counts the rest.</summary>
    /// <param name="partition">The shard's partition.</param>
    /// <param name="unread">Why a row can't be read; null when it can.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task ReviveAsync(string partition, Func<TableEntity, UnreadRow?> unread, CancellationToken cancellationToken)
    {
        var aside = 0;
        await foreach (var row in tables.QueryAllAsync(table, partition, RowRange.StartingWith(AsideRows.Prefix), cancellationToken))
        {
            if (unread(AsideRows.Before(row)) is not null || !await tables.PutBackAsync(table, row, cancellationToken))
            {
                aside++;
            }
        }

        _found[partition] = _found.GetValueOrDefault(partition, Found.Nothing) with { Aside = aside };
    }

    /// <summary>Another copy of the app looks at it from now on.</summary>
    public void Forget(string partition) => _found.TryRemove(partition, out _);
}
