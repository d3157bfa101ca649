using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Transfer;

/// <summary>What the command line asks for.</summary>
/// <param name="IsImport">Import rather than export.</param>
/// <param name="File">The file.</param>
/// <param name="Merge">Import into a store that holds rows.</param>
/// <param name="Settings">The ordinary configuration switches.</param>
internal sealed record TransferCommand(bool IsImport, string File, bool Merge, string[] Settings)
{
    private const int Differences = 3;

    /// <summary>Null when the words are not those of a command.</summary>
    public static TransferCommand? Parse(string[] args)
    {
        if (args is not ["export" or "import", var file, .. var rest] || file.Length == 0 || file.StartsWith('-'))
        {
            return null;
        }

        var isImport = args[0] == "import";
        var settings = rest.Where(argument => !isImport || argument != "--merge").ToArray();
        return CommandLine.AreSettings(settings) ? new(isImport, file, Merge: settings.Length < rest.Length, settings) : null;
    }

    /// <summary>Does what the arguments say, on the console.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken) =>
        Parse(args) is { } command ? await command.RunAsync(Console.Out, Console.Error, cancellationToken) : CommandLine.WrongUsage;

    /// <summary>Does it, and tells what came of it.</summary>
    public async Task<int> RunAsync(TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            return IsImport ? await ImportAsync(output, error, cancellationToken) : await ExportAsync(output, error, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync($"Stopped. Run the same command again, and it goes on where it stopped{(IsImport ? "; on a store that was written to, the app does not start before" : "")}.");
        }
        catch (StorageOpenException problem) when (problem.Problem is StorageOpenProblem.InUse)
        {
            await error.WriteLineAsync($"{problem.Message}{Environment.NewLine}If it is the app, stop it first; then run the same command again.");
        }
        catch (Exception problem) when (problem is StorageUnavailableException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"{problem.Message}{Environment.NewLine}Once the cause is gone, run the same command again: it goes on where it stopped.");
        }
        catch (Exception problem) when (StartupProblem.In(problem) is { } told)
        {
            await error.WriteLineAsync(told);
        }

        return CommandLine.CouldNot;
    }

    private async Task<int> ExportAsync(TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        Export.RefuseExisting(File);
        await using var app = Compose();
        if (app.Services.GetRequiredService<IOptions<StorageOptions>>().Value is { Provider: StorageOptions.Sqlite, Path: var path } && !System.IO.File.Exists(path))
        {
            throw new TransferException($"There is no store at {path}. Check Storage:Path.");
        }

        var result = await new Export(app.Services.GetRequiredService<ITableStore>(), error, TimeProvider.System).RunAsync(File, cancellationToken);
        await output.WriteLineAsync($"{File}: {result.Rows} rows, sha256 {result.Checksum}");
        await output.WriteLineAsync("It holds everything that people wrote, so it is confidential: keep it where only those may read it who may read the records, and delete it once it is not needed.");
        return CommandLine.Done;
    }

    private async Task<int> ImportAsync(TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        using var file = VerifiedExport.Open(File, error, TimeProvider.System, cancellationToken);
        await using var app = Compose();
        var count = await new Import(app.Services.GetRequiredService<ITableStore>(), output, error, TimeProvider.System).RunAsync(file, Merge, cancellationToken);
        await output.WriteLineAsync($"{File}: {count.Added} rows added, {count.There} there already, {count.Different} different and left as the store has them");
        return count.Different == 0 ? CommandLine.Done : Differences;
    }

    // The app's own configuration and store, without the app. Standard output is for results only.
    private WebApplication Compose()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = Settings, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).AddFilter(level => level >= LogLevel.Warning);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddStorageEngine();
        // Nobody waits before a card here, and full batches and pages take their time.
        builder.Services.PostConfigure<StorageOptions>(options => (options.Retry.NetworkTimeout, options.Retry.Patience) = (options.Retry.NetworkTimeout ?? 30, options.Retry.Patience ?? 100));
        return builder.Build();
    }
}
