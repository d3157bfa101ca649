namespace SupervisionBot.Teams;

/// <summary>Decides where the bot may send.</summary>
internal static class ServiceAddress
{
    /// <summary>Reads a <c>serviceUrl</c>; null when nothing may be sent there.</summary>
    public static Uri? Parse(string? serviceUrl, TeamsOptions options) =>
        Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri)
        && (uri.Scheme is "http" or "https")
        && uri is { UserInfo: "", Query: "", Fragment: "" }
        && (uri.IsLoopback || !options.Anonymous)
            ? uri
            : null;

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
