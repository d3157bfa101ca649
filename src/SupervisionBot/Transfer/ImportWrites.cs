using Polly;
using Polly.Retry;
using SupervisionBot.Storage;

namespace SupervisionBot.Transfer;

/// <summary>Adds rows to a store, each once, although the storage may not answer at times.</summary>
internal sealed class ImportWrites(ITableStore store, TextWriter error, TimeProvider clock)
{
    // Our own numbers: about a minute in all, longer than a storage node takes to be replaced, and short enough for a person who waits.
    private const int Attempts = 8;

    private readonly ResiliencePipeline<bool> _retry = new ResiliencePipelineBuilder<bool> { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions<bool>
        {
            ShouldHandle = new PredicateBuilder<bool>().HandleResult(false).Handle<StorageUnavailableException>(),
            MaxRetryAttempts = Attempts,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(300),
            MaxDelay = TimeSpan.FromSeconds(15),
            OnRetry = retry => new(error.WriteLineAsync($"The storage did not answer; trying again ({retry.AttemptNumber + 1} of {Attempts}).")),
        })
        .Build();

    /// <summary>Does something until it is done; it may be done more than once.</summary>
    /// <exception cref="TransferException">It was not done in any attempt.</exception>
    public async Task DoAsync(Func<CancellationToken, Task<bool>> attempt, CancellationToken cancellationToken)
    {
        bool done;
        try
        {
            done = await _retry.ExecuteAsync(async token => await attempt(token), cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            done = false;
        }

        if (!done)
        {
            throw new TransferException("The storage does not answer. The import is not finished: run the same command again, and it goes on where it stopped.");
        }
    }

    /// <summary>Adds the rows of a batch that the store lacks.</summary>
    /// <param name="batch">Inserts.</param>
    /// <param name="mayBeThere">False where none of them can be in the store yet: then they aren't looked for first.</param>
    /// <param name="cancellationToken">Gives up between attempts.</param>
    public async Task<ImportCount> AddAsync(TableBatch batch, bool mayBeThere, CancellationToken cancellationToken)
    {
        HashSet<string>? before = null;
        var (isFirst, count) = (true, default(ImportCount));
        await DoAsync(
            async token =>
            {
                var stored = mayBeThere || !isFirst ? await StoredAsync(batch, token) : [];
                isFirst = false;
                before ??= [.. stored.Keys];
                var missing = batch.Actions.Where(action => !stored.ContainsKey(action.Entity.RowKey)).ToList();
                if (missing.Count > 0 && await store.SubmitAsync(batch.Table, batch.PartitionKey, missing, token) is not BatchOutcome.Done)
                {
                    return false;
                }

                count = default;
                foreach (var (_, entity) in batch.Actions)
                {
                    count += stored.TryGetValue(entity.RowKey, out var row) && !row.HasValuesOf(entity) ? new(0, 0, 1)
                        : before.Contains(entity.RowKey) ? new(0, 1, 0)
                        : new(1, 0, 0);
                }

                return true;
            },
            cancellationToken);
        return count;
    }

    private async Task<Dictionary<string, TableEntity>> StoredAsync(TableBatch batch, CancellationToken cancellationToken)
    {
        var (first, last) = (batch.Actions[0].Entity.RowKey, batch.Actions[^1].Entity.RowKey);
        var keys = batch.Actions.Select(action => action.Entity.RowKey).ToHashSet(StringComparer.Ordinal);
        var stored = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(batch.Table, batch.PartitionKey, new(first, To: null), TableLimits.BatchActions, continuation, cancellationToken);
            foreach (var row in page.Entities)
            {
                if (string.CompareOrdinal(row.RowKey, last) > 0)
                {
                    return stored;
                }

                if (keys.Contains(row.RowKey))
                {
                    stored.Add(row.RowKey, row);
                }
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return stored;
    }
}
