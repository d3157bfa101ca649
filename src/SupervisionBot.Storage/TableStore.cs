using Azure;

namespace SupervisionBot.Storage;

/// <summary>What all engines share: input is checked and values are encoded here, so an engine sees only legal requests and finished bytes.</summary>
public abstract class TableStore : ITableStore
{
    /// <inheritdoc/>
    public Task<TableEntity?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        TableValidator.CheckRow(table, partitionKey, rowKey);
        cancellationToken.ThrowIfCancellationRequested();
        return ReadRowAsync(table, partitionKey, rowKey, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TablePage> QueryAsync(string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        TableValidator.CheckQuery(table, partitionKey, range, pageSize, continuation);
        cancellationToken.ThrowIfCancellationRequested();
        return ReadPageAsync(table, partitionKey, range, pageSize, continuation, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<BatchOutcome> SubmitAsync(string table, string partitionKey, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
    {
        TableValidator.CheckBatch(table, partitionKey, actions);
        cancellationToken.ThrowIfCancellationRequested();
        var encoded = new EncodedAction[actions.Count];
        var bytes = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var (kind, entity) = actions[i];
            var properties = kind == TableActionKind.Delete ? [] : EntityCodec.Encode(entity);
            encoded[i] = new EncodedAction(kind, entity.RowKey, entity.ETag, properties);
            bytes += properties.Length + TableLimits.BatchPartBytes(entity);
            if (bytes > TableLimits.BatchBytes)
                throw new TableLimitException(TableLimit.BatchSize, $"a batch has at most {TableLimits.BatchBytes} bytes; its first {i + 1} actions have {bytes}.");
        }
        return WriteAsync(table, partitionKey, encoded, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TablePage> ScanAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        TableValidator.CheckScan(table, fromPartition, pageSize);
        cancellationToken.ThrowIfCancellationRequested();
        return ReadTableAsync(table, fromPartition, pageSize, continuation, cancellationToken);
    }

    /// <inheritdoc/>
    public abstract Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual Task ForgetAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public abstract Task<StorageHealth> CheckAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    private protected abstract Task<TableEntity?> ReadRowAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken);

    private protected abstract Task<TablePage> ReadPageAsync(
        string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken);

    private protected abstract Task<TablePage> ReadTableAsync(
        string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken);

    private protected abstract Task<BatchOutcome> WriteAsync(
        string table, string partitionKey, EncodedAction[] actions, CancellationToken cancellationToken);
}

/// <summary>A checked action on its way to an engine.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="RowKey">With which row.</param>
/// <param name="ETag">The version expected, for Replace and Delete.</param>
/// <param name="Properties">The values as one JSON object in UTF-8, without keys; empty for Delete.</param>
internal readonly record struct EncodedAction(TableActionKind Kind, string RowKey, ETag ETag, byte[] Properties);
