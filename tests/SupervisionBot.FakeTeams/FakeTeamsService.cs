using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.FakeTeams;

/// <summary>The service side of Teams on one port of loopback.</summary>
public sealed class FakeTeamsService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeTeamsService(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts it.</summary>
    /// <param name="map">What it answers, such as <c>connector.MapConnector</c> and <c>routes => routes.MapTokenIssuer(issuer)</c>.</param>
    public static async Task<FakeTeamsService> StartAsync(params IReadOnlyList<Action<IEndpointRouteBuilder>> map)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        foreach (var each in map)
        {
            each(app);
        }

        await app.StartAsync();
        return new(app);
    }

    /// <summary>The service address that activities of a tenant carry.</summary>
    public string ServiceUrl(Guid tenant) => new Uri(Address, $"/emea/{tenant}/").AbsoluteUri;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
