using System.Net;
using Microsoft.AspNetCore.Http;

namespace SupervisionBot.Teams;

/// <summary>Who may call while requests carry no token: programs on this computer that know what they talk to.</summary>
/// <remarks>
/// A web page open in a browser here can reach loopback too. It cannot choose its Host header (its own name stands there, even when that
/// name was made to lead to loopback), and it always says its Origin on a POST. A proxy or tunnel that brings callers from elsewhere says so.
/// </remarks>
internal static class AnonymousCaller
{
    public static bool IsAllowed(HttpContext http)
    {
        var headers = http.Request.Headers;
        return IsLoopback(http.Connection.LocalIpAddress)
            && IsLoopback(http.Connection.RemoteIpAddress)
            && IsLoopback(http.Request.Host.Host)
            && headers.Origin.Count == 0
            && !headers.ContainsKey("Forwarded")
            && !headers.ContainsKey("X-Forwarded-For")
            && !headers.ContainsKey("X-Forwarded-Host");
    }

    // Null in a server inside the process, which nobody else reaches.
    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
