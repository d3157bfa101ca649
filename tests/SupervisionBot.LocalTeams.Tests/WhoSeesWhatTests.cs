using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using SupervisionBot.LocalTeams.Page;

namespace SupervisionBot.LocalTeams.Tests;

public sealed class WhoSeesWhatTests : IAsyncLifetime
{
    private Stage _stage = null!;
    private string _group = null!;

    public async Task InitializeAsync()
    {
        _stage = await Stage.OpenAsync();
        _group = await _stage.GroupOfSarahAndPriyaAsync();
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task TheChatsOfAPersonAreOnlyThoseTheyAreIn()
    {
        Assert.Contains(_group, await ChatIdsAsync("priya"));
        Assert.DoesNotContain(_group, await ChatIdsAsync("tom"));
        Assert.DoesNotContain(Stage.Sarah, await ChatIdsAsync("tom"));
    }

    [Fact]
    public async Task ChatsSayTheirKindAsTeamsWritesIt()
    {
        var kinds = (await _stage.ReadAsync("sarah", "chats")).AsArray().Select(chat => chat!["kind"]!.GetValue<string>());

        Assert.Equal(["personal", "channel", "channel", "groupChat"], kinds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("submit")]
    [InlineData("execute")]
    [InlineData("refresh")]
    [InlineData("dialog")]
    public async Task SomeoneOutsideAChatCanDoNothingWithItsMessages(string? act)
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("private"));
        var body = act is null ? null : new { data = new { }, action = new { } };

        var response = await _stage.AsAsync("tom", Stage.MessagePath(_group, id, act), body);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task SomeoneOutsideAChatCanNeitherReadNorWriteNorRemoveTheBot()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _stage.AsAsync("tom", $"chats/{_group}/messages")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _stage.AsAsync("tom", $"chats/{_group}/messages", new { text = "hello" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _stage.AsAsync("tom", $"chats/{_group}/installation", new { installed = false })).StatusCode);
    }

    [Fact]
    public async Task AnAnswerToAClickIsSeenOnlyOnThePageThatClicked()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("for all"));
        _stage.Bot.AnswerInvokesWith(Stage.CardAnswer(Stage.Card("for Sarah")));

        var outcome = await _stage.ReadAsync("sarah", Stage.MessagePath(_group, id, "execute"), new { action = new { verb = "x" } }, client: "laptop");

        Assert.Equal("card", outcome["kind"]!.GetValue<string>());
        Assert.Equal("for Sarah", Stage.TextOf(await _stage.MessageAsync("sarah", _group, id, client: "laptop")));
        Assert.Equal("for all", Stage.TextOf(await _stage.MessageAsync("sarah", _group, id, client: "phone")));
        Assert.Equal("for all", Stage.TextOf(await _stage.MessageAsync("priya", _group, id, client: "laptop")));
    }

    [Fact]
    public async Task APrivateViewGivesWayWhenTheBaseCardIsUpdated()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("for all"));
        _stage.Bot.AnswerInvokesWith(Stage.CardAnswer(Stage.Card("for Sarah")));
        await _stage.ReadAsync("sarah", Stage.MessagePath(_group, id, "execute"), new { action = new { verb = "x" } });

        await _stage.BotUpdatesAsync(_group, id, Stage.CardActivity("new for all"));

        Assert.Equal("new for all", Stage.TextOf(await _stage.MessageAsync("sarah", _group, id)));
    }

    [Fact]
    public async Task APrivateViewIsGoneAfterARestart()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("for all"));
        _stage.Bot.AnswerInvokesWith(Stage.CardAnswer(Stage.Card("for Sarah")));
        await _stage.ReadAsync("sarah", Stage.MessagePath(_group, id, "execute"), new { action = new { verb = "x" } });

        await _stage.RestartAsync();

        Assert.Equal("for all", Stage.TextOf(await _stage.MessageAsync("sarah", _group, id)));
    }

    [Fact]
    public async Task ALineAboutTroubleIsSeenOnlyByThePersonItHappenedTo()
    {
        _stage.Bot.Answer = _ => Task.FromResult((500, (JsonNode?)null));

        await _stage.ReadAsync("sarah", $"chats/{_group}/messages", new { text = "hello", mention = true });

        Assert.Contains(await _stage.MessagesAsync("sarah", _group), IsSystemLine);
        Assert.DoesNotContain(await _stage.MessagesAsync("priya", _group), IsSystemLine);
    }

    [Fact]
    public async Task LiveUpdatesTellAPersonOnlyOfTheirOwnChats()
    {
        var live = new LiveUpdates();
        await using var tom = live.Listen(People.Find("tom")!, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await tom.MoveNextAsync());

        live.Publish(new("added", _group, "1"), ["sarah", "priya"]);
        live.Publish(new("added", Stage.General, "2"), ["sarah", "priya", "tom"]);

        Assert.True(await tom.MoveNextAsync());
        Assert.Equal(Stage.General, tom.Current.Chat);
    }

    [Fact]
    public async Task ALivePageHearsOfANewMessage()
    {
        using var page = await OpenAsync(origin: null);
        Assert.Equal("listening", (await NextAsync(page))["kind"]!.GetValue<string>());

        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("news"));

        var told = await NextAsync(page);
        Assert.Equal(("added", _group, id), (told["kind"]!.GetValue<string>(), told["chat"]!.GetValue<string>(), told["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task APageOfAnotherSiteHearsNothing()
    {
        using var own = await OpenAsync(_stage.Host.Address.GetLeftPart(UriPartial.Authority));

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync("https://evil.example"));

        Assert.Equal(WebSocketState.Open, own.State);
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _stage.AsAsync("priya", "live")).StatusCode);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    public async Task ACallAsNobodyIs400(string person)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _stage.AsAsync(person, "chats")).StatusCode);
    }

    [Fact]
    public async Task AMessageLongerThanTheComposerTakesIs400()
    {
        var text = new string('x', PageEndpoints.LongestText + 1);

        Assert.Equal(HttpStatusCode.BadRequest, (await _stage.AsAsync("sarah", $"chats/{_group}/messages", new { text })).StatusCode);
    }

    private static bool IsSystemLine(JsonNode? message) => message!["from"]!.GetValue<string>() == "system";

    private async Task<ClientWebSocket> OpenAsync(string? origin)
    {
        var page = new ClientWebSocket();
        page.Options.SetRequestHeader("Origin", origin);
        try
        {
            await page.ConnectAsync(new UriBuilder(new Uri(_stage.Host.Address, "api/local/live?as=priya&client=page")) { Scheme = "ws" }.Uri, CancellationToken.None);
            return page;
        }
        catch
        {
            page.Dispose();
            throw;
        }
    }

    private static async Task<JsonNode> NextAsync(ClientWebSocket page)
    {
        var buffer = new byte[1024];
        var read = await page.ReceiveAsync(buffer, CancellationToken.None);
        return JsonNode.Parse(buffer.AsSpan(0, read.Count))!;
    }

    private async Task<IEnumerable<string>> ChatIdsAsync(string person) =>
        (await _stage.ReadAsync(person, "chats")).AsArray().Select(chat => chat!["id"]!.GetValue<string>());
}
