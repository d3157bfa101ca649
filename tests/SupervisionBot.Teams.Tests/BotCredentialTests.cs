using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Teams.Tests;

/// <summary>Each way to prove who the bot is, against an authority of our own. Alone, as the managed identity of an app is found by environment variables.</summary>
[Collection("starts")]
public sealed class BotCredentialTests : IAsyncLifetime
{
    private const string Password = "not a secret";
    private static readonly RSA s_key = RSA.Create(2048);
    private static readonly Guid s_tenant = Guid.Parse(Activities.Tenant);
    private static readonly Guid s_bot = new("33333333-0000-4000-8000-000000000003");

    private readonly FakeAuthority _authority = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("credential").FullName;
    private readonly TeamsOptions _teams = new();
    private readonly AzureAdOptions _entra = new() { TenantId = s_tenant, ClientId = s_bot };

    // One of its own for each test: the library keeps the tokens of managed identities for the whole process.
    private readonly string _identity = $"{Guid.NewGuid()}";

    public Task InitializeAsync() => _authority.InitializeAsync();

    public async Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        await _authority.DisposeAsync();
    }

    [Theory]
    [InlineData(TeamsCloud.Public, "login.microsoftonline.com", "https://api.botframework.com/.default")]
    [InlineData(TeamsCloud.UsGov, "login.microsoftonline.us", "https://api.botframework.us/.default")]
    [InlineData(TeamsCloud.China, "login.partner.microsoftonline.cn", "https://api.botframework.azure.cn/.default")]
    public async Task ASecretIsSentToTheSignInPageOfTheCloudForTheHomeTenant(TeamsCloud cloud, string host, string scope)
    {
        _teams.Cloud = cloud;

        Assert.Equal("token-1", await Token(new() { SourceType = "ClientSecret", ClientSecret = "s3cret" }).GetAsync(CancellationToken.None));

        Assert.Equal([new TokenRequest($"{s_tenant}", $"{s_bot}", scope, "s3cret", Assertion: null, Claims: null)], _authority.Tokens.Requests);
        Assert.Equal([host], _authority.Hosts);
    }

    [Fact]
    public async Task TheSignInPageCanBeAnotherOne()
    {
        _entra.Instance = new("https://login.example/");

        await Token(new() { SourceType = "ClientSecret", ClientSecret = "s3cret" }).GetAsync(CancellationToken.None);

        Assert.Equal(["login.example"], _authority.Hosts);
    }

    [Theory]
    [InlineData("pfx")]
    [InlineData("pfx without password")]
    [InlineData("pem")]
    [InlineData("encrypted pem")]
    [InlineData("base64")]
    public async Task ACertificateSignsAnAssertion(string form)
    {
        using var certificate = Certificate(DateTimeOffset.MaxValue);

        Assert.Equal("token-1", await Token(Stored(certificate, form)).GetAsync(CancellationToken.None));

        var request = Assert.Single(_authority.Tokens.Requests);
        Assert.Null(request.Secret);
        var read = await new JsonWebTokenHandler().ValidateTokenAsync(request.Assertion, new()
        {
            IssuerSigningKey = new X509SecurityKey(certificate),
            ValidIssuer = $"{s_bot}",
            ValidAudience = $"https://login.microsoftonline.com/{s_tenant}/oauth2/v2.0/token",
        });
        Assert.True(read.IsValid, read.Exception?.Message);
    }

    [Fact]
    public async Task AManagedIdentityIsAskedForByItsClientId() => await WithIdentityAsync(async () =>
    {
        Assert.Equal("token-1", await Token(new() { SourceType = "ManagedIdentity", ManagedIdentityClientId = _identity }).GetAsync(CancellationToken.None));

        Assert.Equal([new TokenRequest(Tenant: null, _identity, "https://api.botframework.com", Secret: null, Assertion: null, Claims: null)], _authority.Tokens.Requests);
    });

    [Fact]
    public async Task AManagedIdentityIsTheBotItselfUnlessAnotherIsNamed() => await WithIdentityAsync(async () =>
    {
        _entra.ClientId = Guid.NewGuid();

        await Token(new() { SourceType = "ManagedIdentity" }).GetAsync(CancellationToken.None);

        Assert.Equal($"{_entra.ClientId}", Assert.Single(_authority.Tokens.Requests).ClientId);
    });

    [Fact]
    public async Task AManagedIdentitySignsInForTheAppItIsTrustedBy() => await WithIdentityAsync(async () =>
    {
        Assert.Equal("token-2", await Token(new() { SourceType = "SignedAssertionFromManagedIdentity", ManagedIdentityClientId = _identity }).GetAsync(CancellationToken.None));

        Assert.Equal(
            [
                new(Tenant: null, _identity, "api://AzureADTokenExchange", Secret: null, Assertion: null, Claims: null),
                new TokenRequest($"{s_tenant}", $"{s_bot}", "https://api.botframework.com/.default", Secret: null, "token-1", Claims: null),
            ],
            _authority.Tokens.Requests);
    });

    [Theory]
    [InlineData("ClientSecret")]
    [InlineData("Base64Encoded")]
    [InlineData("ManagedIdentity")]
    [InlineData("SignedAssertionFromManagedIdentity")]
    public async Task ARefusedTokenIsReplacedByTheAuthorityAndNotFromACacheUnderneath(string way) => await WithIdentityAsync(async () =>
    {
        using var certificate = Certificate(DateTimeOffset.MaxValue);
        var token = Token(way is "Base64Encoded" ? Stored(certificate, "base64") : new() { SourceType = way, ClientSecret = "s3cret", ManagedIdentityClientId = _identity });
        var refused = await token.GetAsync(CancellationToken.None);
        var asked = _authority.Tokens.Requests.Count;

        var other = await token.ReplaceAsync(refused!, CancellationToken.None);

        Assert.NotNull(other);
        Assert.NotEqual(refused, other);
        Assert.Equal(asked + 1, _authority.Tokens.Requests.Count);
    });

    [Fact]
    public async Task AnAuthorityThatSaysNoIsNoTokenAndOnlyItsErrorNumberIsLogged()
    {
        _authority.Tokens.Failure = 401;
        var logs = new RecordingLogs();

        Assert.Null(await Token(new() { SourceType = "ClientSecret", ClientSecret = "s3cret" }, logs).GetAsync(CancellationToken.None));

        Assert.Equal("1203 No token for the bot: AuthenticationFailedException AADSTS7000222. Nothing can be sent until there is one ", Assert.Single(logs.Lines));
    }

    [Theory]
    [InlineData(31, null)]
    [InlineData(30, "1204 The bot's certificate ends in 29 days: put a new one in place before ")]
    [InlineData(1, "1204 The bot's certificate ends in 0 days: put a new one in place before ")]
    public async Task ACertificateThatEndsSoonIsToldOfAtTheStart(int days, string? expected)
    {
        using var certificate = Certificate(TimeProvider.System.GetUtcNow().AddDays(days));
        var logs = new RecordingLogs();

        await StartAsync(Stored(certificate, "pem"), logs);

        Assert.Equal(expected, logs.Lines.SingleOrDefault());
    }

    [Fact]
    public async Task ACertificateThatHasEndedOrCannotBeReadStopsTheApp()
    {
        using var ended = Certificate(TimeProvider.System.GetUtcNow().AddDays(-1));
        using var good = Certificate(DateTimeOffset.MaxValue);
        var wrongPassword = Stored(good, "pfx");
        wrongPassword.CertificatePassword = "wrong";
        var withoutKey = new ClientCredential { SourceType = "Base64Encoded", Base64EncodedValue = Convert.ToBase64String(X509CertificateLoader.LoadCertificate(good.RawData).Export(X509ContentType.Pkcs12)) };
        foreach (var (settings, why) in new[] { (Stored(ended, "base64"), "has ended"), (wrongPassword, "can't be read"), (withoutKey, "has no private key") })
        {
            var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(settings, new()));

            Assert.Contains($"AzureAd:ClientCredentials:0: the certificate {why}", error.Message, StringComparison.Ordinal);
        }
    }

    private Task StartAsync(ClientCredential settings, RecordingLogs logs)
    {
        _entra.ClientCredentials.Clear();
        _entra.ClientCredentials.Add(settings);
        return new BotCertificate(Options.Create(_teams), Options.Create(_entra), TimeProvider.System, new Logger<BotCertificate>(LoggerFactory.Create(logging => logging.AddProvider(logs)))).StartAsync(CancellationToken.None);
    }

    private BotToken Token(ClientCredential settings, RecordingLogs? logs = null)
    {
        _entra.ClientCredentials.Add(settings);
        Cloud.Fill(_teams, _entra);
        // An identity is found where the environment says, over a real connection.
        var transport = settings.SourceType is "ManagedIdentity" ? null : _authority.Transport();
        return new(new BotCredential(_teams, _entra, transport).Create(), _teams.Scope!, TimeProvider.System, logs?.CreateLogger("token") ?? NullLogger.Instance);
    }

    private async Task WithIdentityAsync(Func<Task> test)
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", new Uri(_authority.Address, TokenEndpoint.IdentityPath).AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", TokenEndpoint.IdentityHeader);
        try
        {
            await test();
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    private ClientCredential Stored(X509Certificate2 certificate, string form)
    {
        var path = Path.Combine(_folder, "certificate");
        switch (form)
        {
            case "pfx":
                File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, Password));
                return new() { SourceType = "Path", CertificateDiskPath = path, CertificatePassword = Password };
            case "pfx without password":
                File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12));
                return new() { SourceType = "Path", CertificateDiskPath = path };
            case "pem":
                File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
                return new() { SourceType = "Path", CertificateDiskPath = path };
            case "encrypted pem":
                File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + certificate.GetRSAPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem(Password, new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)));
                return new() { SourceType = "Path", CertificateDiskPath = path, CertificatePassword = Password };
            default:
                return new() { SourceType = "Base64Encoded", Base64EncodedValue = Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12, Password)), CertificatePassword = Password };
        }
    }

    private static X509Certificate2 Certificate(DateTimeOffset end)
    {
        var request = new CertificateRequest("CN=bot", s_key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddYears(-1), end);
    }
}
