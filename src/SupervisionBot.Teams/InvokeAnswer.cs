using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SupervisionBot.Teams;

/// <summary>The only place that writes the body of an invoke.</summary>
internal static class InvokeAnswer
{
    // Not escaping beyond what JSON needs keeps cards short; the body is never read as HTML.
    internal static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(HttpResponse response, CardActionResponse answer)
    {
        using var json = Start(response);
        json.WriteStartObject();
        switch (answer)
        {
            case CardActionResponse.Card card:
                Head(json, StatusCodes.Status200OK, "application/vnd.microsoft.card.adaptive"u8);
                json.WriteRawValue(card.Utf8Json.Span, skipInputValidation: true);
                break;
            case CardActionResponse.Message message:
                Head(json, StatusCodes.Status200OK, "application/vnd.microsoft.activity.message"u8);
                json.WriteStringValue(message.Text);
                break;
            case CardActionResponse.Error error:
                Head(json, error.Status, "application/vnd.microsoft.error"u8);
                json.WriteStartObject();
                json.WriteString("code"u8, error.Code);
                json.WriteString("message"u8, error.Text);
                json.WriteEndObject();
                break;
        }

        End(response, json);
    }

    public static void Write(HttpResponse response, TaskResponse answer)
    {
        if (answer is TaskResponse.Close)
        {
            return;
        }

        using var json = Start(response);
        json.WriteStartObject();
        json.WriteStartObject("task"u8);
        switch (answer)
        {
            case TaskResponse.Continue step:
                json.WriteString("type"u8, "continue"u8);
                json.WriteStartObject("value"u8);
                json.WriteString("title"u8, step.Title);
                json.WriteString("width"u8, NameOf(step.Width));
                json.WriteString("height"u8, NameOf(step.Height));
                json.WriteStartObject("card"u8);
                json.WriteString("contentType"u8, "application/vnd.microsoft.card.adaptive"u8);
                json.WritePropertyName("content"u8);
                json.WriteRawValue(step.CardUtf8Json.Span, skipInputValidation: true);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case TaskResponse.Message message:
                json.WriteString("type"u8, "message"u8);
                json.WriteString("value"u8, message.Text);
                break;
        }

        json.WriteEndObject();
        End(response, json);
    }

    private static Utf8JsonWriter Start(HttpResponse response)
    {
        response.ContentType = "application/json; charset=utf-8";
        return new Utf8JsonWriter(response.BodyWriter, WriterOptions);
    }

    // Nothing is sent before the request ends, so the length is known by then, and no answer has to go out in chunks.
    private static void End(HttpResponse response, Utf8JsonWriter json)
    {
        json.WriteEndObject();
        response.ContentLength = json.BytesCommitted + json.BytesPending;
    }

    private static void Head(Utf8JsonWriter json, int status, ReadOnlySpan<byte> type)
    {
        json.WriteNumber("statusCode"u8, status);
        json.WriteString("type"u8, type);
        json.WritePropertyName("value"u8);
    }

    private static ReadOnlySpan<byte> NameOf(TaskSize size) => size switch
    {
        TaskSize.Small => "small"u8,
        TaskSize.Medium => "medium"u8,
        TaskSize.Large => "large"u8,
    };
}
