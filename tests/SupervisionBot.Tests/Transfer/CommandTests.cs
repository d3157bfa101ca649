using System.Diagnostics;
using System.Runtime.InteropServices;
using SupervisionBot.Hosting;
using SupervisionBot.Transfer;

namespace SupervisionBot.Tests.Transfer;

/// <summary>The real program, as an operator starts it.</summary>
public sealed class CommandTests : IDisposable
{
    // Enough that neither way is done before the test has seen that it began.
    private const int Many = 30_000;

    private readonly TransferFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ExportAndImportMoveAStoreAndSayWhatTheyDid()
    {
        await FillAsync("a.db", Rows.Various());

        var export = await RunAsync("export", _folder.At("a.jsonl"), "--Storage:Path", _folder.At("a.db"));
        var import = await RunAsync("import", _folder.At("a.jsonl"), $"--Storage:Path={_folder.At("b.db")}");
        var again = await RunAsync("export", _folder.At("b.jsonl"), "--Storage:Path", _folder.At("b.db"));

        Assert.Equal((0, 0, 0), (export.Exit, import.Exit, again.Exit));
        Assert.Contains("confidential", export.Output, StringComparison.Ordinal);
        Assert.Contains($"{Rows.Various().Length} rows added, 0 there already, 0 different", import.Output, StringComparison.Ordinal);
        Assert.Matches("Exporting: [0-9,]+ rows, [0-9,]+ rows/s, done in", export.Error);
        Assert.Matches("Importing: [0-9,]+ of [0-9,]+ rows, [0-9,]+ rows/s, done in", import.Error);
        Assert.Equal(await File.ReadAllBytesAsync(_folder.At("a.jsonl")), await File.ReadAllBytesAsync(_folder.At("b.jsonl")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.At("a.jsonl")));
        }
    }

    [Fact]
    public async Task TheRoundWhoseSealedAnswersAnExportLeavesOutIsNamed()
    {
        await FillAsync("a.db", [.. Rows.Few(), Rows.Row("rounds", "t|r7", "set", ("Sealed0", "x"))]);

        var export = await RunAsync("export", _folder.At("a.jsonl"), "--Storage:Path", _folder.At("a.db"));

        Assert.Equal(0, export.Exit);
        Assert.Contains("The sealed answers of the round r7", export.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DifferencesAreTheExitCode()
    {
        await FillAsync("a.db", Rows.Row("people", "t|p", "r", ("Name", "a")));
        await FillAsync("b.db", Rows.Row("people", "t|p", "r", ("Name", "b")));
        await RunAsync("export", _folder.At("a.jsonl"), "--Storage:Path", _folder.At("a.db"));

        var merged = await RunAsync("import", _folder.At("a.jsonl"), "--merge", "--Storage:Path", _folder.At("b.db"));
        var refused = await RunAsync("import", _folder.At("a.jsonl"), "--Storage:Path", _folder.At("b.db"));

        Assert.Equal(3, merged.Exit);
        Assert.Contains("people t|p", merged.Output, StringComparison.Ordinal);
        Assert.Equal(1, refused.Exit);
        Assert.Contains("--merge", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoreThatIsInUseIsNotTouched()
    {
        await FillAsync("a.db", Rows.Few());
        await using var running = _folder.Open("a.db");

        var export = await RunAsync("export", _folder.At("a.jsonl"), "--Storage:Path", _folder.At("a.db"));

        Assert.Equal(1, export.Exit);
        Assert.Contains("stop it first", export.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("a.jsonl.partial")));
    }

    [Fact]
    public async Task WhatCannotBeDoneIsSaid()
    {
        await FillAsync("a.db", Rows.Few());
        await File.WriteAllTextAsync(_folder.At("there.jsonl"), "something");

        var there = await RunAsync("export", _folder.At("there.jsonl"), "--Storage:Path", _folder.At("a.db"));
        var nowhere = await RunAsync("export", _folder.At("new.jsonl"), "--Storage:Path", _folder.At("nowhere.db"));
        var missing = await RunAsync("import", _folder.At("missing.jsonl"), "--Storage:Path", _folder.At("new.db"));
        var damaged = await RunAsync("import", _folder.At("there.jsonl"), "--Storage:Path", _folder.At("new.db"));
        var setting = await RunAsync("export", _folder.At("new.jsonl"), "--Storage:Provider", "None");

        Assert.All([there, nowhere, missing, damaged, setting], run => Assert.Equal(1, run.Exit));
        Assert.Contains("is there already", there.Error, StringComparison.Ordinal);
        Assert.Contains("There is no store", nowhere.Error, StringComparison.Ordinal);
        Assert.Contains("is not there", missing.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was written", damaged.Error, StringComparison.Ordinal);
        Assert.Contains("Storage:Provider", setting.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("nowhere.db")));
        Assert.False(File.Exists(_folder.At("new.db")));
        Assert.Equal("something", await File.ReadAllTextAsync(_folder.At("there.jsonl")));
    }

    [Theory]
    [InlineData("exprot", "a.jsonl")]
    [InlineData("Export", "a.jsonl")]
    [InlineData("export")]
    [InlineData("import", "--merge")]
    [InlineData("import", "a.jsonl", "b.jsonl")]
    [InlineData("export", "a.jsonl", "--merge")]
    [InlineData("export", "a.jsonl", "--Storage:Path")]
    [InlineData("import", "a.jsonl", "--Storage:Path", "--merge")]
    public void WhatIsNoCommandIsNotGuessed(params string[] args)
    {
        Assert.True(CommandLine.IsNamed(args));
        Assert.Null(TransferCommand.Parse(args));
    }

    [Theory]
    [InlineData]
    [InlineData("--urls", "http://127.0.0.1:0")]
    [InlineData("Storage:Path=a.db")]
    public void SettingsAloneRunTheApp(params string[] args) => Assert.False(CommandLine.IsNamed(args));

    [Fact]
    public async Task UsageIsSaidForAWordThatIsNone()
    {
        var run = await RunAsync("exprot", _folder.At("a.jsonl"));

        Assert.Equal(2, run.Exit);
        Assert.Contains("export FILE", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KilledInTheMiddleBothGoOn()
    {
        await FillAsync("a.db", Enumerable.Range(0, Many).Select(number => Rows.Row("sessions", $"t|{number / 150:D6}", $"evt|{number % 150:D10}", ("Event", new string('x', 300)), ("At", DateTimeOffset.UnixEpoch))));
        string[] export = ["export", _folder.At("a.jsonl"), "--Storage:Path", _folder.At("a.db")], import = ["import", _folder.At("a.jsonl"), "--Storage:Path", _folder.At("b.db")];

        await KillOnceAsync(_folder.At("a.jsonl.partial"), 1_000_000, export);
        Assert.False(File.Exists(_folder.At("a.jsonl")));
        Assert.Equal(0, (await RunAsync(export)).Exit);

        await KillOnceAsync(_folder.At("b.db-wal"), 1_000_000, import);
        await using (var half = _folder.Open("b.db"))
        {
            Assert.NotNull(await ImportMarker.FindAsync(half, CancellationToken.None));
        }

        var resumed = await RunAsync(import);
        Assert.Equal(0, resumed.Exit);
        Assert.Contains("Going on with an import of this file", resumed.Error, StringComparison.Ordinal);
        await using var store = _folder.Open("b.db");
        Assert.Equal(await File.ReadAllBytesAsync(_folder.At("a.jsonl")), await _folder.ExportAsync(store, "b.jsonl"));
    }

    [SkippableFact]
    public async Task InterruptedItStopsCleanlyAndSaysHowToGoOn()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGINT to send.");
        await FillAsync("a.db", Enumerable.Range(0, Many).Select(number => Rows.Row("sessions", $"t|{number / 150:D6}", $"evt|{number % 150:D10}", ("Event", new string('x', 300)))));
        var (exit, said) = (0, "");

        // At once: a process that sends it would have to start first. On a busy machine the export may be done by then even so, and is begun again.
        for (var attempt = 0; attempt < 5 && exit == 0; attempt++)
        {
            File.Delete(_folder.At("a.jsonl"));
            using var program = Start("export", _folder.At("a.jsonl"), "--Storage:Path", _folder.At("a.db"));
            var error = program.StandardError.ReadToEndAsync();
            await Task.WhenAny(GrownAsync(_folder.At("a.jsonl.partial"), 1), program.WaitForExitAsync());
            _ = Signal(program.Id, Interrupt);
            await program.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            (exit, said) = (program.ExitCode, await error);
        }

        Assert.Equal(1, exit);
        Assert.Contains("Run the same command again", said, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.At("a.jsonl.partial")));
    }

    // SIGINT of POSIX.
    private const int Interrupt = 2;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);

    private async Task FillAsync(string name, params IEnumerable<ExportedRow> rows)
    {
        await using var store = _folder.Open(name);
        await TransferFolder.FillAsync(store, rows);
    }

    private async Task KillOnceAsync(string file, long bytes, string[] args)
    {
        using var program = Start(args);
        _ = program.StandardError.ReadToEndAsync();
        await GrownAsync(file, bytes);
        program.Kill();
        await program.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.NotEqual(0, program.ExitCode);
    }

    // Waits until another process has written so much.
    private static async Task GrownAsync(string file, long bytes)
    {
        var grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(file)!, Path.GetFileName(file));
        void Look()
        {
            if (new FileInfo(file) is { Exists: true } info && info.Length >= bytes)
            {
                grown.TrySetResult();
            }
        }

        watcher.Changed += (_, _) => Look();
        watcher.Created += (_, _) => Look();
        watcher.EnableRaisingEvents = true;
        Look();
        await grown.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        using var program = Start(args);
        var (output, error) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        await program.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("   at ", await error, StringComparison.Ordinal);
        return (program.ExitCode, await output, await error);
    }

    private static Process Start(params string[] args) =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SupervisionBot.dll"), .. args]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
}
