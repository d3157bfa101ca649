using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace SupervisionBot.Teams.Tests;

public sealed class ConnectorTests(TeamsHost host) : IClassFixture<TeamsHost>, IAsyncLifetime
{
    private static readonly byte[] s_card = Encoding.UTF8.GetBytes("""{ "type": "AdaptiveCard", "version": "1.5", "body": [ { "type": "TextBlock", "text": "Größe 😀", "wrap": true } ] }""");
    private static readonly TeamsPerson s_anna = new(Guid.Parse(Activities.Tenant), Guid.Parse(Activities.Anna), "29:1AnnaOpaque", "Anna");

    private readonly StubConnector _stub = new();

    private ConversationReference Chat => new(Guid.Parse(Activities.Tenant), "19:a/b?c@thread.tacv2;messageid=17", ConversationKind.Channel, _stub.Url, Activities.Bot);

    public Task InitializeAsync() => _stub.InitializeAsync();

    public Task DisposeAsync() => _stub.DisposeAsync();

    [Fact]
    public async Task ACardIsSentWithSummaryAndNotification()
    {
        var outcome = await host.Connector.SendCardAsync(Chat, s_card, "Action agreed 😀", default);

        Assert.Equal(new ConnectorOutcome.Delivered("1790000000900"), outcome);
        var request = Sent("POST", "/activities", $$"""
            { "type": "message", "summary": "Action agreed 😀", "from": { "id": "{{Activities.Bot}}" },
              "conversation": { "id": "19:a/b?c@thread.tacv2;messageid=17" },
              "attachments": [ { "contentType": "application/vnd.microsoft.card.adaptive", "content": {{Encoding.UTF8.GetString(s_card)}} } ],
              "channelData": { "notification": { "alert": true } } }
            """);
        Assert.Contains("Größe 😀", request.Body, StringComparison.Ordinal);
        Assert.Equal(("application/json; charset=utf-8", "SupervisionBot/1.0"), (request.ContentType, request.UserAgent));
    }

    [Fact]
    public async Task TextIsSentAsPlain()
    {
        await host.Connector.SendTextAsync(Chat, "line 1\n*not bold* <at>x</at>", default);

        Sent("POST", "/activities", $$"""
            { "type": "message", "from": { "id": "{{Activities.Bot}}" }, "conversation": { "id": "19:a/b?c@thread.tacv2;messageid=17" },
              "text": "line 1\n*not bold* <at>x</at>", "textFormat": "plain" }
            """);
    }

    [Fact]
    public async Task ACardIsUpdatedInPlaceWithoutNotification()
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 200, """{ "id": "17" }""");

        Assert.Equal(new ConnectorOutcome.Delivered("17"), await host.Connector.UpdateCardAsync(Chat, "f:1/2", s_card, "Accepted", default));
        Sent("PUT", "/activities/f%3A1%2F2", $$"""
            { "type": "message", "summary": "Accepted", "from": { "id": "{{Activities.Bot}}" }, "conversation": { "id": "19:a/b?c@thread.tacv2;messageid=17" },
              "attachments": [ { "contentType": "application/vnd.microsoft.card.adaptive", "content": {{Encoding.UTF8.GetString(s_card)}} } ] }
            """);
    }

    [Fact]
    public async Task APersonalConversationIsCreatedForOneMember()
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 201, """{ "id": "a:1PersonalOpaque" }""");

        Assert.Equal(new ConnectorOutcome.Delivered("a:1PersonalOpaque"), await host.Connector.CreatePersonalConversationAsync(Chat, s_anna, default));
        var request = Assert.Single(_stub.Requests);
        Assert.Equal(("POST", "/emea/tenant/v3/conversations"), (request.Method, request.Target));
        Same($$"""
            { "isGroup": false, "bot": { "id": "{{Activities.Bot}}" }, "members": [ { "id": "29:1AnnaOpaque" } ], "tenantId": "{{Activities.Tenant}}",
              "channelData": { "tenant": { "id": "{{Activities.Tenant}}" } } }
            """, request.Body);
    }

    [Fact]
    public async Task AConversationCreatedWithoutAnIdIsUnknown()
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 201, "{}");

        Assert.Equal(new ConnectorOutcome.Unknown(), await host.Connector.CreatePersonalConversationAsync(Chat, s_anna, default));
    }

    public static TheoryData<int, string, object> Answers => new()
    {
        { 201, """{ "id": "1" }""", new ConnectorOutcome.Delivered("1") },
        { 202, "", new ConnectorOutcome.Delivered(null) },
        { 200, "not json", new ConnectorOutcome.Delivered(null) },
        { 200, """{ "id": 7 }""", new ConnectorOutcome.Delivered(null) },
        { 400, """{ "error": { "code": "BadSyntax", "message": "x" } }""", new ConnectorOutcome.Rejected(400, "BadSyntax") },
        { 400, """{ "error": { "code": "Bad Argument" } }""", new ConnectorOutcome.Rejected(400, "Bad Argument") },
        { 401, "", new ConnectorOutcome.Unauthorized(null) },
        { 403, """{ "error": { "code": "BotNotInConversationRoster" } }""", new ConnectorOutcome.Unreachable("BotNotInConversationRoster") },
        { 403, """{ "errorCode": 209, "message": "{ \"subCode\": \"MessageWritesBlocked\" }" }""", new ConnectorOutcome.Unreachable("MessageWritesBlocked") },
        { 403, """{ "error": { "code": "ForbiddenOperationException" } }""", new ConnectorOutcome.Unreachable("ForbiddenOperationException") },
        { 403, """{ "error": { "code": "ServiceError", "message": "Unknown" } }""", new ConnectorOutcome.Rejected(403, "ServiceError") },
        { 403, """{ "error": { "code": "NotEnoughPermissions" } }""", new ConnectorOutcome.Rejected(403, "NotEnoughPermissions") },
        { 403, """{ "error": { "code": "<html>\nnot a code" } }""", new ConnectorOutcome.Rejected(403, null) },
        { 404, """{ "error": { "code": "ConversationNotFound" } }""", new ConnectorOutcome.Gone() },
        { 412, "", new ConnectorOutcome.Throttled(null) },
        { 413, "<html>too big</html>", new ConnectorOutcome.TooLarge() },
        { 429, "", new ConnectorOutcome.Throttled(null) },
        { 500, "", new ConnectorOutcome.Unknown() },
        { 502, "", new ConnectorOutcome.Unknown() },
        { 503, "", new ConnectorOutcome.Unknown() },
        { 504, "", new ConnectorOutcome.Unknown() },
        { 501, """{ "error": { "code": "NotImplemented" } }""", new ConnectorOutcome.Unknown() },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task EachAnswerIsANamedOutcome(int status, string body, object expected)
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, status, body);

        Assert.Equal(expected, await host.Connector.SendTextAsync(Chat, "x", default));
    }

    [Theory]
    [InlineData("ServiceError", true)]
    [InlineData("NotEnoughPermissions", true)]
    [InlineData("BotNotInConversationRoster", false)]
    [InlineData("BotDisabledByAdmin", false)]
    public async Task ARefusalToChangeOneMessageSaysThatItIsGoneUnlessItIsAboutTheConversation(string code, bool isGone)
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 403, $$"""{ "error": { "code": "{{code}}", "message": "Unknown" } }""");
        ConnectorOutcome expected = isGone ? new ConnectorOutcome.Gone() : new ConnectorOutcome.Unreachable(code);

        Assert.Equal(expected, await host.Connector.UpdateCardAsync(Chat, "17", s_card, "x", default));
        Assert.Equal(expected, await host.Connector.DeleteAsync(Chat, "17", default));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Sun, 01 Mar 2026 08:00:30 GMT", 30)]
    [InlineData("Sun, 01 Mar 2026 07:00:00 GMT", 0)]
    [InlineData("soon", null)]
    public async Task AThrottledAnswerSaysHowLongToWait(string header, int? seconds)
    {
        _stub.Respond = http =>
        {
            http.Response.Headers.RetryAfter = header;
            return StubConnector.AnswerAsync(http, 429, "");
        };
        using var http = new HttpClient();
        var clock = new FixedClock(DateTimeOffset.Parse("2026-03-01T08:00:00Z", CultureInfo.InvariantCulture));
        var connector = new ConnectorClient(http, Options.Create(new TeamsOptions { Anonymous = true }), clock, NullLogger<ConnectorClient>.Instance);

        Assert.Equal(new ConnectorOutcome.Throttled(seconds is { } s ? TimeSpan.FromSeconds(s) : null), await connector.SendTextAsync(Chat, "x", default));
    }

    [Fact]
    public async Task ARedirectIsNotFollowed()
    {
        _stub.Respond = http =>
        {
            http.Response.Headers.Location = "/elsewhere";
            return StubConnector.AnswerAsync(http, 307, "");
        };

        Assert.Equal(new ConnectorOutcome.Rejected(307, null), await host.Connector.SendTextAsync(Chat, "x", default));
        Assert.Single(_stub.Requests);
    }

    [Fact]
    public async Task ADroppedConnectionIsUnknown()
    {
        _stub.Respond = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };

        Assert.Equal(new ConnectorOutcome.Unknown(), await host.Connector.SendTextAsync(Chat, "x", default));
    }

    [Fact]
    public async Task AnAnswerTooLongToReadIsUnknown()
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 200, new string(' ', ConnectorClient.MaxResponseBytes + 1));

        Assert.Equal(new ConnectorOutcome.Unknown(), await host.Connector.SendTextAsync(Chat, "x", default));
    }

    [Fact]
    public async Task NoAnswerInTimeIsUnknown()
    {
        // Nobody answers: this ends when the client hangs up.
        _stub.Respond = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(200) };
        var connector = new ConnectorClient(http, Options.Create(new TeamsOptions { Anonymous = true }), TimeProvider.System, NullLogger<ConnectorClient>.Instance);

        Assert.Equal(new ConnectorOutcome.Unknown(), await connector.SendTextAsync(Chat, "x", default));
    }

    [Fact]
    public async Task GivingUpThrowsAndIsNoOutcome()
    {
        using var stop = new CancellationTokenSource();
        _stub.Respond = async http =>
        {
            await stop.CancelAsync();
            // Ends when the client hangs up.
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Connector.SendTextAsync(Chat, "x", stop.Token));
    }

    [Fact]
    public async Task AClosedPortIsCertainlyNotSent()
    {
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.Equal(new ConnectorOutcome.NotSent(), await host.Connector.SendTextAsync(Chat with { ServiceUrl = $"http://{reserved.LocalEndPoint}" }, "x", default));
    }

    [Theory]
    [InlineData("http://192.0.2.1/")]
    [InlineData("https://smba.trafficmanager.net/emea/")]
    [InlineData("not an address")]
    public async Task NothingIsSentAwayFromLoopbackWhileAnonymous(string serviceUrl)
    {
        var away = Chat with { ServiceUrl = serviceUrl };

        Assert.Equal(new ConnectorOutcome.Rejected(0, "BadAddress"), await host.Connector.SendTextAsync(away, "x", default));
        Assert.Equal(new ConnectorOutcome.Rejected(0, "BadAddress"), await host.Connector.CreatePersonalConversationAsync(away, s_anna, default));
        Assert.Equal(new MembersOutcome.Failed(new ConnectorOutcome.Rejected(0, "BadAddress")), await host.Connector.GetMembersAsync(away, team: null, default));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task AnIdNeverLeadsToAnotherAddress(string id)
    {
        Assert.Equal(new ConnectorOutcome.Rejected(0, "BadAddress"), await host.Connector.UpdateCardAsync(Chat, id, s_card, "x", default));
        Assert.Equal(new ConnectorOutcome.Rejected(0, "BadAddress"), await host.Connector.SendTextAsync(Chat with { ConversationId = id }, "x", default));
        Assert.Empty(_stub.Requests);
    }

    [Fact]
    public async Task AnActivityOverTheLimitIsNotSent()
    {
        var frame = Encoding.UTF8.GetCharCount(OutboundBody.Text(Chat, "").Span);
        var longest = new string('ß', ConnectorClient.MaxActivityLength - frame);

        Assert.IsType<ConnectorOutcome.Delivered>(await host.Connector.SendTextAsync(Chat, longest, default));
        Assert.Equal(new ConnectorOutcome.TooLarge(), await host.Connector.SendTextAsync(Chat, longest + "ß", default));
        Assert.Single(_stub.Requests);
    }

    [Fact]
    public async Task MembersAreReadPageByPage()
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 200, http.Request.Query["continuationToken"].ToString() is "a b/c"
            ? """{ "members": [ { "id": "29:2", "objectId": "22222222-0000-4000-8000-000000000003" }, { "id": "28:bot" }, 7, { "aadObjectId": "22222222-0000-4000-8000-000000000004" } ] }"""
            : $$"""{ "members": [ { "id": "29:1AnnaOpaque", "aadObjectId": "{{Activities.Anna}}", "name": "Anna", "tenantId": "{{Activities.Tenant}}", "userRole": "user" } ], "continuationToken": "a b/c" }""");

        var found = Assert.IsType<MembersOutcome.Found>(await host.Connector.GetMembersAsync(Chat, team: null, default));

        Assert.True(found.Complete);
        Assert.Equal([s_anna, new(Guid.Parse(Activities.Tenant), Guid.Parse("22222222-0000-4000-8000-000000000003"), "29:2", null)], found.People);
        const string first = "/emea/tenant/v3/conversations/19%3Aa%2Fb%3Fc%40thread.tacv2/pagedmembers?pageSize=500";
        Assert.Equal([first, first + "&continuationToken=a%20b%2Fc"], _stub.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task ThePeopleOfAChannelAreAskedForByItsTeamAndNeverByAThread()
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 200, """{ "members": [] }""");

        await host.Connector.GetMembersAsync(Chat, new TeamsTeam("19:team@thread.tacv2", "Duty"), default);

        Assert.Equal("/emea/tenant/v3/conversations/19%3Ateam%40thread.tacv2/pagedmembers?pageSize=500", Assert.Single(_stub.Requests).Target);
    }

    [Fact]
    public async Task AMemberIsUnderTheirOwnTenantWhereTeamsSaysItAndAGuestIsOne()
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 200, $$"""
            { "members": [
              { "id": "29:guest", "aadObjectId": "{{Activities.Anna}}", "name": "Gil Guest", "tenantId": "99999999-0000-4000-8000-000000000009", "userRole": "guest" },
              { "id": "29:anonymous", "name": "Someone", "userRole": "anonymous" },
              { "id": "29:2", "objectId": "22222222-0000-4000-8000-000000000003", "name": "{{new string('x', 257)}}", "email": null, "userPrincipalName": null } ],
              "continuationToken": "" }
            """);

        var found = Assert.IsType<MembersOutcome.Found>(await host.Connector.GetMembersAsync(Chat, team: null, default));

        Assert.Equal([new(new("99999999-0000-4000-8000-000000000009"), Guid.Parse(Activities.Anna), "29:guest", "Gil Guest", IsGuest: true), new(Chat.TenantId, Guid.Parse("22222222-0000-4000-8000-000000000003"), "29:2", null)], found.People);
    }

    [Fact]
    public async Task OfTheChannelsOfATeamPrivateAndSharedOnesAreLeftOut()
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 200, """
            { "conversations": [
              { "id": "19:general@thread.tacv2" },
              { "id": "19:desk@thread.tacv2", "name": "Duty desk", "type": "standard" },
              { "id": "19:private@thread.tacv2", "name": "Managers", "type": "private" },
              { "id": "19:shared@thread.tacv2", "name": "With health", "type": "shared" } ] }
            """);

        var channels = await host.Connector.GetChannelsAsync(Chat, "19:general@thread.tacv2", default);

        Assert.Equal([new("19:general@thread.tacv2", null), new("19:desk@thread.tacv2", "Duty desk")], channels!);
    }

    [Fact]
    public async Task MembersEndWhenTheServiceNeverDoes()
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 200, """{ "members": [], "continuationToken": "again" }""");

        Assert.False(Assert.IsType<MembersOutcome.Found>(await host.Connector.GetMembersAsync(Chat, team: null, default)).Complete);
        Assert.Equal(ConnectorClient.MaxMemberPages, _stub.Requests.Count);
    }

    [Fact]
    public async Task MembersSayWhyTheyCouldNotBeRead()
    {
        _stub.Respond = http => StubConnector.AnswerAsync(http, 404, "");

        Assert.Equal(new MembersOutcome.Failed(new ConnectorOutcome.Gone()), await host.Connector.GetMembersAsync(Chat, team: null, default));
    }

    private Request Sent(string method, string path, string golden)
    {
        var request = Assert.Single(_stub.Requests);
        Assert.Equal((method, "/emea/tenant/v3/conversations/19%3Aa%2Fb%3Fc%40thread.tacv2%3Bmessageid%3D17" + path), (request.Method, request.Target));
        Same(golden, request.Body);
        return request;
    }

    private static void Same(string golden, string body) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(golden), JsonNode.Parse(body)), body);

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
