using Microsoft.AspNetCore.Routing;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Bench;

/// <summary>What stands around an app that checks who calls: the issuer of its callers' tokens, and the managed identity that gives it its own.</summary>
internal sealed class Tokens : IDisposable
{
    private readonly TokenIssuer _issuer = new();
    private readonly TokenEndpoint _identity = new();
    private int _issued;

    /// <summary>The organisation and its bot.</summary>
    public static Tenant Tenant { get; } = new(Activities.Tenant, new("2b1f7c52-6a39-4d8e-8e0b-3f5d9a1c4e70"));

    /// <summary>How many tokens callers were given.</summary>
    public int Issued => _issued;

    /// <summary>Puts both on a server.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapTokenIssuer(_issuer);
        routes.MapTokenEndpoint(_identity);
    }

    /// <summary>A token for a caller, as the service signs it for each activity.</summary>
    public string For(string serviceUrl)
    {
        Interlocked.Increment(ref _issued);
        return _issuer.Token(Tenant.BotId, serviceUrl);
    }

    /// <summary>Whether an <c>Authorization</c> header holds a token of the app's own.</summary>
    public bool Accepts(string? authorization) => _identity.Accepts(authorization);

    /// <summary>Settings of the app, given where both are.</summary>
    public static IReadOnlyList<string> SettingsAt(Uri service) =>
    [
        "--Teams:OpenIdMetadata", new Uri(service, TokenIssuerEndpoints.MetadataPath).AbsoluteUri, "--Teams:ConnectorHosts:0", service.Host,
        "--AzureAd:TenantId", Tenant.Id.ToString(), "--AzureAd:ClientId", Tenant.BotId.ToString(), "--AzureAd:ClientCredentials:0:SourceType", "ManagedIdentity",
    ];

    /// <summary>Environment of the app, as Azure gives it.</summary>
    public static IReadOnlyList<(string Name, string Value)> EnvironmentAt(Uri service) =>
        [("IDENTITY_ENDPOINT", new Uri(service, TokenEndpoint.IdentityPath).AbsoluteUri), ("IDENTITY_HEADER", TokenEndpoint.IdentityHeader)];

    public void Dispose() => _issuer.Dispose();
}
