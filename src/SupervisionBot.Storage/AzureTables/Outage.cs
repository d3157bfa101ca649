using System.Text.Json;
using Azure;
using Azure.Identity;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>Tells an answer about rows from an outage: no answer, or one that says nothing about them.</summary>
internal static class Outage
{
    /// <summary>What to say of an outage, such as <c>503 ServerBusy</c>; null when the error is none. Holds no keys and no values.</summary>
    public static string? Cause(Exception error) => error switch
    {
        RequestFailedException { Status: 0 } => "no connection",
        // Anything between us and the service can say 404; only what the service says of rows counts.
        RequestFailedException { ErrorCode: { } code } when TableErrorCode.IsAboutRows(code) => null,
        RequestFailedException refusal => $"{refusal.Status} {refusal.ErrorCode}".TrimEnd(),
        AggregateException { InnerException: { } first } => Cause(first),
        OperationCanceledException => "no answer in time",
        InvalidDataException => "an answer that can't be read",
        AuthenticationFailedException => "no token",
        HttpRequestException or IOException or JsonException => "the connection broke",
        _ => null,
    };
}
