namespace SupervisionBot.Hosting;

/// <summary>What stands between callers and the app. Set by the deployment: only it knows.</summary>
internal sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>Addresses of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed, such as <c>10.0.0.4</c>. Default none.</summary>
    public IList<string> KnownProxies { get; } = [];

    /// <summary>Networks of such proxies, such as <c>10.0.0.0/24</c>. One that holds every address is refused. Default none.</summary>
    public IList<string> KnownNetworks { get; } = [];

    /// <summary>Proxies one behind the other that are believed, 1 to 10, default 1. Each of them has to be known.</summary>
    public int Hops { get; set; } = 1;

    /// <summary>
    /// Believe whoever connects, for the last hop only: for hosts that do not publish their proxies and let nobody pass beside them, as Azure Container Apps and App Service.
    /// Default false. <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED=true</c> means the same.
    /// </summary>
    public bool LastHop { get; set; }
}
