using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SupervisionBot.Teams.Authentication;

internal static class TokenCheckRegistration
{
    // Our own limits: each document has a few kilobytes. A request waits less long; a slow reading then serves the requests after it.
    private const int MaxDocumentBytes = 1024 * 1024;
    private static readonly TimeSpan s_documentTimeout = TimeSpan.FromSeconds(10);

    public static void AddTokenCheck(this IServiceCollection services)
    {
        services.AddHttpClient(SigningKeys.Client, http =>
            {
                http.Timeout = s_documentTimeout;
                http.MaxResponseContentBufferSize = MaxDocumentBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(provider => TeamsEdge.Network(provider.GetRequiredService<IOptions<TeamsOptions>>().Value))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton(provider => new SigningKeys(
            provider.GetRequiredService<IOptions<TeamsOptions>>(),
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<IHostEnvironment>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SigningKeys>>()));
        services.AddSingleton<TokenCheck>();
    }
}
