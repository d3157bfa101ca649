using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Sending;

/// <summary>Puts the outbox into the app.</summary>
internal static class SendingServices
{
    // SQLite lets one process in at a time, so whoever has it has all of the work, at once after a restart.
    private const string OnlyCopy = "only";

    public static void AddOutbox(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OutboxOptions>()
            .BindConfiguration(OutboxOptions.Section)
            .Validate(options => options.Poll is >= 0.05 and <= 3600, "Outbox:Poll must be 0.05 to 3600 seconds.")
            .Validate(options => options.LeaseTime is >= 1 and <= 3600, "Outbox:LeaseTime must be 1 to 3600 seconds.")
            .Validate(options => options.AfterAnswer is >= 0 and <= 5, "Outbox:AfterAnswer must be 0 to 5 seconds.")
            .Validate(options => options.Delay > 0 && options.MaxDelay >= options.Delay && options.MaxDelay <= 3600, "Outbox:Delay must be more than 0, and Outbox:MaxDelay at least as much and at most 3600 seconds.")
            .Validate(options => options.MaxAttempts is >= 1 and <= 10_000, "Outbox:MaxAttempts must be 1 to 10000.")
            .Validate(options => options.KeepParked >= TimeSpan.FromDays(1) && options.KeepParked <= TimeSpan.FromDays(365), "Outbox:KeepParked must be 1.00:00:00 to 365.00:00:00 (days.hours:minutes:seconds).")
            .Validate(options => new[] { options.PerSecond, options.PerTwoSeconds, options.PerHalfMinute, options.PerHour, options.PerTenantPerSecond, options.Concurrency }.All(limit => limit is >= 1 and <= 1_000_000), "Outbox: PerSecond, PerTwoSeconds, PerHalfMinute, PerHour, PerTenantPerSecond and Concurrency must be at least 1.")
            .ValidateOnStart();
        builder.Services.AddSingleton<ReadyShards>();
        builder.Services.AddSingleton<OutboxMeter>();
        builder.Services.AddSingleton(OnRealTime<Outbox>);
        builder.Services.AddSingleton(OnRealTime<ParkedMessages>);
        builder.Services.AddSingleton(OnRealTime<MessageDrawing>);
        builder.Services.AddSingleton(OnRealTime<MessageDelivery>);
        builder.Services.AddSingleton(OnRealTime<LaneWork>);
        builder.Services.AddSingleton(services => new SendingLimits(services.GetRequiredService<IOptions<OutboxOptions>>().Value));
        builder.Services.AddSingleton(services => new ShardLeases(
            services.GetRequiredService<ITableStore>(),
            services.GetRequiredService<IOptions<StorageOptions>>().Value.Provider == StorageOptions.Sqlite ? OnlyCopy : Guid.NewGuid().ToString("N"),
            TimeSpan.FromSeconds(services.GetRequiredService<IOptions<OutboxOptions>>().Value.LeaseTime),
            TimeProvider.System));
        builder.Services.AddHostedService(OnRealTime<OutboxSender>);
    }

    // A clock that was moved by hand must not hold up a repetition, or change the order of what was said.
    private static T OnRealTime<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<T>(services, TimeProvider.System);
}
