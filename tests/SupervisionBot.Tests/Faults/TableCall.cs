using System.Security.Cryptography;
using System.Text;

namespace SupervisionBot.Tests.Faults;

/// <summary>A request to Table Storage. A retry has the key of the request that it repeats.</summary>
internal sealed record TableCall(CallKind Kind, string Key)
{
    /// <summary>A look that the sender takes again and again whatever anybody does: how often it comes up differs from run to run.</summary>
    public bool IsInTheBackground => Key.Contains("leases", StringComparison.Ordinal) || (Kind == CallKind.Query && Key.Contains("outbox()", StringComparison.Ordinal));

    public static TableCall Of(string method, string target, byte[] body)
    {
        var path = target.Split('?')[0];
        var kind = (method, path) switch
        {
            ("POST", _) when path.EndsWith("/$batch", StringComparison.Ordinal) => CallKind.Batch,
            ("GET", _) when path.EndsWith("()", StringComparison.Ordinal) || path.EndsWith("/Tables", StringComparison.Ordinal) => CallKind.Query,
            ("GET", _) => CallKind.Read,
            _ => CallKind.Write,
        };

        // The boundaries between the parts of a batch are made up for each attempt.
        var lines = Encoding.UTF8.GetString(body).Split("\r\n").Where(line => !line.StartsWith("--", StringComparison.Ordinal) && !line.Contains("boundary=", StringComparison.Ordinal));
        return new(kind, $"{method} {target} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))}");
    }
}
