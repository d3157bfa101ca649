using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace SupervisionBot.FakeTeams;

/// <summary>A token before it is written, so that a test can change any part of it, before or after it is signed.</summary>
public sealed class TokenDraft
{
    internal TokenDraft(JsonObject header, JsonObject payload, Func<byte[], byte[]> sign) => (Header, Payload, Sign) = (header, payload, sign);

    public JsonObject Header { get; set; }

    public JsonObject Payload { get; set; }

    /// <summary>Makes the signature of header and payload as they stand in the token. No bytes: the third part is empty.</summary>
    public Func<byte[], byte[]> Sign { get; set; }

    /// <summary>Changes the token that was written.</summary>
    public Func<string, string> Finish { get; set; } = token => token;

    internal string Write()
    {
        var signed = Part(Header) + "." + Part(Payload);
        return Finish(signed + "." + Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed))));
    }

    /// <summary>One part as it stands in a token.</summary>
    public static string Part(JsonNode json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
