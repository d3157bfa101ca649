using System.Collections.Concurrent;
using Azure.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SupervisionBot.Teams.Tests;

public sealed class BotTokenHandlerTests : IAsyncLifetime
{
    private readonly StubConnector _stub = new();
    private readonly ConcurrentQueue<string?> _tokens = new();
    private readonly Numbered _credential = new();
    private readonly RecordingLogs _logs = new();
    private readonly TeamsOptions _settings = new() { ConnectorHosts = { "127.0.0.1" } };
    private HttpClient? _http;

    private ConversationReference Chat => new(Guid.Parse(Activities.Tenant), "a:1", ConversationKind.Personal, _stub.Url, Activities.Bot);

    public Task InitializeAsync() => _stub.InitializeAsync();

    public Task DisposeAsync()
    {
        _http?.Dispose();
        return _stub.DisposeAsync();
    }

    [Fact]
    public async Task EveryCallCarriesTheToken()
    {
        Answer(201);
        var connector = Connector();

        await connector.SendTextAsync(Chat, "x", default);
        await connector.UpdateCardAsync(Chat, "1", "{}"u8.ToArray(), "x", default);
        await connector.GetMembersAsync(Chat, team: null, default);

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-1"], _tokens);
        Assert.Equal(1, _credential.Count);
    }

    [Fact]
    public async Task NoneDoesWhileAnonymous()
    {
        _settings.Anonymous = true;
        Answer(201);

        Assert.IsType<ConnectorOutcome.Delivered>(await Connector().SendTextAsync(Chat, "x", default));

        Assert.Equal([null], _tokens);
        Assert.Equal(0, _credential.Count);
    }

    [Fact]
    public async Task AfterA401TheSameIsSentOnceMoreWithANewToken()
    {
        Answer(401, 201);

        Assert.IsType<ConnectorOutcome.Delivered>(await Connector().SendTextAsync(Chat, "twice", default));

        Assert.Equal(["Bearer token-1", "Bearer token-2"], _tokens);
        var sent = _stub.Requests.ToArray();
        Assert.Contains("twice", sent[0].Body, StringComparison.Ordinal);
        Assert.Equal(sent[0], sent[1]);
    }

    [Fact]
    public async Task ASecond401IsAnOutcomeOfItsOwnAndAnError()
    {
        Answer(401);

        Assert.Equal(new ConnectorOutcome.Unauthorized("BotNotRegistered"), await Connector().SendTextAsync(Chat, "x", default));

        Assert.Equal(2, _tokens.Count);
        Assert.Contains(_logs.Lines, line => line.StartsWith("1105 Connector POST does not accept the bot's token: BotNotRegistered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ManyRefusedCallsDoNotEachAskForANewToken()
    {
        Answer(401);
        var connector = Connector();

        for (var call = 0; call < 10; call++)
        {
            await connector.SendTextAsync(Chat, "x", default);
        }

        Assert.Equal(2, _credential.Count);
        Assert.Equal(11, _tokens.Count);
    }

    [Fact]
    public async Task A401WithNoOtherTokenToBeHadIsNotRepeated()
    {
        Answer(401);
        var connector = Connector();
        _stub.Respond = http =>
        {
            _tokens.Enqueue(http.Request.Headers.Authorization);
            _credential.Failure = new InvalidOperationException();
            return StubConnector.AnswerAsync(http, 401, "");
        };

        Assert.IsType<ConnectorOutcome.Unauthorized>(await connector.SendTextAsync(Chat, "x", default));

        Assert.Single(_tokens);
    }

    [Fact]
    public async Task WithoutATokenNothingIsSent()
    {
        _credential.Failure = new InvalidOperationException("SECRETTRACE");

        Assert.Equal(new ConnectorOutcome.NotSent(), await Connector().SendTextAsync(Chat, "x", default));

        Assert.Empty(_stub.Requests);
        Assert.Contains(_logs.Lines, line => line.StartsWith("1203 No token for the bot: InvalidOperationException", StringComparison.Ordinal));
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("SECRETTRACE", StringComparison.Ordinal) || line.Contains("token-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GivingUpWhileWaitingForATokenThrowsAndIsNoOutcome()
    {
        using var stop = new CancellationTokenSource();
        _credential.Gate = new TaskCompletionSource().Task;
        var call = Connector().SendTextAsync(Chat, "x", stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Empty(_stub.Requests);
    }

    [Fact]
    public async Task TheTokenGoesNowhereElse()
    {
        await using var other = new Stranger();
        await other.Connector.InitializeAsync();
        Answer(201);
        var connector = Connector();
        var elsewhere = Chat with { ServiceUrl = other.Connector.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) };

        Assert.Equal(new ConnectorOutcome.Rejected(0, "BadAddress"), await connector.SendTextAsync(elsewhere, "x", default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _http!.GetAsync(new Uri(elsewhere.ServiceUrl)));

        Assert.Empty(other.Connector.Requests);
        Assert.Equal(0, _credential.Count);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task ARedirectIsNotFollowed(int status)
    {
        await using var other = new Stranger();
        await other.Connector.InitializeAsync();
        _stub.Respond = http =>
        {
            http.Response.Headers.Location = other.Connector.Url;
            return StubConnector.AnswerAsync(http, status, "");
        };

        Assert.Equal(new ConnectorOutcome.Rejected(status, null), await Connector().SendTextAsync(Chat, "x", default));

        Assert.Empty(other.Connector.Requests);
    }

    // Answers the first calls as told, and the later ones like the last of them.
    private void Answer(params int[] statuses)
    {
        var left = new Queue<int>(statuses);
        _stub.Respond = http =>
        {
            _tokens.Enqueue(http.Request.Headers.Authorization is [{ } token] ? token : null);
            return StubConnector.AnswerAsync(http, left.Count > 1 ? left.Dequeue() : left.Peek(), """{ "id": "1", "error": { "code": "BotNotRegistered" } }""");
        };
    }

    private ConnectorClient Connector()
    {
        var tokens = new BotToken(_credential, "scope", TimeProvider.System, _logs.CreateLogger("token"));
        _http = new HttpClient(new BotTokenHandler(tokens, Options.Create(_settings)) { InnerHandler = TeamsEdge.Network(_settings) });
        return new(_http, Options.Create(_settings), TimeProvider.System, new Logger<ConnectorClient>(LoggerFactory.Create(logging => logging.AddProvider(_logs))));
    }

    private sealed class Stranger : IAsyncDisposable
    {
        public StubConnector Connector { get; } = new();

        public async ValueTask DisposeAsync() => await Connector.DisposeAsync();
    }

    private sealed class Numbered : TokenCredential
    {
        private int _count;

        public int Count => _count;

        public Exception? Failure { get; set; }

        public Task Gate { get; set; } = Task.CompletedTask;

        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            await Gate;
            return Failure is null ? new($"token-{Interlocked.Increment(ref _count)}", TimeProvider.System.GetUtcNow().AddHours(1)) : throw Failure;
        }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
