using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.LocalTeams.Tests;

public sealed class FileTests : IAsyncLifetime
{
    private const string Offer = """
        { "type": "message", "summary": "A file", "attachments": [ { "contentType": "application/vnd.microsoft.teams.card.file.consent", "name": "round 3.csv",
          "content": { "description": "The entries", "sizeInBytes": 3, "acceptContext": { "round": "7f3a" }, "declineContext": { "round": "7f3a" } } } ] }
        """;

    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await Stage.OpenAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task AnOfferIsShownWithNameDescriptionAndSize()
    {
        var id = await OfferAsync();

        var shown = (await _stage.MessageAsync("sarah", Stage.Sarah, id))["offer"]!;
        Assert.Equal(("round 3.csv", "The entries", 3), ((string?)shown["name"], (string?)shown["description"], (int?)shown["sizeInBytes"]));
    }

    [Fact]
    public async Task AnOfferIsDeclinedWithItsContext()
    {
        var id = await OfferAsync();

        var outcome = await AnswerAsync(id, allowed: false);

        Assert.Equal("sent", (string?)outcome["kind"]);
        var invoke = Assert.Single(_stage.Bot.Of("invoke"));
        Assert.Equal(("fileConsent/invoke", id), ((string?)invoke["name"], (string?)invoke["replyToId"]));
        Assert.Equal("""{"type":"fileUpload","action":"decline","context":{"round":"7f3a"}}""", invoke["value"]!.ToJsonString());
    }

    [Fact]
    public async Task AFileThatWasAllowedIsUploadedOnceAndOpenedFromItsCard()
    {
        var place = await AllowAsync();

        Assert.Equal(HttpStatusCode.Created, (await UploadAsync(place)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await UploadAsync(place)).StatusCode);
        var card = await _stage.BotSendsAsync(Stage.Sarah, JsonNode.Parse($$"""
            { "type": "message", "attachments": [ { "contentType": "application/vnd.microsoft.teams.card.file.info", "contentUrl": "{{place["contentUrl"]}}", "name": "round 3.csv",
              "content": { "uniqueId": "{{place["uniqueId"]}}", "fileType": "csv" } } ] }
            """)!);
        var file = (await _stage.MessageAsync("sarah", Stage.Sarah, card))["file"]!;
        Assert.Equal((string?)place["contentUrl"], new Uri(_stage.Host.Address, (string)file["address"]!).AbsoluteUri);

        var opened = await _stage.Http.GetAsync(new Uri((string)file["address"]!, UriKind.Relative));

        Assert.Equal("abc", await opened.Content.ReadAsStringAsync());
        Assert.Equal(("attachment", "nosniff", "application/octet-stream"),
            (opened.Content.Headers.ContentDisposition!.DispositionType, opened.Headers.GetValues("X-Content-Type-Options").Single(), opened.Content.Headers.ContentType!.MediaType));
        await _stage.RestartAsync();
        Assert.Equal("abc", await _stage.Http.GetStringAsync(new Uri((string)file["address"]!, UriKind.Relative)));
    }

    [Fact]
    public async Task AnUploadWithATokenIsTurnedAway()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await UploadAsync(await AllowAsync(), request => request.Headers.Authorization = new("Bearer", "secret"))).StatusCode);
    }

    [Theory]
    [InlineData("bytes 0-2/4")]
    [InlineData("bytes 1-3/4")]
    [InlineData(null)]
    public async Task APartOfAFileIsTurnedAway(string? range)
    {
        var answer = await UploadAsync(await AllowAsync(), request => request.Content!.Headers.ContentRange = range is null ? null : ContentRangeHeaderValue.Parse(range));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
    }

    [Fact]
    public async Task NothingIsUploadedOrOpenedUnderAGuessedAddress()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _stage.Http.GetAsync(new Uri($"files/{Guid.NewGuid()}/round 3.csv", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await UploadAsync(new JsonObject { ["uploadUrl"] = new Uri(_stage.Host.Address, $"files/upload/{Guid.NewGuid()}").AbsoluteUri })).StatusCode);
    }

    [Fact]
    public async Task AFileIsOfferedInAPersonalChatOnly()
    {
        var sent = await _stage.Http.PostAsJsonAsync(Stage.Conversation(Stage.General, "/activities"), JsonNode.Parse(Offer));

        Assert.Equal((HttpStatusCode.BadRequest, "BadSyntax"), (sent.StatusCode, await Stage.ErrorCodeAsync(sent)));
    }

    [Fact]
    public async Task AnOfferThatTheBotTookAwayIsGone()
    {
        var id = await OfferAsync();

        await _stage.Http.DeleteAsync(new Uri(Stage.Conversation(Stage.Sarah, $"/activities/{id}"), UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, (await _stage.AsAsync("sarah", Stage.MessagePath(Stage.Sarah, id, "file"), new { allowed = true })).StatusCode);
    }

    [Fact]
    public async Task AnAnswerThatTheBotDidNotTakeIsTold()
    {
        var id = await OfferAsync();
        _stage.Bot.Answer = _ => Task.FromResult((503, (JsonNode?)null));

        Assert.Equal("failed", (string?)(await AnswerAsync(id, allowed: true))["kind"]);
    }

    private Task<string> OfferAsync() => _stage.BotSendsAsync(Stage.Sarah, JsonNode.Parse(Offer)!);

    private Task<JsonNode> AnswerAsync(string id, bool allowed) => _stage.ReadAsync("sarah", Stage.MessagePath(Stage.Sarah, id, "file"), new { allowed });

    private async Task<JsonNode> AllowAsync()
    {
        await AnswerAsync(await OfferAsync(), allowed: true);
        var value = Assert.Single(_stage.Bot.Of("invoke"))["value"]!;
        Assert.Equal(("fileUpload", "accept", "7f3a"), ((string?)value["type"], (string?)value["action"], (string?)value["context"]!["round"]));
        Assert.Equal(("round 3.csv", "csv"), ((string?)value["uploadInfo"]!["name"], (string?)value["uploadInfo"]!["fileType"]));
        return value["uploadInfo"]!;
    }

    private async Task<HttpResponseMessage> UploadAsync(JsonNode place, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, (string?)place["uploadUrl"]) { Content = new ByteArrayContent("abc"u8.ToArray()) };
        request.Content.Headers.ContentRange = new(0, 2, 3);
        change?.Invoke(request);
        return await _stage.Http.SendAsync(request);
    }
}
