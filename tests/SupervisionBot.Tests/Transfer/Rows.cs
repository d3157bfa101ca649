using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.Storage;
using SupervisionBot.Transfer;

namespace SupervisionBot.Tests.Transfer;

/// <summary>Rows to move.</summary>
internal static class Rows
{
    /// <summary>A store's worth of rows with every type of value, in the order of an export: a session in several batches, a row of the largest size, keys that come before and after one another in a surprising way.</summary>
    public static ExportedRow[] Various() => InOrder(
    [
        .. Enumerable.Range(0, 250).Select(number => Row("sessions", "t|long", $"evt|{number:D10}", ("By", new Guid(number, 1, 2, new byte[8])), ("At", DateTimeOffset.UnixEpoch.AddTicks(number)), ("Event", "said: \"é\" 👩‍👧\r\n<at>"))),
        Row("sessions", "t|long", "head", ("Sequence", 250), ("Paused", true)),
        Row("sessions", "t|short", "evt|0000000001", ("Event", "{}")),
        Row("sessions", "t|short", "head", ("Sequence", 1), ("Ratio", 3d), ("Least", double.Epsilon)),
        Row("people", "t|a", "session|1", ("Number", long.MinValue), ("Bytes", new byte[] { 0, 255 })),
        Row("people", "t|a|b", "session|1"),
        Row("directory", "", ""),
        Row("directory", "'%+é", "a b", ("Name", "")),
        Large(),
    ]);

    /// <summary>A few rows of several tables.</summary>
    public static ExportedRow[] Few() => InOrder(
        Row("sessions", "t|1", "evt|0000000001", ("Event", "first")), Row("sessions", "t|1", "head", ("Sequence", 1)), Row("people", "t|a", "session|1", ("At", DateTimeOffset.UnixEpoch)), Row("inbox", "t|0", "k"));

    public static ExportedRow[] InOrder(params ExportedRow[] rows) =>
        [.. rows.OrderBy(row => row.Table, StringComparer.Ordinal).ThenBy(row => row.Entity.PartitionKey, StringComparer.Ordinal).ThenBy(row => row.Entity.RowKey, StringComparer.Ordinal)];

    public static ExportedRow Row(string table, string partition, string row, params (string Name, object Value)[] values)
    {
        var entity = new TableEntity(partition, row);
        foreach (var (name, value) in values)
        {
            entity[name] = value;
        }

        return new(table, entity);
    }

    /// <summary>A number from 0 up to an end that is not included, the same for every run of a seed.</summary>
    public static Arbitrary<int> Below(int end) => Gen.Choose(0, end - 1).ToArbitrary();

    private static ExportedRow Large()
    {
        var row = Row("sessions", "t|short", "decision");
        row.Entity.SetText("Text", new string('語', 300_000));
        return row;
    }
}
