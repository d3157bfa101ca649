using System.Buffers;
using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>The only place that writes what is sent to the connector.</summary>
internal static class OutboundBody
{
    // The summary is what notifications and the feed show. Text and a card never share an activity: Teams splits them and then gives no id.
    public static ReadOnlyMemory<byte> Card(ConversationReference to, ReadOnlySpan<byte> card, string summary, bool notify)
    {
        var (buffer, json) = StartAttachment(to, summary, "application/vnd.microsoft.card.adaptive"u8);
        json.WritePropertyName("content"u8);
        json.WriteRawValue(card, skipInputValidation: true);
        EndAttachment(json);
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

    public static ReadOnlyMemory<byte> FileConsent(ConversationReference to, FileOffer offer, string summary)
    {
        var (buffer, json) = StartAttachment(to, summary, "application/vnd.microsoft.teams.card.file.consent"u8);
        json.WriteString("name"u8, offer.Name);
        json.WriteStartObject("content"u8);
        json.WriteString("description"u8, offer.Description);
        json.WriteNumber("sizeInBytes"u8, offer.SizeInBytes);
        json.WritePropertyName("acceptContext"u8);
        json.WriteRawValue(offer.ContextUtf8Json.Span, skipInputValidation: true);
        json.WritePropertyName("declineContext"u8);
        json.WriteRawValue(offer.ContextUtf8Json.Span, skipInputValidation: true);
        json.WriteEndObject();
        EndAttachment(json);
        return End(buffer, json);
    }

    public static ReadOnlyMemory<byte> FileInfo(ConversationReference to, FilePlace file, string summary)
    {
        var (buffer, json) = StartAttachment(to, summary, "application/vnd.microsoft.teams.card.file.info"u8);
        json.WriteString("contentUrl"u8, file.ContentUrl);
        json.WriteString("name"u8, file.Name);
        json.WriteStartObject("content"u8);
        json.WriteString("uniqueId"u8, file.UniqueId);
        if (file.FileType is { } type)
        {
            json.WriteString("fileType"u8, type);
        }

        json.WriteEndObject();
        EndAttachment(json);
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

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) StartAttachment(ConversationReference to, string summary, ReadOnlySpan<byte> contentType)
    {
        var (buffer, json) = StartMessage(to);
        json.WriteString("summary"u8, summary);
        json.WriteStartArray("attachments"u8);
        json.WriteStartObject();
        json.WriteString("contentType"u8, contentType);
        return (buffer, json);
    }

    private static void EndAttachment(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndArray();
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
