using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupervisionBot.LocalTeams;

/// <summary>The command line.</summary>
/// <param name="Page">Where the page listens.</param>
/// <param name="Bot">Where the bot listens.</param>
/// <param name="DataFolder">Where the bot and the chats are kept.</param>
/// <param name="OpenBrowser">Whether to open a browser where there is one.</param>
/// <param name="Storage">Settings of the bot's storage, such as <c>--Storage:Provider=AzureTables</c>; without any, sessions are kept in the data folder.</param>
internal sealed record LaunchOptions(Uri Page, Uri Bot, string DataFolder, bool OpenBrowser, IReadOnlyList<string> Storage)
{
    public const int DefaultPort = 5180;

    /// <summary>The file in the data folder that holds the bot's records.</summary>
    public const string BotFile = "supervision.db";

    private const string StoragePrefix = "--Storage:";

    public const string Usage = """
        Usage: SupervisionBot.LocalTeams [options]
          --port N        port of the page; 0 takes any free one (default 5180)
          --urls ADDRESS  the same as an address: http on loopback only
          --bot-port N    port of the bot; 0 takes any free one (default 0)
          --data FOLDER   where chats and sessions are kept (default: SupervisionBot.LocalTeams in your application data)
          --no-browser    do not open a browser
          --Storage:...   a setting of the bot's storage, such as --Storage:Provider=AzureTables; chats stay in the data folder
        """;

    /// <summary>Where things are kept when nobody says otherwise: a folder of this user's own, whatever the current one is.</summary>
    public static string DefaultDataFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "SupervisionBot.LocalTeams");

    /// <summary>The command line of the bot.</summary>
    public IReadOnlyList<string> ForBot =>
    [
        $"--urls={Bot}",
        "--environment=Development",
        "--Storage:Provider=Sqlite",
        $"--Storage:Path={Path.Combine(DataFolder, BotFile)}",
        "--Teams:Anonymous=true",
        "--OneToOne:PeoplePicker=false",
        "--Schedule:Poll=0.5",
        "--Logging:LogLevel:Default=Warning",
        .. People.Leaders.Select((leader, at) => string.Create(CultureInfo.InvariantCulture, $"--Roles:Leaders:{at}={leader.ObjectId}")),
        .. Storage,

        // In a practice area there is nobody to keep them from; they only have to be the same after a restart.
        .. Storage.Count == 0 ? Array.Empty<string>() : [$"--Rounds:SealingKey={Key(DataFolder)}", $"--Records:Key={Key("records|" + DataFolder)}"],
    ];

    /// <summary>Whether this is an http address that only this computer can reach.</summary>
    public static bool IsLoopback(Uri address) => address.IsAbsoluteUri && address is { IsLoopback: true, Scheme: "http", AbsolutePath: "/" };

    /// <summary>Reads the command line; null when it is not understood.</summary>
    public static LaunchOptions? Parse(ReadOnlySpan<string> args)
    {
        var options = new LaunchOptions(Loopback(DefaultPort), Loopback(0), DefaultDataFolder, OpenBrowser: true, Storage: []);
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (name is "--no-browser" && value is null)
            {
                options = options with { OpenBrowser = false };
                continue;
            }

            value ??= ++i < args.Length ? args[i] : null;
            var next = name switch
            {
                "--port" when IsPort(value, out var port) => options with { Page = Loopback(port) },
                "--bot-port" when IsPort(value, out var port) => options with { Bot = Loopback(port) },
                "--urls" when Uri.TryCreate(value, UriKind.Absolute, out var address) && IsLoopback(address) => options with { Page = address },
                "--data" when !string.IsNullOrWhiteSpace(value) => options with { DataFolder = Path.GetFullPath(value) },
                _ when name.StartsWith(StoragePrefix, StringComparison.Ordinal) && value is not null => options with { Storage = [.. options.Storage, $"{name}={value}"] },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            options = next;
        }

        return options;
    }

    private static string Key(string from) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(from)));

    private static Uri Loopback(int port) => new($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");

    private static bool IsPort(string? text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;
}
