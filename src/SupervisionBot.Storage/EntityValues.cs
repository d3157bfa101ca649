using System.Text.Json;

namespace SupervisionBot.Storage;

/// <summary>A row's values as one JSON object that has the same bytes whichever engine gave the row: the annotated JSON of the Table service ("Payload format for Table service operations"), sorted by name, in ASCII, without a line break.</summary>
public static class EntityValues
{
    /// <summary>Writes the values as an object; keys, ETag and timestamp are not among them.</summary>
    /// <param name="writer">A writer with the default encoder, which escapes everything but ASCII.</param>
    /// <param name="entity">A row that <see cref="Check"/> does not refuse.</param>
    public static void Write(Utf8JsonWriter writer, TableEntity entity)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in entity.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
            EntityCodec.Write(writer, name, value);
        writer.WriteEndObject();
    }

    /// <summary>Reads the object the reader stands on, leniently: whoever needs to know that it was written by <see cref="Write"/> writes it again and compares.</summary>
    /// <exception cref="FormatException">It is no object of values that a row can hold.</exception>
    public static TableEntity Read(ref Utf8JsonReader reader, string partitionKey, string rowKey)
    {
        var entity = new TableEntity(partitionKey, rowKey);
        try
        {
            EntityCodec.Decode(ref reader, entity.Properties);
            return entity;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or OverflowException)
        {
            throw new FormatException("These are not the values of a row.", error);
        }
    }

    /// <summary>Refuses a row that no store takes.</summary>
    /// <exception cref="TableLimitException">Its table, a key or a value is beyond <see cref="TableLimits"/>.</exception>
    public static void Check(string table, TableEntity entity) => TableValidator.CheckBatch(table, entity.PartitionKey, [TableAction.Insert(entity)]);
}
