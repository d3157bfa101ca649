using Azure;
using Azure.Core;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>Writes a batch and finds out what became of it, also when the answer was lost or belongs to a repetition.</summary>
/// <remarks>
/// A refusal can be the echo of our own success: the first attempt was stored, its answer was lost, and the repetition met what the first had written. The official
/// clients leave that to the caller (azure-sdk-for-net issue 39146). So each write has an operation id that stands in every row it writes, and after a refusal
/// or an outage the rows are read back: as a batch is stored as a whole, one row with our operation proves all of it.
/// </remarks>
internal sealed class TransactionWriter(RetryOptions retry, TimeProvider clock, ILogger logger)
{
    // Matches no row: what it stands for was overwritten since, and who has it must not overwrite in turn.
    private static readonly ETag Overwritten = new("W/\"datetime'1601-01-01T00%3A00%3A00.0000000Z'\"");

    // The pipeline repeats what is refused as a whole, but does not see a part inside an accepted answer that says 500 or 503 (azure-sdk-for-net issue 46845).
    private readonly ResiliencePipeline _partsAgain = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<TableTransactionFailedException>(IsBusy),
            MaxRetryAttempts = Math.Max(1, retry.MaxRetries),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = retry.Delay,
            MaxDelay = retry.MaxDelay,
        })
        .Build();

    public async Task<BatchOutcome> WriteAsync(TableClient table, string partitionKey, EncodedAction[] actions, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var write = new Write(table, partitionKey, actions, Guid.NewGuid());
        var attempts = new Attempts();
        for (var hasTable = true; ; hasTable = false)
        {
            try
            {
                using (AttemptPolicy.Count(attempts))
                    // What was begun is seen through: the caller has gone, but what is stored has to be known to whoever comes back.
                    return new BatchOutcome.Done(await _partsAgain.ExecuteAsync(async token => await write.SendAsync(token), CancellationToken.None));
            }
            catch (RequestFailedException refusal) when (hasTable && refusal.ErrorCode == TableErrorCode.TableNotFound)
            {
                if (await CreateAsync(table) is { } unknown)
                    return unknown;
            }
            catch (Exception error) when (Outage.Cause(error) is { } cause)
            {
                logger.TableServiceUnavailable(cause);
                return await LostAsync(write);
            }
            catch (RequestFailedException refusal) when (refusal.Status is 404 or 409 or 412)
            {
                var index = refusal is TableTransactionFailedException { FailedTransactionActionIndex: { } at } && at < actions.Length ? at : 0;
                return await RefusedAsync(write, index, isRepeated: attempts.Count > 1);
            }
        }
    }

    private async Task<BatchOutcome?> CreateAsync(TableClient table)
    {
        try
        {
            await table.CreateIfNotExistsAsync(CancellationToken.None);
            return null;
        }
        catch (Exception error) when (Outage.Cause(error) is { } cause)
        {
            logger.TableServiceUnavailable(cause);
            return new BatchOutcome.Unknown();
        }
    }

    // A row is not as expected: either it is so because of us, or because of somebody else.
    private async Task<BatchOutcome> RefusedAsync(Write write, int index, bool isRepeated)
    {
        try
        {
            var refused = write.Actions[index];
            var current = await write.ReadAsync(index);
            if (write.IsOurs(current))
                return await DoneAsync(write);

            // The row can have changed once more since our own success. A row that only we can have inserted tells; without one nothing does.
            if (isRepeated && await write.IsStoredAsync())
                return await DoneAsync(write);
            if (isRepeated && !write.Actions.Any(action => action.Kind == TableActionKind.Insert))
                return new BatchOutcome.Unknown();
            var reason = refused.Kind == TableActionKind.Insert ? ConflictReason.AlreadyExists : current is null ? ConflictReason.Missing : ConflictReason.Changed;
            current?.Properties.Remove(TableLimits.OperationProperty);
            return new BatchOutcome.Conflict(index, reason, current);
        }
        catch (Exception error) when (Outage.Cause(error) is { } cause)
        {
            logger.TableServiceUnavailable(cause);
            return new BatchOutcome.Unknown();
        }
    }

    // No answer: the batch may be stored, or not, or may arrive yet.
    private static async Task<BatchOutcome> LostAsync(Write write)
    {
        try
        {
            return await write.IsStoredAsync() ? await DoneAsync(write) : new BatchOutcome.Unknown();
        }
        catch (Exception error) when (Outage.Cause(error) is not null)
        {
            return new BatchOutcome.Unknown();
        }
    }

    private static async Task<BatchOutcome> DoneAsync(Write write)
    {
        var tags = await Task.WhenAll(write.Actions.Select(async (action, index) =>
            action.Kind == TableActionKind.Delete ? default
            : await write.ReadAsync(index) is { } row && write.IsOurs(row) ? row.ETag
            : Overwritten));
        return new BatchOutcome.Done(tags);
    }

    private static bool IsBusy(TableTransactionFailedException error) => error.Status is 408 or 429 or >= 500;

    /// <summary>One logical write, whatever number of times it is sent.</summary>
    private sealed class Write(TableClient table, string partitionKey, EncodedAction[] actions, Guid operation)
    {
        private readonly byte[][] _rows = [.. actions.Select(action => action.Kind == TableActionKind.Delete ? [] : EntityJson.Write(partitionKey, action.RowKey, operation, action.Properties))];

        public EncodedAction[] Actions { get; } = actions;

        /// <summary>One row goes by itself; but a delete by itself has no body, and the transport repeats such a request unseen when a connection breaks.</summary>
        public async Task<ETag[]> SendAsync(CancellationToken cancellationToken) => Actions switch
        {
            [{ Kind: TableActionKind.Insert }] => [await table.AddEntityAsync(_rows[0], cancellationToken)],
            [{ Kind: TableActionKind.Upsert } only] => [await table.UpsertEntityAsync(partitionKey, only.RowKey, _rows[0], cancellationToken)],
            [{ Kind: TableActionKind.Replace } only] => [await table.UpdateEntityAsync(partitionKey, only.RowKey, _rows[0], only.ETag, cancellationToken)],
            _ => await table.SubmitTransactionAsync([.. Actions.Select(Transacted)], cancellationToken),
        };

        public Task<TableEntity?> ReadAsync(int index) => table.GetEntityIfExistsAsync(partitionKey, Actions[index].RowKey, CancellationToken.None);

        public bool IsOurs(TableEntity? row) => row?[TableLimits.OperationProperty] is Guid by && by == operation;

        /// <summary>Whether one of the rows proves that the batch was stored; best one that nobody but us writes. Whoever only deletes wants the rows gone, and that they are.</summary>
        public async Task<bool> IsStoredAsync()
        {
            var witness = Array.FindIndex(Actions, action => action.Kind == TableActionKind.Insert);
            witness = witness >= 0 ? witness : Array.FindIndex(Actions, action => action.Kind != TableActionKind.Delete);
            return witness >= 0
                ? IsOurs(await ReadAsync(witness))
                : (await Task.WhenAll(Enumerable.Range(0, Actions.Length).Select(ReadAsync))).All(row => row is null);
        }

        private TableTransactionAction Transacted(EncodedAction action, int index) => new(
            action.Kind switch
            {
                TableActionKind.Insert => TableTransactionActionType.Add,
                TableActionKind.Upsert => TableTransactionActionType.UpsertReplace,
                TableActionKind.Replace => TableTransactionActionType.UpdateReplace,
                _ => TableTransactionActionType.Delete,
            },
            partitionKey,
            action.RowKey,
            _rows[index],
            action.ETag);
    }
}
