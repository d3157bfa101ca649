using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace SupervisionBot.FakeTeams;

/// <summary>One signing key of the service, as the key document shows it.</summary>
public sealed class IssuerKey : IDisposable
{
    // Making a key takes a good part of a second on a busy machine. No two that are in use are the same.
    private static readonly ConcurrentBag<RSA> s_spare = [];

    private readonly RSAParameters _public;

    internal IssuerKey(string kid, IReadOnlyList<string>? endorsements)
    {
        (Kid, Endorsements) = (kid, endorsements);
        Rsa = s_spare.TryTake(out var spare) ? spare : RSA.Create(2048);
        _public = Rsa.ExportParameters(includePrivateParameters: false);
    }

    /// <summary>Its name in the document and in the header of the tokens it signs.</summary>
    public string Kid { get; }

    /// <summary>Channels it may speak for; null: the document has no such member.</summary>
    public IReadOnlyList<string>? Endorsements { get; }

    /// <summary>Both halves.</summary>
    public RSA Rsa { get; }

    public void Dispose() => s_spare.Add(Rsa);

    internal JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["kty"] = "RSA", ["use"] = "sig", ["kid"] = Kid, ["x5t"] = Kid,
            ["n"] = Base64Url.EncodeToString(_public.Modulus), ["e"] = Base64Url.EncodeToString(_public.Exponent),
        };
        if (Endorsements is not null)
        {
            json["endorsements"] = new JsonArray([.. Endorsements.Select(channel => JsonValue.Create(channel))]);
        }

        return json;
    }
}
