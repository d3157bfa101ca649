using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SupervisionBot.Teams;

/// <summary>Puts a file where its person allowed it: one request to an allowed host, without the bot's token, no redirects, no retries. Safe to use from many threads.</summary>
/// <remarks>learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4; learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession.</remarks>
public sealed class FileUpload(HttpClient http, IOptions<TeamsOptions> options, TimeProvider clock, ILogger<FileUpload> log)
{
    /// <summary>Longest file in bytes, inclusive: 4 MB. Our own limit; OneDrive takes up to 60 MiB in one request.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly MediaTypeHeaderValue s_anyBytes = new("application/octet-stream");

    /// <summary>Uploads the whole file.</summary>
    /// <param name="place">Where; refused unless it is https on its usual port of one of <see cref="TeamsOptions.UploadHosts"/>.</param>
    /// <param name="content">At least one byte.</param>
    /// <param name="cancellationToken">Gives up; then, and only then, the call throws.</param>
    /// <exception cref="ArgumentException">The file is empty.</exception>
    public async Task<UploadOutcome> PutAsync(FilePlace place, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (content.IsEmpty)
        {
            throw new ArgumentException("An empty file cannot be uploaded.", nameof(content));
        }

        if (content.Length > MaxBytes)
        {
            log.FileNotUploaded("size");
            return new UploadOutcome.TooLarge();
        }

        if (ServiceAddress.ParseUpload(place.UploadUrl, options.Value) is not { } address)
        {
            log.FileNotUploaded("address");
            return new UploadOutcome.ForeignAddress();
        }

        using var request = new HttpRequestMessage(HttpMethod.Put, address)
        {
            Content = new ReadOnlyMemoryContent(content) { Headers = { ContentType = s_anyBytes, ContentRange = new(0, content.Length - 1, content.Length) } },
        };
        var started = clock.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var elapsed = clock.GetElapsedTime(started);
            log.FileUploaded(content.Length, response.StatusCode, elapsed);
            return Read(response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var reason = (e as HttpRequestException)?.HttpRequestError;
            log.FileUploadSilent(content.Length, clock.GetElapsedTime(started), reason);
            return ConnectorClient.NeverLeft(reason) ? new UploadOutcome.NotSent() : new UploadOutcome.Unknown();
        }
    }

    private static UploadOutcome Read(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK or HttpStatusCode.Created => new UploadOutcome.Stored(),
        HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.Gone or HttpStatusCode.RequestedRangeNotSatisfiable => new UploadOutcome.Gone(),
        HttpStatusCode.TooManyRequests => new UploadOutcome.NotSent(),
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new UploadOutcome.Unknown(),
        _ => new UploadOutcome.Rejected((int)status),
    };
}
