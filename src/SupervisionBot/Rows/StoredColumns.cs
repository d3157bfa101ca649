using SupervisionBot.Storage;

namespace SupervisionBot.Rows;

/// <summary>Columns that a row must have to be read.</summary>
internal static class StoredColumns
{
    /// <exception cref="UnreadColumnException">It is missing or of another type; so for each method here.</exception>
    public static string NeededString(this TableEntity row, string name) => row[name] as string ?? throw new UnreadColumnException(name);

    /// <inheritdoc cref="NeededString"/>
    public static string NeededText(this TableEntity row, string name) => row[name] is string ? row.GetText(name)! : throw new UnreadColumnException(name);

    /// <inheritdoc cref="NeededString"/>
    public static Guid NeededGuid(this TableEntity row, string name) => row[name] as Guid? ?? throw new UnreadColumnException(name);

    /// <inheritdoc cref="NeededString"/>
    public static int NeededInt32(this TableEntity row, string name) => row[name] as int? ?? throw new UnreadColumnException(name);

    /// <inheritdoc cref="NeededString"/>
    public static DateTimeOffset NeededTime(this TableEntity row, string name) => row[name] as DateTimeOffset? ?? throw new UnreadColumnException(name);
}

/// <summary>A column is not as it must be. It never leaves <see cref="StoredRow.Read"/>.</summary>
/// <param name="column">Its name.</param>
internal sealed class UnreadColumnException(string column) : Exception(column);
