using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Transfer;

/// <summary>What the command line asks for.</summary>
/// <param name="IsImport">Import rather than export.</param>
/// <param name="File">The file.</param>
/// <param name="HasOption">The one option that each has: import into a store that holds rows; export private reflections too.</param>
/// <param name="Settings">The ordinary configuration switches.</param>
internal sealed record TransferCommand(bool IsImport, string File, bool HasOption, string[] Settings)
{
    private const string Merge = "--merge";
    private const string WithReflections = "--with-reflections";
    private const int Differences = 3;

    /// <summary>Null when the words are not those of a command.</summary>
    public static TransferCommand? Parse(string[] args)
    {
        if (args is not ["export" or "import", var file, .. var rest] || file.Length == 0 || file.StartsWith('-'))
        {
            return null;
        }

        var isImport = args[0] == "import";
        var settings = rest.Where(argument => argument != (isImport ? Merge : WithReflections)).ToArray();
        return CommandLine.AreSettings(settings) ? new(isImport, file, HasOption: settings.Length < rest.Length, settings) : null;
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
        catch (Exception problem) when (StoreAlone.Problem(problem) is { } told)
        {
            await error.WriteLineAsync(told);
        }
        catch (Exception problem) when (problem is StorageUnavailableException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"{problem.Message}{Environment.NewLine}Once the cause is gone, run the same command again: it goes on where it stopped.");
        }
        catch (Exception problem) when (StartupProblem.In(problem) is { } wrong)
        {
            await error.WriteLineAsync(wrong);
        }

        return CommandLine.CouldNot;
    }

    private async Task<int> ExportAsync(TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        Export.RefuseExisting(File);
        await using var app = StoreAlone.Open(Settings);
        app.RefuseAbsentStore();
        var result = await new Export(app.Services.GetRequiredService<ITableStore>(), error, TimeProvider.System).RunAsync(File, HasOption, cancellationToken);
        await output.WriteLineAsync($"{File}: {result.Rows} rows, sha256 {result.Checksum}");
        await output.WriteLineAsync("It holds what people wrote, so it is confidential: keep it where only those may read it who may read the records, and delete it once it is not needed.");
        foreach (var round in result.OpenRounds)
        {
            await output.WriteLineAsync($"The sealed answers of the round {round.Split('|')[^1]}, which is open or being counted, are not in it: in a store that this file is imported into nobody can answer that round, and it can only be taken back. Let it be counted first, and export then.");
        }

        await output.WriteLineAsync(HasOption
            ? "The private reflections of practitioners are in it, and drafts that leaders keep for themselves: nobody but their writer may read them."
            : $"The private reflections of practitioners are not in it, nor the times they chose, nor drafts that leaders keep for themselves. To move them too, export with {WithReflections}.");
        return CommandLine.Done;
    }

    private async Task<int> ImportAsync(TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        using var file = VerifiedExport.Open(File, error, TimeProvider.System, cancellationToken);
        await using var app = StoreAlone.Open(Settings);
        var count = await new Import(app.Services.GetRequiredService<ITableStore>(), output, error, TimeProvider.System).RunAsync(file, HasOption, cancellationToken);
        await output.WriteLineAsync($"{File}: {count.Added} rows added, {count.There} there already, {count.Different} different and left as the store has them");
        return count.Different == 0 ? CommandLine.Done : Differences;
    }

}
