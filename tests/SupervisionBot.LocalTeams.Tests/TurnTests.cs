using System.Text.Json.Nodes;

namespace SupervisionBot.LocalTeams.Tests;

public sealed class TurnTests : IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await Stage.OpenAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task AMessageReachesTheBotAsTeamsWritesIt()
    {
        var sent = await _stage.ReadAsync("sarah", $"chats/{Stage.Sarah}/messages", new { text = "help <b>" });

        var activity = Assert.Single(_stage.Bot.Of("message"));
        var expected = JsonNode.Parse($$"""
            {
              "type": "message", "id": "{{sent["id"]}}", "channelId": "msteams",
              "timestamp": "2026-03-02T08:15:30.000Z", "localTimestamp": "2026-03-02T08:15:30.000+00:00", "localTimezone": "Europe/London",
              "serviceUrl": "{{_stage.Host.Address}}connector/",
              "from": { "id": "29:1LocalTeamssarah", "name": "Sarah Okafor", "aadObjectId": "{{People.Find("sarah")!.ObjectId}}" },
              "recipient": { "id": "{{People.BotId}}", "name": "Supervision" },
              "conversation": { "id": "a:1LocalTeamssarah", "conversationType": "personal", "tenantId": "{{People.TenantId}}" },
              "entities": [ { "type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web", "timezone": "Europe/London" } ],
              "channelData": { "tenant": { "id": "{{People.TenantId}}" } },
              "locale": "en-GB",
              "text": "help <b>", "textFormat": "plain",
              "attachments": [ { "contentType": "text/html", "content": "<p>help &lt;b&gt;</p>" } ]
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, activity), activity.ToJsonString());
    }

    [Fact]
    public async Task InAGroupChatTheBotHearsOnlyWhatMentionsIt()
    {
        var group = await _stage.GroupOfSarahAndPriyaAsync();

        await _stage.ReadAsync("sarah", $"chats/{group}/messages", new { text = "between us" });
        await _stage.ReadAsync("sarah", $"chats/{group}/messages", new { text = "start", mention = true });

        var activity = Assert.Single(_stage.Bot.Of("message"));
        Assert.Equal("<at>Supervision</at> start", activity["text"]!.GetValue<string>());
        Assert.Equal("mention", activity["entities"]![0]!["type"]!.GetValue<string>());
        Assert.Equal(People.BotId, activity["entities"]![0]!["mentioned"]!["id"]!.GetValue<string>());
        Assert.Equal("groupChat", activity["conversation"]!["conversationType"]!.GetValue<string>());
        Assert.True(activity["conversation"]!["isGroup"]!.GetValue<bool>());
    }

    [Fact]
    public async Task AReplyInAChannelCarriesItsThreadAndTeam()
    {
        var root = await _stage.BotSendsAsync(Stage.General, Stage.CardActivity("root"));

        await _stage.ReadAsync("tom", $"chats/{Stage.General}/messages", new { text = "hello", mention = true, thread = root });

        var activity = Assert.Single(_stage.Bot.Of("message"));
        Assert.Equal($"{Stage.General};messageid={root}", activity["conversation"]!["id"]!.GetValue<string>());
        Assert.Equal(Stage.General, activity["channelData"]!["team"]!["id"]!.GetValue<string>());
        Assert.Equal(Stage.General, activity["channelData"]!["channel"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task ANewPostInAChannelIsItsOwnThread()
    {
        var sent = await _stage.ReadAsync("tom", $"chats/{Stage.General}/messages", new { text = "hello", mention = true });

        Assert.Equal($"{Stage.General};messageid={sent["id"]}", Assert.Single(_stage.Bot.Of("message"))["conversation"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task ASubmitIsAMessageWithAValueAndNoText()
    {
        var id = await _stage.BotSendsAsync(Stage.Sarah, Stage.CardActivity("card"));

        var outcome = await ActAsync(id, "submit", new { data = new { verb = "save", note = "fine" } });

        Assert.Equal("sent", outcome["kind"]!.GetValue<string>());
        var activity = Assert.Single(_stage.Bot.Of("message"));
        Assert.Equal(id, activity["replyToId"]!.GetValue<string>());
        Assert.Equal("""{"verb":"save","note":"fine"}""", activity["value"]!.ToJsonString());
        Assert.Null(activity["text"]);
        Assert.StartsWith("f:", activity["id"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExecuteIsAManualInvoke()
    {
        _stage.Bot.AnswerInvokesWith(Stage.CardAnswer(Stage.Card("next")));
        var id = await _stage.BotSendsAsync(Stage.Sarah, Stage.CardActivity("card"));

        await ActAsync(id, "execute", new { action = new { type = "Action.Execute", verb = "next", data = new { v = 7 } } });

        var activity = Assert.Single(_stage.Bot.Of("invoke"));
        Assert.Equal("""{"action":{"type":"Action.Execute","verb":"next","data":{"v":7}},"trigger":"manual"}""", activity["value"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{ "statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Already done." }""", "toast", "Already done.")]
    [InlineData("""{ "statusCode": 400, "type": "application/vnd.microsoft.error", "value": { "code": "BadRequest", "message": "secret" } }""", "failed", "Something went wrong. Please try again.")]
    [InlineData("""{ "statusCode": 200, "type": "application/vnd.microsoft.adaptive.card", "value": {} }""", "failed", "Something went wrong. Please try again.")]
    [InlineData("""{ "statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": "text" }""", "failed", "Something went wrong. Please try again.")]
    [InlineData("""{ "status": 200, "type": "application/vnd.microsoft.activity.message", "value": "x" }""", "failed", "Something went wrong. Please try again.")]
    [InlineData("""{ "type": "application/vnd.microsoft.activity.message", "value": "no status is 200" }""", "toast", "no status is 200")]
    [InlineData("""[]""", "failed", "Something went wrong. Please try again.")]
    public async Task TheAnswerToAnExecuteIsReadAsTeamsReadsIt(string answer, string kind, string text)
    {
        _stage.Bot.AnswerInvokesWith(JsonNode.Parse(answer)!);
        var id = await _stage.BotSendsAsync(Stage.Sarah, Stage.CardActivity("card"));

        var outcome = await ActAsync(id, "execute", new { action = new { verb = "x" } });

        Assert.Equal((kind, text), (outcome["kind"]!.GetValue<string>(), outcome["text"]!.GetValue<string>()));
        Assert.Equal("card", Stage.TextOf(await _stage.MessageAsync("sarah", Stage.Sarah, id)));
    }

    [Fact]
    public async Task ADialogIsFetchedSentInAndClosed()
    {
        var id = await _stage.BotSendsAsync(Stage.Sarah, Stage.CardActivity("card"));
        _stage.Bot.AnswerInvokesWith(JsonNode.Parse("""{ "task": { "type": "continue", "value": { "title": "One question" } } }""")!);

        var fetched = await ActAsync(id, "dialog", new { data = new { msteams = new { type = "task/fetch" } }, theme = "dark" });

        Assert.Equal("One question", fetched["dialog"]!["title"]!.GetValue<string>());
        _stage.Bot.AnswerInvokesWith(JsonNode.Parse("""{ "task": { "type": "message", "value": "Saved." } }""")!);
        var said = await ActAsync(id, "dialog", new { data = new { note = "x" }, submit = true });
        Assert.Equal("Saved.", said["text"]!.GetValue<string>());
        _stage.Bot.Answer = _ => Task.FromResult((200, (JsonNode?)null));
        var closed = await ActAsync(id, "dialog", new { data = new { note = "x" }, submit = true });
        Assert.Equal("closed", closed["kind"]!.GetValue<string>());
        Assert.Equal(["task/fetch", "task/submit", "task/submit"], _stage.Bot.Of("invoke").Select(invoke => invoke["name"]!.GetValue<string>()));
        Assert.Equal("dark", _stage.Bot.Of("invoke")[0]["value"]!["context"]!["theme"]!.GetValue<string>());
    }

    [Fact]
    public async Task ARefusedMessageStaysAndIsFollowedByAQuietLine()
    {
        _stage.Bot.Answer = _ => Task.FromResult((503, (JsonNode?)null));

        await _stage.ReadAsync("sarah", $"chats/{Stage.Sarah}/messages", new { text = "hello" });

        var messages = await _stage.MessagesAsync("sarah", Stage.Sarah);
        Assert.Equal(["hello", "Supervision answered with status 503."], messages.Select(message => message!["text"]!.GetValue<string>()));
        Assert.Single(_stage.Bot.Of("message"));
    }

    [Fact]
    public async Task TheLastActivityCanBeDeliveredAgainUnderTheSameId()
    {
        await _stage.ReadAsync("sarah", $"chats/{Stage.Sarah}/messages", new { text = "hello" });

        await _stage.ReadAsync("sarah", "redeliver", new { });

        Assert.True(_stage.Bot.Of("message") is [var first, var second] && JsonNode.DeepEquals(first, second));
    }

    [Fact]
    public async Task ARefreshIsNotTheLastActivity()
    {
        await _stage.ReadAsync("sarah", $"chats/{Stage.Sarah}/messages", new { text = "hello" });
        var id = await _stage.BotSendsAsync(Stage.Sarah, Stage.CardActivity("card", [People.Find("sarah")!.Mri]));
        await ActAsync(id, "refresh", new { });

        await _stage.ReadAsync("sarah", "redeliver", new { });

        Assert.Equal(2, _stage.Bot.Of("message").Length);
        Assert.Single(_stage.Bot.Of("invoke"));
    }

    private Task<JsonNode> ActAsync(string id, string act, object body) => _stage.ReadAsync("sarah", Stage.MessagePath(Stage.Sarah, id, act), body);
}
