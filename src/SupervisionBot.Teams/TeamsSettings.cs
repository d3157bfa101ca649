using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SupervisionBot.Teams;

/// <summary>Checks the settings of the edge and of the bot's identity at start, all of them at once, and names each one that is wrong.</summary>
internal sealed class TeamsSettings(IOptions<AzureAdOptions> entra, IOptions<ForwardedHeadersOptions> forwarded, IConfiguration configuration, IHostEnvironment environment) : IValidateOptions<TeamsOptions>
{
    // "*.botapi.skype.com" is one service; with fewer labels a wildcard is soon a name below which anyone can rent a host.
    private const int LabelsBelowWildcard = 3;

    // Each organisation's OneDrive is a name of its own below sharepoint.com, which nobody can rent.
    private const int UploadLabelsBelowWildcard = 2;

    private const int MaxRate = 1_000_000;

    private static readonly string[] s_lists = ["Teams:AllowedTenants", "Teams:ConnectorHosts", "Teams:UploadHosts", "AzureAd:ClientCredentials"];

    public ValidateOptionsResult Validate(string? name, TeamsOptions options)
    {
        if (options.Anonymous && forwarded.Value.ForwardedHeaders != ForwardedHeaders.None)
        {
            return ValidateOptionsResult.Fail("Teams:Anonymous=true answers programs on this computer only, by the address that they connect from, so it can't be used with forwarded headers: take out Hosting:KnownProxies, Hosting:KnownNetworks, Hosting:LastHop and ASPNETCORE_FORWARDEDHEADERS_ENABLED.");
        }

        if (options.Anonymous)
        {
            return environment.IsDevelopment()
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Teams:Anonymous=true accepts callers without a token, so the app starts with it in the Development environment only (ASPNETCORE_ENVIRONMENT=Development); this is {environment.EnvironmentName}.");
        }

        List<string> problems = [.. ListProblems(), .. TeamsProblems(options), .. EntraProblems(entra.Value), .. CredentialProblems(entra.Value.ClientCredentials)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    // A single value where a list belongs would be passed over in silence.
    private IEnumerable<string> ListProblems() =>
        from list in s_lists
        where configuration[list] is { Length: > 0 }
        select $"{list} is a list: set {list}:0 and so on.";

    private IEnumerable<string> TeamsProblems(TeamsOptions options)
    {
        if (!Enum.IsDefined(options.Cloud))
        {
            yield return $"Teams:Cloud must be {nameof(TeamsCloud.Public)}, {nameof(TeamsCloud.UsGov)} or {nameof(TeamsCloud.China)}.";
            yield break;
        }

        if (!IsFetchable(options.OpenIdMetadata!))
        {
            yield return "Teams:OpenIdMetadata must be an https address; http and this computer only in the Development environment.";
        }

        if (string.IsNullOrWhiteSpace(options.Issuer))
        {
            yield return "Teams:Issuer must not be blank.";
        }

        if (options.Scope?.EndsWith("/.default", StringComparison.Ordinal) != true)
        {
            yield return "Teams:Scope must end with /.default.";
        }

        if (options.AllowedTenants.Contains(Guid.Empty))
        {
            yield return "Teams:AllowedTenants must be a list of tenant ids.";
        }

        if (options.RateLimit is not { PerAddress: > 0 and <= MaxRate, RefusedPerAddress: > 0 and <= MaxRate, PerPerson: > 0 and <= MaxRate })
        {
            yield return $"Teams:RateLimit:PerAddress, Teams:RateLimit:RefusedPerAddress and Teams:RateLimit:PerPerson must be from 1 to {MaxRate}.";
        }

        if (options.ConnectorHosts.Count == 0)
        {
            yield return $"Teams:ConnectorHosts has no default in the cloud {options.Cloud}: name the hosts of its Teams connector.";
        }

        foreach (var host in options.ConnectorHosts.Where(host => !IsHost(host, LabelsBelowWildcard)))
        {
            yield return $"Teams:ConnectorHosts has '{host}'. A host is a full name without scheme, port and path, or *. and at least three labels, such as *.botapi.skype.com; this computer only in the Development environment.";
        }

        foreach (var host in options.UploadHosts.Where(host => !IsHost(host, UploadLabelsBelowWildcard)))
        {
            yield return $"Teams:UploadHosts has '{host}'. A host is a full name without scheme, port and path, such as contoso-my.sharepoint.com, or *. and at least two labels; this computer only in the Development environment.";
        }
    }

    private IEnumerable<string> EntraProblems(AzureAdOptions options)
    {
        if (options.TenantId is null || options.TenantId == Guid.Empty)
        {
            yield return "AzureAd:TenantId is missing: the id of the home tenant.";
        }

        if (options.ClientId is null || options.ClientId == Guid.Empty)
        {
            yield return "AzureAd:ClientId is missing: the app id of the bot.";
        }

        if (options.Instance is { } instance && !IsFetchable(instance))
        {
            yield return "AzureAd:Instance must be an https address; http and this computer only in the Development environment.";
        }
    }

    private static IEnumerable<string> CredentialProblems(IList<ClientCredential> credentials)
    {
        if (credentials.Count == 0)
        {
            yield return "AzureAd:ClientCredentials is missing: how the bot proves who it is.";
            yield break;
        }

        const string First = "AzureAd:ClientCredentials:0:";
        var credential = credentials[0];
        switch (credential.SourceType)
        {
            case ClientCredential.ManagedIdentity or ClientCredential.SignedAssertionFromManagedIdentity:
                if (credential.ManagedIdentityClientId is { } id && !Guid.TryParse(id, out _))
                {
                    yield return First + "ManagedIdentityClientId must be the client id of a managed identity.";
                }

                break;
            case ClientCredential.Secret when string.IsNullOrWhiteSpace(credential.ClientSecret):
                yield return First + "ClientSecret is missing.";
                break;
            case ClientCredential.Path when !File.Exists(credential.CertificateDiskPath):
                yield return First + "CertificateDiskPath names no file.";
                break;
            case ClientCredential.Base64Encoded when credential.Base64EncodedValue is not { Length: > 0 } encoded || !System.Buffers.Text.Base64.IsValid(encoded):
                yield return First + "Base64EncodedValue is no Base64.";
                break;
            case ClientCredential.Secret or ClientCredential.Path or ClientCredential.Base64Encoded:
                break;
            default:
                yield return First + "SourceType must be SignedAssertionFromManagedIdentity, ManagedIdentity, ClientSecret, Path or Base64Encoded.";
                break;
        }
    }

    private bool IsFetchable(Uri address) =>
        address is { IsAbsoluteUri: true, UserInfo: "", Fragment: "", Query: "" }
        && ((address.Scheme is "https" && !address.IsLoopback) || (environment.IsDevelopment() && address.Scheme is "http" or "https"));

    private bool IsHost(string host, int labelsBelowWildcard)
    {
        if (Uri.CheckHostName(host) is UriHostNameType.IPv4 or UriHostNameType.IPv6 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return environment.IsDevelopment() && new UriBuilder(Uri.UriSchemeHttp, host).Uri.IsLoopback;
        }

        var isWildcard = host.StartsWith("*.", StringComparison.Ordinal);
        var below = isWildcard ? host[2..] : host;
        return Uri.CheckHostName(below) is UriHostNameType.Dns
            && below.Split('.') is var labels
            && labels.Length >= (isWildcard ? labelsBelowWildcard : 2)
            && labels.All(label => label.Length > 0)
            && !labels[^1].Equals("localhost", StringComparison.OrdinalIgnoreCase);
    }
}
