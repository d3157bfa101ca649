using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SupervisionBot.LocalTeams;

namespace SupervisionBot.EndToEnd.Stage;

/// <summary>The real LocalTeams, with the app in it, as a process of its own.</summary>
internal sealed class LocalTeamsProcess : IDisposable
{
    private const string Ready = "LocalTeams is ready: ";
    private static readonly string[] Bad = ["fail:", "crit:", "Unhandled exception"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalTeamsProcess(Process process) => _process = process;

    public Uri Address => _ready.Task.Result;

    /// <summary>All that it logged, if something went wrong in it.</summary>
    public IEnumerable<string> Troubles =>
        _lines.Any(line => Bad.Any(bad => line.StartsWith(bad, StringComparison.Ordinal))) ? [string.Join('\n', _lines)] : [];

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="data">Where it keeps everything.</param>
    /// <param name="port">Where its page listens; 0 takes any free port.</param>
    /// <param name="storage">Settings of the storage; without any, a file where the rest is.</param>
    public static async Task<LocalTeamsProcess> StartAsync(string data, int port, IReadOnlyList<string> storage)
    {
        string[] arguments = ["exec", typeof(LocalTeamsHost).Assembly.Location, "--no-browser", "--data", data, "--port", port.ToString(CultureInfo.InvariantCulture), .. storage];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false },
            EnableRaisingEvents = true,
        };
        // A machine that runs many tests at once is slow, and people here wait for the answer itself.
        process.StartInfo.Environment["OneToOne__AnswerWithin"] = "10";
        var teams = new LocalTeamsProcess(process);
        process.OutputDataReceived += (_, line) => teams.Read(line.Data);
        process.ErrorDataReceived += (_, line) => teams.Read(line.Data);
        process.Exited += (_, _) => teams._ready.TrySetException(new InvalidOperationException($"LocalTeams ended: {string.Join('\n', teams._lines)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await teams._ready.Task.WaitAsync(Patience);
            return teams;
        }
        catch
        {
            teams.Dispose();
            throw;
        }
    }

    /// <summary>SIGKILL: it gets no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>SIGTERM, as a service manager or Ctrl-C stops it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line.StartsWith(Ready, StringComparison.Ordinal))
        {
            _ready.TrySetResult(new Uri(line[Ready.Length..]));
        }
    }
}
