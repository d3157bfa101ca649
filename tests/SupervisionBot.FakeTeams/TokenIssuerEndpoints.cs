using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SupervisionBot.FakeTeams;

/// <summary>The two documents of a <see cref="TokenIssuer"/> on a server.</summary>
public static class TokenIssuerEndpoints
{
    /// <summary>Path of the OpenID document.</summary>
    public const string MetadataPath = "/v1/.well-known/openidconfiguration";

    private const string KeysPath = "/v1/.well-known/keys";

    /// <summary>Maps the OpenID document at <see cref="MetadataPath"/>, and the key document that it names.</summary>
    public static void MapTokenIssuer(this IEndpointRouteBuilder endpoints, TokenIssuer issuer)
    {
        endpoints.MapGet(MetadataPath, (RequestDelegate)(http => AnswerAsync(http, issuer, isForKeys: false)));
        endpoints.MapGet(KeysPath, (RequestDelegate)(http => AnswerAsync(http, issuer, isForKeys: true)));
    }

    private static async Task AnswerAsync(HttpContext http, TokenIssuer issuer, bool isForKeys)
    {
        await issuer.ReceiveAsync(isForKeys, http.RequestAborted);
        if (issuer.IsFailing)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        var document = isForKeys ? issuer.Keys() : issuer.Metadata($"{http.Request.Scheme}://{http.Request.Host}{KeysPath}").ToJsonString();
        await http.Response.WriteAsync(document, http.RequestAborted);
    }
}
