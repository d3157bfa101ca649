using Azure.Core;
using Azure.Identity;

namespace SupervisionBot.Teams.Tests;

public sealed class BotTokenTests
{
    private readonly Authority _authority = new();
    private readonly RecordingLogs _logs = new();
    private readonly BotToken _token;

    public BotTokenTests() => _token = new(_authority, "https://api.botframework.com/.default", _authority.Clock, _logs.CreateLogger("token"));

    [Fact]
    public async Task ManyWhoWantATokenAskForItOnce()
    {
        var open = _authority.Hold();
        var waiting = Enumerable.Range(0, 50).Select(_ => _token.GetAsync(CancellationToken.None).AsTask()).ToList();
        open.SetResult();

        Assert.All(await Task.WhenAll(waiting), token => Assert.Equal("token-1", token));
        Assert.Equal(["https://api.botframework.com/.default "], _authority.Asked);
    }

    [Fact]
    public async Task AValidTokenIsNotAskedForAgain()
    {
        await _token.GetAsync(CancellationToken.None);
        _authority.Clock.At += TimeSpan.FromMinutes(54);

        Assert.Equal("token-1", await _token.GetAsync(CancellationToken.None));
        Assert.Single(_authority.Asked);
    }

    [Fact]
    public async Task ATokenIsRenewedFiveMinutesBeforeItEndsAndNobodyWaitsForThat()
    {
        await _token.GetAsync(CancellationToken.None);
        var open = _authority.Hold();
        _authority.Clock.At += TimeSpan.FromMinutes(55);

        Assert.Equal("token-1", await _token.GetAsync(CancellationToken.None));
        open.SetResult();

        await UntilAsync(async () => await _token.GetAsync(CancellationToken.None) == "token-2");
        Assert.Equal(2, _authority.Asked.Count);
    }

    [Fact]
    public async Task ATokenThatSaysWhenToRenewItIsRenewedThen()
    {
        _authority.RefreshIn = TimeSpan.FromMinutes(20);
        await _token.GetAsync(CancellationToken.None);
        _authority.Clock.At += TimeSpan.FromMinutes(20);

        await _token.GetAsync(CancellationToken.None);

        await UntilAsync(async () => await _token.GetAsync(CancellationToken.None) == "token-2");
    }

    [Fact]
    public async Task TheOldTokenIsUsedForAsLongAsItIsValidWhileARenewalFails()
    {
        await _token.GetAsync(CancellationToken.None);
        _authority.Failure = new CredentialUnavailableException("no SECRETTRACE");
        for (var minutes = 55; minutes < 60; minutes++)
        {
            _authority.Clock.At = TimeSpan.FromMinutes(minutes);
            await UntilAsync(async () =>
            {
                Assert.Equal("token-1", await _token.GetAsync(CancellationToken.None));
                return _logs.Lines.Count >= minutes - 53;
            });
        }

        _authority.Clock.At = TimeSpan.FromMinutes(60);

        Assert.Null(await _token.GetAsync(CancellationToken.None));
        Assert.Contains(_logs.Lines, line => line.StartsWith("1202 ", StringComparison.Ordinal));
        Assert.Contains(_logs.Lines, line => line.StartsWith("1203 No token for the bot: CredentialUnavailableException", StringComparison.Ordinal));
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("SECRETTRACE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnAuthorityThatFailsIsNotAskedByEachCall()
    {
        _authority.Failure = new AuthenticationFailedException("AADSTS7000222: The secret keys are expired. SECRETTRACE");
        for (var call = 0; call < 20; call++)
        {
            Assert.Null(await _token.GetAsync(CancellationToken.None));
        }

        Assert.Single(_authority.Asked);
        Assert.Equal("1203 No token for the bot: AuthenticationFailedException AADSTS7000222. Nothing can be sent until there is one ", Assert.Single(_logs.Lines));
        _authority.Failure = null;
        _authority.Clock.At += TimeSpan.FromSeconds(10);

        Assert.Equal("token-2", await _token.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task ARefusedTokenIsReplacedOnceForAllWhoWereRefused()
    {
        var refused = await _token.GetAsync(CancellationToken.None);

        var replaced = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _token.ReplaceAsync(refused!, CancellationToken.None).AsTask()));

        Assert.All(replaced, token => Assert.Equal("token-2", token));
        Assert.Equal(2, _authority.Asked.Count);
        Assert.Contains("\"nbf\"", _authority.Asked[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATokenThatIsRefusedAgainAndAgainIsReplacedAtMostOnceAMinute()
    {
        var refused = await _token.GetAsync(CancellationToken.None);
        refused = await _token.ReplaceAsync(refused!, CancellationToken.None);

        Assert.Null(await _token.ReplaceAsync(refused!, CancellationToken.None));
        Assert.Equal(2, _authority.Asked.Count);

        _authority.Clock.At += TimeSpan.FromMinutes(1);
        Assert.Equal("token-3", await _token.ReplaceAsync(refused!, CancellationToken.None));
    }

    [Fact]
    public async Task AReplacementWaitsForARenewalThatIsUnderWaySoThatItIsNotOverwrittenByIt()
    {
        await _token.GetAsync(CancellationToken.None);
        _authority.Clock.At += TimeSpan.FromMinutes(55);
        var open = _authority.Hold();
        await _token.GetAsync(CancellationToken.None);
        await UntilAsync(() => _authority.AtOnce == 1);
        var replacement = _token.ReplaceAsync("token-1", CancellationToken.None).AsTask();

        // What the replacement has begun goes first.
        for (var turn = 0; turn < 1000; turn++)
        {
            await Task.Yield();
        }

        open.SetResult();

        Assert.Equal("token-3", await replacement);
        Assert.Equal("token-3", await _token.GetAsync(CancellationToken.None));
        Assert.Equal(1, _authority.MostAtOnce);
    }

    [Fact]
    public async Task WhoGivesUpWaitingEndsNothingForTheOthers()
    {
        var open = _authority.Hold();
        using var stop = new CancellationTokenSource();
        var impatient = _token.GetAsync(stop.Token).AsTask();
        var patient = _token.GetAsync(CancellationToken.None).AsTask();

        await stop.CancelAsync();

        Assert.Null(await impatient);
        open.SetResult();
        Assert.Equal("token-1", await patient);
        Assert.Single(_authority.Asked);
    }

    [Fact]
    public async Task TheTokenIsAvailableWhenItIsValidOrCanBeHad()
    {
        Assert.True(await _token.IsAvailableAsync(CancellationToken.None));
        _authority.Failure = new CredentialUnavailableException("none");
        Assert.True(await _token.IsAvailableAsync(CancellationToken.None));
        _authority.Clock.At += TimeSpan.FromHours(1);

        Assert.False(await _token.IsAvailableAsync(CancellationToken.None));
    }

    [Fact]
    public async Task WithoutACredentialNothingIsMissing() =>
        Assert.True(await new BotToken(credential: null, "", TimeProvider.System, _logs.CreateLogger("token")).IsAvailableAsync(CancellationToken.None));

    // A renewal goes on beside the call that began it.
    private static Task UntilAsync(Func<bool> done) => UntilAsync(() => Task.FromResult(done()));

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await done())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20), "It never came.");
            await Task.Yield();
        }
    }

    /// <summary>Gives out numbered tokens that are valid for an hour.</summary>
    private sealed class Authority : TokenCredential
    {
        private Task _gate = Task.CompletedTask;

        public ManualClock Clock { get; } = new();

        public List<string> Asked { get; } = [];

        public int AtOnce { get; private set; }

        public int MostAtOnce { get; private set; }

        public Exception? Failure { get; set; }

        public TimeSpan? RefreshIn { get; set; }

        public TaskCompletionSource Hold()
        {
            var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _gate = open.Task;
            return open;
        }

        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            AtOnce++;
            MostAtOnce = Math.Max(MostAtOnce, AtOnce);
            Asked.Add($"{requestContext.Scopes.Single()} {requestContext.Claims}");
            var number = Asked.Count;
            await _gate;
            AtOnce--;
            var now = Clock.GetUtcNow();
            return Failure is null ? new($"token-{number}", now + TimeSpan.FromHours(1), now + RefreshIn) : throw Failure;
        }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class ManualClock : TimeProvider
    {
        public TimeSpan At { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(57) + At;
    }
}
