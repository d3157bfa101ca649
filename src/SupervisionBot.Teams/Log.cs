using System.Net;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Teams;

/// <summary>What the edge logs: keys, codes and durations; never what a person wrote, never an exception's text, as that may quote it.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Debug, Message = "Received {Type} {Name} as {Key} (MS-CV {Correlation})")]
    public static partial void Received(this ILogger logger, string type, string? name, string? key, string? correlation);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "Refused a request: {Refusal} (MS-CV {Correlation})")]
    public static partial void Refused(this ILogger logger, Refusal refusal, string? correlation);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "Handling {Key} failed with {ExceptionType} (MS-CV {Correlation}){NewLine}{Stack}")]
    public static partial void HandlerFailed(this ILogger logger, string key, Type exceptionType, string? correlation, string newLine, string? stack);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Information, Message = "Read {Count} signing keys of the Bot Service")]
    public static partial void KeysRead(this ILogger logger, int count);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning, Message = "The signing keys of the Bot Service could not be read: {ExceptionType}")]
    public static partial void KeysNotRead(this ILogger logger, Type exceptionType);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Debug, Message = "Connector {Method} answered {Status} in {Elapsed} (MS-CV {Correlation})")]
    public static partial void ConnectorAnswered(this ILogger logger, HttpMethod method, HttpStatusCode status, TimeSpan elapsed, string? correlation);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "Connector {Method} answered {Status} {Code} in {Elapsed} (MS-CV {Correlation})")]
    public static partial void ConnectorRefused(this ILogger logger, HttpMethod method, HttpStatusCode status, string? code, TimeSpan elapsed, string? correlation);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "Connector {Method} got no answer after {Elapsed}: {Reason}")]
    public static partial void ConnectorSilent(this ILogger logger, HttpMethod method, TimeSpan elapsed, HttpRequestError? reason);

    [LoggerMessage(EventId = 1104, Level = LogLevel.Warning, Message = "Connector {Method} was not sent: {Reason}")]
    public static partial void ConnectorNotCalled(this ILogger logger, HttpMethod method, string reason);

    [LoggerMessage(EventId = 1105, Level = LogLevel.Error, Message = "Connector {Method} does not accept the bot's token: {Code}, in {Elapsed} (MS-CV {Correlation}). See AzureAd and the registration of the bot")]
    public static partial void ConnectorUnauthorized(this ILogger logger, HttpMethod method, string? code, TimeSpan elapsed, string? correlation);

    [LoggerMessage(EventId = 1106, Level = LogLevel.Information, Message = "Uploaded a file of {Bytes} bytes, answered {Status} in {Elapsed}")]
    public static partial void FileUploaded(this ILogger logger, int bytes, HttpStatusCode status, TimeSpan elapsed);

    [LoggerMessage(EventId = 1107, Level = LogLevel.Warning, Message = "Uploading a file of {Bytes} bytes got no answer after {Elapsed}: {Reason}")]
    public static partial void FileUploadSilent(this ILogger logger, int bytes, TimeSpan elapsed, HttpRequestError? reason);

    [LoggerMessage(EventId = 1108, Level = LogLevel.Warning, Message = "A file was not uploaded: {Reason}")]
    public static partial void FileNotUploaded(this ILogger logger, string reason);

    [LoggerMessage(EventId = 1201, Level = LogLevel.Debug, Message = "Renewed the bot's token in {Elapsed}; forced: {Forced}")]
    public static partial void TokenRenewed(this ILogger logger, TimeSpan elapsed, bool forced);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "The bot's token was not renewed: {Kind} {Code}. The one at hand is still valid")]
    public static partial void TokenNotRenewed(this ILogger logger, string kind, string? code);

    [LoggerMessage(EventId = 1203, Level = LogLevel.Error, Message = "No token for the bot: {Kind} {Code}. Nothing can be sent until there is one")]
    public static partial void TokenUnavailable(this ILogger logger, string kind, string? code);

    [LoggerMessage(EventId = 1204, Level = LogLevel.Warning, Message = "The bot's certificate ends in {Days} days: put a new one in place before")]
    public static partial void CertificateEnds(this ILogger logger, int days);
}
