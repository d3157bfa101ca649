using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.LocalTeams.Tests;

/// <summary>A bot that remembers what it was told and answers as the test says.</summary>
internal sealed class FakeBot : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeBot(WebApplication app) => _app = app;

    /// <summary>Everything received, in order.</summary>
    public ConcurrentQueue<JsonObject> Received { get; } = [];

    /// <summary>Answers an activity: a status, and a body or null. Status 0 breaks the connection instead.</summary>
    public Func<JsonObject, Task<(int Status, JsonNode? Body)>> Answer { get; set; } = _ => Task.FromResult((200, (JsonNode?)null));

    public Uri Address => new(_app.Urls.Single());

    public static async Task<FakeBot> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var bot = new FakeBot(app);
        app.MapPost("/api/messages", async (JsonObject activity, HttpContext context) =>
        {
            bot.Received.Enqueue(activity);
            var (status, body) = await bot.Answer(activity);
            if (status is 0)
            {
                context.Abort();
            }

            return body is null ? Results.StatusCode(status) : Results.Json(body, statusCode: status);
        });
        await app.StartAsync();
        return bot;
    }

    public void AnswerInvokesWith(JsonNode body) =>
        Answer = activity => Task.FromResult((200, Text(activity, "type") == "invoke" ? body.DeepClone() : null));

    public JsonObject[] Of(string type) => [.. Received.Where(activity => Text(activity, "type") == type)];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string? Text(JsonObject activity, string name) => activity[name]?.GetValue<string>();
}
