using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;
using SupervisionBot.People;
using SupervisionBot.Rounds.Results;
using SupervisionBot.Scheduling;
using SupervisionBot.Sending;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>Puts stop/start/continue rounds into the app.</summary>
internal static class RoundServices
{
    public static void AddRounds(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RoundOptions>()
            .BindConfiguration(RoundOptions.Section)
            .Validate(options => options.MinimumGroup is >= 3 and <= 1000, "Rounds:MinimumGroup must be 3 to 1000.")
            .Validate(options => options.MinimumForComments >= options.MinimumGroup && options.MinimumForComments <= 1000, "Rounds:MinimumForComments must be at least Rounds:MinimumGroup and at most 1000.")
            .Validate(options => options.SealingKey is null || SecretKey.IsKey(options.SealingKey), $"Rounds:SealingKey must be {SecretKey.Form}.")
            .Validate(options => options.OldSealingKeys.All(SecretKey.IsKey), $"Rounds:OldSealingKeys must each be {SecretKey.Form}.")
            .Validate<IOptions<StorageOptions>>(
                (options, storage) => storage.Value.Provider != StorageOptions.Sqlite || options.KeyFolder is null || !RoundKeys.IsWithin(options.KeyFolder, storage.Value.Path),
                "Rounds:KeyFolder must be another folder than the one of Storage:Path, and none in it: whoever copies the store must not have the keys of its rounds with it.")
            .Validate<IOptions<RoleOptions>, IOptions<StorageOptions>>(
                (options, roles, storage) => options.SealingKey is not null || roles.Value.Leaders.Count == 0 || storage.Value.Provider == StorageOptions.Sqlite,
                "Rounds:SealingKey must be set where Roles:Leaders names somebody and Storage:Provider is AzureTables: 32 random bytes in base64, the same for all copies of the app, kept where secrets are kept.")
            .ValidateOnStart();
        builder.Services.AddSingleton<RoundKeys>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RoundKeys>());
        builder.Services.AddSingleton<FormerSecret>();
        builder.Services.AddSingleton<RoundGuests>();
        builder.Services.AddSingleton<RoundStore>();
        builder.Services.AddSingleton<AnswerBox>();
        builder.Services.AddSingleton<SaidRows>();
        builder.Services.AddSingleton<RoundNews>();
        builder.Services.AddSingleton<RoundTurns>();
        builder.Services.AddSingleton<RoundCount>();
        builder.Services.AddSingleton<ChannelCards>();
        builder.Services.AddSingleton<RoundPosting>();
        builder.Services.AddSingleton<Posting>(services => services.GetRequiredService<RoundPosting>());
        builder.Services.AddSingleton<AlarmRinger, RoundRinger>();
        builder.Services.AddSingleton<Feature, AnswerFeature>();
        builder.Services.AddSingleton<PlanForm>();
        builder.Services.AddSingleton<LeaderCards>();
        builder.Services.AddSingleton<DeliveryReport>();
        builder.Services.AddSingleton<Feature, PlanningFeature>();
        builder.Services.AddSingleton<Feature, RoundNewsCards>();
        builder.AddResults();
    }

    private static void AddResults(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ResultsDoor>();
        builder.Services.AddSingleton<AnsweredOffers>();
        builder.Services.AddSingleton<ResultsCards>();
        builder.Services.AddSingleton<SortCards>();
        builder.Services.AddSingleton<ResponseForm>();
        builder.Services.AddSingleton<ResponseDrafts>();
        builder.Services.AddSingleton<Feature, ResultsFeature>();
        builder.Services.AddSingleton<Feature, SortingFeature>();
        builder.Services.AddSingleton<Feature, ResponseFeature>();
        builder.Services.AddSingleton<Feature, ExportFeature>();
    }
}
