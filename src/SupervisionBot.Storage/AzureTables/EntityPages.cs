using Azure;
using Azure.Core;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>The pages of a query ("Query timeout and pagination"): one may be empty although more follow.</summary>
internal sealed class EntityPages(TablePipeline pipeline, string tableName, string? filter, CancellationToken cancellationToken) : AsyncPageable<TableEntity>(cancellationToken)
{
    public override async IAsyncEnumerable<Page<TableEntity>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var (next, page) = await PageAsync(continuationToken, pageSizeHint);
            yield return page;
            continuationToken = next;
        }
        while (continuationToken is not null);
    }

    private async Task<(string? Next, Page<TableEntity> Page)> PageAsync(string? token, int? size)
    {
        var query = new List<(string, string)>(4);
        if (filter is not null)
            query.Add(("$filter", filter));
        if (size is { } top)
            query.Add(("$top", top.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        // The service gives two values, of which the second may be missing; both are opaque and hold no space.
        if (token?.Split(' ') is { } parts)
        {
            query.Add(("NextPartitionKey", parts[0]));
            if (parts.Length > 1)
                query.Add(("NextRowKey", parts[1]));
        }
        using var message = pipeline.CreateMessage(RequestMethod.Get, $"{tableName}()", query.ToArray());
        var response = await pipeline.SendAsync(message, CancellationToken);
        if (response.Status != 200)
        {
            var refusal = TablePipeline.Failure(response);
            return refusal.ErrorCode == TableErrorCode.TableNotFound ? (null, Page<TableEntity>.FromValues([], continuationToken: null, response)) : throw refusal;
        }
        var next = response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition)
            ? response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row) && row.Length > 0 ? $"{partition} {row}" : partition
            : null;
        return (next, Page<TableEntity>.FromValues(EntityJson.ReadAll(response.Content), next, response));
    }
}
