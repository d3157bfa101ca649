using SupervisionBot.Storage;

namespace SupervisionBot.Rows;

/// <summary>Rows that were set aside: in their own partition, under their own key behind <c>aside|</c>, with all of their columns, and two more for why and since when.</summary>
internal static class AsideRows
{
    public const string Prefix = "aside|";

    private const string Reason = "AsideReason";
    private const string At = "AsideAt";

    /// <summary>A row as it stands when it is set aside.</summary>
    public static TableEntity Of(TableEntity row, UnreadRow why, DateTimeOffset now)
    {
        var aside = Copy(row, Prefix + row.RowKey);
        (aside[Reason], aside[At]) = (why.Reason, now);
        return aside;
    }

    /// <summary>The row as it was before.</summary>
    public static TableEntity Before(TableEntity aside)
    {
        var row = Copy(aside, aside.RowKey[Prefix.Length..]);
        (row[Reason], row[At]) = (null, null);
        return row;
    }

    /// <summary>Why it was set aside.</summary>
    public static string ReasonOf(TableEntity aside) => aside[Reason] as string ?? "";

    /// <summary>Since when; null where somebody has changed that.</summary>
    public static DateTimeOffset? Since(TableEntity aside) => aside[At] as DateTimeOffset?;

    /// <summary>Sets a row aside.</summary>
    /// <returns>Whether it is set aside. False: it stands where it stood, or it is not known.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public static async Task<bool> SetAsideAsync(this ITableStore tables, string table, TableEntity row, UnreadRow why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await tables.SubmitAsync(table, row.PartitionKey, [TableAction.Insert(Of(row, why, now)), TableAction.Delete(row)], cancellationToken) is BatchOutcome.Done;
        }
        catch (TableLimitException)
        {
            // So full that not even the reason fits: it is passed over where it stands.
            return false;
        }
    }

    /// <summary>Puts a row back to where it was.</summary>
    /// <returns>Whether it is back.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public static async Task<bool> PutBackAsync(this ITableStore tables, string table, TableEntity aside, CancellationToken cancellationToken) =>
        await tables.SubmitAsync(table, aside.PartitionKey, [TableAction.Insert(Before(aside)), TableAction.Delete(aside)], cancellationToken) is BatchOutcome.Done;

    private static TableEntity Copy(TableEntity row, string key)
    {
        var copy = new TableEntity(row.PartitionKey, key);
        foreach (var name in row.PropertyNames)
        {
            copy[name] = row[name];
        }

        return copy;
    }
}
