using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.LocalTeams.Tests;

/// <summary>LocalTeams with a bot, a folder of its own and a clock that the test sets.</summary>
public sealed class Stage : IAsyncDisposable
{
    public const string Sarah = "a:1LocalTeamssarah";
    public const string Priya = "a:1LocalTeamspriya";
    public const string General = "19:LocalTeamsDutyGeneral@thread.tacv2";

    private readonly string _folder = Directory.CreateTempSubdirectory("localteams").FullName;
    private LocalTeamsHost? _host;

    internal FakeBot Bot { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    internal SetClock RealClock { get; } = new();

    internal LocalTeamsHost Host => _host!;

    public string ChatsFile => Path.Combine(_folder, LocalTeamsHost.ChatsFile);

    internal static async Task<Stage> OpenAsync(bool meetBot = true)
    {
        var stage = new Stage { Bot = await FakeBot.StartAsync() };
        await stage.StartAsync(meetBot);
        return stage;
    }

    internal async Task RestartAsync(Action<string>? meanwhile = null)
    {
        await _host!.DisposeAsync();
        Http.Dispose();
        meanwhile?.Invoke(_folder);
        await StartAsync(meetBot: true);
    }

    /// <summary>Calls the page's interface as a person, from the page (client) named.</summary>
    internal Task<HttpResponseMessage> AsAsync(string person, string path, object? body = null, string client = "page") =>
        body is null ? Http.GetAsync(Local(person, path, client)) : Http.PostAsJsonAsync(Local(person, path, client), body);

    internal async Task<JsonNode> ReadAsync(string person, string path, object? body = null, string client = "page")
    {
        var response = await AsAsync(person, path, body, client);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    internal async Task<JsonArray> MessagesAsync(string person, string chat, string client = "page") =>
        (await ReadAsync(person, $"chats/{Uri.EscapeDataString(chat)}/messages", client: client)).AsArray();

    internal async Task<JsonNode> MessageAsync(string person, string chat, string id, string client = "page") =>
        await ReadAsync(person, MessagePath(chat, id), client: client);

    internal static string MessagePath(string chat, string id, string? act = null) =>
        $"chats/{Uri.EscapeDataString(chat)}/messages/{id}{(act is null ? null : "/" + act)}";

    internal static string Conversation(string chat, string? rest = null) => $"connector/v3/conversations/{Uri.EscapeDataString(chat)}{rest}";

    /// <summary>Sends as the bot does and returns the message's id.</summary>
    internal async Task<string> BotSendsAsync(string chat, object activity)
    {
        var response = await Http.PostAsJsonAsync(Conversation(chat, "/activities"), activity);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
    }

    internal async Task BotUpdatesAsync(string chat, string id, object activity) =>
        (await Http.PutAsJsonAsync(Conversation(chat, $"/activities/{id}"), activity)).EnsureSuccessStatusCode();

    internal async Task<string> GroupOfSarahAndPriyaAsync() =>
        (await ReadAsync("sarah", "chats", new { people = new[] { "priya" } }))["id"]!.GetValue<string>();

    /// <summary>An activity with a card of one text, refreshing for the people listed (null: no <c>refresh</c>).</summary>
    internal static JsonObject CardActivity(string text, IEnumerable<string>? refreshFor = null) => new()
    {
        ["type"] = "message",
        ["summary"] = text,
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = Card(text, refreshFor) }),
    };

    internal static JsonObject Card(string text, IEnumerable<string>? refreshFor = null)
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["version"] = "1.5",
            ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true }),
        };
        if (refreshFor is not null)
        {
            card["refresh"] = new JsonObject
            {
                ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "view" },
                ["userIds"] = new JsonArray([.. refreshFor.Select(id => (JsonNode)id)]),
            };
        }

        return card;
    }

    internal static JsonObject CardAnswer(JsonObject card) => new()
    {
        ["statusCode"] = 200,
        ["type"] = "application/vnd.microsoft.card.adaptive",
        ["value"] = card.DeepClone(),
    };

    internal static string? TextOf(JsonNode message) => message["card"]?["body"]?[0]?["text"]?.GetValue<string>();

    internal static async Task<string?> ErrorCodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("code").GetString();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host!.DisposeAsync();
        await Bot.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Local(string person, string path, string client) => $"api/local/{path}?as={person}&client={client}";

    private async Task StartAsync(bool meetBot)
    {
        _host = await LocalTeamsHost.StartAsync(new(_folder, new("http://127.0.0.1:0"), RealClock));
        Http = new HttpClient { BaseAddress = _host.Address };
        if (meetBot)
        {
            await _host.MeetBotAsync(Bot.Address);
        }
    }
}

/// <summary>A clock that stands still until the test moves it.</summary>
internal sealed class SetClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 8, 15, 30, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
