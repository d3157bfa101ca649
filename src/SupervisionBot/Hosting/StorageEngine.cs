using Azure.Identity;
using Microsoft.Extensions.Options;
using SupervisionBot.Storage;
using SupervisionBot.Storage.AzureTables;
using SupervisionBot.Storage.Sqlite;
using SupervisionBot.Telemetry;

namespace SupervisionBot.Hosting;

/// <summary>Opens the store that the settings name.</summary>
internal static class StorageEngine
{
    public static void AddStorageEngine(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<StorageOptions>()
            .BindConfiguration(StorageOptions.Section)
            .Validate(options => options.Provider is StorageOptions.Sqlite or StorageOptions.AzureTables, "Storage:Provider must be Sqlite or AzureTables.")
            .Validate(options => options.Provider != StorageOptions.Sqlite || !string.IsNullOrWhiteSpace(options.Path), "Storage:Path must name a file, such as data/supervision.db.")
            .Validate(options => options.Provider != StorageOptions.AzureTables || string.IsNullOrWhiteSpace(options.ConnectionString) != (options.Endpoint is null), "Storage:Provider is AzureTables: set either Storage:Endpoint, such as https://account.table.core.windows.net, or Storage:ConnectionString.")
            .Validate(options => options.Endpoint is null or { IsAbsoluteUri: true, Scheme: "https" }, "Storage:Endpoint must be an https address, such as https://account.table.core.windows.net.")
            .Validate(options => AzureTableStore.IsPrefix(options.TablePrefix), "Storage:TablePrefix must be 1 to 31 of a-z and 0-9, first a letter.")
            .Validate(options => options.Retry.MaxRetries is null or >= 0 and <= 10, "Storage:Retry:MaxRetries must be 0 to 10.")
            .Validate(options => new[] { options.Retry.Delay, options.Retry.MaxDelay, options.Retry.NetworkTimeout, options.Retry.Patience }.All(seconds => seconds is null or > 0 and <= 100), "Storage:Retry: Delay, MaxDelay, NetworkTimeout and Patience are seconds, more than 0 and at most 100.")
            .ValidateOnStart();
        builder.Services.AddSingleton(services =>
        {
            var store = Open(services.GetRequiredService<IOptions<StorageOptions>>().Value, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<ITableStore>>());
            return services.GetService<IOptions<TelemetryOptions>>()?.Value.IsOn == true ? new TracedStore(store) : store;
        });
    }

    // A clock that was moved by hand must not hold up the waits between repetitions.
    private static ITableStore Open(StorageOptions options, TimeProvider clock, ILogger logger) => options.Provider == StorageOptions.Sqlite
        ? SqliteTableStore.Open(options.Path, clock, logger)
        : new AzureTableStore(Service(options), options.TablePrefix, TimeProvider.System, logger);

    private static TableServiceClient Service(StorageOptions options)
    {
        var client = new TableClientOptions();
        client.Retry.MaxRetries = options.Retry.MaxRetries ?? client.Retry.MaxRetries;
        client.Retry.Delay = Seconds(options.Retry.Delay) ?? client.Retry.Delay;
        client.Retry.MaxDelay = Seconds(options.Retry.MaxDelay) ?? client.Retry.MaxDelay;
        client.Retry.NetworkTimeout = Seconds(options.Retry.NetworkTimeout) ?? client.Retry.NetworkTimeout;
        client.Patience = Seconds(options.Retry.Patience) ?? client.Patience;
        if (options.Endpoint is { } endpoint)
        {
            return new(endpoint, new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ManagedIdentityClientId }), client);
        }

        try
        {
            return new(options.ConnectionString!, client);
        }
        catch (FormatException error)
        {
            throw new StorageOpenException(StorageOpenProblem.Inaccessible, $"Storage:ConnectionString can't be used. {error.Message}", error);
        }
    }

    private static TimeSpan? Seconds(double? seconds) => seconds is { } some ? TimeSpan.FromSeconds(some) : null;
}
