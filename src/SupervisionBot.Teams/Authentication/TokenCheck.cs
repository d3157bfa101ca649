using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SupervisionBot.Teams.Authentication;

/// <summary>Whether the Bot Service sent an activity to this bot, for a tenant that may use it.</summary>
/// <remarks>Steps and order: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, "Connector to bot". The tenant is our own rule.</remarks>
internal sealed class TokenCheck(SigningKeys keys, IOptions<TeamsOptions> teams, IOptions<AzureAdOptions> entra, TimeProvider clock)
{
    // The service's documentation asks for five minutes.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler _handler = new();
    private readonly HashSet<Guid> _tenants = [.. teams.Value.AllowedTenants];

    /// <summary>Null when all is well; else what is wrong.</summary>
    /// <param name="token">The token of the request.</param>
    /// <param name="activity">Its body, from the channel that its <c>channelId</c> names.</param>
    /// <param name="cancellationToken">Set when the caller has gone.</param>
    public async ValueTask<Refusal?> FindFaultAsync(string token, JsonElement activity, CancellationToken cancellationToken)
    {
        if (Read(token) is not { } jwt)
        {
            return Refusal.Token;
        }

        var (key, isKnown) = await keys.FindAsync(jwt.Kid, cancellationToken);
        if (!isKnown)
        {
            return Refusal.KeysUnknown;
        }

        if (key is null)
        {
            return Refusal.TokenKey;
        }

        var result = await _handler.ValidateTokenAsync(jwt, ParametersFor(key));
        return result.Exception switch
        {
            null when !result.IsValid => Refusal.TokenSignature,
            null => FaultOf(jwt, key, activity),
            SecurityTokenInvalidIssuerException => Refusal.TokenIssuer,
            SecurityTokenInvalidAudienceException => Refusal.TokenAudience,
            SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => Refusal.TokenLifetime,
            _ => Refusal.TokenSignature,
        };
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

    private Refusal? FaultOf(JsonWebToken jwt, SigningKey key, JsonElement activity)
    {
        if (!key.Endorsements.Contains(activity.Text("channelId")!))
        {
            return Refusal.Endorsement;
        }

        var serviceUrls = jwt.Claims.Where(claim => claim.Type.Equals("serviceurl", StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        if (serviceUrls is not [var claimed] || !string.Equals(claimed.Value, activity.Text("serviceUrl"), StringComparison.OrdinalIgnoreCase))
        {
            return Refusal.TokenServiceUrl;
        }

        return IsAllowed(activity.At("conversation").At("tenantId"), activity.At("channelData").At("tenant").At("id")) ? null : Refusal.Tenant;
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
