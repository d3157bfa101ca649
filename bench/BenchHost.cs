using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace SupervisionBot.Bench;

/// <summary>What runs in a process of its own: the app as it is, or the floor beneath it. Ends when its standard input does.</summary>
internal static class BenchHost
{
    public const string App = "app";
    public const string Floor = "floor";

    /// <summary>The setting of the floor that names the file with the answer it gives.</summary>
    public const string Answer = "--Answer";

    private static readonly string[] s_common = ["--urls", "http://127.0.0.1:0", "--environment", "Development", "--Logging:LogLevel:Default", "Warning"];

    /// <summary>The settings of a host that takes whoever calls; where it keeps what it stores is left to say.</summary>
    public static IReadOnlyList<string> Settings { get; } = [.. s_common, "--Teams:Anonymous", "true"];

    /// <param name="kind"><see cref="App"/> or <see cref="Floor"/>.</param>
    /// <param name="settings">Beside those that every host here has; the last word on each counts.</param>
    public static async Task<int> RunAsync(string kind, string[] settings)
    {
        settings = [.. s_common, .. settings];
        await using var host = kind == App ? SupervisionApp.Create(settings) : CreateFloor(settings);
        await host.StartAsync();
        Console.WriteLine(host.Urls.First());
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
        return 0;
    }

    // The least that any bot does: reads the body, parses it the way the edge does, and answers bytes it has.
    private static WebApplication CreateFloor(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        var answer = File.ReadAllBytes(builder.Configuration[Answer[2..]]!);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        RequestDelegate handle = async http =>
        {
            var read = await http.Request.BodyReader.ReadAtLeastAsync(256 * 1024, http.RequestAborted);
            var length = (int)read.Buffer.Length;
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            read.Buffer.CopyTo(buffer);
            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            var activity = JsonElement.Parse(buffer.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(buffer);
            if (!activity.GetProperty("type").ValueEquals("invoke"u8))
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = answer.Length;
            await http.Response.BodyWriter.WriteAsync(answer, http.RequestAborted);
        };
        app.MapPost(Activities.Path, handle);
        return app;
    }
}
