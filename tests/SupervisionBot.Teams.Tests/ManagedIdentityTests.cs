using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Teams.Tests;

/// <summary>The edge as an app in Azure has it: the identity it is given, a real connection to it, and a connector that looks at the token.</summary>
[Collection("starts")]
public sealed class ManagedIdentityTests : IAsyncLifetime
{
    private readonly FakeAuthority _authority = new();
    private readonly StubConnector _stub = new();
    private WebApplication? _app;

    private ConnectorClient Connector => _app!.Services.GetRequiredService<ConnectorClient>();

    private BotToken Token => _app!.Services.GetRequiredService<BotToken>();

    private ConversationReference Chat => new(Guid.Parse(Activities.Tenant), "a:1", ConversationKind.Personal, _stub.Url, Activities.Bot);

    public async Task InitializeAsync()
    {
        await _authority.InitializeAsync();
        await _stub.InitializeAsync();
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", new Uri(_authority.Address, TokenEndpoint.IdentityPath).AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", TokenEndpoint.IdentityHeader);
        _stub.Respond = http => StubConnector.AnswerAsync(http, _authority.Tokens.Accepts(http.Request.Headers.Authorization) ? StatusCodes.Status201Created : StatusCodes.Status401Unauthorized, """{ "id": "1" }""");

        // A bot of its own for each test: the identity library keeps tokens for the whole process.
        var builder = WebApplication.CreateBuilder(
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Teams:ConnectorHosts:0", "127.0.0.1",
            "--AzureAd:TenantId", Activities.Tenant, "--AzureAd:ClientId", $"{Guid.NewGuid()}", "--AzureAd:ClientCredentials:0:SourceType", "ManagedIdentity",
        ]);
        builder.Logging.ClearProviders();
        builder.AddTeamsEdge<RecordingHandler>();
        _app = builder.Build();
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        await _app!.DisposeAsync();
        await _stub.DisposeAsync();
        await _authority.DisposeAsync();
    }

    [Fact]
    public async Task FiftySendsAtOnceNeedOneToken()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Connector.SendTextAsync(Chat, "x", default)));

        Assert.All(outcomes, outcome => Assert.IsType<ConnectorOutcome.Delivered>(outcome));
        Assert.Single(_authority.Tokens.Requests);
        Assert.Equal(50, _stub.Requests.Count);
    }

    [Fact]
    public async Task ATokenThatWasTakenBackIsReplaced()
    {
        await Connector.SendTextAsync(Chat, "x", default);
        _authority.Tokens.Revoke();

        Assert.IsType<ConnectorOutcome.Delivered>(await Connector.SendTextAsync(Chat, "x", default));

        Assert.Equal(2, _authority.Tokens.Requests.Count);
        Assert.Equal(3, _stub.Requests.Count);
    }

    [Fact]
    public async Task WithoutAnIdentityNothingIsSentAndTheAppIsNotReady()
    {
        _authority.Tokens.Failure = 400;

        Assert.Equal(new ConnectorOutcome.NotSent(), await Connector.SendTextAsync(Chat, "x", default));

        Assert.False(await Token.IsAvailableAsync(default));
        Assert.Empty(_stub.Requests);
    }
}
