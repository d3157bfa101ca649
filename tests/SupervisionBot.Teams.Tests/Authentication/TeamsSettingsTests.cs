using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SupervisionBot.Teams.Tests.Authentication;

public sealed class TeamsSettingsTests
{
    private const string First = "AzureAd:ClientCredentials:0:";
    private static readonly string s_tenant = Activities.Tenant;

    public static TheoryData<string, string[]> Wrong => new()
    {
        { "AzureAd:TenantId", ["--AzureAd:TenantId", ""] },
        { "AzureAd:TenantId", ["--AzureAd:TenantId", "common"] },
        { "AzureAd:TenantId", ["--AzureAd:TenantId", Guid.Empty.ToString()] },
        { "AzureAd:ClientId", ["--AzureAd:ClientId", ""] },
        { "AzureAd:ClientId", ["--AzureAd:ClientId", Activities.Bot] },
        { "AzureAd:Instance", ["--AzureAd:Instance", "http://login.microsoftonline.com/"] },
        { "AzureAd:Instance", ["--AzureAd:Instance", "https://localhost/"] },
        { First + "SourceType", ["--" + First + "SourceType", ""] },
        { First + "SourceType", ["--" + First + "SourceType", "KeyVault"] },
        { First + "ClientSecret", ["--" + First + "ClientSecret", " "] },
        { First + "CertificateDiskPath", ["--" + First + "SourceType", "Path", "--" + First + "CertificateDiskPath", "/nowhere/bot.pfx"] },
        { First + "CertificateDiskPath", ["--" + First + "SourceType", "Path"] },
        { First + "Base64EncodedValue", ["--" + First + "SourceType", "Base64Encoded", "--" + First + "Base64EncodedValue", "%"] },
        { First + "Base64EncodedValue", ["--" + First + "SourceType", "Base64Encoded"] },
        { First + "ManagedIdentityClientId", ["--" + First + "SourceType", "ManagedIdentity", "--" + First + "ManagedIdentityClientId", "bot-identity"] },
        { "Teams:Cloud", ["--Teams:Cloud", "Moon"] },
        { "Teams:Cloud", ["--Teams:Cloud", "7"] },
        { "Teams:ConnectorHosts", ["--Teams:Cloud", "China"] },
        { "Teams:OpenIdMetadata", ["--Teams:OpenIdMetadata", "http://login.botframework.com/"] },
        { "Teams:OpenIdMetadata", ["--Teams:OpenIdMetadata", "https://127.0.0.1/"] },
        { "Teams:OpenIdMetadata", ["--Teams:OpenIdMetadata", "login.botframework.com"] },
        { "Teams:OpenIdMetadata", ["--Teams:OpenIdMetadata", "ftp://login.botframework.com/"] },
        { "Teams:Issuer", ["--Teams:Issuer", " "] },
        { "Teams:Scope", ["--Teams:Scope", "https://api.botframework.com"] },
        { "Teams:AllowedTenants", ["--Teams:AllowedTenants:0", Guid.Empty.ToString()] },
        { "Teams:AllowedTenants", ["--Teams:AllowedTenants:0", "*"] },
        { "Teams:AllowedTenants", ["--Teams:AllowedTenants:0", s_tenant, "--Teams:AllowedTenants:1", "council"] },
        { "Teams:AllowedTenants", ["--Teams:AllowedTenants", s_tenant] },
        { "Teams:ConnectorHosts", ["--Teams:ConnectorHosts", "smba.trafficmanager.net"] },
        { "Teams:RateLimit:PerAddress", ["--Teams:RateLimit:PerAddress", "0"] },
        { "Teams:RateLimit:RefusedPerAddress", ["--Teams:RateLimit:RefusedPerAddress", "0"] },
        { "Teams:RateLimit:PerPerson", ["--Teams:RateLimit:PerPerson", "-1"] },
        { "Teams:RateLimit:PerPerson", ["--Teams:RateLimit:PerPerson", "1000001"] },
        { "Teams:RateLimit:PerPerson", ["--Teams:RateLimit:PerPerson", "many"] },
        { "Teams:Anonymous", ["--Teams:Anonymous", "true"] },
        { "Teams:Anonymous", ["--Teams:Anonymous", "perhaps"] },
    };

    public static TheoryData<string> TooWide =>
    [
        "*", "*.", "*.net", "*.trafficmanager.net", "*.cloudapp.net", "**.botapi.skype.com", "smba.*.net", "*botapi.skype.com", "localhost", "127.0.0.1", "[::1]", "::1", "169.254.169.254", "10.0.0.1",
        "*.a.b.localhost", "bot.localhost", "connector", "https://smba.trafficmanager.net", "smba.trafficmanager.net:443", "smba.trafficmanager.net/emea", "user@smba.trafficmanager.net", "smba.trafficmanager.net.", "", " ", ".", "a..b",
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AWrongSettingIsNamed(string setting, string[] change) => Assert.Contains(setting, Refused("Production", change), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(TooWide))]
    public void AHostThatIsNoneOrTooManyIsRefused(string host) => Assert.Contains("Teams:ConnectorHosts", Refused("Production", "--Teams:ConnectorHosts:0", host), StringComparison.Ordinal);

    [Fact]
    public void EverythingThatIsMissingIsNamedAtOnce()
    {
        var problem = Refused(() => Options("Production"));

        Assert.All(new[] { "AzureAd:TenantId", "AzureAd:ClientId", "AzureAd:ClientCredentials" }, setting => Assert.Contains(setting, problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*.com")]
    [InlineData("https://contoso.sharepoint.com")]
    [InlineData("contoso.sharepoint.com:8443")]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    public void AnUploadHostThatIsNoneOrTooManyIsRefused(string host) => Assert.Contains("Teams:UploadHosts", Refused("Production", "--Teams:UploadHosts:0", host), StringComparison.Ordinal);

    [Fact]
    public void AnUploadHostTakesThePlaceOfTheDefault() =>
        Assert.Equal(["contoso-my.sharepoint.com"], Options("Production", [.. TokenHost.Identity, "--Teams:UploadHosts:0", "contoso-my.sharepoint.com"]).Teams.UploadHosts);

    [Fact]
    public void ThisComputerIsAllowedInDevelopmentOnly()
    {
        string[] local = [.. TokenHost.Identity, "--Teams:OpenIdMetadata", "http://127.0.0.1:1/keys", "--AzureAd:Instance", "http://localhost:1/", "--Teams:ConnectorHosts:0", "127.0.0.1", "--Teams:ConnectorHosts:1", "localhost", "--Teams:ConnectorHosts:2", "::1"];

        Assert.Equal(["127.0.0.1", "localhost", "::1"], Options("Development", local).Teams.ConnectorHosts);
        Assert.Contains("Teams:ConnectorHosts", Refused(() => Options("Production", local)), StringComparison.Ordinal);
        Assert.Contains("Teams:ConnectorHosts", Refused("Development", "--Teams:ConnectorHosts:0", "192.168.1.5"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TeamsCloud.Public, "login.botframework.com", "https://api.botframework.com", "login.microsoftonline.com")]
    [InlineData(TeamsCloud.UsGov, "login.botframework.azure.us", "https://api.botframework.us", "login.microsoftonline.us")]
    [InlineData(TeamsCloud.China, "login.botframework.azure.cn", "https://api.botframework.azure.cn", "login.partner.microsoftonline.cn")]
    public void ACloudGivesEverySettingThatIsNotSet(TeamsCloud cloud, string keys, string issuer, string login)
    {
        var (teams, entra) = Options("Production", [.. TokenHost.Identity, "--Teams:Cloud", cloud.ToString(), .. cloud is TeamsCloud.China ? ["--Teams:ConnectorHosts:0", "smba.example.cn"] : Array.Empty<string>()]);

        Assert.Equal($"https://{keys}/v1/.well-known/openidconfiguration", teams.OpenIdMetadata!.AbsoluteUri);
        Assert.Equal((issuer, issuer + "/.default", $"https://{login}/"), (teams.Issuer, teams.Scope, entra.Instance!.AbsoluteUri));
        Assert.NotEmpty(teams.ConnectorHosts);
        Assert.Equal([Guid.Parse(s_tenant)], teams.AllowedTenants);
    }

    [Fact]
    public void EverySettingOfACloudCanBeChanged()
    {
        const string Other = "99999999-0000-4000-8000-000000000009";
        var (teams, entra) = Options("Production",
        [
            .. TokenHost.Identity, "--Teams:OpenIdMetadata", "https://keys.example/id", "--Teams:Issuer", "https://issuer.example", "--Teams:Scope", "https://scope.example/.default",
            "--AzureAd:Instance", "https://login.example/", "--Teams:ConnectorHosts:0", "*.connector.example.net", "--Teams:AllowedTenants:0", Other,
        ]);

        Assert.Equal(("https://keys.example/id", "https://issuer.example", "https://scope.example/.default", "https://login.example/"), (teams.OpenIdMetadata!.AbsoluteUri, teams.Issuer, teams.Scope, entra.Instance!.AbsoluteUri));
        Assert.Equal(["*.connector.example.net"], teams.ConnectorHosts);
        Assert.Equal([Guid.Parse(Other)], teams.AllowedTenants);
    }

    private static string Refused(string environment, params string[] change) => Refused(() => Options(environment, [.. TokenHost.Identity, .. change]));

    // As it is told at start: what the validation lists, or what the binder says of a value that it cannot read.
    private static string Refused(Func<(TeamsOptions, AzureAdOptions)> read)
    {
        var refusal = Assert.ThrowsAny<Exception>(() => read());
        Assert.True(refusal is OptionsValidationException || refusal.Source!.StartsWith("SupervisionBot", StringComparison.Ordinal), refusal.ToString());
        return refusal.Message;
    }

    private static (TeamsOptions Teams, AzureAdOptions Entra) Options(string environment, params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(["--environment", environment, .. settings]);
        builder.AddTeamsEdge<RecordingHandler>();
        using var app = builder.Build() as IDisposable;
        var services = ((WebApplication)app!).Services;
        return (services.GetRequiredService<IOptions<TeamsOptions>>().Value, services.GetRequiredService<IOptions<AzureAdOptions>>().Value);
    }
}
