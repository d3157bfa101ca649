using Azure.Core;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>How the Table service is talked to.</summary>
/// <remarks>
/// The pipeline repeats a request after 408, 429, 500, 502, 503, 504 and a broken connection, as Retry-After says or with growing, jittered waits
/// ("Scalability and performance targets for Table storage": back off exponentially). Our own starting values, within what the reference for latency and
/// time-outs allows: three repetitions from 0.4 s to 4 s apart; 10 s for one answer, of which the service itself takes at most 5 s for a page ("Query timeout and pagination").
/// </remarks>
public sealed class TableClientOptions : ClientOptions
{
    /// <summary>The version asked for: the lowest that takes Microsoft Entra tokens ("Versioning for Azure Storage").</summary>
    internal const string Version = "2020-12-06";

    /// <summary>Options with the values above.</summary>
    public TableClientOptions()
    {
        Retry.Mode = RetryMode.Exponential;
        Retry.MaxRetries = 3;
        Retry.Delay = TimeSpan.FromSeconds(0.4);
        Retry.MaxDelay = TimeSpan.FromSeconds(4);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        Diagnostics.ApplicationId = "SupervisionBot";
        Diagnostics.IsLoggingContentEnabled = false;
        foreach (var header in (ReadOnlySpan<string>)["x-ms-error-code", "x-ms-version", "DataServiceVersion"])
            Diagnostics.LoggedHeaderNames.Add(header);
    }
}
