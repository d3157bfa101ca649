using System.Diagnostics;

namespace SupervisionBot.Bench;

/// <summary>This executable once more, as a host in a process of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private bool _isKilled;

    private HostProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan Worked
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits until it listens. What it logs goes to standard error.</summary>
    /// <param name="kind"><see cref="BenchHost.App"/> or <see cref="BenchHost.Floor"/>.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="environment">Variables it has beside those of this process.</param>
    public static async Task<HostProcess> StartAsync(string kind, IEnumerable<string> settings, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["host", kind, .. settings]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("http://", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Console.OpenStandardError());
                return new(process, new Uri(line));
            }

            await Console.Error.WriteLineAsync(line);
        }

        throw new InvalidOperationException($"the {kind} host did not start");
    }

    /// <summary>SIGKILL, in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _isKilled = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isKilled)
        {
            return;
        }

        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
