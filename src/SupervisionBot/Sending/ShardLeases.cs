using Azure;
using SupervisionBot.Storage;

namespace SupervisionBot.Sending;

/// <summary>
/// Deals the shards out among the copies of the app that are alive, each to one copy at a time. A copy shows that it is alive by writing its own row again; one whose row
/// stays as it is for the lease time, by the clock of whoever looks, is taken for dead: its row and its shards go in one batch, which fails when it was alive after all. No
/// two clocks are ever compared.
/// </summary>
/// <remarks>
/// This is agreed among all versions of the app: rows carry no schema, a version that adds columns to them goes on writing these, and a silent copy is taken for dead whatever
/// version it was, so that an update can be taken back. Rows of any other form are none of the app's and left alone.
/// </remarks>
/// <param name="tables">Where the leases are kept.</param>
/// <param name="copy">This copy's name. Only one that no other copy can have at the same time may be used again after a restart.</param>
/// <param name="leaseTime">After how much silence a copy is taken for dead. A copy that can't write stops by itself after two thirds of it.</param>
/// <param name="clock">Measures time that passes; its dates do not matter.</param>
internal sealed class ShardLeases(ITableStore tables, string copy, TimeSpan leaseTime, TimeProvider clock)
{
    private const string Table = "leases";
    private const string Partition = "outbox";
    private const string ShardPrefix = "shard|";
    private const string CopyPrefix = "copy|";

    private static readonly HashSet<string> s_shards = [.. Enumerable.Range(0, Lane.Shards).Select(Key)];

    private readonly Dictionary<string, (ETag Tag, long Since)> _observed = new(StringComparer.Ordinal);
    private volatile State _state = new([], Copies: 1, Beaten: 0);

    // Beaten: when the last proof of life was begun.
    private sealed record State(HashSet<int> Held, int Copies, long Beaten);

    private string Self => CopyPrefix + copy;

    /// <summary>How many copies are alive, this one among them.</summary>
    public int Copies => _state.Copies;

    /// <summary>Whether this copy may work on a shard now.</summary>
    public bool Holds(int shard)
    {
        var state = _state;
        return state.Held.Contains(shard) && clock.GetElapsedTime(state.Beaten) < leaseTime * 2 / 3;
    }

    /// <summary>Shows that this copy is alive, takes what is free, and gives back what is above its share.</summary>
    /// <param name="isBusy">Whether something of a shard is under way: it is kept until it is not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task RenewAsync(Func<int, bool> isBusy, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        if (!await BeatAsync(began, cancellationToken))
        {
            return;
        }

        var rows = await ReadAsync(cancellationToken);
        var silent = rows.Keys.Where(key => key.StartsWith(CopyPrefix, StringComparison.Ordinal) && key != Self && clock.GetElapsedTime(_observed[key].Since) > leaseTime).ToList();
        foreach (var dead in silent)
        {
            await BuryAsync(rows, dead, cancellationToken);
        }

        rows = silent.Count == 0 ? rows : await ReadAsync(cancellationToken);
        if (!rows.ContainsKey(Self))
        {
            return;
        }

        var copies = rows.Keys.Count(key => key.StartsWith(CopyPrefix, StringComparison.Ordinal));
        var share = (Lane.Shards + copies - 1) / copies;
        var held = rows.Values.Where(row => OwnerOf(row) == copy).Select(ShardOf).ToHashSet();
        foreach (var surplus in held.Order().Skip(share).Where(shard => !isBusy(shard)).ToList())
        {
            held.Remove(surplus);
            _state = _state with { Held = [.. _state.Held.Except([surplus])] };
            await WriteAsync(surplus, rows[Key(surplus)], owner: "", cancellationToken);
        }

        foreach (var free in Enumerable.Range(0, Lane.Shards).Where(shard => IsFree(rows, shard)).Take(Math.Max(0, share - held.Count)))
        {
            if (await WriteAsync(free, rows.GetValueOrDefault(Key(free)), copy, cancellationToken))
            {
                held.Add(free);
            }
        }

        _state = new(held, copies, began);
    }

    /// <summary>Gives everything back, so that the other copies need not wait.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        _state = _state with { Held = [] };
        var rows = await ReadAsync(cancellationToken);
        if (rows.ContainsKey(Self))
        {
            await BuryAsync(rows, Self, cancellationToken);
        }
    }

    // Only over the row as this copy last wrote it: where somebody has removed it, the shards are gone with it.
    private async Task<bool> BeatAsync(long began, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, Self) { ["Seen"] = clock.GetUtcNow() };
        var before = _observed.TryGetValue(Self, out var own) ? own.Tag : (await tables.GetAsync(Table, Partition, Self, cancellationToken))?.ETag;
        row.ETag = before ?? default;
        var outcome = await tables.SubmitAsync(Table, Partition, [before is null ? TableAction.Insert(row) : TableAction.Replace(row)], cancellationToken);
        if (outcome is BatchOutcome.Done done)
        {
            _observed[Self] = (done.ETags[0], began);
            return true;
        }

        _observed.Remove(Self);
        if (outcome is BatchOutcome.Conflict)
        {
            _state = _state with { Held = [] };
        }

        return false;
    }

    private async Task<Dictionary<string, TableEntity>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in tables.QueryAllAsync(Table, Partition, RowRange.All, cancellationToken))
        {
            if (!row.RowKey.StartsWith(CopyPrefix, StringComparison.Ordinal) && !s_shards.Contains(row.RowKey))
            {
                continue;
            }

            rows.Add(row.RowKey, row);
            if (row.RowKey.StartsWith(CopyPrefix, StringComparison.Ordinal) && row.RowKey != Self && (!_observed.TryGetValue(row.RowKey, out var observed) || observed.Tag != row.ETag))
            {
                _observed[row.RowKey] = (row.ETag, clock.GetTimestamp());
            }
        }

        return rows;
    }

    // All or nothing: a copy that has shown life meanwhile keeps everything.
    private Task<BatchOutcome> BuryAsync(Dictionary<string, TableEntity> rows, string key, CancellationToken cancellationToken) => tables.SubmitAsync(
        Table,
        Partition,
        [
            TableAction.Delete(rows[key]),
            .. rows.Values.Where(row => CopyPrefix + OwnerOf(row) == key).Select(row => TableAction.Replace(Owned(ShardOf(row), row, owner: ""))),
        ],
        cancellationToken);

    private async Task<bool> WriteAsync(int shard, TableEntity? before, string owner, CancellationToken cancellationToken) => await tables.SubmitAsync(
        Table,
        Partition,
        [before is null ? TableAction.Insert(Owned(shard, before, owner)) : TableAction.Replace(Owned(shard, before, owner))],
        cancellationToken) is BatchOutcome.Done;

    private static TableEntity Owned(int shard, TableEntity? before, string owner) => new(Partition, Key(shard)) { ["Owner"] = owner, ETag = before?.ETag ?? default };

    // Free too when its owner has no row: a copy whose row is gone has nothing.
    private static bool IsFree(Dictionary<string, TableEntity> rows, int shard) =>
        !rows.TryGetValue(Key(shard), out var row) || !rows.ContainsKey(CopyPrefix + OwnerOf(row));

    // A row without one that can be read is as good as free.
    private static string OwnerOf(TableEntity row) => row["Owner"] as string ?? "";

    private static string Key(int shard) => FormattableString.Invariant($"{ShardPrefix}{shard:x}");

    private static int ShardOf(TableEntity row) => Convert.ToInt32(row.RowKey[ShardPrefix.Length..], 16);
}
