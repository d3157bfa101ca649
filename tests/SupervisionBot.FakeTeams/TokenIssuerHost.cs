using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.FakeTeams;

/// <summary>A <see cref="TokenIssuer"/> on a server of its own, on loopback.</summary>
public sealed class TokenIssuerHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TokenIssuerHost(WebApplication app) => _app = app;

    /// <summary>Address of the OpenID document, for <c>Teams:OpenIdMetadata</c>.</summary>
    public Uri Metadata => new(_app.Urls.Single() + TokenIssuerEndpoints.MetadataPath);

    /// <summary>Starts it; the issuer stays the caller's.</summary>
    public static async Task<TokenIssuerHost> StartAsync(TokenIssuer issuer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapTokenIssuer(issuer);
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
