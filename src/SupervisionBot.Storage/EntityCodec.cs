using System.Buffers;
using System.Text.Json;

namespace SupervisionBot.Storage;

/// <summary>Values of an entity as the annotated JSON of the Table service, and back ("Payload format for Table service operations").</summary>
/// <remarks>
/// Long, double, instant, GUID and bytes carry their type in a member <c>Name@odata.type</c> before them; a double always does, because JSON does not
/// tell 3 from 3.0. Everything but ASCII is escaped, which the service does not count and which keeps text whole wherever a body is cut.
/// </remarks>
internal static class EntityCodec
{
    private const int KeptBufferBytes = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;
    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    public static byte[] Encode(TableEntity entity)
    {
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        // What is written is checked before; a name is written once because it is a key of a dictionary.
        var writer = t_writer ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.Reset(buffer);

        writer.WriteStartObject();
        foreach (var (name, value) in entity.Properties)
            Write(writer, name, value);
        writer.WriteEndObject();
        writer.Flush();

        var json = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity > KeptBufferBytes)
            t_buffer = null;
        return json;
    }

    public static void Decode(ReadOnlySpan<byte> json, TableEntity entity)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Decode(ref reader, entity.Properties);
    }

    /// <summary>Reads the object the reader stands on, with whatever members it has.</summary>
    public static void Decode(ref Utf8JsonReader reader, Dictionary<string, object> properties)
    {
        var type = EdmType.FromJson;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            if (name.EndsWith("@odata.type"u8))
            {
                reader.Read();
                type = TypeNamed(reader.ValueSpan);
                continue;
            }
            var property = PropertyNames.Get(name);
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
                properties[property] = Read(ref reader, type);
            type = EdmType.FromJson;
        }
    }

    public static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case bool truth:
                writer.WriteBoolean(name, truth);
                break;
            case long number:
                WriteType(writer, name, "Edm.Int64"u8);
                Span<byte> digits = stackalloc byte[20];
                number.TryFormat(digits, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
                writer.WriteString(name, digits[..length]);
                break;
            case double number:
                WriteType(writer, name, "Edm.Double"u8);
                // The emulator forgets the sign of -0, which adding 0 takes off.
                writer.WriteNumber(name, number + 0d);
                break;
            case DateTimeOffset instant:
                WriteType(writer, name, "Edm.DateTime"u8);
                writer.WriteString(name, instant.UtcDateTime);
                break;
            case Guid guid:
                WriteType(writer, name, "Edm.Guid"u8);
                writer.WriteString(name, guid);
                break;
            case byte[] bytes:
                WriteType(writer, name, "Edm.Binary"u8);
                writer.WriteBase64String(name, bytes);
                break;
        }
    }

    private static void WriteType(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> type)
    {
        const string Suffix = "@odata.type";
        Span<char> annotation = stackalloc char[TableLimits.PropertyNameLength + Suffix.Length];
        name.CopyTo(annotation);
        Suffix.CopyTo(annotation[name.Length..]);
        writer.WriteString(annotation[..(name.Length + Suffix.Length)], type);
    }

    private static object Read(ref Utf8JsonReader reader, EdmType type) => type switch
    {
        EdmType.Int64 => long.Parse(reader.ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
        EdmType.Double => reader.GetDouble(),
        EdmType.DateTime => reader.GetDateTimeOffset(),
        EdmType.Guid => reader.GetGuid(),
        EdmType.Binary => reader.GetBytesFromBase64(),
        _ => reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            // The service answers a whole double as 3.0, without its type.
            JsonTokenType.Number => reader.ValueSpan.ContainsAny(".eE"u8) ? (object)reader.GetDouble() : reader.GetInt32(),
            _ => reader.GetString()!,
        },
    };

    private static EdmType TypeNamed(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("Edm.Int64"u8) => EdmType.Int64,
        _ when name.SequenceEqual("Edm.Double"u8) => EdmType.Double,
        _ when name.SequenceEqual("Edm.DateTime"u8) => EdmType.DateTime,
        _ when name.SequenceEqual("Edm.Guid"u8) => EdmType.Guid,
        _ when name.SequenceEqual("Edm.Binary"u8) => EdmType.Binary,
        _ => EdmType.FromJson,
    };

    private enum EdmType
    {
        FromJson,
        Int64,
        Double,
        DateTime,
        Guid,
        Binary,
    }
}
