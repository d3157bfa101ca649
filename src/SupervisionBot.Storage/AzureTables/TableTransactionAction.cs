using Azure;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>What a transaction does with one row.</summary>
internal enum TableTransactionActionType
{
    /// <summary>Insert it.</summary>
    Add,

    /// <summary>Replace it, only while it has the tag.</summary>
    UpdateReplace,

    /// <summary>Insert or replace it.</summary>
    UpsertReplace,

    /// <summary>Delete it, only while it has the tag.</summary>
    Delete,
}

/// <summary>One action of a transaction.</summary>
/// <param name="ActionType">What to do.</param>
/// <param name="PartitionKey">The partition, one for the whole transaction.</param>
/// <param name="RowKey">The row.</param>
/// <param name="Entity">The row as JSON; empty for Delete.</param>
/// <param name="ETag">The tag expected, for UpdateReplace and Delete.</param>
internal readonly record struct TableTransactionAction(TableTransactionActionType ActionType, string PartitionKey, string RowKey, byte[] Entity, ETag ETag);

/// <summary>A transaction was refused as a whole, or the service was too busy for it.</summary>
/// <param name="status">The status of the part that failed.</param>
/// <param name="errorCode">Its code.</param>
/// <param name="index">The action that failed, counted from 0; null when the answer does not say.</param>
internal sealed class TableTransactionFailedException(int status, string? errorCode, int? index)
    : Azure.RequestFailedException(status, $"A transaction failed: {status} {errorCode}", errorCode, innerException: null)
{
    /// <summary>The action that failed, counted from 0; null when the answer does not say.</summary>
    public int? FailedTransactionActionIndex { get; } = index;
}
