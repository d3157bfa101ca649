using Microsoft.Extensions.Options;

namespace SupervisionBot.Hosting;

/// <summary>Puts the keys of the installation into the app.</summary>
internal static class RecordServices
{
    public static void AddRecordKeys(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RecordOptions>()
            .BindConfiguration(RecordOptions.Section)
            .Validate(options => options.Key is null || SecretKey.IsKey(options.Key), $"Records:Key must be {SecretKey.Form}.")
            .Validate(options => options.OldKeys.All(SecretKey.IsKey), $"Records:OldKeys: each must be {SecretKey.Form}.")
            .Validate<IOptions<StorageOptions>>(
                (options, storage) => options.Key is not null || storage.Value.Provider == StorageOptions.Sqlite,
                $"Records:Key must be set where Storage:Provider is AzureTables: {SecretKey.Form}, the same for all copies of the app, kept where secrets are kept.")
            .ValidateOnStart();
        builder.Services.AddSingleton<RecordKeys>();
    }
}
