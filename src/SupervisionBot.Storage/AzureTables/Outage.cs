using System.Text.Json;
using Azure;
using Azure.Identity;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>Tells an outage, which passes, from a bug.</summary>
internal static class Outage
{
    /// <summary>What to say of an outage, such as <c>503 ServerBusy</c>; null when the error is none. Holds no keys and no values.</summary>
    public static string? Cause(Exception error) => error switch
    {
        // A refusal of what we asked for is a bug, except of who asked: rights come and go ("Authorize access to tables using Microsoft Entra ID").
        RequestFailedException { Status: 0 } => "no connection",
        RequestFailedException { ErrorCode: TableErrorCode.TableNotFound or TableErrorCode.TableBeingDeleted } table => table.ErrorCode,
        RequestFailedException { Status: 400 or 404 or 405 or 409 or 411 or 412 or 413 or 414 or 415 } => null,
        RequestFailedException refusal => $"{refusal.Status} {refusal.ErrorCode}".TrimEnd(),
        AggregateException { InnerException: { } first } => Cause(first),
        OperationCanceledException => "no answer in time",
        InvalidDataException => "an answer that can't be read",
        AuthenticationFailedException => "no token",
        HttpRequestException or IOException or JsonException => "the connection broke",
        _ => null,
    };
}
