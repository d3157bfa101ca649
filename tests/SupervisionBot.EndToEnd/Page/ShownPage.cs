using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SupervisionBot.EndToEnd.Stage;
using SupervisionBot.LocalTeams;
using SupervisionBot.LocalTeams.Tests;

namespace SupervisionBot.EndToEnd.Page;

/// <summary>The page of LocalTeams before a bot that answers as the test says, so that any card can be shown. Whatever goes wrong on a page fails the test.</summary>
[Collection(InTheBrowser.Name)]
public abstract class ShownPage(Chromium chromium) : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("page-").FullName;
    private readonly List<Person> _people = [];
    private LocalTeamsHost? _host;
    private HttpClient? _http;

    internal FakeBot Bot { get; private set; } = null!;

    internal Uri Address => _host!.Address;

    internal Microsoft.Playwright.IBrowser Browser => chromium.Browser;

    public async Task InitializeAsync()
    {
        Bot = await FakeBot.StartAsync();
        _host = await LocalTeamsHost.StartAsync(new(_data, new("http://127.0.0.1:0")));
        await _host.MeetBotAsync(Bot.Address);
        _http = new HttpClient { BaseAddress = Address };
    }

    public async Task DisposeAsync()
    {
        var troubles = _people.SelectMany(person => person.Troubles).ToList();
        foreach (var person in _people)
        {
            await person.DisposeAsync();
        }

        _http!.Dispose();
        await _host!.DisposeAsync();
        await Bot.DisposeAsync();
        Directory.Delete(_data, recursive: true);
        Assert.Empty(troubles);
    }

    /// <summary>Sarah opens the page.</summary>
    private protected async Task<Person> ArriveAsync(int width = 1280, int height = 900)
    {
        var sarah = await Person.ArriveAsync(Browser, Address, "sarah", width, height);
        _people.Add(sarah);
        return sarah;
    }

    /// <summary>Sarah opens the page, and the bot sends her a card with this body.</summary>
    private protected async Task<Person> ShowAsync(string body, int width = 1280, int height = 900)
    {
        var sarah = await ArriveAsync(width, height);
        await SendAsync(body);
        await Microsoft.Playwright.Assertions.Expect(sarah.Page.Locator(".ac-adaptiveCard")).ToHaveCountAsync(1);
        return sarah;
    }

    /// <summary>The bot sends a card to Sarah.</summary>
    /// <returns>The message's id.</returns>
    private protected async Task<string> SendAsync(string body) => (await CallAsync(HttpMethod.Post, Activities, Activity(CardOf(body))))["id"]!.GetValue<string>();

    /// <summary>The bot puts another card in the place of one.</summary>
    private protected Task UpdateAsync(string id, string body) => CallAsync(HttpMethod.Put, $"{Activities}/{id}", Activity(CardOf(body)));

    private protected Task SayAsync(string text) => CallAsync(HttpMethod.Post, Activities, new JsonObject { ["type"] = "message", ["text"] = text });

    private protected static JsonObject CardOf(string body) => new() { ["type"] = "AdaptiveCard", ["version"] = "1.5", ["fallbackText"] = "Whole card", ["body"] = JsonNode.Parse($"[{body}]") };

    private protected static JsonObject Answer(string body) => new() { ["statusCode"] = 200, ["type"] = "application/vnd.microsoft.card.adaptive", ["value"] = CardOf(body) };

    private protected static JsonObject Dialog(string title, string body) => new()
    {
        ["task"] = new JsonObject
        {
            ["type"] = "continue",
            ["value"] = new JsonObject { ["title"] = title, ["card"] = new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = CardOf(body) } },
        },
    };

    private static string Activities => $"connector/v3/conversations/{Uri.EscapeDataString("a:1LocalTeamssarah")}/activities";

    private static JsonObject Activity(JsonObject card) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
    };

    private async Task<JsonNode> CallAsync(HttpMethod method, string path, JsonObject activity)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(activity) };
        using var response = await _http!.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
