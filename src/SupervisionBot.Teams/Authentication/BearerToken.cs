using Microsoft.AspNetCore.Http;

namespace SupervisionBot.Teams.Authentication;

/// <summary>Finds the token of a request: in its only <c>Authorization</c> header, and nowhere else.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>The token; null unless there is exactly one header, written the way the service writes it.</summary>
    public static string? Of(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var token = header[Scheme.Length..];
        return token.Length > 0 && !token.Contains(' ', StringComparison.Ordinal) ? token : null;
    }
}
