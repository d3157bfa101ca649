using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SupervisionBot.EndToEnd.Stage;

namespace SupervisionBot.EndToEnd.Playground;

/// <summary>The Microsoft 365 Agents Playground as a process, on loopback only, driven over its HTTP interface.</summary>
/// <remarks>npm package @microsoft/m365agentsplayground 0.2.28. People and rooms: tests/playground/.m365agentsplayground.yml.</remarks>
internal sealed class PlaygroundProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "playground");
    private static readonly string s_program = Path.Combine(s_folder, "node_modules", "@microsoft", "m365agentsplayground", "cli.js");

    private readonly Process _process;
    private readonly HttpClient _http;

    private PlaygroundProcess(Process process, int port)
    {
        (_process, Port) = (process, port);
        _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = s_patience };
    }

    public static bool IsInstalled => File.Exists(s_program);

    public int Port { get; }

    /// <summary>Where the bot is to answer, as the playground says it.</summary>
    public string ServiceUrl => $"http://localhost:{Port}/_connector";

    /// <summary>What a person at the playground sees.</summary>
    public required PlaygroundStream Chats { get; init; }

    /// <summary>Every exchange between the playground and the bot.</summary>
    public required PlaygroundStream Exchanges { get; init; }

    /// <summary>Starts it, and waits until it answers.</summary>
    /// <param name="bot">The app.</param>
    /// <param name="log">The file it logs to.</param>
    public static async Task<PlaygroundProcess> StartAsync(Uri bot, string log)
    {
        string[] arguments =
        [
            "--require", Path.Combine(s_folder, "loopback.cjs"), s_program, "start", "-e", new Uri(bot, "/api/messages").AbsoluteUri, "-c", "msteams",
            "-p", FreePort().ToString(CultureInfo.InvariantCulture), "--disable-telemetry",
        ];
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = s_folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TEAMSAPPTESTER_BROWSER"] = "none";
        start.Environment["M365_AGENTS_PLAYGROUND_LOGFILE"] = log;
        var process = Process.Start(start)!;
        try
        {
            var port = await ListeningAsync(process);
            Uri Stream(string path) => new($"ws://127.0.0.1:{port}/{path}");
            return new(process, port)
            {
                Chats = await PlaygroundStream.OpenAsync(Stream("_ws_conversation/v1/conversations/stream")),
                Exchanges = await PlaygroundStream.OpenAsync(Stream("_ws/log/stream")),
            };
        }
        catch
        {
            End(process);
            throw;
        }
    }

    /// <summary>Posts JSON, and reads the answer; null when it is empty.</summary>
    public async Task<JsonObject?> PostAsync(string path, JsonObject body)
    {
        using var response = await _http.PostAsJsonAsync(path, body);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {answer}");
        return answer.Length == 0 ? null : JsonNode.Parse(answer)!.AsObject();
    }

    /// <summary>Has the playground send an activity as it is, and reads what the bot answered.</summary>
    public async Task<JsonObject> ExchangeAsync(JsonObject activity)
    {
        await PostAsync("_internal/v1/customActivities", activity);
        var exchange = await Exchanges.WaitAsync(seen => (string?)seen["log"]!["request"]?["body"]?["id"] == (string?)activity["id"] && seen["log"]!["response"] is not null);
        var response = exchange["log"]!["response"]!.AsObject();
        Assert.Equal(200, (int)response["statusCode"]!);
        return response["body"] as JsonObject ?? [];
    }

    public void Dispose()
    {
        Chats.Dispose();
        Exchanges.Dispose();
        _http.Dispose();
        End(_process);
    }

    // It takes another port when this one is taken after all.
    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<int> ListeningAsync(Process process)
    {
        const string Listening = "Listening on ";
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience) is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return int.Parse(line.AsSpan(Listening.Length), CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException($"the playground did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
