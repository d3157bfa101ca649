using System.Collections.Frozen;
using System.Runtime.InteropServices;
using SupervisionBot.Packaging;
using SupervisionBot.Sending;
using SupervisionBot.Transfer;

namespace SupervisionBot.Hosting;

/// <summary>What can be asked for beside running the app: then the first argument is a word, and no setting.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int CouldNot = 1;
    public const int WrongUsage = 2;

    private const string Usage = """
        SupervisionBot                             runs the app
        SupervisionBot export FILE [--with-reflections]
                                                   writes every row of the store to FILE; private reflections only with --with-reflections
        SupervisionBot import FILE [--merge]       writes every row of FILE into the store; --merge where the store holds rows already:
                                                   what it has stays, what it lacks is added
        SupervisionBot outbox list                 shows what could not be sent, and of what it is not known whether it arrived
        SupervisionBot outbox replay ID|all        puts parked messages on their way again
        SupervisionBot package [FILE]              writes the app package for Teams to FILE (supervision.zip)
        The store and all else are as the settings say; they can follow as usual, such as --Storage:Path data/supervision.db
        Exit codes: 0 done, 1 could not, 2 wrong usage, 3 imported, but the store kept rows that differ from the file's
        """;

    private static readonly FrozenDictionary<string, Func<string[], CancellationToken, Task<int>>> s_commands = new Dictionary<string, Func<string[], CancellationToken, Task<int>>>(StringComparer.Ordinal)
    {
        ["export"] = TransferCommand.RunAsync,
        ["import"] = TransferCommand.RunAsync,
        ["package"] = PackageCommand.RunAsync,
        ["outbox"] = OutboxCommand.RunAsync,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether the first argument is a word, and so not a setting.</summary>
    public static bool IsNamed(string[] args) => args is [var word, ..] && !IsSetting(word);

    /// <summary>Does what the arguments say, on the console, until it is done or interrupted.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var exit = s_commands.TryGetValue(args[0], out var command) ? await command(args, stop.Token) : WrongUsage;
        if (exit == WrongUsage)
        {
            await Console.Error.WriteLineAsync(Usage);
        }

        return exit;
    }

    /// <summary>Whether these are ordinary configuration switches and nothing else.</summary>
    public static bool AreSettings(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!IsSetting(args[i]) || (!args[i].Contains('=', StringComparison.Ordinal) && (++i == args.Length || args[i].StartsWith("--", StringComparison.Ordinal))))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSetting(string argument) => argument.StartsWith('-') || argument.StartsWith('/') || argument.Contains('=', StringComparison.Ordinal);
}
