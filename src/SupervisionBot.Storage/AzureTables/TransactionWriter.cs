using Azure;
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
internal sealed class TransactionWriter(TableClientOptions options, TimeProvider clock, ILogger logger)
{
    // Matches no row: what it stands for was overwritten since, and who has it must not overwrite in turn.
    private static readonly ETag Overwritten = new("W/\"datetime'1601-01-01T00%3A00%3A00.0000000Z'\"");

    // The pipeline repeats what is refused as a whole, but does not see a part inside an accepted answer that says 500 or 503 (azure-sdk-for-net issue 46845).
    private readonly ResiliencePipeline _partsAgain = options.Retry.MaxRetries == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<TableTransactionFailedException>(IsBusy),
            MaxRetryAttempts = options.Retry.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.Retry.Delay,
            MaxDelay = options.Retry.MaxDelay,
        })
        .Build();

    public async Task<BatchOutcome> WriteAsync(TableClient table, string partitionKey, EncodedAction[] actions, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var write = new Write(table, partitionKey, actions, Guid.NewGuid());
        var attempts = new Attempts();
        RequestFailedException? refusal = null;
        try
        {
            // What was begun is seen through: the caller may have gone, but what is stored has to be known to whoever comes back.
            using var patience = new CancellationTokenSource(options.Patience);
            using (AttemptPolicy.Count(attempts))
                return new BatchOutcome.Done(await SendAsync(write, attempts, patience.Token));
        }
        catch (Exception error) when (Outage.Cause(error) is { } cause)
        {
            logger.TableServiceUnavailable(cause);
        }
        catch (RequestFailedException error)
        {
            refusal = error;
        }

        try
        {
            using var patience = new CancellationTokenSource(options.Patience / 2);
            return refusal is not null ? await RefusedAsync(write, refusal, isRepeated: attempts.Count > 1, patience.Token)
                : await write.IsStoredAsync(patience.Token) ? await DoneAsync(write, patience.Token)
                // It may arrive yet.
                : new BatchOutcome.Unknown();
        }
        catch (Exception error) when (Outage.Cause(error) is { } cause)
        {
            logger.TableServiceUnavailable(cause);
            return new BatchOutcome.Unknown();
        }
    }

    private async Task<ETag[]> SendAsync(Write write, Attempts attempts, CancellationToken cancellationToken)
    {
        try
        {
            return await _partsAgain.ExecuteAsync(write.SendAsync, cancellationToken);
        }
        catch (RequestFailedException refusal) when (refusal.ErrorCode == TableErrorCode.TableNotFound)
        {
            await write.Table.CreateIfNotExistsAsync(cancellationToken);
            attempts.Reset();
            return await _partsAgain.ExecuteAsync(write.SendAsync, cancellationToken);
        }
    }

    // A row is not as expected: either it is so because of us, or because of somebody else.
    private static async Task<BatchOutcome> RefusedAsync(Write write, RequestFailedException refusal, bool isRepeated, CancellationToken cancellationToken)
    {
        var index = refusal is TableTransactionFailedException { FailedTransactionActionIndex: { } at } && at < write.Actions.Length ? at : 0;
        var current = await write.ReadAsync(index, cancellationToken);
        // The row can also have changed once more since our own success. A row that only we can have inserted tells; without one nothing does.
        if (write.IsOurs(current) || (isRepeated && await write.IsStoredAsync(cancellationToken)))
            return await DoneAsync(write, cancellationToken);
        if (isRepeated && !write.Actions.Any(action => action.Kind == TableActionKind.Insert))
            return new BatchOutcome.Unknown();
        var reason = write.Actions[index].Kind == TableActionKind.Insert ? ConflictReason.AlreadyExists : current is null ? ConflictReason.Missing : ConflictReason.Changed;
        current?.Properties.Remove(TableLimits.OperationProperty);
        return new BatchOutcome.Conflict(index, reason, current);
    }

    // That it is stored is known; where a tag can't be read, nobody may overwrite the row before reading it.
    private static async Task<BatchOutcome> DoneAsync(Write write, CancellationToken cancellationToken)
    {
        var tags = await Task.WhenAll(write.Actions.Select(async (action, index) =>
        {
            try
            {
                return action.Kind == TableActionKind.Delete ? default
                    : await write.ReadAsync(index, cancellationToken) is { } row && write.IsOurs(row) ? row.ETag
                    : Overwritten;
            }
            catch (Exception error) when (Outage.Cause(error) is not null)
            {
                return Overwritten;
            }
        }));
        return new BatchOutcome.Done(tags);
    }

    private static bool IsBusy(TableTransactionFailedException error) => error.Status is 408 or 429 or >= 500;

    /// <summary>One logical write, whatever number of times it is sent.</summary>
    private sealed class Write(TableClient table, string partitionKey, EncodedAction[] actions, Guid operation)
    {
        private readonly byte[][] _rows = [.. actions.Select(action => action.Kind == TableActionKind.Delete ? [] : EntityJson.Write(partitionKey, action.RowKey, operation, action.Properties))];

        public TableClient Table { get; } = table;

        public EncodedAction[] Actions { get; } = actions;

        /// <summary>One row goes by itself; but a delete by itself has no body, and the transport repeats such a request unseen when a connection breaks.</summary>
        public async ValueTask<ETag[]> SendAsync(CancellationToken cancellationToken) => Actions switch
        {
            [{ Kind: TableActionKind.Insert }] => [await Table.AddEntityAsync(_rows[0], cancellationToken)],
            [{ Kind: TableActionKind.Upsert } only] => [await Table.UpsertEntityAsync(partitionKey, only.RowKey, _rows[0], cancellationToken)],
            [{ Kind: TableActionKind.Replace } only] => [await Table.UpdateEntityAsync(partitionKey, only.RowKey, _rows[0], only.ETag, cancellationToken)],
            _ => await Table.SubmitTransactionAsync([.. Actions.Select(Transacted)], cancellationToken),
        };

        public Task<TableEntity?> ReadAsync(int index, CancellationToken cancellationToken) => Table.GetEntityIfExistsAsync(partitionKey, Actions[index].RowKey, cancellationToken);

        public bool IsOurs(TableEntity? row) => row?[TableLimits.OperationProperty] is Guid by && by == operation;

        /// <summary>Whether one of the rows proves that the batch was stored; best one that nobody but us writes. Whoever only deletes wants the rows gone, and that they are.</summary>
        public async Task<bool> IsStoredAsync(CancellationToken cancellationToken)
        {
            var witness = Array.FindIndex(Actions, action => action.Kind == TableActionKind.Insert);
            witness = witness >= 0 ? witness : Array.FindIndex(Actions, action => action.Kind != TableActionKind.Delete);
            return witness >= 0
                ? IsOurs(await ReadAsync(witness, cancellationToken))
                : (await Task.WhenAll(Enumerable.Range(0, Actions.Length).Select(index => ReadAsync(index, cancellationToken)))).All(row => row is null);
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
