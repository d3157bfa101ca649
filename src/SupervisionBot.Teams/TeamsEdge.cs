using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupervisionBot.Teams.Authentication;

namespace SupervisionBot.Teams;

/// <summary>Puts the edge into an app.</summary>
public static class TeamsEdge
{
    /// <summary>Path that Teams posts activities to.</summary>
    public const string Path = "/api/messages";

    /// <summary>
    /// Registers <typeparamref name="THandler"/>, <see cref="ConnectorClient"/>, <see cref="FileUpload"/>, <see cref="SigningKeys"/>, <see cref="BotToken"/>, <see cref="TeamsOptions"/> and <see cref="AzureAdOptions"/>. The app then refuses
    /// to start, before it opens any address, while a setting is missing or wrong; with <c>Teams:Anonymous=true</c> also outside the Development environment, and unless every address is
    /// loopback. Call it once, after anything that registers a transport of Kestrel.
    /// </summary>
    public static WebApplicationBuilder AddTeamsEdge<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(this WebApplicationBuilder builder)
        where THandler : TeamsActivityHandler
    {
        var services = builder.Services;
        services.AddOptions<AzureAdOptions>().BindConfiguration(AzureAdOptions.Section);
        services.AddSingleton<IValidateOptions<TeamsOptions>, TeamsSettings>();
        services.AddOptions<TeamsOptions>()
            .BindConfiguration(TeamsOptions.Section)
            .PostConfigure<IOptions<AzureAdOptions>>((teams, entra) => Cloud.Fill(teams, entra.Value))
            .Validate<IServer, IEnumerable<IConnectionListenerFactory>, IEnumerable<IMultiplexedConnectionListenerFactory>>(
                IsGuarded, "Teams:Anonymous=true needs Kestrel, and AddTeamsEdge called after whatever registers a transport of its own (UseSockets, UseQuic).")
            .ValidateOnStart();

        // Asked for late, as validating the options looks at the transports.
        static LoopbackOnly Guard(IServiceProvider provider) => new(() => provider.GetRequiredService<IOptions<TeamsOptions>>().Value);
        services.AddSingleton<IConnectionListenerFactory>(Guard);
        if (services.Any(service => service.ServiceType == typeof(IMultiplexedConnectionListenerFactory)))
        {
            services.AddSingleton<IMultiplexedConnectionListenerFactory>(Guard);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<THandler>();
        services.AddSingleton<TeamsActivityHandler>(provider => provider.GetRequiredService<THandler>());
        services.AddSingleton<ActivityEndpoint>();
        services.AddSingleton(BotTokenOf);
        services.AddHostedService<BotCertificate>();
        services.AddSingleton<RateLimits>();
        services.AddTokenCheck();
        services.AddHttpClient<ConnectorClient>(http =>
            {
                http.Timeout = ConnectorClient.Timeout;
                http.MaxResponseContentBufferSize = ConnectorClient.MaxResponseBytes;
                http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("SupervisionBot", "1.0"));
            })
            .ConfigurePrimaryHttpMessageHandler(provider => Network(provider.GetRequiredService<IOptions<TeamsOptions>>().Value))
            .AddHttpMessageHandler(provider => new BotTokenHandler(provider.GetRequiredService<BotToken>(), provider.GetRequiredService<IOptions<TeamsOptions>>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

        // Without the handler that adds the bot's token: where the file goes was said by a client.
        services.AddHttpClient<FileUpload>(http => http.Timeout = FileUpload.Timeout)
            .ConfigurePrimaryHttpMessageHandler(provider => Network(provider.GetRequiredService<IOptions<TeamsOptions>>().Value))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return builder;
    }

    /// <summary>Maps <c>POST /api/messages</c>; other methods there are answered 405.</summary>
    public static IEndpointConventionBuilder MapTeams(this IEndpointRouteBuilder endpoints)
    {
        // Asked for late, so that every wrong setting is told at start, not the first one here.
        RequestDelegate handle = http => http.RequestServices.GetRequiredService<ActivityEndpoint>().HandleAsync(http);
        return endpoints.MapPost(Path, handle);
    }

    // A redirect would take the token, or a file, to wherever it leads.
    internal static SocketsHttpHandler Network(TeamsOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !options.Anonymous,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    // Tokens end by the real clock, however a clock was moved by hand.
    private static BotToken BotTokenOf(IServiceProvider provider)
    {
        var teams = provider.GetRequiredService<IOptions<TeamsOptions>>().Value;
        var credential = teams.Anonymous ? null : new BotCredential(teams, provider.GetRequiredService<IOptions<AzureAdOptions>>().Value, provider.GetService<HttpPipelineTransport>()).Create();
        return new(credential, teams.Scope!, TimeProvider.System, provider.GetRequiredService<ILogger<BotToken>>());
    }

    // Only where our own guard is asked first, or where there is no socket at all, is it certain that nothing else is opened.
    private static bool IsGuarded(TeamsOptions options, IServer server, IEnumerable<IConnectionListenerFactory> transports, IEnumerable<IMultiplexedConnectionListenerFactory> multiplexed) =>
        !options.Anonymous
        || (server.GetType().Assembly.GetName().Name is "Microsoft.AspNetCore.Server.Kestrel.Core" or "Microsoft.AspNetCore.TestHost"
            && transports.LastOrDefault() is LoopbackOnly
            && multiplexed.LastOrDefault() is null or LoopbackOnly);
}
