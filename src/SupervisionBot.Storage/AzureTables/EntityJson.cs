using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Azure;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>Rows as they travel: the values of <see cref="EntityCodec"/> with keys, tag and time beside them.</summary>
internal static class EntityJson
{
    private const string ETagMember = "odata.etag";

    /// <summary>A row to write, with the operation that writes it.</summary>
    /// <param name="partitionKey">The partition key.</param>
    /// <param name="rowKey">The row key.</param>
    /// <param name="operation">Tells a repetition of this write from another one.</param>
    /// <param name="properties">The values as one JSON object.</param>
    public static byte[] Write(string partitionKey, string rowKey, Guid operation, ReadOnlySpan<byte> properties)
    {
        var buffer = new ArrayBufferWriter<byte>(properties.Length + 512);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("PartitionKey"u8, partitionKey);
        writer.WriteString("RowKey"u8, rowKey);
        writer.WriteString($"{TableLimits.OperationProperty}@odata.type", "Edm.Guid"u8);
        writer.WriteString(TableLimits.OperationProperty, operation);
        writer.Flush();
        // The object of the values goes on where this one stands open.
        buffer.Write(properties.Length > 2 ? ","u8 : default);
        buffer.Write(properties[1..]);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The row in the answer to a read of one.</summary>
    public static TableEntity ReadOne(BinaryData content)
    {
        var reader = new Utf8JsonReader(content.ToMemory().Span);
        reader.Read();
        return Read(ref reader);
    }

    /// <summary>The rows in the answer to a query.</summary>
    public static IReadOnlyList<TableEntity> ReadAll(BinaryData content)
    {
        var rows = new List<TableEntity>();
        var reader = new Utf8JsonReader(content.ToMemory().Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isRows)
            {
                reader.Skip();
                continue;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                rows.Add(Read(ref reader));
        }
        return rows;
    }

    private static TableEntity Read(ref Utf8JsonReader reader)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal);
        EntityCodec.Decode(ref reader, properties);
        properties.Remove("PartitionKey", out var partitionKey);
        properties.Remove("RowKey", out var rowKey);
        properties.Remove("Timestamp", out var timestamp);
        properties.Remove(ETagMember, out var tag);
        foreach (var member in properties.Keys.Where(name => name.StartsWith("odata.", StringComparison.Ordinal)).ToList())
            properties.Remove(member);
        return new TableEntity((string)partitionKey!, (string)rowKey!, properties)
        {
            ETag = new ETag((string)tag!),
            // The service sends it without its type.
            Timestamp = timestamp as DateTimeOffset? ?? DateTimeOffset.Parse((string)timestamp!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        };
    }
}
