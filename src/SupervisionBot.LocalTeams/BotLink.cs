using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace SupervisionBot.LocalTeams;

/// <summary>What came back from the bot for one activity.</summary>
/// <param name="Status">The HTTP status, or null when nothing came back.</param>
/// <param name="Body">The JSON body, or null when it was empty or not JSON.</param>
/// <param name="Trouble">What to tell a person, or null when the bot accepted the activity.</param>
internal sealed record BotAnswer(int? Status, JsonElement? Body, string? Trouble)
{
    public bool Accepted => Trouble is null;
}

/// <summary>Posts activities to the bot, once each: Teams may deliver again, LocalTeams does so only when asked.</summary>
internal sealed class BotLink(HttpClient http, ILogger<BotLink> log)
{
    /// <summary>How long Teams waits for a bot.</summary>
    /// <remarks>15 seconds: learn.microsoft.com, "Bots in Microsoft Teams", conversation basics, read 2026-11-22.</remarks>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly JsonSerializerOptions AsTeamsWrites = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private readonly TaskCompletionSource<Uri> _endpoint = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, string> _last = new();

    /// <summary>Says where the bot is. Activities posted before wait for this.</summary>
    public void Connect(Uri bot) => _endpoint.TrySetResult(new Uri(bot, "api/messages"));

    /// <summary>Posts an activity of this person's and remembers it as their last.</summary>
    public Task<BotAnswer> PostAsync(Person person, JsonObject activity)
    {
        var body = activity.ToJsonString(AsTeamsWrites);
        _last[person.Key] = body;
        return PostAsync(body);
    }

    /// <summary>Posts an activity that nobody did by hand, so that it is not remembered as anyone's last.</summary>
    public Task<BotAnswer> PostAsync(JsonObject activity) => PostAsync(activity.ToJsonString(AsTeamsWrites));

    /// <summary>Posts this person's last activity once more, byte for byte; null when there is none since the start.</summary>
    public async Task<BotAnswer?> PostLastAgainAsync(Person person) =>
        _last.TryGetValue(person.Key, out var body) ? await PostAsync(body) : null;

    private async Task<BotAnswer> PostAsync(string activity)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var endpoint = await _endpoint.Task.WaitAsync(patience.Token);
            using var content = new StringContent(activity, System.Text.Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(endpoint, content, patience.Token);
            var text = await response.Content.ReadAsStringAsync(patience.Token);
            var status = (int)response.StatusCode;
            if (!response.IsSuccessStatusCode)
            {
                log.BotRefused(status);
            }

            return new(status, Parse(text), response.IsSuccessStatusCode ? null : $"{People.BotName} answered with status {status}.");
        }
        catch (OperationCanceledException)
        {
            log.BotSilent(Patience.TotalSeconds);
            return new(null, null, $"{People.BotName} did not answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException e)
        {
            log.BotUnreachable(e.HttpRequestError);
            return new(null, null, $"{People.BotName} could not be reached.");
        }
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
