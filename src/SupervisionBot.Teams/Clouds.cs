namespace SupervisionBot.Teams;

/// <summary>What differs between Microsoft's clouds: the default of each setting that is not set.</summary>
/// <remarks>
/// Sources: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication; microsoft/botbuilder-dotnet GovernmentAuthenticationConstants;
/// connector hosts: microsoft/teams.net src/Microsoft.Teams.Core, and ring traffic for botapi.skype.com. For China no connector host is published, so it has to be set.
/// Upload hosts: OneDrive for work is a SharePoint site (learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4); domains by cloud: learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges.
/// </remarks>
/// <param name="OpenIdMetadata">Default of <see cref="TeamsOptions.OpenIdMetadata"/>.</param>
/// <param name="Issuer">Default of <see cref="TeamsOptions.Issuer"/>.</param>
/// <param name="Scope">Default of <see cref="TeamsOptions.Scope"/>.</param>
/// <param name="Instance">Default of <see cref="AzureAdOptions.Instance"/>.</param>
/// <param name="ConnectorHosts">Default of <see cref="TeamsOptions.ConnectorHosts"/>.</param>
/// <param name="UploadHosts">Default of <see cref="TeamsOptions.UploadHosts"/>.</param>
/// <param name="TokenExchange">Who an assertion of a managed identity is meant for (learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity).</param>
internal sealed record Cloud(Uri OpenIdMetadata, string Issuer, string Scope, Uri Instance, IReadOnlyList<string> ConnectorHosts, IReadOnlyList<string> UploadHosts, string TokenExchange)
{
    private static readonly Cloud s_public = new(
        new("https://login.botframework.com/v1/.well-known/openidconfiguration"),
        "https://api.botframework.com",
        "https://api.botframework.com/.default",
        new("https://login.microsoftonline.com/"),
        ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com", "*.botapi.skype.com"],
        ["*.sharepoint.com"],
        "api://AzureADTokenExchange");

    private static readonly Cloud s_usGov = new(
        new("https://login.botframework.azure.us/v1/.well-known/openidconfiguration"),
        "https://api.botframework.us",
        "https://api.botframework.us/.default",
        new("https://login.microsoftonline.us/"),
        ["smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us"],
        ["*.sharepoint.us"],
        "api://AzureADTokenExchangeUSGov");

    private static readonly Cloud s_china = new(
        new("https://login.botframework.azure.cn/v1/.well-known/openidconfiguration"),
        "https://api.botframework.azure.cn",
        "https://api.botframework.azure.cn/.default",
        new("https://login.partner.microsoftonline.cn/"),
        [],
        ["*.sharepoint.cn"],
        "api://AzureADTokenExchangeChina");

    /// <summary>The row of one cloud.</summary>
    public static Cloud Of(TeamsCloud cloud) => cloud switch
    {
        TeamsCloud.Public => s_public,
        TeamsCloud.UsGov => s_usGov,
        TeamsCloud.China => s_china,
    };

    /// <summary>Gives every setting that is not set: of the edge by its cloud, and the tenants that may call by the home tenant.</summary>
    public static void Fill(TeamsOptions teams, AzureAdOptions entra)
    {
        if (!Enum.IsDefined(teams.Cloud))
        {
            return;
        }

        var cloud = Of(teams.Cloud);
        teams.OpenIdMetadata ??= cloud.OpenIdMetadata;
        teams.Issuer ??= cloud.Issuer;
        teams.Scope ??= cloud.Scope;
        entra.Instance ??= cloud.Instance;
        FillHosts(teams.ConnectorHosts, cloud.ConnectorHosts);
        FillHosts(teams.UploadHosts, cloud.UploadHosts);
        if (teams.AllowedTenants.Count == 0 && entra.TenantId is { } home)
        {
            teams.AllowedTenants.Add(home);
        }
    }

    private static void FillHosts(IList<string> hosts, IReadOnlyList<string> defaults)
    {
        if (hosts.Count > 0)
        {
            return;
        }

        foreach (var host in defaults)
        {
            hosts.Add(host);
        }
    }
}
