using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SupervisionBot.Storage;
using SupervisionBot.Transfer;

namespace SupervisionBot.Hosting;

/// <summary>The app's own configuration and store without the app, for commands. Standard output is for results only.</summary>
internal static class StoreAlone
{
    public static WebApplication Open(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).AddFilter(level => level >= LogLevel.Warning);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddStorageEngine();
        // Nobody waits before a card here, and full batches and pages take their time.
        builder.Services.PostConfigure<StorageOptions>(options => (options.Retry.NetworkTimeout, options.Retry.Patience) = (options.Retry.NetworkTimeout ?? 30, options.Retry.Patience ?? 100));
        return builder.Build();
    }

    /// <summary>Refuses to make a new store where an old one is to be looked at.</summary>
    /// <exception cref="TransferException">There is none.</exception>
    public static void RefuseAbsentStore(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<StorageOptions>>().Value is { Provider: StorageOptions.Sqlite, Path: var path } && !File.Exists(path))
        {
            throw new TransferException($"There is no store at {path}. Check Storage:Path.");
        }
    }

    /// <summary>What to tell about a store that somebody else has open; null for anything else.</summary>
    public static string? Problem(Exception error) => error is StorageOpenException { Problem: StorageOpenProblem.InUse }
        ? $"{error.Message}{Environment.NewLine}If it is the app, stop it first; then run the same command again."
        : null;
}
