using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using SupervisionBot.Storage.AzureTables;
using SupervisionBot.Tables;

namespace SupervisionBot.Storage.Tests.AzureTables;

/// <summary>An identity of Microsoft Entra against an emulator that asks for one, over https: it looks at audience, issuer and times of the token.</summary>
public sealed class EntraTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("entra").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task TokenOfTheRightAudience_ReadsAndWrites_AndNoOtherDoes()
    {
        Skip.If(Azurite.Program is null, Azurite.Absent);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(_folder, "cert.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        var (process, port) = Azurite.Start(Azurite.Program, "--oauth", "basic", "--cert", Path.Combine(_folder, "cert.pem"), "--key", Path.Combine(_folder, "key.pem"));
        using var emulator = process;
        try
        {
            Assert.IsType<BatchOutcome.Done>(await Store(port, certificate, "https://storage.azure.com").SubmitAsync("entra", "p", [TableAction.Insert(new("p", "r") { ["Value"] = "v" }), TableAction.Insert(new("p", "s"))], default));
            Assert.Equal("v", (await Store(port, certificate, "https://storage.azure.com").GetAsync("entra", "p", "r", default))!.GetString("Value"));
            await Assert.ThrowsAsync<StorageUnavailableException>(() => Store(port, certificate, "https://graph.microsoft.com").GetAsync("entra", "p", "r", default));
        }
        finally
        {
            emulator.Kill();
        }
    }

    private static AzureTableStore Store(int port, X509Certificate2 trusted, string audience)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(trusted);
        var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } };
        var options = new TableClientOptions { Transport = new HttpClientTransport(new HttpClient(handler)), Patience = TimeSpan.FromSeconds(20) };
        return Scripted.Store(new TableServiceClient(new Uri(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{port}/devstoreaccount1")), new Unsigned(audience), options), "t");
    }

    /// <summary>A token as an issuer would fill it in, but for the signature, which the emulator does not check.</summary>
    private sealed class Unsigned(string audience) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            var now = TimeProvider.System.GetUtcNow();
            var token = $"{Part("""{"alg":"none","typ":"JWT"}""")}.{Part($$"""{"aud":"{{audience}}","iss":"https://sts.windows.net/11111111-0000-4000-8000-000000000001/","nbf":{{now.AddMinutes(-5).ToUnixTimeSeconds()}},"iat":{{now.AddMinutes(-5).ToUnixTimeSeconds()}},"exp":{{now.AddHours(1).ToUnixTimeSeconds()}}}""")}.{Part("unsigned")}";
            return ValueTask.FromResult(new AccessToken(token, now.AddHours(1)));
        }

        private static string Part(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }
}
