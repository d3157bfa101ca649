using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SupervisionBot.Cards;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>Puts a model into its template.</summary>
internal sealed class CardPress(CardLibrary library)
{
    public ReadOnlyMemory<byte> Print<T>(string template, T model, JsonTypeInfo<T> type)
    {
        using var data = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(model, type));
        return library[template].Bind(data.RootElement);
    }
}
