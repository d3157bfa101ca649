using System.Collections.Concurrent;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>Writes the answers of one round, those that come at the same moment together: each replaces the list of those who answered, which only one write at a time can do.</summary>
internal sealed class AnswerQueue(ITableStore tables, RoundAddress address) : IDisposable
{
    // Rows that are written together. Our own number: beside the rows of the list as many sealed answers stay below what a batch may hold.
    private const int MostTogether = 64;

    // How often a lost race is tried. Our own number: only other copies of the app race.
    private const int MostAttempts = 20;

    private readonly ConcurrentQueue<Change> _waiting = new();
    private readonly SemaphoreSlim _writing = new(1, 1);

    // What was written last. Where another copy has written since, or the list is locked, the version is another one, and it is read anew.
    private StoredTurnout? _last;

    /// <summary>Writes a change.</summary>
    /// <param name="seal">The seal of the round.</param>
    /// <param name="what">What it makes of the list: of one person's no two are written together.</param>
    /// <param name="rows">What it does to other rows.</param>
    /// <returns>Null when it is stored; otherwise why not.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<Refusal?> WriteAsync(AnswerSeal seal, TurnoutChange what, IReadOnlyList<TableAction> rows)
    {
        var change = new Change(what, rows, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting.Enqueue(change);
        await _writing.WaitAsync();
        try
        {
            // Whoever was before has written it with theirs.
            while (!change.Done.Task.IsCompleted)
            {
                await WriteTogetherAsync(seal, Next());
            }
        }
        finally
        {
            _writing.Release();
        }

        return await change.Done.Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();

    private List<Change> Next()
    {
        var together = new List<Change>();
        while (_waiting.TryPeek(out var next) && (together.Count == 0 || together.Sum(change => change.Rows.Count) + next.Rows.Count <= MostTogether) && together.TrueForAll(change => change.What.Name != next.What.Name) && _waiting.TryDequeue(out next))
        {
            together.Add(next);
        }

        return together;
    }

    private async Task WriteTogetherAsync(AnswerSeal seal, List<Change> changes)
    {
        try
        {
            var refusal = await TryAsync(seal, changes);
            if (refusal is AnsweredElsewhere && changes.Count > 1)
            {
                // One of them is not as it was read: each by itself, so that the others are.
                foreach (var change in changes)
                {
                    change.Done.SetResult(await TryAsync(seal, [change]));
                }

                return;
            }

            changes.ForEach(change => change.Done.SetResult(refusal));
        }
        catch (Exception error)
        {
            // Whoever waits for it hears of it, and nobody else.
            changes.ForEach(change => change.Done.TrySetException(error));
        }
    }

    private async Task<Refusal?> TryAsync(AnswerSeal seal, List<Change> changes)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (_last is null && await ReadAsync(seal) is { } unread)
            {
                return unread;
            }

            var (rows, after) = TurnoutRow.Next(address, seal, _last!, changes.Select(change => change.What));
            if (after.All.Count > Turnout.Most)
            {
                return new RoundIsFull();
            }

            var outcome = await tables.SubmitAsync(RoundRows.Table, address.Partition, [.. rows, .. changes.SelectMany(change => change.Rows)], CancellationToken.None);
            _last = outcome is BatchOutcome.Done done ? after with { Version = done.ETags[0] } : null;
            switch (outcome)
            {
                case BatchOutcome.Done:
                    return null;
                case BatchOutcome.Unknown:
                    return new NotSaved();
                case BatchOutcome.Conflict { Index: > 0 }:
                    return new AnsweredElsewhere();
            }
        }

        return new SavedElsewhere();
    }

    private async Task<Refusal?> ReadAsync(AnswerSeal seal)
    {
        var (row, turnout) = await TurnoutRow.ReadAsync(tables, address, seal, CancellationToken.None);
        _last = row is null || TurnoutRow.IsLocked(row) ? null : turnout;
        return row is null || TurnoutRow.IsLocked(row) ? new NoAnswersNow() : turnout is null ? new SealBroken() : null;
    }

    private sealed record Change(TurnoutChange What, IReadOnlyList<TableAction> Rows, TaskCompletionSource<Refusal?> Done);
}

/// <summary>As many people have answered the round as one round can hold.</summary>
internal sealed record RoundIsFull : Refusal;
