namespace SupervisionBot.Storage;

/// <summary>The limits and rules that each engine refuses alike.</summary>
public enum TableLimit
{
    /// <summary>A table name is 3 to <see cref="TableLimits.TableNameLength"/> of a-z and 0-9, starting with a letter, and not "tables". (Azure also takes capitals, but does not tell them apart.)</summary>
    TableName,

    /// <summary>A key has at most <see cref="TableLimits.KeyLength"/> characters.</summary>
    KeyLength,

    /// <summary>A key holds none of / \ # ?, no control character (U+0000-001F, U+007F-009F) and no surrogate, since engines order those differently.</summary>
    KeyCharacter,

    /// <summary>A property name is at most <see cref="TableLimits.PropertyNameLength"/> of A-Z, a-z, 0-9 and _, not starting with a digit, and not PartitionKey, RowKey, Timestamp or <see cref="TableLimits.OperationProperty"/>.</summary>
    PropertyName,

    /// <summary>An entity has at most <see cref="TableLimits.Properties"/> values.</summary>
    PropertyCount,

    /// <summary>A string value has at most <see cref="TableLimits.StringLength"/> UTF-16 units.</summary>
    StringLength,

    /// <summary>A string value holds no half of a surrogate pair: it would not survive UTF-8. All other characters do, U+0000 included.</summary>
    StringSurrogate,

    /// <summary>A binary value has at most <see cref="TableLimits.BinaryBytes"/> bytes.</summary>
    BinaryLength,

    /// <summary>An instant is not before <see cref="TableLimits.FirstInstant"/>.</summary>
    Instant,

    /// <summary>A floating point number is finite: the service and its emulator do not agree on the names of the others. -0 is stored as 0.</summary>
    Finite,

    /// <summary>An entity has at most <see cref="TableLimits.EntityBytes"/> bytes.</summary>
    EntitySize,

    /// <summary>A batch has 1 to <see cref="TableLimits.BatchActions"/> actions.</summary>
    BatchActions,

    /// <summary>A batch has at most <see cref="TableLimits.BatchBytes"/> bytes.</summary>
    BatchSize,

    /// <summary>All rows of a batch are in the partition it is submitted to.</summary>
    BatchPartition,

    /// <summary>A batch names each row once.</summary>
    BatchDuplicateRow,

    /// <summary>Replace and Delete need the ETag of a row that was read: not an empty one, nor the wildcard *.</summary>
    ETagNeeded,

    /// <summary>A page has 1 to <see cref="TableLimits.PageSize"/> rows.</summary>
    PageSize,
}

/// <summary>The caller broke a limit of the store: a programming error, found before anything is read or written.</summary>
/// <param name="limit">The limit or rule that was broken.</param>
/// <param name="message">The limit in words; holds no stored values.</param>
public sealed class TableLimitException(TableLimit limit, string message) : ArgumentException($"{limit}: {message}")
{
    /// <summary>The limit or rule that was broken.</summary>
    public TableLimit Limit { get; } = limit;
}
