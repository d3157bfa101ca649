using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Teams.Tests;

internal sealed record Request(string Method, string Target, string? ContentType, string? UserAgent, string Body);

/// <summary>A small real server in the place of the connector.</summary>
public sealed class StubConnector : IAsyncLifetime
{
    private readonly WebApplication _app;

    public StubConnector()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            Requests.Enqueue(new(http.Request.Method, target, http.Request.ContentType, http.Request.Headers.UserAgent, await reader.ReadToEndAsync()));
            await Respond(http);
        });
    }

    internal ConcurrentQueue<Request> Requests { get; } = new();

    internal RequestDelegate Respond { get; set; } = http => AnswerAsync(http, 201, """{ "id": "1790000000900" }""");

    internal string Url => _app.Urls.Single() + "/emea/tenant/";

    internal static async Task AnswerAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body);
    }

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();
}
