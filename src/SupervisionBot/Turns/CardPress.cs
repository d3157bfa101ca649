using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SupervisionBot.Cards;

namespace SupervisionBot.Turns;

/// <summary>Puts a model into its template.</summary>
internal sealed class CardPress(CardLibrary library)
{
    // The data lives only while it is bound, and the card is not HTML: nothing beyond what JSON needs is escaped.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_data;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    public ReadOnlyMemory<byte> Print<T>(string template, T model, JsonTypeInfo<T> type)
    {
        var json = t_data ??= new(32 * 1024);
        var writer = t_writer ??= new(json, s_options);
        json.ResetWrittenCount();
        writer.Reset();
        JsonSerializer.Serialize(writer, model, type);
        using var data = JsonDocument.Parse(json.WrittenMemory);
        return library[template].Bind(data.RootElement);
    }
}
