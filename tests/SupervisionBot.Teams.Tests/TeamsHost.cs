using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Teams.Tests;

/// <summary>The edge in a real server on loopback.</summary>
public sealed class TeamsHost : IAsyncLifetime
{
    private readonly WebApplication _app;

    public TeamsHost()
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", "--environment", "Development", "--Teams:Anonymous", "true"]);
        builder.Logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Debug);
        builder.AddTeamsEdge<RecordingHandler>();
        _app = builder.Build();
        _app.MapTeams();
    }

    internal RecordingHandler Handler => _app.Services.GetRequiredService<RecordingHandler>();

    internal ConnectorClient Connector => _app.Services.GetRequiredService<ConnectorClient>();

    internal FileUpload Upload => _app.Services.GetRequiredService<FileUpload>();

    internal RecordingLogs Logs { get; } = new();

    internal HttpClient Http { get; } = new();

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        Http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    internal Task<Answer> PostAsync(string body) => PostAsync(Encoding.UTF8.GetBytes(body));

    internal async Task<Answer> PostAsync(byte[] body, string contentType = "application/json; charset=utf-8", Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        change?.Invoke(request);
        using var response = await Http.SendAsync(request);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync());
    }
}

internal sealed record Answer(int Status, string? ContentType, string Body);

internal static class Change
{
    /// <summary>The activity with the property at a dotted path set; removed when the value is C# null; JSON null when it is "null".</summary>
    public static string With(this string activity, string path, string? json)
    {
        var root = JsonNode.Parse(activity)!;
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(root, (node, name) => node[name]!).AsObject();
        parent.Remove(names[^1]);
        if (json is not null)
        {
            parent[names[^1]] = JsonNode.Parse(json);
        }

        return root.ToJsonString();
    }
}
