using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupervisionBot.Teams.Authentication;

namespace SupervisionBot.Teams;

/// <summary>One activity in, one HTTP answer out.</summary>
/// <remarks>
/// A caller that could not be checked, as the service's keys could not be read, is answered 503 with <c>Retry-After</c>, so that Teams delivers again. Nothing of a body is read before
/// the token was found good.
/// </remarks>
internal sealed class ActivityEndpoint(TeamsActivityHandler handler, TokenCheck tokens, RateLimits limits, IOptions<TeamsOptions> options, ILogger<ActivityEndpoint> log)
{
    private const string FailedText = "Something went wrong on our side. What was saved before is safe. Please try again in a moment.";
    private const string NobodyText = "This works only for people who are signed in to their organisation.";

    private static readonly CardActionResponse s_cardFailed = new CardActionResponse.Error(500, "InternalServerError", FailedText);
    private static readonly CardActionResponse s_cardNobody = new CardActionResponse.Error(400, "BadRequest", NobodyText);
    private static readonly TaskResponse s_taskFailed = new TaskResponse.Message(FailedText);
    private static readonly TaskResponse s_taskNobody = new TaskResponse.Message(NobodyText);

    public async Task HandleAsync(HttpContext http)
    {
        var correlation = CorrelationOf(http);
        var isAnonymous = options.Value.Anonymous;
        if (isAnonymous && !AnonymousCaller.IsAllowed(http))
        {
            Refuse(http, Refusal.Caller, correlation);
            return;
        }

        var (token, fault) = isAnonymous ? default : await CheckAsync(http);
        if (!isAnonymous && token is null)
        {
            RefuseStranger(http, fault, correlation);
            return;
        }

        var (activity, refusal) = await ActivityBody.ReadAsync(http.Request, http.RequestAborted);
        if (refusal is { } unreadable)
        {
            RefuseStranger(http, unreadable, correlation);
            return;
        }

        if (activity.Text("type") is not { Length: > 0 } type || activity.Text("channelId") is not "msteams")
        {
            RefuseStranger(http, Refusal.Envelope, correlation);
            return;
        }

        if (token is not null && tokens.FaultOf(token, activity) is { } mismatch)
        {
            RefuseStranger(http, mismatch, correlation);
            return;
        }

        if ((limits.WaitOfPerson(activity) ?? limits.WaitOf(http.Connection.RemoteIpAddress)) is { } wait)
        {
            Refuse(http, Refusal.Rate, correlation, wait);
            return;
        }

        var name = type is "invoke" ? activity.Text("name") : null;
        switch (type, name)
        {
            case ("message" or "messageUpdate" or "messageDelete" or "installationUpdate", _) or ("invoke", "adaptiveCard/action" or "task/fetch" or "task/submit" or "fileConsent/invoke"):
                break;
            case ("conversationUpdate", _):
                await UpdateAsync(http, activity, correlation);
                return;
            case ("invoke", _):
                http.Response.StatusCode = StatusCodes.Status501NotImplemented;
                return;
            default:
                return;
        }

        var (delivery, incomplete) = DeliveryReader.Read(activity, type, options.Value);
        if (delivery is null && incomplete is not Refusal.Nobody)
        {
            Refuse(http, incomplete, correlation);
            return;
        }

        log.Received(type, name, delivery?.Key, correlation);
        await AnswerAsync(http, type, name, activity, delivery);
    }

    // Needs nobody who did it: a team can be renamed by an app, or by a rule of the organisation.
    private async Task UpdateAsync(HttpContext http, JsonElement activity, string? correlation)
    {
        var (conversation, key, refusal) = DeliveryReader.ReadPlace(activity, "conversationUpdate", options.Value);
        if (conversation is null)
        {
            if (refusal is not Refusal.Nobody)
            {
                Refuse(http, refusal, correlation);
            }
        }
        else if (ConversationUpdateReader.Read(activity, conversation) is { } update)
        {
            log.Received("conversationUpdate", update.GetType().Name, key, correlation);
            http.Response.StatusCode = await GuardAsync(http, key, "conversationUpdate", StatusCodes.Status503ServiceUnavailable, async stop =>
            {
                await handler.OnConversationUpdateAsync(update, stop);
                return StatusCodes.Status200OK;
            });
        }
    }

    private async Task AnswerAsync(HttpContext http, string type, string? name, JsonElement activity, Delivery? delivery)
    {
        var value = activity.At("value");
        switch (type, name)
        {
            case ("invoke", "adaptiveCard/action"):
                var trigger = value.Text("trigger") is "automatic" ? CardTrigger.Automatic : CardTrigger.Manual;
                InvokeAnswer.Write(http.Response, delivery is null
                    ? s_cardNobody
                    : await GuardAsync(http, delivery.Key, trigger is CardTrigger.Automatic ? "refresh" : name, s_cardFailed, stop => handler.OnCardActionAsync(delivery, CardAction.FromExecute(value), trigger, stop)));
                break;
            case ("invoke", "fileConsent/invoke"):
                http.Response.StatusCode = FileConsent.Of(value) is not { } consent || delivery is null
                    ? StatusCodes.Status400BadRequest
                    : await GuardAsync(http, delivery.Key, name, StatusCodes.Status503ServiceUnavailable, async stop =>
                    {
                        await handler.OnFileConsentAsync(delivery, consent, stop);
                        return StatusCodes.Status200OK;
                    });
                break;
            case ("invoke", _):
                var action = CardAction.FromData(value.At("data"));
                InvokeAnswer.Write(http.Response, delivery is null
                    ? s_taskNobody
                    : await GuardAsync(http, delivery.Key, name!, s_taskFailed, stop => name is "task/fetch"
                        ? handler.OnTaskFetchAsync(delivery, action, stop)
                        : handler.OnTaskSubmitAsync(delivery, action, stop)));
                break;
            default:
                if (delivery is not null)
                {
                    http.Response.StatusCode = await GuardAsync(http, delivery.Key, type, StatusCodes.Status503ServiceUnavailable, async stop =>
                    {
                        await NotifyAsync(type, activity, delivery, stop);
                        return StatusCodes.Status200OK;
                    });
                }

                break;
        }
    }

    private Task NotifyAsync(string type, JsonElement activity, Delivery delivery, CancellationToken cancellationToken)
    {
        var value = activity.At("value");
        return (type, activity.Text("action")) switch
        {
            ("installationUpdate", "add" or "add-upgrade") => handler.OnInstalledAsync(delivery, cancellationToken),
            ("installationUpdate", "remove" or "remove-upgrade") => handler.OnUninstalledAsync(delivery, cancellationToken),
            ("installationUpdate", _) => Task.CompletedTask,
            ("messageUpdate" or "messageDelete", _) => OfMessage(activity, delivery, cancellationToken),

            // A button whose data is a plain string has no text beside it; a typed message has text and no value.
            _ when value.ValueKind is JsonValueKind.Object || (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null) && activity.Text("text") is null) =>
                handler.OnCardSubmitAsync(delivery, CardAction.FromData(value), cancellationToken),
            _ => handler.OnMessageAsync(delivery, MessageReader.Read(activity, delivery.Conversation.BotMri), cancellationToken),
        };
    }

    // Teams adds kinds at any time.
    private Task OfMessage(JsonElement activity, Delivery delivery, CancellationToken cancellationToken) => activity.At("channelData").Text("eventType") switch
    {
        "editMessage" or "undeleteMessage" => handler.OnMessageEditedAsync(delivery, MessageReader.Read(activity, delivery.Conversation.BotMri), cancellationToken),
        "softDeleteMessage" => handler.OnMessageDeletedAsync(delivery, cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task<T> GuardAsync<T>(HttpContext http, string key, string kind, T failed, Func<CancellationToken, Task<T>> call)
    {
        var turn = TurnMeter.Start(kind);
        try
        {
            var answer = await call(http.RequestAborted);
            turn.End(answer);
            return answer;
        }
        catch when (http.RequestAborted.IsCancellationRequested)
        {
            turn.End(new OperationCanceledException());
            throw;
        }
        catch (Exception e)
        {
            turn.End(e);
            log.HandlerFailed(key, e.GetType(), CorrelationOf(http), Environment.NewLine, e.StackTrace);
            return failed;
        }
    }

    private async ValueTask<(CheckedToken? Token, Refusal Fault)> CheckAsync(HttpContext http) => BearerToken.Of(http.Request) is { } token
        ? await tokens.CheckAsync(token, http.RequestAborted)
        : (null, Refusal.NoToken);

    // Of many refusals of one address the first are told and written down with their reason; that is all which a stranger can use up.
    private void RefuseStranger(HttpContext http, Refusal refusal, string? correlation)
    {
        if (refusal is not Refusal.KeysUnknown && limits.WaitOfStranger(http.Connection.RemoteIpAddress) is { } wait)
        {
            TurnMeter.Refused(Refusal.Rate);
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            return;
        }

        Refuse(http, refusal, correlation);
    }

    private void Refuse(HttpContext http, Refusal refusal, string? correlation, int? retryAfter = null)
    {
        log.Refused(refusal, correlation);
        TurnMeter.Refused(refusal);
        http.Response.StatusCode = refusal switch
        {
            Refusal.Rate => StatusCodes.Status429TooManyRequests,
            Refusal.NoToken or Refusal.Token or Refusal.TokenKey or Refusal.TokenSignature or Refusal.TokenIssuer or Refusal.TokenAudience or Refusal.TokenLifetime or Refusal.TokenServiceUrl =>
                StatusCodes.Status401Unauthorized,
            Refusal.Caller or Refusal.Endorsement or Refusal.Tenant => StatusCodes.Status403Forbidden,
            Refusal.KeysUnknown => StatusCodes.Status503ServiceUnavailable,
            Refusal.ContentType => StatusCodes.Status415UnsupportedMediaType,
            Refusal.BodySize => StatusCodes.Status413PayloadTooLarge,
            Refusal.Body or Refusal.Envelope or Refusal.Ids or Refusal.ServiceUrl or Refusal.Nobody => StatusCodes.Status400BadRequest,
        };
        switch (http.Response.StatusCode)
        {
            case StatusCodes.Status401Unauthorized:
                http.Response.Headers.WWWAuthenticate = "Bearer";
                break;
            case StatusCodes.Status503ServiceUnavailable:
                retryAfter = (int)KeySetRetriever.Pause.TotalSeconds;
                break;
        }

        if (retryAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    // The vendor's support asks for this value. It comes from outside, so only as much of it is kept as the format allows.
    private static string? CorrelationOf(HttpContext http) =>
        (string?)http.Request.Headers["MS-CV"] is { Length: <= 128 } correlation ? correlation : null;
}
