using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace SupervisionBot.Hosting;

/// <summary>Whose word is taken for where a request comes from, and whether it came over https.</summary>
/// <remarks>
/// learn.microsoft.com/aspnet/core/host-and-deploy/proxy-load-balancer. Without a setting nobody's: the address is that of the connection. Never more hops are believed than are
/// set, so that what a caller has written in front of them is left alone.
/// </remarks>
internal static class Forwarding
{
    private const int MostHops = 10;

    // The framework's own switch, as the environment variable ASPNETCORE_FORWARDEDHEADERS_ENABLED comes in: it puts the same middleware in front, for one hop of whoever connects.
    private const string Switch = "ForwardedHeaders_Enabled";

    private static readonly string[] s_lists = [$"{HostingOptions.Section}:{nameof(HostingOptions.KnownProxies)}", $"{HostingOptions.Section}:{nameof(HostingOptions.KnownNetworks)}"];

    public static void AddForwarding(this IHostApplicationBuilder builder)
    {
        var isSwitched = IsSwitched(builder.Configuration);
        builder.Services.AddOptions<HostingOptions>()
            .BindConfiguration(HostingOptions.Section)
            .Validate<IConfiguration>((_, settings) => s_lists.All(list => string.IsNullOrEmpty(settings[list])), "Hosting:KnownProxies and Hosting:KnownNetworks are lists: set Hosting:KnownProxies:0 and so on.")
            .Validate(options => options.KnownProxies.All(proxy => IPAddress.TryParse(proxy, out _)), "Hosting:KnownProxies must be addresses, such as 10.0.0.4.")
            .Validate(options => options.KnownNetworks.All(network => IPNetwork.TryParse(network, out var known) && known.PrefixLength > 0), "Hosting:KnownNetworks must be networks, such as 10.0.0.0/24, and none may hold every address.")
            .Validate(options => options.Hops is >= 1 and <= MostHops, "Hosting:Hops must be 1 to 10.")
            .Validate(options => !(options.LastHop || isSwitched) || !HasKnown(options), "Hosting:LastHop (or ASPNETCORE_FORWARDEDHEADERS_ENABLED) believes whoever connects, and Hosting:KnownProxies and Hosting:KnownNetworks only those named there. Set one or the other.")
            .Validate(options => options.Hops == 1 || HasKnown(options), "Hosting:Hops above 1 needs Hosting:KnownProxies or Hosting:KnownNetworks: of proxies that are not known only the last is believed.")
            .ValidateOnStart();
        if (!isSwitched)
        {
            builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<HostingOptions>>((forwarded, hosting) => Fill(forwarded, hosting.Value));
        }
    }

    /// <summary>Before everything that asks where a request comes from.</summary>
    public static void UseForwarding(this WebApplication app)
    {
        if (!IsSwitched(app.Configuration))
        {
            app.UseForwardedHeaders();
        }
    }

    private static void Fill(ForwardedHeadersOptions forwarded, HostingOptions hosting)
    {
        if (!hosting.LastHop && !HasKnown(hosting))
        {
            return;
        }

        (forwarded.ForwardedHeaders, forwarded.ForwardLimit) = (ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, hosting.Hops);

        // Empty lists believe whoever connects. Loopback is among the known ones only where it is named.
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in hosting.KnownProxies)
        {
            forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        }

        foreach (var network in hosting.KnownNetworks)
        {
            forwarded.KnownIPNetworks.Add(IPNetwork.Parse(network));
        }
    }

    private static bool HasKnown(HostingOptions options) => options.KnownProxies.Count > 0 || options.KnownNetworks.Count > 0;

    private static bool IsSwitched(IConfiguration settings) => string.Equals(settings[Switch], "true", StringComparison.OrdinalIgnoreCase);
}
