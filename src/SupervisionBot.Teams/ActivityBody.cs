using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SupervisionBot.Teams;

/// <summary>Reads the one JSON value of a request.</summary>
internal static class ActivityBody
{
    /// <summary>Longest body that is read, in bytes, inclusive. Our own limit: more than twice the longest message that Teams delivers.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The value, or the reason why there is none.</summary>
    public static async ValueTask<(JsonElement Root, Refusal? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return (default, Refusal.ContentType);
        }

        if (request.ContentLength > MaxBytes)
        {
            return (default, Refusal.BodySize);
        }

        ReadResult read;
        try
        {
            read = await request.BodyReader.ReadAtLeastAsync(MaxBytes + 1, cancellationToken);
        }
        catch (BadHttpRequestException)
        {
            return (default, Refusal.Body);
        }

        if (read.Buffer.Length > MaxBytes)
        {
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            return (default, Refusal.BodySize);
        }

        var length = (int)read.Buffer.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            read.Buffer.CopyTo(buffer);
            request.BodyReader.AdvanceTo(read.Buffer.End);
            var root = TolerantJson.Parse(buffer.AsSpan(0, length));
            return (root, root.ValueKind is JsonValueKind.Undefined ? Refusal.Body : null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
