using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Rows;

/// <summary>Reads stored rows. One that can't be read is a named reason and never an exception, so that it stops nothing but what hangs on it.</summary>
/// <remarks>
/// <c>Schema</c> says how a row is written; a row without one is of the first. A version of the app that gives a table a kind or a name which earlier ones do not know
/// writes those rows with a higher schema: earlier ones then leave them alone where they stand. Columns beyond those known are passed over.
/// </remarks>
internal static class StoredRow
{
    private const string Schema = "Schema";
    private const int First = 1;

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="newest">The highest schema that is understood here.</param>
    /// <param name="from">Makes of it what it stands for, and does nothing else: whatever it throws is the row's fault.</param>
    public static Outcome<T> Read<T>(TableEntity row, int newest, Func<TableEntity, T> from)
    {
        if (Unread(row, newest) is { } unread)
        {
            return unread;
        }

        try
        {
            return from(row);
        }
        catch (UnreadColumnException column)
        {
            return new DamagedRow(column.Message);
        }
        catch (Exception error)
        {
            return new DamagedRow(error.GetType().Name);
        }
    }

    /// <summary>The same for a row that others do without: null where it is not read, which is noted.</summary>
    public static T? ReadOrPass<T>(TableEntity row, int newest, Func<TableEntity, T> from, string table, ILogger log)
        where T : class
    {
        if (Read(row, newest, from).Succeeded(out var value, out var refusal))
        {
            return value;
        }

        log.RowPassed(table, row, (UnreadRow)refusal);
        return null;
    }

    /// <summary>Why a row is not even looked into; null when it may be.</summary>
    public static UnreadRow? Unread(TableEntity row, int newest) => row[Schema] switch
    {
        null => null,
        int schema when schema > newest => new NewerRow(schema),
        int schema when schema >= First => null,
        _ => new DamagedRow(Schema),
    };

    /// <summary>Counts a row that was passed over, and tells the operator which and why.</summary>
    public static void RowPassed(this ILogger log, string table, TableEntity row, UnreadRow why)
    {
        RowMeter.Passed(table, why);
        log.RowNotRead(table, row.PartitionKey, row.RowKey, why.Reason);
    }
}
