using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Teams.Tests.FakeTeams;

public sealed class FakeOneDriveTests : IAsyncLifetime
{
    private static readonly Tenant s_tenant = new(new("11111111-0000-4000-8000-000000000001"), new("33333333-0000-4000-8000-000000000003"));
    private static readonly Member s_anna = new(new("22222222-0000-4000-8000-000000000002"), "29:1Anna", "Anna Keller");

    private readonly FakeConnector _connector = new(TimeProvider.System);
    private readonly FakeOneDrive _drive = new();
    private readonly HttpClient _http = new();
    private FakeTeamsService _service = null!;

    public async Task InitializeAsync() => _service = await FakeTeamsService.StartAsync(_connector.MapConnector, _drive.MapOneDrive);

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task AnOfferIsAllowedOrDeclinedWithItsContext()
    {
        var room = Room.Personal(s_tenant.Id, s_anna);
        var anna = new TeamsClient(_service.ServiceUrl(s_tenant.Id), s_tenant, s_anna, room, TimeProvider.System);
        var attachment = JsonNode.Parse("""
            { "contentType": "application/vnd.microsoft.teams.card.file.consent", "name": "r.csv",
              "content": { "description": "d", "sizeInBytes": 3, "acceptContext": { "yes": 1 }, "declineContext": { "no": 1 } } }
            """);
        await _http.PostAsJsonAsync(new Uri($"{_service.ServiceUrl(s_tenant.Id)}v3/conversations/{room.Id}/activities"), new JsonObject { ["type"] = "message", ["attachments"] = new JsonArray(attachment) });
        var offer = Assert.Single(_connector.ShownIn(room.Id));

        var allows = anna.Allows(offer, _drive.PlaceFor(_service.Address, (string)offer.FileOffer!["name"]!));
        var declines = anna.Declines(offer);

        Assert.Equal(("fileConsent/invoke", offer.Id, "accept", """{"yes":1}"""), Told(allows));
        Assert.Equal("r.csv", (string?)allows["value"]!["uploadInfo"]!["name"]);
        Assert.Equal(("fileConsent/invoke", offer.Id, "decline", """{"no":1}"""), Told(declines));
        Assert.Null(declines["value"]!["uploadInfo"]);
    }

    [Theory]
    [InlineData("bytes 0-2/3", null, HttpStatusCode.Created)]
    [InlineData("bytes 0-3/4", null, HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData(null, null, HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData("bytes 0-2/3", "Bearer secret", HttpStatusCode.Unauthorized)]
    public async Task AnUploadIsTakenWholeAndWithoutAToken(string? range, string? authorization, HttpStatusCode status)
    {
        var place = _drive.PlaceFor(_service.Address, "r.csv");
        using var request = new HttpRequestMessage(HttpMethod.Put, (string?)place["uploadUrl"]) { Content = new ByteArrayContent("abc"u8.ToArray()) };
        request.Content.Headers.ContentRange = range is null ? null : ContentRangeHeaderValue.Parse(range);
        request.Headers.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);

        Assert.Equal(status, (await _http.SendAsync(request)).StatusCode);
        Assert.Equal(status is HttpStatusCode.Created, _drive.Find((string)place["uniqueId"]!) is not null);
    }

    private static (string? Name, string? ReplyTo, string? Action, string? Context) Told(JsonObject invoke) =>
        ((string?)invoke["name"], (string?)invoke["replyToId"], (string?)invoke["value"]!["action"], invoke["value"]!["context"]!.ToJsonString());
}
