using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace SupervisionBot.Teams;

/// <summary>How the bot proves to Microsoft Entra who it is, in its home tenant and no other.</summary>
/// <param name="teams">Settings of the edge, all of them given.</param>
/// <param name="entra">Settings of the identity, all of them given.</param>
/// <param name="transport">What carries the requests; null for the network.</param>
internal sealed class BotCredential(TeamsOptions teams, AzureAdOptions entra, HttpPipelineTransport? transport = null)
{
    private readonly string _tenant = entra.TenantId!.Value.ToString();
    private readonly string _client = entra.ClientId!.Value.ToString();

    /// <summary>The credential that the first of <see cref="AzureAdOptions.ClientCredentials"/> asks for.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A certificate can't be used.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The certificate lives as long as the credential, which lives as long as the app.")]
    public TokenCredential Create()
    {
        var settings = entra.ClientCredentials[0];
        return settings.SourceType switch
        {
            ClientCredential.ManagedIdentity => Identity(settings),
            ClientCredential.SignedAssertionFromManagedIdentity => new ClientAssertionCredential(_tenant, _client, Assertion(Identity(settings)), Set(new ClientAssertionCredentialOptions { DisableInstanceDiscovery = true })),
            ClientCredential.Secret => new ClientSecretCredential(_tenant, _client, settings.ClientSecret, Set(new ClientSecretCredentialOptions { DisableInstanceDiscovery = true })),
            _ => new ClientCertificateCredential(_tenant, _client, BotCertificate.Load(settings), Set(new ClientCertificateCredentialOptions { DisableInstanceDiscovery = true })),
        };
    }

    private ManagedIdentityCredential Identity(ClientCredential settings) =>
        new(Set(new ManagedIdentityCredentialOptions(ManagedIdentityId.FromUserAssignedClientId(settings.ManagedIdentityClientId ?? _client))));

    private Func<CancellationToken, Task<string>> Assertion(ManagedIdentityCredential identity)
    {
        var request = new TokenRequestContext([Cloud.Of(teams.Cloud).TokenExchange + "/.default"]);
        return async cancellationToken => (await identity.GetTokenAsync(request, cancellationToken)).Token;
    }

    // The authority is named by the settings and not by a stranger, so nobody has to be asked whether it is one.
    private T Set<T>(T options)
        where T : TokenCredentialOptions
    {
        options.AuthorityHost = entra.Instance!;
        options.Retry.NetworkTimeout = BotToken.Attempt;
        options.Transport = transport ?? options.Transport;
        return options;
    }
}
