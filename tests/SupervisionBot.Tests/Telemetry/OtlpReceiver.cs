using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Tests.Telemetry;

/// <summary>A collector on loopback that takes OTLP over HTTP and keeps what came, as text in which every word of the protobuf can be found.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/traces", request => TakeAsync(request, Traces));
        _app.MapPost("/v1/metrics", request => TakeAsync(request, Metrics));
    }

    public ConcurrentQueue<string> Traces { get; } = new();

    public ConcurrentQueue<string> Metrics { get; } = new();

    public string Address => _app.Urls.Single();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task TakeAsync(HttpContext http, ConcurrentQueue<string> into)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        into.Enqueue(Encoding.UTF8.GetString(body.ToArray()));
    }
}
