namespace SupervisionBot.Teams;

/// <summary>Who the bot is in Microsoft Entra, under the names that the ecosystem uses (Microsoft.Identity.Web, section <c>AzureAd</c>).</summary>
public sealed class AzureAdOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "AzureAd";

    /// <summary>Where to sign in, such as <c>https://login.microsoftonline.com/</c>; not set: as <see cref="TeamsOptions.Cloud"/> says, from the moment <see cref="TeamsOptions"/> are read.</summary>
    public Uri? Instance { get; set; }

    /// <summary>The home tenant.</summary>
    public Guid? TenantId { get; set; }

    /// <summary>App id of the bot: of the app registration, or the client id of its user-assigned managed identity.</summary>
    public Guid? ClientId { get; set; }

    /// <summary>How the bot proves who it is; the first one is used.</summary>
    public IList<ClientCredential> ClientCredentials { get; } = [];
}

/// <summary>One way to prove who the bot is.</summary>
public sealed class ClientCredential
{
    internal const string SignedAssertionFromManagedIdentity = nameof(SignedAssertionFromManagedIdentity);
    internal const string ManagedIdentity = nameof(ManagedIdentity);
    internal const string Secret = "ClientSecret";
    internal const string Path = nameof(Path);
    internal const string Base64Encoded = nameof(Base64Encoded);

    /// <summary><c>SignedAssertionFromManagedIdentity</c>, <c>ManagedIdentity</c>, <c>ClientSecret</c>, <c>Path</c> (a certificate file), or <c>Base64Encoded</c> (a certificate).</summary>
    public string SourceType { get; set; } = "";

    /// <summary>Client id of the user-assigned identity; not set: <see cref="AzureAdOptions.ClientId"/>.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>The secret.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Path of a PKCS #12 or PEM file with certificate and private key.</summary>
    public string? CertificateDiskPath { get; set; }

    /// <summary>Password of the certificate, where it has one.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>A PKCS #12 certificate in Base64.</summary>
    public string? Base64EncodedValue { get; set; }
}
