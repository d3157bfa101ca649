using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Bench;

/// <summary>Stands where Teams listens: takes whatever the bot sends.</summary>
internal sealed class ConnectorSink : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ConnectorSink(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<ConnectorSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapFallback(() => Results.Text("""{"id":"1792658400001"}""", "application/json", statusCode: StatusCodes.Status201Created));
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
