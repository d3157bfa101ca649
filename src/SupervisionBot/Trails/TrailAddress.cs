using System.Globalization;
using SupervisionBot.Storage;

namespace SupervisionBot.Trails;

/// <summary>Where a trail is stored: entries <c>evt|0000000001</c>, <c>evt|0000000002</c> … in one partition, each with the operation that stored it.</summary>
internal readonly record struct TrailAddress(string Table, string Partition)
{
    public const string EntryPrefix = "evt|";

    /// <summary>The row key of an entry.</summary>
    public static string EntryKey(int sequence) => string.Create(CultureInfo.InvariantCulture, $"{EntryPrefix}{sequence:D10}");

    /// <summary>The number of the entry in a row.</summary>
    public static int SequenceOf(TableEntity row) => int.Parse(row.RowKey.AsSpan(EntryPrefix.Length), CultureInfo.InvariantCulture);

    /// <summary>Whether a row is an entry.</summary>
    public static bool IsEntry(TableEntity row) => row.RowKey.StartsWith(EntryPrefix, StringComparison.Ordinal);

    /// <summary>The operation that stored an entry; null while there is no entry with this number.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<string?> OperationAtAsync(ITableStore tables, int sequence, CancellationToken cancellationToken) =>
        (await tables.GetAsync(Table, Partition, EntryKey(sequence), cancellationToken))?.GetString("Operation");
}
