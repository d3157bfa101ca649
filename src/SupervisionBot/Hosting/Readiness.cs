using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Teams.Authentication;

namespace SupervisionBot.Hosting;

/// <summary>Something that has to be there before people can be served.</summary>
/// <param name="Name">What it is called to whoever asks, who may be anybody.</param>
/// <param name="IsReadyAsync">Whether it is there now. An exception means that it is not.</param>
internal sealed record Probe(string Name, Func<CancellationToken, Task<bool>> IsReadyAsync);

/// <summary>Answers <c>/readyz</c>. Whoever asks while a check is under way shares it, so that many who ask cost no more than one.</summary>
internal sealed class Readiness(IEnumerable<Probe> probes, ILogger<Readiness> log)
{
    // Our own number: below the ten seconds after which probes of load balancers usually give up.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    private readonly Lock _lock = new();
    private Task<IReadOnlyList<string>>? _underWay;

    /// <summary>The names of what is not ready.</summary>
    public Task<IReadOnlyList<string>> MissingAsync()
    {
        lock (_lock)
        {
            return _underWay is { IsCompleted: false } ? _underWay : _underWay = LookAsync();
        }
    }

    private async Task<IReadOnlyList<string>> LookAsync()
    {
        using var stop = new CancellationTokenSource(s_patience);
        var answers = await Task.WhenAll(probes.Select(async probe => (probe.Name, IsReady: await IsReadyAsync(probe, stop.Token))));
        return [.. answers.Where(answer => !answer.IsReady).Select(answer => answer.Name)];
    }

    private async Task<bool> IsReadyAsync(Probe probe, CancellationToken cancellationToken)
    {
        try
        {
            return await probe.IsReadyAsync(cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception error)
        {
            log.ProbeFailed(probe.Name, error.GetType().Name);
            return false;
        }
    }
}

internal static class Health
{
    /// <summary>Registers the probes. Each thing to be ready is one line. Without tokens (<see cref="TeamsOptions.Anonymous"/>) keys and token are ready, as none are needed.</summary>
    public static void AddReadiness(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Readiness>();
        builder.AddProbe<ITableStore>("storage", async (store, stop) => (await store.CheckAsync(stop)).IsHealthy);
        builder.AddProbe<SigningKeys>("signing keys", (keys, stop) => keys.CheckAsync(stop));
        builder.AddProbe<BotToken>("bot token", async (token, stop) => await token.IsAvailableAsync(stop));
    }

    /// <summary>Maps <c>/healthz</c>, which answers 200 as long as the process serves, and <c>/readyz</c>, which says 503 with the names of what is not ready, and nothing else about it.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("Alive."));
        app.MapGet("/readyz", async (Readiness readiness) => await readiness.MissingAsync() is { Count: > 0 } missing
            ? Results.Text($"Not ready: {string.Join(", ", missing)}.", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("Ready."));
    }

    private static void AddProbe<T>(this IHostApplicationBuilder builder, string name, Func<T, CancellationToken, Task<bool>> isReadyAsync)
        where T : notnull =>
        builder.Services.AddSingleton(services => new Probe(name, stop => isReadyAsync(services.GetRequiredService<T>(), stop)));
}
