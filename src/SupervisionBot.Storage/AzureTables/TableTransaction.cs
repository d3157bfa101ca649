using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Azure;
using Azure.Core;
using Microsoft.AspNetCore.WebUtilities;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>One entity group transaction on the wire ("Performing entity group transactions"): one change set within one batch, and the answer to it.</summary>
internal sealed class TableTransaction(TablePipeline pipeline, string tableName, IReadOnlyList<TableTransactionAction> actions)
{
    // The emulator wants these two beginnings.
    private readonly string _batch = $"batch_{Guid.NewGuid():N}";
    private readonly string _changes = $"changeset_{Guid.NewGuid():N}";

    /// <summary>The type of the request.</summary>
    public string ContentType => Multipart(_batch);

    /// <summary>The body of the request.</summary>
    public byte[] Content()
    {
        using var changes = new MultipartContent("mixed", _changes);
        SetType(changes, Multipart(_changes));
        foreach (var action in actions)
        {
            var part = new ByteArrayContent(Part(action));
            SetType(part, "application/http");
            part.Headers.Add("Content-Transfer-Encoding", "binary");
            changes.Add(part);
        }
        using var batch = new MultipartContent("mixed", _batch) { changes };
        using var content = new MemoryStream();
        batch.CopyTo(content, context: null, CancellationToken.None);
        return content.ToArray();
    }

    /// <summary>Reads the answer, whose own status says nothing: a refusal is its one part.</summary>
    /// <exception cref="TableTransactionFailedException">Refused, or too busy.</exception>
    /// <exception cref="InvalidDataException">It is not the answer to this transaction; whether it was carried out is not known.</exception>
    public async Task<ETag[]> ReadAsync(Response response, CancellationToken cancellationToken)
    {
        var tags = new List<ETag>(actions.Count);
        try
        {
            var outer = new MultipartReader(Boundary(response.Headers.ContentType), response.Content.ToStream());
            var changes = await outer.ReadNextSectionAsync(cancellationToken) ?? throw new InvalidDataException("The answer to a transaction is empty.");
            var inner = new MultipartReader(Boundary(changes.ContentType), changes.Body);
            while (await inner.ReadNextSectionAsync(cancellationToken) is { } part)
            {
                var answer = await PartAnswer.ReadAsync(part.Body, cancellationToken);
                if (answer.Status >= 400)
                    throw answer.Failure();
                tags.Add(answer.ETag);
            }
        }
        catch (Exception cut) when (cut is IOException or FormatException)
        {
            throw new InvalidDataException("The answer to a transaction can't be read.", cut);
        }
        return tags.Count == actions.Count ? [.. tags] : throw new InvalidDataException($"A transaction of {actions.Count} actions was answered with {tags.Count} parts.");
    }

    private byte[] Part(TableTransactionAction action)
    {
        var (type, partitionKey, rowKey, entity, tag) = action;
        var method = type switch { TableTransactionActionType.Add => RequestMethod.Post, TableTransactionActionType.Delete => RequestMethod.Delete, _ => RequestMethod.Put };
        var path = type == TableTransactionActionType.Add ? tableName : TablePipeline.RowPath(tableName, partitionKey, rowKey);
        var head = new StringBuilder(512);
        head.Append(method.Method).Append(' ').Append(pipeline.Absolute(path)).Append(" HTTP/1.1\r\n");
        if (type != TableTransactionActionType.Delete)
            head.Append("Content-Type: ").Append(TablePipeline.Json).Append("\r\n");
        head.Append("Accept: ").Append(TablePipeline.Accept).Append("\r\nDataServiceVersion: 3.0\r\n");
        if (type == TableTransactionActionType.Add)
            head.Append("Prefer: return-no-content\r\n");
        if (type is TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete)
            head.Append("If-Match: ").Append(tag.ToString()).Append("\r\n");
        head.Append("\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. entity];
    }

    private static string Multipart(string boundary) => $"multipart/mixed; boundary={boundary}";

    private static void SetType(HttpContent content, string type)
    {
        content.Headers.Remove("Content-Type");
        // As it is: the emulator does not know a boundary in quotes.
        content.Headers.TryAddWithoutValidation("Content-Type", type);
    }

    private static string Boundary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.Parameters.FirstOrDefault(parameter => parameter.Name == "boundary")?.Value is { } boundary
            ? boundary.Trim('"')
            : throw new InvalidDataException("The answer to a transaction has no boundary.");

    /// <summary>The answer to one action: an HTTP answer within a part.</summary>
    private sealed record PartAnswer(int Status, ETag ETag, ReadOnlyMemory<byte> Body)
    {
        public static async Task<PartAnswer> ReadAsync(Stream part, CancellationToken cancellationToken)
        {
            using var whole = new MemoryStream();
            await part.CopyToAsync(whole, cancellationToken);
            var bytes = whole.ToArray();
            var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
            var head = Encoding.ASCII.GetString(end < 0 ? bytes : bytes.AsSpan(0, end)).Split("\r\n");
            var status = head[0].Split(' ') is [_, var code, ..] && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new InvalidDataException("A part of the answer to a transaction has no status.");
            var tag = head.FirstOrDefault(line => line.StartsWith("ETag:", StringComparison.OrdinalIgnoreCase))?["ETag:".Length..].Trim();
            return new(status, tag is null ? default : new ETag(tag), end < 0 ? default : bytes.AsMemory(end + 4));
        }

        // The message begins with the index of the action and a colon.
        public TableTransactionFailedException Failure()
        {
            var (code, message) = TableErrorParser.Read(Body) is { } read ? (read.Code, read.Message) : (null, "");
            var colon = message.IndexOf(':', StringComparison.Ordinal);
            return new(Status, code, colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null);
        }
    }
}
