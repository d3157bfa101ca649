using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace SupervisionBot.FakeTeams;

/// <summary>One signing key of the service, as the key document shows it.</summary>
public sealed class IssuerKey : IDisposable
{
    internal IssuerKey(string kid, IReadOnlyList<string>? endorsements) => (Kid, Endorsements) = (kid, endorsements);

    /// <summary>Its name in the document and in the header of the tokens it signs.</summary>
    public string Kid { get; }

    /// <summary>Channels it may speak for; null: the document has no such member.</summary>
    public IReadOnlyList<string>? Endorsements { get; }

    /// <summary>Both halves.</summary>
    public RSA Rsa { get; } = RSA.Create(2048);

    public void Dispose() => Rsa.Dispose();

    internal JsonObject ToJson()
    {
        var parameters = Rsa.ExportParameters(includePrivateParameters: false);
        var json = new JsonObject
        {
            ["kty"] = "RSA", ["use"] = "sig", ["kid"] = Kid, ["x5t"] = Kid,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
        if (Endorsements is not null)
        {
            json["endorsements"] = new JsonArray([.. Endorsements.Select(channel => JsonValue.Create(channel))]);
        }

        return json;
    }
}
