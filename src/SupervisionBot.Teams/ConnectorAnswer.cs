using System.Collections.Frozen;
using System.Net;
using System.Text;
using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>Names what an HTTP answer of the connector means.</summary>
internal static class ConnectorAnswer
{
    // The codes of 403 that are about the conversation: learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability, status codes from agent
    // conversational APIs; MessageWritesBlocked: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages. All others are about the one
    // call: a message that somebody has deleted is answered 403 "ServiceError" (github.com/microsoft/BotFramework-Services/issues/269), and so, now and then, is one to a
    // person who gets the next (github.com/MicrosoftDocs/msteams-docs/issues/7613).
    private static readonly FrozenSet<string> s_ofConversations = FrozenSet.Create(
        StringComparer.Ordinal,
        "BotNotInConversationRoster", "ConversationBlockedByUser", "MessageWritesBlocked", "BotDisabledByAdmin", "ForbiddenOperationException", "InvalidBotApiHost");

    /// <summary>Reads an answer.</summary>
    /// <param name="response">Its status and headers.</param>
    /// <param name="json">Its body.</param>
    /// <param name="isAboutAMessage">Whether the call was about one message that the bot had sent.</param>
    /// <param name="clock">Now, for a header that names a date.</param>
    public static ConnectorOutcome Read(HttpResponseMessage response, JsonElement json, bool isAboutAMessage, TimeProvider clock) => response.StatusCode switch
    {
        _ when response.IsSuccessStatusCode => new ConnectorOutcome.Delivered(json.Text("id") is { Length: > 0 } id ? id : null),
        HttpStatusCode.Unauthorized => new ConnectorOutcome.Unauthorized(CodeOf(json)),
        HttpStatusCode.Forbidden when CodeOf(json) is { } code && s_ofConversations.Contains(code) => new ConnectorOutcome.Unreachable(code),
        HttpStatusCode.Forbidden when isAboutAMessage => new ConnectorOutcome.Gone(),
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
