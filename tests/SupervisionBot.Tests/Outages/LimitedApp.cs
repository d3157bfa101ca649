using System.Diagnostics;

namespace SupervisionBot.Tests.Outages;

/// <summary>Runs on Linux only, where a process can be kept from making its files longer without rights that a test does not have.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs prlimit of Linux";
}

/// <summary>
/// The app in a process of its own whose disk can be made full and emptied again: the kernel refuses every write beyond a length (RLIMIT_FSIZE, getrlimit(2)),
/// as it refuses every write that finds no room.
/// </summary>
internal sealed class LimitedApp : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("limited").FullName;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private LimitedApp()
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "SupervisionBot.dll"), "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Teams:Anonymous", "true", "--Storage:Path", Store,
            "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information", "--Logging:Console:FormatterName", "simple",
        ];

        // A write beyond the limit then fails with an error, as on a full disk; it would end the process otherwise.
        _process = Process.Start(new ProcessStartInfo("bash", ["-c", "trap '' XFSZ; exec dotnet \"$@\"", "dotnet", .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    private string Store => Path.Combine(_folder, "supervision.db");

    public static async Task<LimitedApp> StartAsync()
    {
        const string Listening = "Now listening on: ";
        var app = new LimitedApp();
        while (await app._process.StandardOutput.ReadLineAsync().WaitAsync(s_patience) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                app.Address = new(line[(at + Listening.Length)..].Trim());
                return app;
            }
        }

        throw new InvalidOperationException($"the app did not start: {await app._errors}");
    }

    /// <summary>No file of the app can become longer than the store's log is now.</summary>
    public void FillDisk() => Limit($"{new FileInfo(Store + "-wal").Length}");

    public void EmptyDisk() => Limit("unlimited");

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Only the soft limit, which everybody may put back up.
    private void Limit(string length)
    {
        using var prlimit = Process.Start("prlimit", [$"--pid={_process.Id}", $"--fsize={length}:"]);
        prlimit.WaitForExit();
        Assert.Equal(0, prlimit.ExitCode);
    }
}
