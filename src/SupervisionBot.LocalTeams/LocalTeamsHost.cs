using Microsoft.Extensions.FileProviders;
using SupervisionBot.LocalTeams.Chats;
using SupervisionBot.LocalTeams.Connector;
using SupervisionBot.LocalTeams.Page;

namespace SupervisionBot.LocalTeams;

/// <summary>How one LocalTeams runs.</summary>
/// <param name="DataFolder">Where the chats are kept, in <c>localteams.db</c>; made when it is not there.</param>
/// <param name="Address">Where to listen: http on loopback; port 0 takes any free one.</param>
/// <param name="RealClock">The clock that the movable one starts from; null for the system's.</param>
public sealed record LocalTeamsSettings(string DataFolder, Uri Address, TimeProvider? RealClock = null);

/// <summary>A running stand-in for Teams: the connector that a bot sends to, and the page with the people in it. It listens on loopback only.</summary>
public sealed class LocalTeamsHost : IAsyncDisposable
{
    /// <summary>The file in the data folder that holds the chats.</summary>
    public const string ChatsFile = "localteams.db";

    /// <summary>The folder in the data folder that holds the files that people allowed.</summary>
    public const string FilesFolder = "files";

    private static readonly string[] s_stores = [ChatsFile, LaunchOptions.BotFile];

    private readonly WebApplication _app;

    private LocalTeamsHost(WebApplication app) => _app = app;

    /// <summary>The address of the page.</summary>
    public Uri Address => _app.Services.GetRequiredService<ServiceAddress>().Page;

    /// <summary>The clock that the page can move forward, for the bot to live by.</summary>
    public TimeProvider Clock => _app.Services.GetRequiredService<MovableClock>();

    /// <summary>Starts listening. The bot can send from now on; it hears nothing before <see cref="MeetBotAsync"/>.</summary>
    /// <param name="settings">Where to listen and to keep the chats.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="ArgumentException">The address is not http on loopback.</exception>
    public static async Task<LocalTeamsHost> StartAsync(LocalTeamsSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!LaunchOptions.IsLoopback(settings.Address))
        {
            throw new ArgumentException("LocalTeams listens on loopback only.", nameof(settings));
        }

        Own(settings.DataFolder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(settings.Address.AbsoluteUri);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // A page of another site must not reach this one under a name of its own that resolves to loopback.
        builder.Services.AddHostFiltering(hosts => hosts.AllowedHosts = ["127.0.0.1", "localhost", "[::1]"]);
        builder.Services.AddSingleton(_ => new ChatStore(Path.Combine(settings.DataFolder, ChatsFile)));
        builder.Services.AddSingleton(services => new MovableClock(settings.RealClock ?? TimeProvider.System, services.GetRequiredService<ChatStore>().ClockOffset));
        builder.Services.AddSingleton<TimeProvider>(services => services.GetRequiredService<MovableClock>());
        builder.Services.AddSingleton<LiveUpdates>().AddSingleton<ChatRooms>();
        builder.Services.AddSingleton<ServiceAddress>().AddSingleton<TeamsActivities>().AddSingleton<Installations>();
        builder.Services.AddSingleton(_ => new SharedFiles(Path.Combine(settings.DataFolder, FilesFolder)));
        builder.Services.AddSingleton<PrivateViews>().AddSingleton<Page.Turns>();
        builder.Services.AddSingleton(_ => new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan });
        builder.Services.AddSingleton<BotLink>();

        var app = builder.Build();
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
            context.Response.Headers.CacheControl = "no-cache";
            return next(context);
        });
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        app.UseWebSockets();
        app.MapConnector();
        app.MapPage();
        app.MapFiles();

        app.Services.GetRequiredService<ChatRooms>().Furnish();
        await app.StartAsync(cancellationToken);
        return new LocalTeamsHost(app);
    }

    /// <summary>Says where the bot is and tells it of every chat it has not accepted news of yet. A bot that does not answer leaves a line in the chat.</summary>
    /// <param name="bot">The bot's base address; activities go to <c>api/messages</c> under it.</param>
    public Task MeetBotAsync(Uri bot)
    {
        _app.Services.GetRequiredService<BotLink>().Connect(bot);
        return _app.Services.GetRequiredService<Installations>().TellBotAsync();
    }

    /// <summary>Waits until Ctrl-C or the end of the process is asked for.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    // As the bot wants it for its store beside the chats. A folder with other things in it is left as it is, and the bot says what to do.
    private static void Own(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(folder, Mine);
        if (Directory.EnumerateFileSystemEntries(folder).All(entry => Path.GetFileName(entry) is var name && (name == FilesFolder || s_stores.Any(store => name.StartsWith(store, StringComparison.Ordinal)))))
        {
            File.SetUnixFileMode(folder, Mine);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
