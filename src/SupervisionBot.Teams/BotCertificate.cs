using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SupervisionBot.Teams;

/// <summary>The certificate the bot proves itself with, where it uses one: looked at when the app starts, so that a wrong one stops it and an old one is told of in time.</summary>
internal sealed class BotCertificate(IOptions<TeamsOptions> teams, IOptions<AzureAdOptions> entra, TimeProvider clock, ILogger<BotCertificate> log) : IHostedService
{
    /// <summary>How long before its end a certificate is told of. Our own number: time enough to have a new one issued.</summary>
    private static readonly TimeSpan s_notice = TimeSpan.FromDays(30);

    /// <exception cref="OptionsValidationException">The certificate can't be read, has no private key, or has ended.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (teams.Value.Anonymous || entra.Value.ClientCredentials is not [{ SourceType: ClientCredential.Path or ClientCredential.Base64Encoded } settings, ..])
        {
            return Task.CompletedTask;
        }

        using var certificate = Load(settings);
        var left = certificate.NotAfter.ToUniversalTime() - clock.GetUtcNow().UtcDateTime;
        if (left <= TimeSpan.Zero)
        {
            throw Unusable("has ended: put a new one in place");
        }

        if (left <= s_notice)
        {
            log.CertificateEnds(left.Days);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads the certificate with its private key.</summary>
    /// <exception cref="OptionsValidationException">It can't be read, or has no private key.</exception>
    public static X509Certificate2 Load(ClientCredential settings)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = settings.SourceType switch
            {
                ClientCredential.Base64Encoded => X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(settings.Base64EncodedValue!), settings.CertificatePassword),
                _ when X509Certificate2.GetCertContentType(settings.CertificateDiskPath!) is X509ContentType.Pkcs12 => X509CertificateLoader.LoadPkcs12FromFile(settings.CertificateDiskPath!, settings.CertificatePassword),
                _ when settings.CertificatePassword is { Length: > 0 } password => X509Certificate2.CreateFromEncryptedPemFile(settings.CertificateDiskPath!, password),
                _ => X509Certificate2.CreateFromPemFile(settings.CertificateDiskPath!),
            };
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw Unusable($"can't be read ({error.GetType().Name}): it must be PKCS #12 or PEM with its private key, and the password the right one");
        }

        return certificate.HasPrivateKey ? certificate : throw Unusable("has no private key");
    }

    private static OptionsValidationException Unusable(string why) =>
        new(Options.DefaultName, typeof(AzureAdOptions), [$"AzureAd:ClientCredentials:0: the certificate {why}."]);
}
