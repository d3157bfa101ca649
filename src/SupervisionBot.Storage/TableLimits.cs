namespace SupervisionBot.Storage;

/// <summary>What fits a store, the same for each engine. Where no other source is named: Azure Table Storage documentation, "Understanding the Table service data model".</summary>
public static class TableLimits
{
    /// <summary>Most UTF-16 units of one string value, inclusive (64 KiB). Longer text: <see cref="TableEntity.SetText"/>.</summary>
    public const int StringLength = 32_768;

    /// <summary>Most bytes of one binary value, inclusive.</summary>
    public const int BinaryBytes = 65_536;

    /// <summary>Most bytes of one entity, inclusive, counted as <see cref="StoredSize"/> does.</summary>
    public const int EntityBytes = 1_048_576;

    /// <summary>Most values of one entity, without keys and timestamp.</summary>
    public const int Properties = 252;

    /// <summary>Most characters of a property name.</summary>
    public const int PropertyNameLength = 255;

    /// <summary>Most characters of a partition key or row key.</summary>
    /// <remarks>The documentation gives 1 KiB, which is this number of UTF-16 units.</remarks>
    public const int KeyLength = 512;

    /// <summary>Most rows of one page ("Query timeout and pagination").</summary>
    public const int PageSize = 1000;

    /// <summary>Most actions of one batch ("Performing entity group transactions").</summary>
    public const int BatchActions = 100;

    /// <summary>Most bytes of the values of one batch, encoded as JSON.</summary>
    /// <remarks>"Performing entity group transactions" allows a request of 4 MiB; the rest is left for keys, headers and boundaries. One entity of the largest size always fits.</remarks>
    public const int BatchBytes = 3_670_016;

    /// <summary>The first instant that can be stored; the last is the end of the year 9999.</summary>
    public static readonly DateTimeOffset FirstInstant = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Bytes an entity counts for: 4, two a character of the keys, and for each value 8, two a character of its name, and its own size.</summary>
    /// <remarks>Formula and sizes by type: Azure Storage team blog, "How the size of an entity is calculated" (2011).</remarks>
    public static long StoredSize(TableEntity entity)
    {
        var size = 4L + (2 * (entity.PartitionKey.Length + entity.RowKey.Length));
        foreach (var (name, value) in entity.Properties)
        {
            size += 8 + (2 * name.Length) + value switch
            {
                string text => 4 + (2 * text.Length),
                byte[] bytes => 4 + bytes.Length,
                Guid => 16,
                int => 4,
                bool => 1,
                _ => 8,
            };
        }
        return size;
    }
}
