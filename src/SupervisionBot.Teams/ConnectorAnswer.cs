using System.Net;
using System.Text;
using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>Names what an HTTP answer of the connector means.</summary>
internal static class ConnectorAnswer
{
    public static ConnectorOutcome Read(HttpResponseMessage response, JsonElement json, TimeProvider clock) => response.StatusCode switch
    {
        _ when response.IsSuccessStatusCode => new ConnectorOutcome.Delivered(json.Text("id") is { Length: > 0 } id ? id : null),
        HttpStatusCode.Unauthorized => new ConnectorOutcome.Unauthorized(CodeOf(json)),
        HttpStatusCode.Forbidden => new ConnectorOutcome.Unreachable(CodeOf(json)),
        HttpStatusCode.NotFound => new ConnectorOutcome.Gone(),
        HttpStatusCode.PreconditionFailed or HttpStatusCode.TooManyRequests => new ConnectorOutcome.Throttled(RetryAfter(response, clock)),
        HttpStatusCode.RequestEntityTooLarge => new ConnectorOutcome.TooLarge(),
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new ConnectorOutcome.Unknown(),
        var status => new ConnectorOutcome.Rejected((int)status, CodeOf(json)),
    };

    /// <summary>The service's error code: plain, or in one form inside JSON that is itself a string.</summary>
    public static string? CodeOf(JsonElement json)
    {
        var code = json.At("error").Text("code")
            ?? (json.Text("message") is { } message ? TolerantJson.Parse(Encoding.UTF8.GetBytes(message)).Text("subCode") : null);

        // Codes go into logs and to operators; anything that does not look like one stays out.
        return code is { Length: > 0 and <= 64 } && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '_' or '-') ? code : null;
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
