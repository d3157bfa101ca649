using System.Text;
using System.Text.Json.Nodes;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Teams.Tests;

public sealed class FileTests(TeamsHost host) : IClassFixture<TeamsHost>, IAsyncLifetime
{
    private static readonly ConversationReference s_anywhere = new(Guid.Parse(Activities.Tenant), "a:1PersonalOpaque", ConversationKind.Personal, "", Activities.Bot);
    private static readonly FileOffer s_offer = new("Round 3 – results.csv", "The entries as a table", 1234, """{"round":"7f3a"}"""u8.ToArray());
    private static readonly byte[] s_bytes = Encoding.UTF8.GetBytes("theme;count\nvisits;7\n");

    private readonly StubConnector _stub = new();

    private ConversationReference Chat => s_anywhere with { ServiceUrl = _stub.Url };

    public Task InitializeAsync()
    {
        host.Handler.Reset();
        return _stub.InitializeAsync();
    }

    public Task DisposeAsync() => _stub.DisposeAsync();

    [Fact]
    public async Task AFileIsOfferedAsAConsentCard()
    {
        Assert.Equal(new ConnectorOutcome.Delivered("1790000000900"), await host.Connector.SendFileConsentAsync(Chat, s_offer, "A file for you", default));

        Sent("""
            { "contentType": "application/vnd.microsoft.teams.card.file.consent", "name": "Round 3 – results.csv",
              "content": { "description": "The entries as a table", "sizeInBytes": 1234, "acceptContext": { "round": "7f3a" }, "declineContext": { "round": "7f3a" } } }
            """);
    }

    [Theory]
    [InlineData("csv", """, "fileType": "csv" """)]
    [InlineData(null, "")]
    public async Task AFileIsShownAsAFileCard(string? type, string asJson)
    {
        await host.Connector.SendFileInfoAsync(Chat, new("results.csv", "https://secret", "https://contoso.sharepoint.com/results.csv", "1150D938", type), "A file for you", default);

        Sent($$"""
            { "contentType": "application/vnd.microsoft.teams.card.file.info", "contentUrl": "https://contoso.sharepoint.com/results.csv", "name": "results.csv",
              "content": { "uniqueId": "1150D938"{{asJson}} } }
            """);
    }

    [Theory]
    [InlineData(ConversationKind.GroupChat)]
    [InlineData(ConversationKind.Channel)]
    public async Task AFileIsOfferedInAPersonsOwnChatOnly(ConversationKind kind)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => host.Connector.SendFileConsentAsync(Chat with { Kind = kind }, s_offer, "A file", default));
        Assert.Empty(_stub.Requests);
    }

    [Fact]
    public async Task AMessageIsDeleted()
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 200, "");

        Assert.Equal(new ConnectorOutcome.Delivered(null), await host.Connector.DeleteAsync(Chat, "17", default));
        Assert.Equal(("DELETE", "/emea/tenant/v3/conversations/a%3A1PersonalOpaque/activities/17"), Assert.Single(_stub.Requests) is var request ? (request.Method, request.Target) : default);
    }

    [Fact]
    public async Task AnAcceptanceSaysWhereTheFileGoes()
    {
        Assert.Equal((200, ""), await PostAsync("""
            { "type": "fileUpload", "action": "accept", "context": { "round": "7f3a" },
              "uploadInfo": { "contentUrl": "https://a/c", "name": "r.csv", "uploadUrl": "https://a/u?guid=1", "uniqueId": "1150D938", "fileType": "csv", "etag": "123" } }
            """));

        var call = Assert.Single(host.Handler.Take());
        var accepted = Assert.IsType<FileConsent.Accepted>(call.Consent);
        Assert.Equal(new FilePlace("r.csv", "https://a/u?guid=1", "https://a/c", "1150D938", "csv"), accepted.Place);
        Assert.Equal("7f3a", accepted.Context.GetProperty("round").GetString());
        Assert.Equal((Guid.Parse(Activities.Anna), "1790000000500"), (call.Delivery.From.ObjectId, call.Delivery.ReplyToId));
    }

    [Theory]
    [InlineData("""{ "type": "fileUpload", "action": "decline", "context": { "round": "7f3a" } }""", """{"round":"7f3a"}""")]
    [InlineData("""{ "action": "decline", "context": "text", "uploadInfo": 7 }""", "{}")]
    public async Task ARefusalHasItsContext(string value, string context)
    {
        Assert.Equal((200, ""), await PostAsync(value));

        var declined = Assert.IsType<FileConsent.Declined>(Assert.Single(host.Handler.Take()).Consent);
        Assert.Equal(context, declined.Context.GetRawText().Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("""{ "action": "perhaps" }""")]
    [InlineData("""{ "action": "accept" }""")]
    [InlineData("""{ "action": "accept", "uploadInfo": { "contentUrl": "https://a/c", "name": "r.csv", "uploadUrl": "", "uniqueId": "1" } }""")]
    [InlineData("""{ "action": "accept", "uploadInfo": { "contentUrl": "https://a/c", "name": ["r.csv"], "uploadUrl": "https://a/u", "uniqueId": "1" } }""")]
    public async Task AnAnswerThatSaysNeitherIs400(string value)
    {
        Assert.Equal((400, ""), await PostAsync(value));
        Assert.Empty(host.Handler.Take());
    }

    [Fact]
    public async Task AnAnswerThatCouldNotBeHandledIsNotConfirmed()
    {
        host.Handler.Failure = new InvalidOperationException();

        Assert.Equal((503, ""), await PostAsync("""{ "action": "decline" }"""));
    }

    [Fact]
    public async Task AFileIsUploadedWholeAndWithoutAToken()
    {
        var (drive, service) = await DriveAsync();
        await using var _ = service;
        var place = PlaceOf(drive.PlaceFor(service.Address, "r.csv"));

        Assert.Equal(new UploadOutcome.Stored(), await host.Upload.PutAsync(place, s_bytes, default));

        var call = Assert.Single(drive.Calls);
        Assert.Equal(($"bytes 0-{s_bytes.Length - 1}/{s_bytes.Length}", null), (call.ContentRange, call.Authorization));
        Assert.Equal(s_bytes, drive.Find(place.UniqueId));
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("guid=", StringComparison.Ordinal));
    }

    [Fact]
    public void APlaceIsToldWithoutItsAddresses() => Assert.Equal("1", $"{Place("https://secret")}");

    [Fact]
    public async Task APlaceThatWasUsedIsGone()
    {
        var (drive, service) = await DriveAsync();
        await using var _ = service;
        var place = PlaceOf(drive.PlaceFor(service.Address, "r.csv"));
        await host.Upload.PutAsync(place, s_bytes, default);

        Assert.Equal(new UploadOutcome.Gone(), await host.Upload.PutAsync(place, s_bytes, default));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task ARedirectIsNotFollowed(int status)
    {
        var (drive, service) = await DriveAsync();
        await using var _ = service;
        drive.FailNext(status);

        Assert.Equal(new UploadOutcome.Rejected(status), await host.Upload.PutAsync(PlaceOf(drive.PlaceFor(service.Address, "r.csv")), s_bytes, default));
        Assert.Single(drive.Calls);
    }

    public static TheoryData<int, UploadOutcome> Answers => new()
    {
        { 202, new UploadOutcome.Rejected(202) }, { 400, new UploadOutcome.Rejected(400) }, { 401, new UploadOutcome.Rejected(401) }, { 404, new UploadOutcome.Gone() },
        { 409, new UploadOutcome.Gone() }, { 416, new UploadOutcome.Gone() }, { 429, new UploadOutcome.NotSent() }, { 500, new UploadOutcome.Unknown() }, { 503, new UploadOutcome.Unknown() },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task EveryOtherAnswerIsNamed(int status, UploadOutcome outcome)
    {
        var (drive, service) = await DriveAsync();
        await using var _ = service;
        drive.FailNext(status);

        Assert.Equal(outcome, await host.Upload.PutAsync(PlaceOf(drive.PlaceFor(service.Address, "r.csv")), s_bytes, default));
    }

    [Fact]
    public async Task WhereNobodyListensNothingWasSent() =>
        Assert.Equal(new UploadOutcome.NotSent(), await host.Upload.PutAsync(Place("http://127.0.0.1:9/"), s_bytes, default));

    [Theory]
    [InlineData("https://attacker.example/upload")]
    [InlineData("http://169.254.169.254/metadata")]
    public async Task AForeignAddressIsRefused(string url)
    {
        Assert.Equal(new UploadOutcome.ForeignAddress(), await host.Upload.PutAsync(Place(url), s_bytes, default));
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("attacker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFileOfFourMegabytesGoesAndALongerOneDoesNot()
    {
        var (drive, service) = await DriveAsync();
        await using var _ = service;
        var place = PlaceOf(drive.PlaceFor(service.Address, "r.csv"));

        Assert.Equal(new UploadOutcome.TooLarge(), await host.Upload.PutAsync(place, new byte[FileUpload.MaxBytes + 1], default));
        Assert.Empty(drive.Calls);
        Assert.Equal(new UploadOutcome.Stored(), await host.Upload.PutAsync(place, new byte[FileUpload.MaxBytes], default));
    }

    [Fact]
    public Task AnEmptyFileIsABug() => Assert.ThrowsAsync<ArgumentException>(() => host.Upload.PutAsync(Place("http://127.0.0.1:9/"), default, default));

    private static FilePlace Place(string url) => new("r.csv", url, "https://a/c", "1", "csv");

    private static FilePlace PlaceOf(JsonObject info) => new((string)info["name"]!, (string)info["uploadUrl"]!, (string)info["contentUrl"]!, (string)info["uniqueId"]!, (string)info["fileType"]!);

    private static async Task<(FakeOneDrive Drive, FakeTeamsService Service)> DriveAsync()
    {
        var drive = new FakeOneDrive();
        return (drive, await FakeTeamsService.StartAsync(drive.MapOneDrive));
    }

    private async Task<(int Status, string Body)> PostAsync(string value)
    {
        var answer = await host.PostAsync(Activities.Execute.With("name", "\"fileConsent/invoke\"").With("value", value));
        return (answer.Status, answer.Body);
    }

    private void Sent(string attachment)
    {
        var request = Assert.Single(_stub.Requests);
        Assert.Equal(("POST", "/emea/tenant/v3/conversations/a%3A1PersonalOpaque/activities"), (request.Method, request.Target));
        var expected = JsonNode.Parse($$"""
            { "type": "message", "summary": "A file for you", "from": { "id": "{{Activities.Bot}}" }, "conversation": { "id": "a:1PersonalOpaque" }, "attachments": [ {{attachment}} ] }
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(request.Body)), request.Body);
    }
}
