using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Azure;
using Azure.Core;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>Finds the error code of a refusal: in a header, in JSON, or in XML; some refusals have none ("Status and error codes", Table service).</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    public static TableErrorParser Instance { get; } = new();

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        var code = response.Headers.TryGetValue("x-ms-error-code", out var header) && header.Length > 0 ? header : Code(response.Content.ToMemory());
        // No message: what the service says names keys.
        error = code is null ? null : new ResponseError(code, message: null);
        return error is not null;
    }

    /// <summary>The code in a refusal's body, or null.</summary>
    public static string? Code(ReadOnlyMemory<byte> body) => Read(body)?.Code;

    /// <summary>Code and message of a refusal's body, or null.</summary>
    public static (string Code, string Message)? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (body.Span.TrimStart(" \r\n\t"u8) is not [(byte)'{', ..])
                return body.IsEmpty || XDocument.Load(new MemoryStream(body.ToArray())).Root?.Elements().FirstOrDefault(element => element.Name.LocalName == "Code")?.Value is not { } xml ? null : (xml, "");
            using var json = JsonDocument.Parse(body);
            var error = json.RootElement.GetProperty("odata.error");
            return (error.GetProperty("code").GetString() ?? "", error.GetProperty("message").GetProperty("value").GetString() ?? "");
        }
        catch (Exception unreadable) when (unreadable is JsonException or XmlException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
