using System.Security.Cryptography;
using SupervisionBot.Hosting;

namespace SupervisionBot.Packaging;

/// <summary>Writes the app package that an admin uploads to Teams.</summary>
/// <param name="File">The file; one that is there is replaced.</param>
/// <param name="Settings">The ordinary configuration switches.</param>
internal sealed record PackageCommand(string File, string[] Settings)
{
    /// <summary>Name of the file where none is given.</summary>
    public const string UsualFile = "supervision.zip";

    /// <summary>Null when the words are not those of this command.</summary>
    public static PackageCommand? Parse(string[] args)
    {
        if (args is not ["package", .. var rest])
        {
            return null;
        }

        // A file may be named from the root on, so what begins with a slash is no setting here.
        var (file, settings) = rest is [{ Length: > 0 } named, .. var after] && !named.StartsWith('-') && !named.Contains('=', StringComparison.Ordinal) ? (named, after) : (UsualFile, rest);
        return CommandLine.AreSettings(settings) ? new(file, settings) : null;
    }

    /// <summary>Does what the arguments say, on the console.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        if (Parse(args) is not { } command)
        {
            return CommandLine.WrongUsage;
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = command.Settings, ContentRootPath = AppContext.BaseDirectory });
        return await command.RunAsync(builder.Configuration, Console.Out, Console.Error, cancellationToken);
    }

    /// <summary>Does it, and tells what came of it.</summary>
    public async Task<int> RunAsync(IConfiguration configuration, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var (values, problems) = PackageSettings.Read(configuration);
        var package = AppPackage.Fill(values);
        if (problems.Count == 0)
        {
            problems = PackageRules.Broken(package, values["ClientId"]);
        }

        if (problems.Count > 0)
        {
            await error.WriteLineAsync($"No package was written.{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");
            return CommandLine.CouldNot;
        }

        var zip = package.Zip();
        try
        {
            await WriteAsync(zip, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            await error.WriteLineAsync($"{File} was not written. {problem.Message}");
            return CommandLine.CouldNot;
        }

        await output.WriteLineAsync($"{File}: version {values["Version"]} for the bot {values["ClientId"]}, sha256 {Convert.ToHexStringLower(SHA256.HashData(zip))}");
        return CommandLine.Done;
    }

    // Nobody ever finds half a package under its name.
    private async Task WriteAsync(byte[] zip, CancellationToken cancellationToken)
    {
        var partial = File + ".partial";
        try
        {
            await System.IO.File.WriteAllBytesAsync(partial, zip, cancellationToken);
            System.IO.File.Move(partial, File, overwrite: true);
        }
        finally
        {
            System.IO.File.Delete(partial);
        }
    }
}
