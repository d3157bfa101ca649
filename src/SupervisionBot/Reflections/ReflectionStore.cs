using System.Collections.Concurrent;
using Azure;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Trails;

namespace SupervisionBot.Reflections;

/// <summary>Reads and writes one person's reflections. All of it is in one partition, so each change is one atomic write.</summary>
internal sealed class ReflectionStore(ITableStore tables, TimeProvider clock, ILogger<ReflectionStore> log)
{
    // How long nothing is asked of storage for a card after it had nothing: a turn costs no more than it did. Our own number; another copy of the app reminds so much late at most.
    private static readonly TimeSpan s_nothingFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<ReflectionAddress, DateTimeOffset> _nothingAt = new();

    /// <summary>How often a lost race is tried in all. Our own number: a person and an alarm race, and perhaps their other device.</summary>
    private const int MostAttempts = 5;

    // Numbers read in one go on the way back to older ones.
    private const int Window = 50;

    /// <exception cref="NotReadException">It is not read.</exception>
    /// <exception cref="StorageUnavailableException">Storage does not answer; so for each method here.</exception>
    public async Task<ReflectionState> StateAsync(ReflectionAddress address, CancellationToken cancellationToken) =>
        await ReadAsync(address, ReflectionRows.State, ReflectionRows.ToState, cancellationToken) ?? ReflectionState.New;

    /// <summary>The same beside something else: null where it is not read, which is noted.</summary>
    public async Task<ReflectionState?> StateOrPassAsync(ReflectionAddress address, CancellationToken cancellationToken)
    {
        try
        {
            return await StateAsync(address, cancellationToken);
        }
        catch (NotReadException unread)
        {
            log.RowPassed(unread.Table, unread.Row, unread.Why);
            return null;
        }
    }

    /// <summary>A question and what was written to it; null when there is none of this number, or it was deleted.</summary>
    /// <exception cref="NotReadException">It is not read.</exception>
    public async Task<Reflection?> FindAsync(ReflectionAddress address, int number, CancellationToken cancellationToken) =>
        number > 0 ? await ReadAsync(address, TrailAddress.EntryKey(number), ReflectionRows.ToReflection, cancellationToken) : null;

    /// <summary>The same for one of several: null also where it is not read, which is noted.</summary>
    public async Task<Reflection?> FindOrPassAsync(ReflectionAddress address, int number, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(address, number, cancellationToken);
        }
        catch (NotReadException unread)
        {
            log.RowPassed(unread.Table, unread.Row, unread.Why);
            return null;
        }
    }

    /// <summary>The mark of a reflection that is to be brought to supervision; null when it is not.</summary>
    /// <exception cref="NotReadException">It is not read.</exception>
    public Task<Marked?> MarkAsync(ReflectionAddress address, int number, CancellationToken cancellationToken) =>
        ReadAsync(address, ReflectionRows.MarkKey(number), ReflectionRows.ToMarked, cancellationToken);

    /// <summary>All that are to be brought to supervision and can be read, oldest first.</summary>
    public async Task<IReadOnlyList<Marked>> MarkedAsync(ReflectionAddress address, CancellationToken cancellationToken)
    {
        var marked = new List<Marked>();
        await foreach (var row in tables.QueryAllAsync(ReflectionRows.Table, address.Partition, RowRange.StartingWith(ReflectionRows.MarkPrefix), cancellationToken))
        {
            if (StoredRow.ReadOrPass(row, ReflectionRows.Schema, ReflectionRows.ToMarked, ReflectionRows.Table, log) is { } mark)
            {
                marked.Add(mark);
            }
        }

        return marked;
    }

    /// <summary>The same for a card that only reminds.</summary>
    public async ValueTask<IReadOnlyList<Marked>> ToRemindOfAsync(ReflectionAddress address, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_nothingAt.TryGetValue(address, out var at) && now - at < s_nothingFor)
        {
            return [];
        }

        var marked = await MarkedAsync(address, cancellationToken);
        if (marked.Count == 0)
        {
            _nothingAt[address] = now;
        }

        return marked;
    }

    /// <summary>The newest written ones below a number, newest first, at most so many.</summary>
    public async Task<IReadOnlyList<Reflection>> WrittenAsync(ReflectionAddress address, int below, int most, CancellationToken cancellationToken)
    {
        var written = new List<Reflection>();
        for (var to = below; to > 1 && written.Count < most; to -= Window)
        {
            var page = new List<Reflection>();
            var range = new RowRange(TrailAddress.EntryKey(Math.Max(1, to - Window)), TrailAddress.EntryKey(to));
            await foreach (var row in tables.QueryAllAsync(ReflectionRows.Table, address.Partition, range, cancellationToken))
            {
                if (StoredRow.ReadOrPass(row, ReflectionRows.Schema, ReflectionRows.ToReflection, ReflectionRows.Table, log) is { } reflection)
                {
                    page.Add(reflection);
                }
            }

            written.AddRange(page.Where(reflection => reflection.IsWritten).Reverse());
        }

        return [.. written.Take(most)];
    }

    /// <summary>Changes what is there, decided on the state as it is; a lost race is decided again.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="change">What to write, given the state; empty for nothing, null to give up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// Null when it is stored, or there was nothing to write; <see cref="NotSaved"/> when that is not known, so that the same once more finds out; <see cref="SavedElsewhere"/> when others
    /// were always faster.
    /// </returns>
    public async Task<Refusal?> ChangeAsync(ReflectionAddress address, Func<ReflectionState, Task<IReadOnlyList<TableAction>?>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var actions = await change(await StateAsync(address, cancellationToken));
            if (actions is not { Count: > 0 })
            {
                return actions is null ? new NotSaved() : null;
            }

            var outcome = await tables.SubmitAsync(ReflectionRows.Table, address.Partition, actions, cancellationToken);
            _nothingAt.TryRemove(address, out _);
            switch (outcome)
            {
                case BatchOutcome.Done:
                    if (actions.Any(action => action.Kind == TableActionKind.Delete))
                    {
                        await tables.ForgetAsync(CancellationToken.None);
                    }

                    return null;
                case BatchOutcome.Unknown:
                    return new NotSaved();
            }
        }

        return new SavedElsewhere();
    }

    // Nobody but its writer may know that it is there, and nobody else gets as far as this.
    private async Task<T?> ReadAsync<T>(ReflectionAddress address, string key, Func<TableEntity, T> from, CancellationToken cancellationToken)
        where T : class
    {
        if (await tables.GetAsync(ReflectionRows.Table, address.Partition, key, cancellationToken) is not { } row)
        {
            return null;
        }

        return StoredRow.Read(row, ReflectionRows.Schema, from).Succeeded(out var value, out var why)
            ? value
            : throw new NotReadException(ReflectionRows.Table, row, (UnreadRow)why, who => who.From.ObjectId == address.Person.Value, new ReflectionDeleted());
    }

    /// <summary>Writes over the row as it was read, or a new one where there was none.</summary>
    public static TableAction Put(TableEntity row) => row.ETag == default(ETag) ? TableAction.Insert(row) : TableAction.Replace(row);
}
