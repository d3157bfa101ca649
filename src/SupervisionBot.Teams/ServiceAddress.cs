using System.Text;

namespace SupervisionBot.Teams;

/// <summary>Decides where the bot may send.</summary>
internal static class ServiceAddress
{
    /// <summary>Reads a <c>serviceUrl</c>; null when nothing may be sent there.</summary>
    public static Uri? Parse(string? serviceUrl, TeamsOptions options) =>
        Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri) && uri is { UserInfo: "", Query: "", Fragment: "" } && IsAllowed(uri, options) ? uri : null;

    /// <summary>Reads the address that a file is to go to; null when nothing may be sent there. It may have a query: that is the permission to upload.</summary>
    public static Uri? ParseUpload(string? uploadUrl, TeamsOptions options) =>
        Uri.TryCreate(uploadUrl, UriKind.Absolute, out var uri) && uri is { UserInfo: "", Fragment: "" } && IsAllowed(uri, options, options.UploadHosts) ? uri : null;

    /// <summary>
    /// Whether the bot may send there, and with it its token, which is as good as a password: to https on its usual port of a listed host. A host on this
    /// computer is reached by http and on any port too; it can be listed in Development only (<see cref="TeamsSettings"/>), or is the only one while anonymous.
    /// </summary>
    public static bool IsAllowed(Uri uri, TeamsOptions options) => IsAllowed(uri, options, options.ConnectorHosts);

    private static bool IsAllowed(Uri uri, TeamsOptions options, IList<string> hosts) =>
        uri.IsLoopback ? uri.Scheme is "http" or "https" && (options.Anonymous || IsListed(uri.Host, hosts))
        : !options.Anonymous && uri is { Scheme: "https", IsDefaultPort: true } && IsListed(uri.Host, hosts);

    // A name with letters beyond ASCII is looked up by another spelling than it is compared in, so none of them is listed.
    private static bool IsListed(string host, IList<string> hosts) =>
        Ascii.IsValid(host) && hosts.Any(listed => listed.StartsWith("*.", StringComparison.Ordinal)
            ? host.Length >= listed.Length && host.EndsWith(listed[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(listed, StringComparison.OrdinalIgnoreCase));

    /// <summary>Address of a connector call: each part becomes exactly one path segment; null when one cannot.</summary>
    public static Uri? Combine(string serviceUrl, TeamsOptions options, params ReadOnlySpan<string> path)
    {
        if (Parse(serviceUrl, options) is not { } service)
        {
            return null;
        }

        var address = service.AbsoluteUri.TrimEnd('/');
        foreach (var part in path)
        {
            if (!IsSegment(part))
            {
                return null;
            }

            address += "/" + Uri.EscapeDataString(part);
        }

        return new Uri(address);
    }

    /// <summary>Whether an id can stand as one path segment. Dots alone cannot, escaped or not: they would lead to another address.</summary>
    public static bool IsSegment(string? id) => id is { Length: > 0 } and not "." and not "..";
}
