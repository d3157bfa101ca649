using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Teams.Tests.Authentication;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Status">How it is answered.</param>
/// <param name="Refusal">What the log says.</param>
/// <param name="Token">What is wrong with the token.</param>
/// <param name="Activity">What is wrong with the activity.</param>
/// <param name="Endorsements">What the key that signs is endorsed for; null: the service's ordinary key.</param>
/// <param name="IsUnendorsed">Signed with a key without the member <c>endorsements</c>.</param>
internal sealed record Forgery(
    HttpStatusCode Status, Refusal Refusal, Action<TokenDraft, TokenIssuer>? Token = null, Func<string, string>? Activity = null, string[]? Endorsements = null, bool IsUnendorsed = false)
{
    private static readonly RSA s_own = RSA.Create(2048);

    private const string OtherTenant = "\"99999999-0000-4000-8000-000000000009\"";

    /// <summary>The checks of the service's documentation, in its order, each broken once.</summary>
    public static IReadOnlyDictionary<string, Forgery> InOrder { get; } = new Dictionary<string, Forgery>(StringComparer.Ordinal)
    {
        ["no kid"] = Unauthorised(Refusal.Token, token => token.Header.Remove("kid")),
        ["RS384"] = Signed(Refusal.Token, "RS384", (input, key) => key.Rsa.SignData(input, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)),
        ["unknown kid"] = Unauthorised(Refusal.TokenKey, token => token.Header["kid"] = "nobody"),
        ["changed after signing"] = Unauthorised(Refusal.TokenSignature, token => token.Finish = text => Change(text, 1, json => json["jti"] = "1")),
        ["issuer"] = Unauthorised(Refusal.TokenIssuer, token => token.Payload["iss"] = "https://sts.windows.net/" + Activities.Tenant + "/"),
        ["audience"] = Unauthorised(Refusal.TokenAudience, token => token.Payload["aud"] = "77777777-0000-4000-8000-000000000007"),
        ["expired"] = Unauthorised(Refusal.TokenLifetime, token => token.Payload["exp"] = Now - 301),
        ["key without endorsements"] = new(HttpStatusCode.Forbidden, Refusal.Endorsement, IsUnendorsed: true),
        ["service address"] = Unauthorised(Refusal.TokenServiceUrl, token => token.Payload["serviceurl"] = "https://smba.trafficmanager.net/uk/"),
        ["tenant"] = new(HttpStatusCode.Forbidden, Refusal.Tenant, Activity: activity => activity.With("conversation.tenantId", OtherTenant).With("channelData.tenant.id", OtherTenant)),
    };

    /// <summary>More ways to break the same checks.</summary>
    public static IReadOnlyDictionary<string, Forgery> Others { get; } = new Dictionary<string, Forgery>(StringComparer.Ordinal)
    {
        ["alg none, no signature"] = Signed(Refusal.Token, "none", (_, _) => []),
        ["alg None"] = Signed(Refusal.Token, "None", (_, _) => []),
        ["alg none, signed"] = Unauthorised(Refusal.Token, token => token.Header["alg"] = "none"),
        ["RS256 without a signature"] = Signed(Refusal.Token, "RS256", (_, _) => []),
        ["no alg"] = Unauthorised(Refusal.Token, token => token.Header.Remove("alg")),
        ["alg is a number"] = Unauthorised(Refusal.Token, token => token.Header["alg"] = 256),
        ["HS256 with the public key as PEM"] = Signed(Refusal.Token, "HS256", (input, key) => HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.Rsa.ExportSubjectPublicKeyInfoPem()), input)),
        ["HS256 with the public key as DER"] = Signed(Refusal.Token, "HS256", (input, key) => HMACSHA256.HashData(key.Rsa.ExportSubjectPublicKeyInfo(), input)),
        ["HS256 with the modulus"] = Signed(Refusal.Token, "HS256", (input, key) => HMACSHA256.HashData(key.Rsa.ExportParameters(false).Modulus!, input)),
        ["HS256 with the kid"] = Signed(Refusal.Token, "HS256", (input, key) => HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.Kid), input)),
        ["RS512"] = Signed(Refusal.Token, "RS512", (input, key) => key.Rsa.SignData(input, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
        ["PS256"] = Signed(Refusal.Token, "PS256", (input, key) => key.Rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
        ["PS256 called RS256"] = Signed(Refusal.TokenSignature, "RS256", (input, key) => key.Rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
        ["RS384 called RS256"] = Signed(Refusal.TokenSignature, "RS256", (input, key) => key.Rsa.SignData(input, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)),
        ["ES256"] = Unauthorised(Refusal.Token, token =>
        {
            token.Header["alg"] = "ES256";
            token.Sign = input =>
            {
                using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                return curve.SignData(input, HashAlgorithmName.SHA256);
            };
        }),
        ["a key of their own under a published kid"] = Signed(Refusal.TokenSignature, "RS256", (input, _) => SignWithOwnKey(input)),
        ["a key of their own in the header"] = new(HttpStatusCode.Unauthorized, Refusal.TokenSignature, (token, _) =>
        {
            var parameters = s_own.ExportParameters(includePrivateParameters: false);
            token.Header["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = Text(parameters.Modulus!), ["e"] = Text(parameters.Exponent!) };
            token.Header["x5c"] = new JsonArray(Convert.ToBase64String(s_own.ExportSubjectPublicKeyInfo()));
            token.Header["jku"] = "https://attacker.example/keys";
            token.Sign = SignWithOwnKey;
        }),
        ["a key of their own, kid of their own, x5t published"] = Unauthorised(Refusal.TokenKey, token =>
        {
            token.Header["kid"] = "own";
            token.Sign = SignWithOwnKey;
        }),
        ["kid in other case"] = new(HttpStatusCode.Unauthorized, Refusal.TokenKey, (token, issuer) => token.Header["kid"] = issuer.Current.Kid.ToUpperInvariant()),
        ["kid of another published key"] = new(HttpStatusCode.Unauthorized, Refusal.TokenSignature, (token, issuer) => token.Header["kid"] = ForgeryHost.SpareKid),
        ["kid is empty"] = Unauthorised(Refusal.Token, token => token.Header["kid"] = ""),
        ["kid is a path"] = Unauthorised(Refusal.TokenKey, token => token.Header["kid"] = "../../dev/null"),
        ["a bit of the signature"] = Unauthorised(Refusal.TokenSignature, token => token.Finish = FlipSignature),
        ["half of the signature"] = Unauthorised(Refusal.TokenSignature, token => token.Finish = text => text[..(text.LastIndexOf('.') + 100)]),
        ["kid changed after signing"] = new(HttpStatusCode.Unauthorized, Refusal.TokenSignature, (token, _) => token.Finish = text => Change(text, 0, json => json["x5t"] = "other")),
        ["no issuer"] = Unauthorised(Refusal.TokenIssuer, token => token.Payload.Remove("iss")),
        ["issuer with a slash"] = Unauthorised(Refusal.TokenIssuer, token => token.Payload["iss"] = TokenIssuer.PublicIssuer + "/"),
        ["issuer of another cloud"] = Unauthorised(Refusal.TokenIssuer, token => token.Payload["iss"] = "https://api.botframework.us"),
        ["issuer in capitals"] = Unauthorised(Refusal.TokenIssuer, token => token.Payload["iss"] = "HTTPS://API.BOTFRAMEWORK.COM"),
        ["issuer over http"] = Unauthorised(Refusal.TokenIssuer, token => token.Payload["iss"] = "http://api.botframework.com"),
        ["an Entra token for this bot"] = Unauthorised(Refusal.TokenIssuer, token => token.Payload["iss"] = $"https://login.microsoftonline.com/{Activities.Tenant}/v2.0"),
        ["no audience"] = Unauthorised(Refusal.TokenAudience, token => token.Payload.Remove("aud")),
        ["two audiences"] = Unauthorised(Refusal.TokenAudience, token => token.Payload["aud"] = new JsonArray(TokenHost.Bot.ToString(), "77777777-0000-4000-8000-000000000007")),
        ["this audience twice"] = Unauthorised(Refusal.TokenAudience, token => token.Payload["aud"] = new JsonArray(TokenHost.Bot.ToString(), TokenHost.Bot.ToString())),
        ["audience with a slash"] = Unauthorised(Refusal.TokenAudience, token => token.Payload["aud"] = TokenHost.Bot + "/"),
        ["audience in braces"] = Unauthorised(Refusal.TokenAudience, token => token.Payload["aud"] = TokenHost.Bot.ToString("B")),
        ["the bot's id in conversations as audience"] = Unauthorised(Refusal.TokenAudience, token => token.Payload["aud"] = Activities.Bot),
        ["the service as audience"] = Unauthorised(Refusal.TokenAudience, token => token.Payload["aud"] = TokenIssuer.PublicIssuer),
        ["no expiry"] = Unauthorised(Refusal.TokenLifetime, token => token.Payload.Remove("exp")),
        ["long expired"] = Unauthorised(Refusal.TokenLifetime, token => token.Payload["exp"] = 1),
        ["not yet valid"] = Unauthorised(Refusal.TokenLifetime, token => token.Payload["nbf"] = Now + 330),
        ["endorsed for another channel"] = new(HttpStatusCode.Forbidden, Refusal.Endorsement, Endorsements: ["webchat", "directline"]),
        ["endorsed for nothing"] = new(HttpStatusCode.Forbidden, Refusal.Endorsement, Endorsements: []),
        ["endorsed for MSTEAMS"] = new(HttpStatusCode.Forbidden, Refusal.Endorsement, Endorsements: ["MSTEAMS", "msteams2", ""]),
        ["no service address"] = Unauthorised(Refusal.TokenServiceUrl, token => token.Payload.Remove("serviceurl")),
        ["service address is empty"] = Unauthorised(Refusal.TokenServiceUrl, token => token.Payload["serviceurl"] = ""),
        ["service address without its slash"] = Unauthorised(Refusal.TokenServiceUrl, token => token.Payload["serviceurl"] = Activities.ServiceUrl.TrimEnd('/')),
        ["two service addresses"] = Unauthorised(Refusal.TokenServiceUrl, token => token.Payload["serviceUrl"] = Activities.ServiceUrl),
        ["a list of service addresses"] = Unauthorised(Refusal.TokenServiceUrl, token => token.Payload["serviceurl"] = new JsonArray(Activities.ServiceUrl, "https://attacker.example/")),
        ["replayed to another service address"] = new(HttpStatusCode.Unauthorized, Refusal.TokenServiceUrl, Activity: activity => activity.With("serviceUrl", "\"http://127.0.0.1:10/emea/\"")),
        ["replayed without a service address"] = new(HttpStatusCode.Unauthorized, Refusal.TokenServiceUrl, Activity: activity => activity.With("serviceUrl", null)),
        ["no tenant"] = new(HttpStatusCode.Forbidden, Refusal.Tenant, Activity: activity => activity.With("conversation.tenantId", null).With("channelData.tenant", null)),
        ["tenants that differ"] = new(HttpStatusCode.Forbidden, Refusal.Tenant, Activity: activity => activity.With("channelData.tenant.id", OtherTenant)),
        ["tenants that differ the other way"] = new(HttpStatusCode.Forbidden, Refusal.Tenant, Activity: activity => activity.With("conversation.tenantId", OtherTenant)),
        ["a tenant that is no id"] = new(HttpStatusCode.Forbidden, Refusal.Tenant, Activity: activity => activity.With("conversation.tenantId", "\"*\"")),
        ["a tenant that is a list"] = new(HttpStatusCode.Forbidden, Refusal.Tenant, Activity: activity => activity.With("conversation.tenantId", $"[\"{Activities.Tenant}\"]")),
        ["two parts"] = Unauthorised(Refusal.Token, token => token.Finish = text => text[..text.LastIndexOf('.')]),
        ["four parts"] = Unauthorised(Refusal.Token, token => token.Finish = text => text + ".e30"),
        ["five parts"] = Unauthorised(Refusal.Token, token => token.Finish = text => text + ".e30.e30"),
        ["six parts"] = Unauthorised(Refusal.Token, token => token.Finish = text => text + ".e30.e30.e30"),
        ["encrypted by its looks"] = Unauthorised(Refusal.Token, token =>
        {
            (token.Header["alg"], token.Header["enc"]) = ("dir", "A128CBC-HS256");
            token.Finish = text => text + ".e30.e30";
        }),
        ["header is a list"] = Unauthorised(Refusal.Token, token => token.Finish = text => "W10" + text[text.IndexOf('.', StringComparison.Ordinal)..]),
        ["header is no JSON"] = Unauthorised(Refusal.Token, token => token.Finish = text => "eyJh" + text[text.IndexOf('.', StringComparison.Ordinal)..]),
        ["not Base64"] = Unauthorised(Refusal.Token, token => token.Finish = text => "!" + text),
        ["only points"] = Unauthorised(Refusal.Token, token => token.Finish = _ => ".."),
        ["a word"] = Unauthorised(Refusal.Token, token => token.Finish = _ => "token"),
        ["a word for a time"] = Unauthorised(Refusal.Token, token => token.Payload["exp"] = "tomorrow"),
    };

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    private static Forgery Unauthorised(Refusal refusal, Action<TokenDraft> token) => new(HttpStatusCode.Unauthorized, refusal, (draft, _) => token(draft));

    private static Forgery Signed(Refusal refusal, string algorithm, Func<byte[], IssuerKey, byte[]> sign) => new(HttpStatusCode.Unauthorized, refusal, (token, issuer) =>
    {
        token.Header["alg"] = algorithm;
        token.Sign = input => sign(input, issuer.Current);
    });

    private static byte[] SignWithOwnKey(byte[] input)
    {
        lock (s_own)
        {
            return s_own.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private static string Change(string token, int part, Action<JsonNode> change)
    {
        var parts = token.Split('.');
        var json = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[part]))!;
        change(json);
        parts[part] = TokenDraft.Part(json);
        return string.Join('.', parts);
    }

    private static string FlipSignature(string token)
    {
        var at = token.LastIndexOf('.') + 20;
        return token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
    }

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
