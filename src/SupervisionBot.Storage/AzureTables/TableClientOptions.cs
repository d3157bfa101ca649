using Azure.Core;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>How the Table service is talked to.</summary>
/// <remarks>
/// The pipeline repeats a request after 408, 429, 500, 502, 503, 504 and a broken connection, as Retry-After says or with growing, jittered waits
/// ("Scalability and performance targets for Table storage": back off exponentially). The values are our own and made for somebody who waits: Teams gives a card's
/// press up after 10 to 15 s, and a press can need a read and a write. Where nobody waits, <see cref="Patience"/> may be longer.
/// </remarks>
public sealed class TableClientOptions : ClientOptions
{
    /// <summary>The version asked for: the lowest that takes Microsoft Entra tokens ("Versioning for Azure Storage").</summary>
    internal const string Version = "2020-12-06";

    /// <summary>The longest that one read or one write takes with all its repetitions; a write that ends so is looked for once more, for half as long. 4 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Three repetitions, from 0.2 s to 2 s apart; 2 s for one answer.</summary>
    public TableClientOptions()
    {
        Retry.Mode = RetryMode.Exponential;
        Retry.MaxRetries = 3;
        Retry.Delay = TimeSpan.FromSeconds(0.2);
        Retry.MaxDelay = TimeSpan.FromSeconds(2);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(2);
        Diagnostics.ApplicationId = "SupervisionBot";
        Diagnostics.IsLoggingContentEnabled = false;
        foreach (var header in (ReadOnlySpan<string>)["x-ms-error-code", "x-ms-version", "DataServiceVersion"])
            Diagnostics.LoggedHeaderNames.Add(header);
    }
}
