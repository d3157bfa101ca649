namespace SupervisionBot.Storage;

/// <summary>What fits a store, the same for each engine. Where no other source is named: Azure Table Storage documentation, "Understanding the Table service data model".</summary>
public static class TableLimits
{
    /// <summary>Most UTF-16 units of one string value, inclusive (64 KiB). Longer text: <see cref="TableEntity.SetText"/>.</summary>
    public const int StringLength = 32_768;

    /// <summary>Most bytes of one binary value, inclusive.</summary>
    public const int BinaryBytes = 65_536;

    /// <summary>Most characters of a table's name; the service takes 63, of which the rest is left for the prefix an installation gives to all of its tables.</summary>
    public const int TableNameLength = 32;

    /// <summary>Most bytes of one entity, inclusive, counted as <see cref="StoredSize"/> does.</summary>
    public const int EntityBytes = 1_048_576;

    /// <summary>Most values of one entity, without keys and timestamp: the service's 252, less one for <see cref="OperationProperty"/>.</summary>
    public const int Properties = 251;

    /// <summary>The name of the value in which an engine keeps what tells its own repetition of a write; no entity may have one of this name.</summary>
    public const string OperationProperty = "Op";

    /// <summary>Most characters of a property name.</summary>
    public const int PropertyNameLength = 255;

    /// <summary>Most characters of a partition key or row key.</summary>
    /// <remarks>The documentation gives 1 KiB, which is this number of UTF-16 units.</remarks>
    public const int KeyLength = 512;

    /// <summary>Most rows of one page ("Query timeout and pagination").</summary>
    public const int PageSize = 1000;

    /// <summary>Most actions of one batch ("Performing entity group transactions").</summary>
    public const int BatchActions = 100;

    /// <summary>Most bytes of one batch on the wire, as JSON with what surrounds it: 3.5 MiB.</summary>
    /// <remarks>"Performing entity group transactions" allows a request of 4 MiB. One entity of the largest size always fits.</remarks>
    public const int BatchBytes = 3_670_016;

    /// <summary>The first instant that can be stored; the last is the end of the year 9999.</summary>
    public static readonly DateTimeOffset FirstInstant = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Headers, boundaries and the operation id of one part of a batch, rounded up.
    private const int PartBytes = 1024;

    // A character of a key stands in the address of its part (percent-encoded, at most 9 bytes) and in its body (escaped, at most 6).
    private const int KeyCharacterBytes = 15;

    /// <summary>Bytes an action counts for in <see cref="BatchBytes"/> beside its values.</summary>
    internal static int BatchPartBytes(TableEntity entity) => PartBytes + (KeyCharacterBytes * (entity.PartitionKey.Length + entity.RowKey.Length));

    /// <summary>Bytes an entity counts for: 4, two a character of the keys, and for each value 8, two a character of its name, and its own size; the operation id is one of the values.</summary>
    /// <remarks>Formula and sizes by type: Azure Storage team blog, "How the size of an entity is calculated" (2011).</remarks>
    public static long StoredSize(TableEntity entity)
    {
        var size = 4L + (2 * (entity.PartitionKey.Length + entity.RowKey.Length)) + 8 + (2 * OperationProperty.Length) + 16;
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
