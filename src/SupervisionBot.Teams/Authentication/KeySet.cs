using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace SupervisionBot.Teams.Authentication;

/// <summary>A key the Bot Service signs with.</summary>
/// <param name="Key">Its public half.</param>
/// <param name="Endorsements">Channels it may speak for; empty when the document names none.</param>
internal sealed record SigningKey(RsaSecurityKey Key, FrozenSet<string> Endorsements);

/// <summary>The keys of one reading of the key document.</summary>
/// <param name="Keys">By <c>kid</c>, case matters.</param>
/// <param name="ReadAt">When they were read.</param>
internal sealed record KeySet(FrozenDictionary<string, SigningKey> Keys, DateTimeOffset ReadAt)
{
    /// <summary>The only algorithm that is accepted.</summary>
    public const string Algorithm = SecurityAlgorithms.RsaSha256;

    /// <summary>Reads both documents. While the OpenID document does not list <see cref="Algorithm"/>, no key is good for anything.</summary>
    /// <exception cref="InvalidDataException">The key document has no key that could be used.</exception>
    public static KeySet Read(JsonElement metadata, JsonElement keyDocument, DateTimeOffset now)
    {
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        foreach (var json in keyDocument.Items("keys"))
        {
            if (json.Text("kty") is "RSA" && json.Text("use") is null or "sig" && json.Text("kid") is { Length: > 0 } kid && PublicKeyOf(json, kid) is { } key)
            {
                keys.TryAdd(kid, new(key, json.Items("endorsements").Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!).ToFrozenSet(StringComparer.Ordinal)));
            }
        }

        if (keys.Count == 0)
        {
            throw new InvalidDataException("The key document has no RSA key.");
        }

        var isListed = metadata.Items("id_token_signing_alg_values_supported").Any(item => item.ValueKind is JsonValueKind.String && item.ValueEquals(Algorithm));
        return new(isListed ? keys.ToFrozenDictionary(StringComparer.Ordinal) : FrozenDictionary<string, SigningKey>.Empty, now);
    }

    private static RsaSecurityKey? PublicKeyOf(JsonElement json, string kid)
    {
        try
        {
            return json.Text("n") is { Length: > 0 } modulus && json.Text("e") is { Length: > 0 } exponent
                ? new(new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(modulus), Exponent = Base64UrlEncoder.DecodeBytes(exponent) }) { KeyId = kid }
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
