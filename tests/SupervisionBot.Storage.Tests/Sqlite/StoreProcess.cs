using System.Diagnostics;

namespace SupervisionBot.Storage.Tests.Sqlite;

/// <summary>This assembly as a second process that writes to a store (Program.cs).</summary>
public sealed class StoreProcess : IDisposable
{
    private readonly Process _process;

    public StoreProcess(string storePath, string run)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(StoreProcess).Assembly.Location, storePath, run]) { RedirectStandardOutput = true, UseShellExecute = false };
        _process = Process.Start(start)!;
    }

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }
}
