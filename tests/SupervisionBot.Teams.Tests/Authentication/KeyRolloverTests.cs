using System.Net;
using SupervisionBot.FakeTeams;
using SupervisionBot.Teams.Authentication;

namespace SupervisionBot.Teams.Tests.Authentication;

public sealed class KeyRolloverTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly TestClock _clock = new();
    private readonly TokenHost _host;

    public KeyRolloverTests() => _host = new(_clock);

    private TokenIssuer Issuer => _host.Issuer;

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task ManyFirstRequestsReadTheDocumentsOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync()));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal((1, 1), (Issuer.MetadataRequests, Issuer.KeyRequests));
    }

    [Fact]
    public async Task ANewKeyIsAcceptedWithTheFirstTokenThatItSigned()
    {
        await PostAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));
        var old = _host.Token();
        Issuer.Roll();

        Assert.Equal(HttpStatusCode.OK, (await PostAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(old)).Status);
        Assert.Equal(2, Issuer.KeyRequests);
    }

    [Fact]
    public async Task UnknownKeysAskForTheDocumentsOnceAMinute()
    {
        await PostAsync();
        for (var readings = 2; readings <= 4; readings++)
        {
            _clock.Advance(TimeSpan.FromSeconds(61));
            for (var round = 0; round < 2; round++)
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => PostAsync(_host.Token(token => token.Header["kid"] = $"unknown-{number}"))));
                Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.Status));
                _clock.Advance(TimeSpan.FromSeconds(29));
            }

            Assert.Equal((readings, readings), (Issuer.MetadataRequests, Issuer.KeyRequests));
        }
    }

    [Fact]
    public async Task WhileTheKeysAreReadAgainTheOldOnesServe()
    {
        await PostAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));
        var old = _host.Token();
        Issuer.Roll();
        Task<TokenAnswer> waiting;
        using (var hold = Issuer.Hold())
        {
            waiting = PostAsync();
            await hold.Reached.WaitAsync(s_patience);

            Assert.Equal(HttpStatusCode.OK, (await PostAsync(old)).Status);
            Assert.False(waiting.IsCompleted);
        }

        Assert.Equal(HttpStatusCode.OK, (await waiting).Status);
    }

    [Fact]
    public async Task WhileTheKeysCannotBeReadTheOldOnesServeAndOthersAreToldToComeAgain()
    {
        await PostAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));
        var old = _host.Token();
        Issuer.Roll();
        Issuer.IsFailing = true;

        AssertToldToComeAgain(await PostAsync());
        var asked = Issuer.MetadataRequests;
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(old)).Status);
        AssertToldToComeAgain(await PostAsync());
        Assert.Equal(asked, Issuer.MetadataRequests);

        Issuer.IsFailing = false;
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync()).Status);
    }

    [Fact]
    public async Task ARequestDoesNotWaitLongForASlowDocument()
    {
        await PostAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));
        Issuer.Roll();
        using var hold = Issuer.Hold();
        var waiting = PostAsync();
        await hold.Reached.WaitAsync(s_patience);
        while (!waiting.IsCompleted)
        {
            _clock.Advance(SigningKeys.Patience);
            await Task.Yield();
        }

        AssertToldToComeAgain(await waiting);
    }

    [Fact]
    public async Task UntilTheDocumentsCanBeReadCallersAreToldToComeAgain()
    {
        Issuer.IsFailing = true;

        AssertToldToComeAgain(await PostAsync());
        Assert.False(await _host.Keys.CheckAsync(CancellationToken.None));
        var asked = Issuer.MetadataRequests;
        AssertToldToComeAgain(await PostAsync());
        Assert.Equal(asked, Issuer.MetadataRequests);

        Issuer.IsFailing = false;
        _clock.Advance(KeySetRetriever.Pause);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync()).Status);
        Assert.True(await _host.Keys.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task AKeyThatIsTakenOutOfTheDocumentIsRefusedAfterHalfADay()
    {
        await PostAsync();
        var withdrawn = Issuer.Current;
        Issuer.Roll();
        Issuer.Retire(withdrawn);
        _clock.Advance(TimeSpan.FromHours(13));
        var reading = _host.Keys.Readings.Next.Task;

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(_host.Token(key: withdrawn))).Status);
        await reading.WaitAsync(s_patience);

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(_host.Token(key: withdrawn))).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync()).Status);
        Assert.Equal(2, Issuer.KeyRequests);
    }

    [Fact]
    public async Task WhenTheHalfDailyReadingFailsTheOldKeysServeAndTheDocumentsAreLeftInPeace()
    {
        await PostAsync();
        _clock.Advance(TimeSpan.FromHours(13));
        Issuer.IsFailing = true;
        var reading = _host.Keys.Readings.Next.Task;

        Assert.Equal(HttpStatusCode.OK, (await PostAsync()).Status);
        Assert.Null(await reading.WaitAsync(s_patience));
        var asked = Issuer.MetadataRequests;
        for (var request = 0; request < 10; request++)
        {
            Assert.Equal(HttpStatusCode.OK, (await PostAsync()).Status);
        }

        Assert.Equal(asked, Issuer.MetadataRequests);
    }

    [Theory]
    [InlineData("RS384", "RS512")]
    [InlineData("none")]
    [InlineData]
    public async Task WhileTheServiceDoesNotListRs256NothingIsAccepted(params string[] algorithms)
    {
        Issuer.Algorithms = algorithms;

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync()).Status);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "keys": [] }""")]
    [InlineData("""{ "keys": [ 7, null, "key", {}, { "kty": "EC", "kid": "key-1" }, { "kty": "RSA", "kid": "key-1" }, { "kty": "RSA", "kid": "key-1", "n": "!", "e": "!" } ] }""")]
    public async Task AKeyDocumentWithoutKeysIsAsGoodAsNone(string document)
    {
        Issuer.KeyDocument = document;

        AssertToldToComeAgain(await PostAsync());
    }

    private Task<TokenAnswer> PostAsync(string? token = null) => _host.PostAsync(Activities.Message, token ?? _host.Token());

    private static void AssertToldToComeAgain(TokenAnswer answer) =>
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "", KeySetRetriever.Pause), (answer.Status, answer.Body, answer.RetryAfter));
}
