using Microsoft.Extensions.Options;
using SupervisionBot.Cards;
using SupervisionBot.Challenge;
using SupervisionBot.Core.Guides;
using SupervisionBot.Guides;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.OwnWords;
using SupervisionBot.People;
using SupervisionBot.Redactions;
using SupervisionBot.Reflections;
using SupervisionBot.Rounds;
using SupervisionBot.Scheduling;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Trails;
using SupervisionBot.Transfer;
using SupervisionBot.Turns;
using SupervisionBot.Typing;

namespace SupervisionBot;

/// <summary>Composes the whole app, so that a host other than <c>Program.cs</c> (tests, the stand-in for Teams) runs it exactly as it is.</summary>
public static class SupervisionApp
{
    /// <summary>Builds the app without starting it.</summary>
    /// <param name="args">Command line; ordinary ASP.NET Core configuration switches.</param>
    /// <param name="configure">Runs before the app's own parts are added: a host may set the clock or the addresses here.</param>
    /// <exception cref="GuideException">A guide can't be used.</exception>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // A start that fails is told in words by whoever runs the app; the host would put a stack trace before them.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        configure?.Invoke(builder);
        builder.AddForwarding();
        builder.AddTelemetry();
        builder.AddStorage();
        builder.AddGuides();
        builder.AddOneToOne();
        builder.AddChallenge();
        builder.AddTurns();
        builder.AddOutbox();
        builder.AddScheduling();
        builder.AddReflections();
        builder.AddRounds();
        builder.AddTyping();
        builder.AddRedactions();
        builder.AddTeamsEdge<InTimeHandler>();
        builder.AddReadiness();

        var app = builder.Build();
        app.UseForwarding();
        app.UseEveryRequest();
        app.MapTeams();
        app.MapHealth();
        return app;
    }

    /// <summary>Runs the app until it is stopped, or does what the first argument asks for where that is a word (<see cref="CommandLine"/>).</summary>
    /// <returns>0 after an ordinary stop; 1 when it could not start, with the reason on standard error; a command has exit codes of its own.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (CommandLine.IsNamed(args))
        {
            return await CommandLine.RunAsync(args);
        }

        try
        {
            await using var app = Create(args);
            await app.RunAsync();
            return 0;
        }
        catch (Exception error) when (StartupProblem.In(error) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }
    }

    private static void AddStorage(this WebApplicationBuilder builder)
    {
        builder.AddStorageEngine();
        builder.AddRecordKeys();
        // The first of the hosted services that write, so that nothing is written to a store that is not whole.
        builder.Services.AddHostedService<WholeStoreCheck>();
        builder.Services.AddSingleton<TrailChain>();
        builder.Services.AddSingleton<FrozenSummaryRow>();
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<CardPlaces>();
        builder.Services.AddSingleton<SessionPointers>();
        builder.Services.AddSingleton<OpeningLimits>();
        builder.Services.AddSingleton<SessionTurns>();
        builder.Services.AddSingleton<PeopleDirectory>();
        builder.Services.AddSingleton<ChatDirectory>();
        builder.Services.AddSingleton<TeamChannels>();
    }

    private static void AddGuides(this WebApplicationBuilder builder)
    {
        var editions = GuideLibrary.Read(builder.Configuration.GetSection(GuideOptions.Section).Get<GuideOptions>()?.Path);
        builder.Services.AddSingleton(services => new GuideLibrary(editions, services.GetRequiredService<ITableStore>(), services.GetRequiredService<ILogger<GuideLibrary>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<GuideLibrary>());
    }

    private static void AddOneToOne(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OneToOneOptions>()
            .BindConfiguration(OneToOneOptions.Section)
            .Validate(options => options.AnswerWithin is >= 0.1 and <= 10, "OneToOne:AnswerWithin must be 0.1 to 10 seconds.")
            .Validate(options => options.MostOpen is >= 1 and <= 1_000, "OneToOne:MostOpen must be 1 to 1000.")
            .Validate(options => options.InvitationsPerDay is >= 1 and <= 10_000, "OneToOne:InvitationsPerDay must be 1 to 10000.")
            .ValidateOnStart();
        builder.Services.AddSingleton<Helping>();
        builder.Services.AddSingleton<SessionOpening>();
        builder.Services.AddSingleton<Disagreements>();
        builder.Services.AddSingleton<Posting>(services => services.GetRequiredService<Disagreements>());
        builder.Services.AddSingleton<SessionCards>();
        builder.Services.AddSingleton<SessionDialogs>();
        builder.Services.AddSingleton<SessionLists>();
        builder.Services.AddSingleton<Starting>();
        builder.Services.AddSingleton<SessionViews>();
        builder.Services.AddSingleton<Feature>(services => services.GetRequiredService<SessionViews>());
        builder.Services.AddSingleton<Feature, SessionNews>();
        builder.Services.AddSingleton<TypedCommands>();
        builder.Services.AddSingleton<Pressing>();
        builder.Services.AddSingleton<OneToOneHandler>();
        builder.Services.AddSingleton<OwnWordsDialog>();
        builder.Services.AddSingleton<Feature, OwnWordsFeature>();
    }

    private static void AddChallenge(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ChallengeQuestions>();
        builder.Services.AddSingleton<ChallengeRuns>();
        builder.Services.AddSingleton<TogetherRuns>();
        builder.Services.AddSingleton<ChallengeCards>();
        builder.Services.AddSingleton<Feature, ChallengeFeature>();
        builder.Services.AddSingleton<Feature, BringFeature>();
    }

    private static void AddScheduling(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ScheduleOptions>()
            .BindConfiguration(ScheduleOptions.Section)
            .Validate(options => options.Poll is >= 0.05 and <= 3600, "Schedule:Poll must be 0.05 to 3600 seconds.")
            .ValidateOnStart();
        // Real time passes in these loops even where the clock that alarms are set by was moved by hand.
        builder.Services.AddSingleton(services => new Looks(
            new("sender", TimeSpan.FromSeconds(services.GetRequiredService<IOptions<OutboxOptions>>().Value.Poll), TimeProvider.System),
            new("alarms", TimeSpan.FromSeconds(services.GetRequiredService<IOptions<ScheduleOptions>>().Value.Poll), TimeProvider.System)));
        builder.Services.AddSingleton<Alarms>();
        builder.Services.AddSingleton<AlarmMeter>();
        builder.Services.AddSingleton<AlarmSweep>();
        builder.Services.AddHostedService<AlarmService>();
    }

    // From the outside in: in time, in an outage, to the feature it belongs to.
    private static void AddTurns(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RoleOptions>().BindConfiguration(RoleOptions.Section);
        builder.Services.AddSingleton<Leadership>();
        builder.Services.AddSingleton(CardLibrary.Load(typeof(SupervisionApp).Assembly));
        builder.Services.AddSingleton<CardPress>();
        builder.Services.AddSingleton<CardReading>();
        builder.Services.AddSingleton<Replies>();
        builder.Services.AddSingleton<Views>();
        builder.Services.AddSingleton<FeatureHandler>();
        builder.Services.AddSingleton<OutageHandler>();
        builder.Services.AddHostedService(services => services.GetRequiredService<InTimeHandler>());
    }
}
