using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using SupervisionBot.Tables;

namespace SupervisionBot.Tests.Faults;

/// <summary>Stands on loopback in front of Table Storage, hands requests on, and does to them what a plan says.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    // Where an empty page says to go on: at the page that was asked for.
    private const string HereAgain = "here-again";
    private const string NextPartition = "NextPartitionKey";

    private static readonly TimeSpan s_late = TimeSpan.FromMilliseconds(30);

    // Headers that belong to one connection.
    private static readonly HashSet<string> s_own = new(["Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Date", "Server"], StringComparer.OrdinalIgnoreCase);

    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _storage;
    private int _requests;

    private FaultProxy(string connectionString)
    {
        _storage = new(connectionString.Split(';').Single(part => part.StartsWith("TableEndpoint=", StringComparison.Ordinal)).Split('=', 2)[1]);
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>What to do to an attempt of a request.</summary>
    public Func<TableCall, Fault> Plan { get; set; } = _ => Fault.None;

    /// <summary>Storage as it is reached through here.</summary>
    public string ConnectionString => Azurite.ConnectionStringFor(new Uri(_app.Urls.Single()).Port);

    /// <summary>How many requests came.</summary>
    public int Requests => _requests;

    public static async Task<FaultProxy> StartAsync(string connectionString)
    {
        var proxy = new FaultProxy(connectionString);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var fault = Plan(TableCall.Of(http.Request.Method, target, body.ToArray()));

        // Nobody asks twice whether an answer is there: what was sent is carried out even when the client has gone.
        var answer = fault == Fault.None || fault.IsAfter() ? await ForwardAsync(http.Request, target, body.ToArray()) : null;
        switch (fault)
        {
            case Fault.None:
                await WriteAsync(http, answer!, answer!.Body.Length);
                break;
            case Fault.Delay:
                await WaitAsync(http, s_late);
                await WriteAsync(http, answer!, answer!.Body.Length);
                break;
            case Fault.Cut:
                await WriteAsync(http, answer!, answer!.Body.Length / 2);
                http.Abort();
                break;
            case Fault.DropRequest or Fault.DropAnswer:
                http.Abort();
                break;
            case Fault.HangBefore or Fault.HangAfter:
                await WaitAsync(http, Timeout.InfiniteTimeSpan);
                break;
            case Fault.TooMany or Fault.TooManyAfter:
                http.Response.Headers.RetryAfter = "0";
                await RefuseAsync(http, StatusCodes.Status429TooManyRequests, "TooManyRequests");
                break;
            case Fault.Error or Fault.ErrorAfter:
                await RefuseAsync(http, StatusCodes.Status500InternalServerError, "InternalError");
                break;
            case Fault.Busy or Fault.BusyAfter:
                await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "ServerBusy");
                break;
            case Fault.PartError or Fault.PartErrorAfter:
                await RefusePartAsync(http, "500 Internal Server Error", "InternalError");
                break;
            case Fault.PartBusy or Fault.PartBusyAfter:
                await RefusePartAsync(http, "503 Service Unavailable", "ServerBusy");
                break;
            case Fault.EmptyPage:
                await ShowNothingAsync(http);
                break;
        }
    }

    private async Task<Answer> ForwardAsync(HttpRequest from, string target, byte[] body)
    {
        var asked = target.Replace($"&{NextPartition}={HereAgain}", "", StringComparison.Ordinal).Replace($"?{NextPartition}={HereAgain}", "?", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new(from.Method), new Uri(_storage, asked));
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var (name, values) in from.Headers.Where(header => !s_own.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        using var response = await _http.SendAsync(request);
        return new(
            (int)response.StatusCode,
            [.. response.Headers.Concat(response.Content.Headers).Where(header => !s_own.Contains(header.Key)).Select(header => (header.Key, header.Value.ToArray()))],
            await response.Content.ReadAsByteArrayAsync());
    }

    private static async Task WriteAsync(HttpContext http, Answer answer, int bytes)
    {
        http.Response.StatusCode = answer.Status;
        foreach (var (name, values) in answer.Headers)
        {
            http.Response.Headers[name] = values;
        }

        if (answer.Status != StatusCodes.Status204NoContent)
        {
            http.Response.ContentLength = answer.Body.Length;
        }

        if (bytes > 0)
        {
            await http.Response.Body.WriteAsync(answer.Body.AsMemory(0, bytes));
            await http.Response.Body.FlushAsync();
        }
    }

    private async Task WaitAsync(HttpContext http, TimeSpan time)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stop.Token);
        await Task.Delay(time, until.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static Task RefuseAsync(HttpContext http, int status, string code)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json;odata=minimalmetadata;charset=utf-8";
        http.Response.Headers["x-ms-error-code"] = code;
        return http.Response.WriteAsync(Problem(code, "Try again later."));
    }

    // The shape is that of https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions, "Sample Error Response".
    private static Task RefusePartAsync(HttpContext http, string status, string code)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.ContentType = "multipart/mixed; boundary=batchresponse_f";
        string[] lines =
        [
            "--batchresponse_f",
            "Content-Type: multipart/mixed; boundary=changesetresponse_f",
            "",
            "--changesetresponse_f",
            "Content-Type: application/http",
            "Content-Transfer-Encoding: binary",
            "",
            $"HTTP/1.1 {status}",
            "Content-ID: 1",
            "DataServiceVersion: 3.0;",
            "Content-Type: application/json;odata=minimalmetadata;charset=utf-8",
            "",
            Problem(code, "0:Try again later."),
            "--changesetresponse_f--",
            "--batchresponse_f--",
            "",
        ];
        return http.Response.WriteAsync(string.Join("\r\n", lines));
    }

    private static Task ShowNothingAsync(HttpContext http)
    {
        var query = http.Request.Query;
        http.Response.ContentType = "application/json;odata=minimalmetadata;charset=utf-8";
        http.Response.Headers["x-ms-continuation-NextPartitionKey"] = query.TryGetValue(NextPartition, out var partition) ? partition : HereAgain;
        if (query.TryGetValue("NextRowKey", out var row))
        {
            http.Response.Headers["x-ms-continuation-NextRowKey"] = row;
        }

        return http.Response.WriteAsync("""{"odata.metadata":"$metadata","value":[]}""");
    }

    private static string Problem(string code, string message) => new JsonObject
    {
        ["odata.error"] = new JsonObject { ["code"] = code, ["message"] = new JsonObject { ["lang"] = "en-US", ["value"] = $"{message}\nRequestId:{Guid.NewGuid()}" } },
    }.ToJsonString();

    private sealed record Answer(int Status, IReadOnlyList<(string Name, string[] Values)> Headers, byte[] Body);
}
