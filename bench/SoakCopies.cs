namespace SupervisionBot.Bench;

/// <summary>Three copies of the app on one store, one of which is killed every minute.</summary>
internal sealed class SoakCopies : IAsyncDisposable
{
    private const int Count = 3;

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<string> _settings;
    private readonly IReadOnlyList<(string, string)> _environment;
    private readonly Random _random;
    private readonly HostProcess?[] _copies = new HostProcess?[Count];

    private SoakCopies(IReadOnlyList<string> settings, IReadOnlyList<(string, string)> environment, int seed) => (_settings, _environment, _random) = (settings, environment, new(seed));

    /// <summary>How often one was killed.</summary>
    public int Kills { get; private set; }

    public static async Task<SoakCopies> StartAsync(IReadOnlyList<string> settings, IReadOnlyList<(string, string)> environment, int seed)
    {
        // Three on one machine: none may take the memory of a server of its own.
        var copies = new SoakCopies(settings, [.. environment, ("DOTNET_gcServer", "0")], seed);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(copies.StartAsync));
        return copies;
    }

    /// <summary>Where a copy listens that lives, as a load balancer picks one.</summary>
    public Uri Any()
    {
        lock (_random)
        {
            var alive = _copies.OfType<HostProcess>().ToArray();
            return new(alive[_random.Next(alive.Length)].Address, Activities.Path);
        }
    }

    /// <summary>Kills one in the midst of each minute and starts it again.</summary>
    public async Task KillAsync(int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            var (before, victim) = (TimeSpan.FromSeconds(_random.Next(20, 40)), _random.Next(Count));
            // A kill at no moment that anybody can foresee.
            await Task.Delay(before);
            HostProcess copy;
            lock (_random)
            {
                copy = _copies[victim]!;
                _copies[victim] = null;
            }

            await copy.KillAsync();
            Kills++;
            // One kill a minute, however long the start takes.
            await Task.WhenAll(StartAsync(victim), Task.Delay(s_minute - before));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var copy in _copies.OfType<HostProcess>())
        {
            await copy.DisposeAsync();
        }
    }

    private async Task StartAsync(int copy)
    {
        var started = await HostProcess.StartAsync(BenchHost.App, _settings, _environment);
        lock (_random)
        {
            _copies[copy] = started;
        }
    }
}
