using System.Diagnostics;

namespace SupervisionBot.EndToEnd.Deployed;

/// <summary>The app as it is deployed, in a process of its own.</summary>
internal sealed class AppProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private AppProcess(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<AppProcess> StartAsync(TestStore store)
    {
        string[] arguments =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "SupervisionBot.dll"), "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Teams:Anonymous", "true", .. store.Settings,
            // A machine that runs many tests at once is slow, and these want the answer itself.
            "--OneToOne:AnswerWithin", "10",
            "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information", "--Logging:Console:FormatterName", "simple",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };

        // It lives for a moment only: nothing it could learn or spread out over processors would be of use.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        var app = new AppProcess(Process.Start(start)!);
        const string Listening = "Now listening on: ";
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

    /// <summary>SIGKILL, in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(128 + 9, _process.ExitCode);
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
}
