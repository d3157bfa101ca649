using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Teams.Authentication;

namespace SupervisionBot.Hosting;

/// <summary>Something that has to be there for the app to do all of its work.</summary>
/// <param name="Name">What it is called in the log and in a measure.</param>
/// <param name="Decides">Whether a copy without it gets no requests; otherwise that is only told.</param>
/// <param name="IsThereAsync">Whether it is there now. An exception means that it is not.</param>
internal sealed record Probe(string Name, bool Decides, Func<CancellationToken, Task<bool>> IsThereAsync);

/// <summary>Answers <c>/readyz</c>, which anybody may ask as often as they like: all who ask within a few seconds share one look. What is missing goes to the log and to a measure.</summary>
internal sealed class Readiness : IDisposable
{
    /// <summary>How long an answer serves. Our own number: probes of load balancers come every 5 to 30 seconds, and a look costs a read and a write.</summary>
    public static TimeSpan Serves { get; } = TimeSpan.FromSeconds(5);

    // Our own number: below the ten seconds after which probes of load balancers usually give up.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    private readonly IReadOnlyList<Probe> _probes;
    private readonly TimeProvider _clock;
    private readonly ILogger<Readiness> _log;
    private readonly Meter _meter = new(TurnMeter.Name);
    private readonly ConcurrentDictionary<string, bool> _isThere = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Task<bool>? _look;
    private long _lookedAt;

    /// <param name="probes">What is looked at.</param>
    /// <param name="clock">Measures time that passes.</param>
    /// <param name="log">Hears what is missing, and what is there again.</param>
    public Readiness(IEnumerable<Probe> probes, TimeProvider clock, ILogger<Readiness> log)
    {
        (_probes, _clock, _log) = ([.. probes], clock, log);
        _meter.CreateObservableGauge(
            "supervision.ready",
            () => _isThere.Select(probe => new Measurement<int>(probe.Value ? 1 : 0, new KeyValuePair<string, object?>("probe", probe.Key))),
            description: "1 where something that the app needs was there when it was last looked at, else 0");
    }

    /// <summary>Whether this copy can serve people.</summary>
    public Task<bool> IsReadyAsync()
    {
        lock (_lock)
        {
            if (_look is null || (_look.IsCompleted && _clock.GetElapsedTime(_lookedAt) >= Serves))
            {
                _lookedAt = _clock.GetTimestamp();
                _look = LookAsync();
            }

            return _look;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private async Task<bool> LookAsync()
    {
        using var stop = new CancellationTokenSource(s_patience);
        var answers = await Task.WhenAll(_probes.Select(async probe => await IsThereAsync(probe, stop.Token) || !probe.Decides));
        return answers.All(isReady => isReady);
    }

    private async Task<bool> IsThereAsync(Probe probe, CancellationToken cancellationToken)
    {
        var (isThere, why) = (false, "it says no");
        try
        {
            isThere = await probe.IsThereAsync(cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception error)
        {
            why = error.GetType().Name;
        }

        var wasThere = _isThere.GetValueOrDefault(probe.Name, true);
        _isThere[probe.Name] = isThere;
        if (wasThere && !isThere)
        {
            _log.ProbeFailed(probe.Name, why);
        }
        else if (!wasThere && isThere)
        {
            _log.ProbeSucceeded(probe.Name);
        }

        return isThere;
    }
}

internal static class Health
{
    /// <summary>Registers the probes. Each thing to be there is one line. Without tokens (<see cref="TeamsOptions.Anonymous"/>) keys and token are there, as none are needed.</summary>
    /// <remarks>
    /// Without the bot's token a copy reads, saves and answers presses; only what it sends by itself waits, and is stored. As the token fails for all copies at once, a load
    /// balancer that heeded it would shut everybody out of what still works.
    /// </remarks>
    public static void AddReadiness(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new Readiness(services.GetServices<Probe>(), TimeProvider.System, services.GetRequiredService<ILogger<Readiness>>()));
        builder.AddProbe<ITableStore>("storage", decides: true, async (store, stop) => (await store.CheckAsync(stop)).IsHealthy);
        builder.AddProbe<SigningKeys>("signing keys", decides: true, (keys, stop) => keys.CheckAsync(stop));
        builder.AddProbe<Looks>("sender", decides: true, (looks, _) => Task.FromResult(!looks.Sender.IsStuck));
        builder.AddProbe<Looks>("alarms", decides: true, (looks, _) => Task.FromResult(!looks.Alarms.IsStuck));
        builder.AddProbe<BotToken>("bot token", decides: false, async (token, stop) => await token.IsAvailableAsync(stop));
    }

    /// <summary>Maps <c>/healthz</c>, which answers 200 as long as the process serves, and <c>/readyz</c>, which answers 200 or 503, and says no more to anybody.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("Alive."));
        app.MapGet("/readyz", async (Readiness readiness) => await readiness.IsReadyAsync()
            ? Results.Text("Ready.")
            : Results.Text("Not ready.", statusCode: StatusCodes.Status503ServiceUnavailable));
    }

    private static void AddProbe<T>(this IHostApplicationBuilder builder, string name, bool decides, Func<T, CancellationToken, Task<bool>> isThereAsync)
        where T : notnull =>
        builder.Services.AddSingleton(services => new Probe(name, decides, stop => isThereAsync(services.GetRequiredService<T>(), stop)));
}
