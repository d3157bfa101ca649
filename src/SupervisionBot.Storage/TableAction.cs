namespace SupervisionBot.Storage;

/// <summary>What is to be done with one row.</summary>
public enum TableActionKind
{
    /// <summary>Write a row that does not exist yet.</summary>
    Insert,

    /// <summary>Write the row, whatever was there before: all of its values are replaced.</summary>
    Upsert,

    /// <summary>Replace all values of the row, only while it still has the entity's ETag.</summary>
    Replace,

    /// <summary>Remove the row, only while it still has the entity's ETag.</summary>
    Delete,
}

/// <summary>One action of a batch.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Entity">The row to do it with. For Delete only its keys and ETag count.</param>
public readonly record struct TableAction(TableActionKind Kind, TableEntity Entity)
{
    /// <inheritdoc cref="TableActionKind.Insert"/>
    public static TableAction Insert(TableEntity entity) => new(TableActionKind.Insert, entity);

    /// <inheritdoc cref="TableActionKind.Upsert"/>
    public static TableAction Upsert(TableEntity entity) => new(TableActionKind.Upsert, entity);

    /// <inheritdoc cref="TableActionKind.Replace"/>
    public static TableAction Replace(TableEntity entity) => new(TableActionKind.Replace, entity);

    /// <inheritdoc cref="TableActionKind.Delete"/>
    public static TableAction Delete(TableEntity entity) => new(TableActionKind.Delete, entity);
}
