using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using SupervisionBot.FakeTeams;
using SupervisionBot.Teams.Authentication;

namespace SupervisionBot.Teams.Tests.Authentication;

/// <summary>The edge as it is in production, with a key document of our own.</summary>
public sealed class TokenHost : IAsyncLifetime
{
    public static readonly Guid Bot = Guid.Parse(Activities.Bot["28:".Length..]);

    private readonly string[] _settings;
    private readonly TestClock? _clock;
    private WebApplication? _app;
    private TokenIssuerHost? _documents;

    public TokenHost()
        : this(TokenIssuer.PublicIssuer)
    {
    }

    internal TokenHost(string issuer, params string[] settings) => (Issuer, _settings) = (new(issuer), settings);

    internal TokenHost(TestClock clock) => (_clock, Issuer, _settings) = (clock, new(clock: clock), []);

    /// <summary>What the edge cannot do without.</summary>
    internal static string[] Identity { get; } =
    [
        "--AzureAd:TenantId", Activities.Tenant, "--AzureAd:ClientId", Bot.ToString(),
        "--AzureAd:ClientCredentials:0:SourceType", "ClientSecret", "--AzureAd:ClientCredentials:0:ClientSecret", "no-secret",
    ];

    internal TokenIssuer Issuer { get; }

    internal RecordingLogs Logs { get; } = new();

    internal HttpClient Http { get; } = new();

    internal RecordingHandler Handler => _app!.Services.GetRequiredService<RecordingHandler>();

    internal SigningKeys Keys => _app!.Services.GetRequiredService<SigningKeys>();

    public async Task InitializeAsync()
    {
        _documents = await TokenIssuerHost.StartAsync(Issuer);
        var builder = WebApplication.CreateBuilder(
        [
            "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Teams:ConnectorHosts:0", "127.0.0.1", "--Teams:OpenIdMetadata", _documents.Metadata.AbsoluteUri,
            "--Teams:RateLimit:PerPerson", "100000", "--Teams:RateLimit:RefusedPerAddress", "100000", .. Identity, .. _settings,
        ]);
        builder.Logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Trace);
        if (_clock is not null)
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
        }

        builder.AddTeamsEdge<RecordingHandler>();
        _app = builder.Build();
        _app.MapTeams();
        await _app.StartAsync();
        Http.BaseAddress = new Uri(_app.Urls.Single());
        if (_clock is null)
        {
            // Before the first request, which has not the time that a busy machine may need.
            await Keys.Manager.GetConfigurationAsync();
        }
        else
        {
            ClockOf(Keys.Manager) = _clock;
        }
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app!.DisposeAsync();
        await _documents!.DisposeAsync();
        Issuer.Dispose();
    }

    // The library has a clock that can be set, for its own tests only.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "TimeProvider")]
    private static extern ref TimeProvider ClockOf(ConfigurationManager<KeySet> manager);

    /// <summary>The token that goes with an activity.</summary>
    internal string Token(Action<TokenDraft>? change = null, IssuerKey? key = null) => Issuer.Token(Bot, Activities.ServiceUrl, change, key);

    internal Task<TokenAnswer> PostAsync(string activity, string token) => PostAsync(activity, request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token));

    internal async Task<TokenAnswer> PostAsync(string activity, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(activity, Encoding.UTF8, "application/json") };
        change(request);
        using var response = await Http.SendAsync(request);
        return new(
            response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.RetryAfter?.Delta, response.Headers.WwwAuthenticate.ToString());
    }
}

internal sealed record TokenAnswer(HttpStatusCode Status, string Body, TimeSpan? RetryAfter, string Challenge);
