using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SupervisionBot.Teams.Authentication;

/// <summary>A token that the Bot Service has issued for this bot, and that is valid now.</summary>
/// <param name="Jwt">What it says.</param>
/// <param name="Key">The key that it is signed with.</param>
internal sealed record CheckedToken(JsonWebToken Jwt, SigningKey Key);

/// <summary>Whether the Bot Service sent an activity to this bot, for a tenant that may use it.</summary>
/// <remarks>Steps and order: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, "Connector to bot". The tenant is our own rule.</remarks>
internal sealed class TokenCheck(SigningKeys keys, IOptions<TeamsOptions> teams, IOptions<AzureAdOptions> entra, TimeProvider clock)
{
    // The service's documentation asks for five minutes.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler _handler = new();
    private readonly HashSet<Guid> _tenants = [.. teams.Value.AllowedTenants];

    /// <summary>Checks what can be told of a token before anything of the body is read: that the service has issued it for this bot, and that it is valid now.</summary>
    /// <param name="token">The token of the request.</param>
    /// <param name="cancellationToken">Set when the caller has gone.</param>
    /// <returns>The token, or what is wrong with it.</returns>
    public async ValueTask<(CheckedToken? Token, Refusal Fault)> CheckAsync(string token, CancellationToken cancellationToken)
    {
        if (Read(token) is not { } jwt)
        {
            return (null, Refusal.Token);
        }

        var (key, isKnown) = await keys.FindAsync(jwt.Kid, cancellationToken);
        if (key is null)
        {
            return (null, isKnown ? Refusal.TokenKey : Refusal.KeysUnknown);
        }

        var result = await _handler.ValidateTokenAsync(jwt, ParametersFor(key));
        return result.Exception switch
        {
            null when result.IsValid => (new(jwt, key), default),
            SecurityTokenInvalidIssuerException => (null, Refusal.TokenIssuer),
            SecurityTokenInvalidAudienceException => (null, Refusal.TokenAudience),
            SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => (null, Refusal.TokenLifetime),
            _ => (null, Refusal.TokenSignature),
        };
    }

    /// <summary>What is wrong between a token and the activity that came with it, from the channel that its <c>channelId</c> names; null when all is well.</summary>
    public Refusal? FaultOf(CheckedToken token, JsonElement activity)
    {
        if (!token.Key.Endorsements.Contains(activity.Text("channelId")!))
        {
            return Refusal.Endorsement;
        }

        var serviceUrls = token.Jwt.Claims.Where(claim => claim.Type.Equals("serviceurl", StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        if (serviceUrls is not [var claimed] || !string.Equals(claimed.Value, activity.Text("serviceUrl"), StringComparison.OrdinalIgnoreCase))
        {
            return Refusal.TokenServiceUrl;
        }

        return IsAllowed(activity.At("conversation").At("tenantId"), activity.At("channelData").At("tenant").At("id")) ? null : Refusal.Tenant;
    }

    // Three parts: signed, and not encrypted.
    private JsonWebToken? Read(string token)
    {
        try
        {
            var jwt = _handler.ReadJsonWebToken(token);
            return jwt is { IsEncrypted: false, IsSigned: true, Alg: KeySet.Algorithm, Kid: { Length: > 0 } } ? jwt : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private TokenValidationParameters ParametersFor(SigningKey key) => new()
    {
        ValidAlgorithms = [KeySet.Algorithm],
        IssuerSigningKey = key.Key,
        TryAllIssuerSigningKeys = false,
        ValidIssuer = teams.Value.Issuer,
        AudienceValidator = (audiences, _, _) => audiences.Take(2).ToArray() is [var only] && string.Equals(only, entra.Value.ClientId.ToString(), StringComparison.OrdinalIgnoreCase),
        LifetimeValidator = (notBefore, expires, _, _) => expires is { } end && IsNow(notBefore ?? DateTime.MinValue, end),
        LogValidationExceptions = false,
    };

    private bool IsNow(DateTime from, DateTime until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return from - now <= s_skew && now - until < s_skew;
    }

    // Either may be missing, as in group chats; what is there must be allowed, and both must say the same.
    private bool IsAllowed(params ReadOnlySpan<JsonElement> tenants)
    {
        Guid? tenant = null;
        foreach (var json in tenants)
        {
            if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            {
                continue;
            }

            if (json.ValueKind is not JsonValueKind.String || !json.TryGetGuid(out var id) || (tenant ?? id) != id)
            {
                return false;
            }

            tenant = id;
        }

        return tenant is { } one && _tenants.Contains(one);
    }
}
