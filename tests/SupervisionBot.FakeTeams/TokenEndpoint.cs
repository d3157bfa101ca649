using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SupervisionBot.FakeTeams;

/// <summary>One request for a token.</summary>
/// <param name="Tenant">Of the sign-in address; null for a managed identity.</param>
/// <param name="ClientId">Who asks.</param>
/// <param name="For">Scope, or for a managed identity the resource.</param>
/// <param name="Secret">Client secret, where one was sent.</param>
/// <param name="Assertion">Client assertion, where one was sent.</param>
/// <param name="Claims">Claims that were asked for.</param>
public sealed record TokenRequest(string? Tenant, string? ClientId, string? For, string? Secret, string? Assertion, string? Claims);

/// <summary>Gives out tokens as Microsoft Entra does, and as the managed identity of an app in Azure does. They are opaque, as they are to the bot. Safe for many threads.</summary>
public sealed class TokenEndpoint
{
    /// <summary>What a managed identity's request carries as <c>X-IDENTITY-HEADER</c> (<c>IDENTITY_HEADER</c> in the environment).</summary>
    public const string IdentityHeader = "identity-header";

    /// <summary>Path of the managed identity (<c>IDENTITY_ENDPOINT</c> in the environment names it in full).</summary>
    public const string IdentityPath = "/msi/token";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _valid = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>How long tokens are valid from now on.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Answer every request with this status and no token; null: give one.</summary>
    public int? Failure { get; set; }

    /// <summary>Every request waits for this before it is answered.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>All requests, in order.</summary>
    public ConcurrentQueue<TokenRequest> Requests { get; } = new();

    /// <summary>Whether an <c>Authorization</c> header holds a token that was given out here, has not ended and was not taken back.</summary>
    public bool Accepts(string? authorization) =>
        authorization is { Length: > 7 } && authorization.StartsWith("Bearer ", StringComparison.Ordinal)
        && _valid.TryGetValue(authorization[7..], out var end) && end > TimeProvider.System.GetUtcNow();

    /// <summary>Takes back all tokens given out so far.</summary>
    public void Revoke() => _valid.Clear();

    internal async Task<JsonObject?> GiveAsync(TokenRequest request)
    {
        Requests.Enqueue(request);
        await Gate;
        if (Failure is not null)
        {
            return null;
        }

        var end = TimeProvider.System.GetUtcNow() + Lifetime;
        var token = string.Create(CultureInfo.InvariantCulture, $"token-{Interlocked.Increment(ref _count)}");
        _valid[token] = end;
        return new JsonObject
        {
            ["token_type"] = "Bearer",
            ["access_token"] = token,
            ["expires_in"] = (long)Lifetime.TotalSeconds,
            ["expires_on"] = end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["resource"] = request.For,
        };
    }
}

/// <summary>Maps a <see cref="TokenEndpoint"/>.</summary>
public static class TokenRoutes
{
    /// <summary>Maps <c>POST /{tenant}/oauth2/v2.0/token</c> and <c>GET /msi/token</c>.</summary>
    public static void MapTokenEndpoint(this IEndpointRouteBuilder endpoints, TokenEndpoint tokens)
    {
        endpoints.MapPost("/{tenant}/oauth2/v2.0/token", async (HttpRequest request, string tenant) =>
        {
            var form = await request.ReadFormAsync();
            string? Field(string name) => form[name] is [{ Length: > 0 } value] ? value : null;
            return Field("grant_type") is not "client_credentials"
                ? Results.Json(new JsonObject { ["error"] = "unsupported_grant_type" }, statusCode: StatusCodes.Status400BadRequest)
                : Answer(tokens, await tokens.GiveAsync(new(tenant, Field("client_id"), Field("scope"), Field("client_secret"), Field("client_assertion"), Field("claims"))));
        });
        endpoints.MapGet(TokenEndpoint.IdentityPath, async (HttpRequest request) => request.Headers["X-IDENTITY-HEADER"] != TokenEndpoint.IdentityHeader
            ? Results.Unauthorized()
            : Answer(tokens, await tokens.GiveAsync(new(Tenant: null, request.Query["client_id"], request.Query["resource"], Secret: null, Assertion: null, Claims: null))));
    }

    private static IResult Answer(TokenEndpoint tokens, JsonObject? token) => token is not null
        ? Results.Json(token)
        : Results.Json(
            new JsonObject { ["error"] = "invalid_client", ["error_description"] = "AADSTS7000222: The provided client secret keys are expired. Trace ID: SECRETTRACE" },
            statusCode: tokens.Failure);
}
