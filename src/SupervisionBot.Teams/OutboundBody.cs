using System.Buffers;
using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>The only place that writes what is sent to the connector.</summary>
internal static class OutboundBody
{
    // The summary is what notifications and the feed show. Text and a card never share an activity: Teams splits them and then gives no id.
    public static ReadOnlyMemory<byte> Card(ConversationReference to, ReadOnlySpan<byte> card, string summary, bool notify)
    {
        var (buffer, json) = StartMessage(to);
        json.WriteString("summary"u8, summary);
        json.WriteStartArray("attachments"u8);
        json.WriteStartObject();
        json.WriteString("contentType"u8, "application/vnd.microsoft.card.adaptive"u8);
        json.WritePropertyName("content"u8);
        json.WriteRawValue(card, skipInputValidation: true);
        json.WriteEndObject();
        json.WriteEndArray();
        if (notify)
        {
            json.WriteStartObject("channelData"u8);
            json.WriteStartObject("notification"u8);
            json.WriteBoolean("alert"u8, value: true);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return End(buffer, json);
    }

    public static ReadOnlyMemory<byte> Text(ConversationReference to, string plainText)
    {
        var (buffer, json) = StartMessage(to);
        json.WriteString("text"u8, plainText);
        json.WriteString("textFormat"u8, "plain"u8);
        return End(buffer, json);
    }

    public static ReadOnlyMemory<byte> PersonalConversation(string botMri, TeamsPerson person)
    {
        var (buffer, json) = Start();
        json.WriteBoolean("isGroup"u8, value: false);
        Account(json, "bot"u8, botMri);
        json.WriteStartArray("members"u8);
        json.WriteStartObject();
        json.WriteString("id"u8, person.Mri);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("tenantId"u8, person.TenantId);
        json.WriteStartObject("channelData"u8);
        json.WriteStartObject("tenant"u8);
        json.WriteString("id"u8, person.TenantId);
        json.WriteEndObject();
        json.WriteEndObject();
        return End(buffer, json);
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) StartMessage(ConversationReference to)
    {
        var (buffer, json) = Start();
        json.WriteString("type"u8, "message"u8);
        Account(json, "from"u8, to.BotMri);
        Account(json, "conversation"u8, to.ConversationId);
        return (buffer, json);
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Start()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var json = new Utf8JsonWriter(buffer, InvokeAnswer.WriterOptions);
        json.WriteStartObject();
        return (buffer, json);
    }

    private static void Account(Utf8JsonWriter json, ReadOnlySpan<byte> name, string id)
    {
        json.WriteStartObject(name);
        json.WriteString("id"u8, id);
        json.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> End(ArrayBufferWriter<byte> buffer, Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Dispose();
        return buffer.WrittenMemory;
    }
}
