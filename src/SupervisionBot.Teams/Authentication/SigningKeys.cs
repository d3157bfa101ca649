using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;

namespace SupervisionBot.Teams.Authentication;

/// <summary>
/// The keys that requests from Teams are signed with. They are read when they are first asked for, again within 13 hours, and when an unknown one turns up, at most once a minute for that.
/// While they are read again, and while that fails, the keys from before serve.
/// </summary>
/// <remarks>At least every 24 hours: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, "Connector to bot", step 3.</remarks>
public sealed class SigningKeys
{
    internal const string Client = nameof(SigningKeys);

    /// <summary>Longest wait of a request for keys. Our own choice, well below the ten seconds or so that Teams waits for an answer.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_betweenRequests = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _clock;
    private readonly bool _isNeeded;
    private readonly KeySetRetriever _retriever;
    private readonly Lock _asking = new();
    private Task<KeySet>? _reading;

    internal SigningKeys(IOptions<TeamsOptions> options, IHttpClientFactory clients, IHostEnvironment environment, TimeProvider clock, ILogger<SigningKeys> log)
    {
        _clock = clock;
        _isNeeded = !options.Value.Anonymous;
        _retriever = new(clock, log);
        Manager = new(
            options.Value.OpenIdMetadata!.AbsoluteUri,
            _retriever,
            new HttpDocumentRetriever(clients.CreateClient(Client)) { RequireHttps = !environment.IsDevelopment(), SendAdditionalHeaderData = false })
        {
            // The library adds up to 5 %, so that not everybody asks at once.
            AutomaticRefreshInterval = TimeSpan.FromHours(12),
            RefreshInterval = s_betweenRequests,
        };
    }

    internal ConfigurationManager<KeySet> Manager { get; }

    internal Readings Readings => _retriever.Readings;

    /// <summary>Whether the keys are known, or none are needed because <see cref="TeamsOptions.Anonymous"/> is set. Reads them when they are not known yet, for five seconds at most.</summary>
    public async Task<bool> CheckAsync(CancellationToken cancellationToken) => !_isNeeded || await IsReadAsync(cancellationToken);

    /// <summary>The key of that name; null when there is none.</summary>
    /// <returns>Not known when the documents could not be read, so that nobody can tell.</returns>
    internal async ValueTask<(SigningKey? Key, bool IsKnown)> FindAsync(string kid, CancellationToken cancellationToken)
    {
        if (!await IsReadAsync(cancellationToken))
        {
            return (null, IsKnown: false);
        }

        var readings = Readings;
        var now = _clock.GetUtcNow();
        if (readings.Last!.Keys.TryGetValue(kid, out var key) || now < readings.Last.ReadAt + s_betweenRequests)
        {
            return (key, IsKnown: true);
        }

        if (readings.Failure is not null && now < readings.FailedAt + s_betweenRequests)
        {
            return (null, IsKnown: false);
        }

        // Neither succeeded nor failed within the minute, so the library reads now, or does so already.
        Manager.RequestRefresh();
        try
        {
            var read = await readings.Next.Task.WaitAsync(Patience, _clock, cancellationToken);
            return (read?.Keys.GetValueOrDefault(kid), IsKnown: read is not null);
        }
        catch (TimeoutException)
        {
            return (null, IsKnown: false);
        }
    }

    // Not stopped when a caller leaves: others wait for the same reading. The library itself may read twice for callers who come at the same moment.
    private Task<KeySet> Reading()
    {
        lock (_asking)
        {
            return _reading = _reading is { IsCompleted: false } ? _reading : Manager.GetConfigurationAsync(CancellationToken.None);
        }
    }

    private async ValueTask<bool> IsReadAsync(CancellationToken cancellationToken)
    {
        var reading = Reading();
        if (reading.IsCompletedSuccessfully)
        {
            return true;
        }

        try
        {
            await reading.WaitAsync(Patience, _clock, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            return false;
        }
    }
}
