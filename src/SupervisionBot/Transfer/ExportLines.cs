using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SupervisionBot.Storage;

namespace SupervisionBot.Transfer;

/// <summary>A row and the table it is in.</summary>
internal sealed record ExportedRow(string Table, TableEntity Entity)
{
    /// <summary>Table, partition, row: the order of an export.</summary>
    public bool IsAfter(ExportedRow other) =>
        (string.CompareOrdinal(Table, other.Table), string.CompareOrdinal(Entity.PartitionKey, other.Entity.PartitionKey), string.CompareOrdinal(Entity.RowKey, other.Entity.RowKey))
            is ( > 0, _, _) or (0, > 0, _) or (0, 0, > 0);
}

/// <summary>
/// The lines of an export. There is one way only to write each of them, and nothing in them tells the engine, the machine or the time, so that a line is sound
/// when writing it again gives the same bytes, and two stores with the same rows give the same file.
/// </summary>
internal sealed class ExportLines : IDisposable
{
    /// <summary>Longest line in bytes: the largest row fits a batch, which counts more for its keys than a line does.</summary>
    public const int Longest = TableLimits.BatchBytes;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _writer;

    public ExportLines() => _writer = new(_buffer);

    /// <summary>The first line.</summary>
    public static ReadOnlySpan<byte> Header => """{"format":"supervisionbot-export","version":1}"""u8;

    /// <summary>What the last line begins with, and no other does.</summary>
    public static ReadOnlySpan<byte> TrailerStart => """{"rows":"""u8;

    /// <summary>The last line.</summary>
    /// <param name="rows">How many rows stand before it.</param>
    /// <param name="sha256">The hash of every byte before it.</param>
    public static byte[] Trailer(long rows, ReadOnlySpan<byte> sha256) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"rows":{{rows}},"sha256":"{{Convert.ToHexStringLower(sha256)}}"}"""));

    /// <summary>A row's line, without its end; good until the next call.</summary>
    public ReadOnlySpan<byte> Line(ExportedRow row)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        _writer.WriteStartObject();
        _writer.WriteString("table"u8, row.Table);
        _writer.WriteString("partition"u8, row.Entity.PartitionKey);
        _writer.WriteString("row"u8, row.Entity.RowKey);
        _writer.WritePropertyName("values"u8);
        EntityValues.Write(_writer, row.Entity);
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    /// <summary>The row of a line; null when the line is not exactly as <see cref="Line"/> writes it, or no store would take the row.</summary>
    public ExportedRow? Row(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            var (table, partition, row) = (Member(ref reader), Member(ref reader), Member(ref reader));
            reader.Read();
            reader.Read();
            var exported = new ExportedRow(table, EntityValues.Read(ref reader, partition, row));
            EntityValues.Check(table, exported.Entity);
            return Line(exported).SequenceEqual(line) ? exported : null;
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or TableLimitException)
        {
            return null;
        }
    }

    public void Dispose() => _writer.Dispose();

    private static string Member(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Read();
        return reader.GetString() ?? throw new FormatException("A key is missing.");
    }
}
