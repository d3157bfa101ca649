using System.Text;
using Azure;
using Azure.Core;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>One table of the service ("Operations on entities"). Every write brings the row's whole content.</summary>
/// <remarks>Where nothing else is said, a refusal is a <see cref="RequestFailedException"/> with its status and error code.</remarks>
internal sealed class TableClient(TablePipeline pipeline, string tableName)
{
    /// <summary>Creates the table; done as well when it is there.</summary>
    public async Task CreateIfNotExistsAsync(CancellationToken cancellationToken)
    {
        using var message = pipeline.CreateMessage(RequestMethod.Post, "Tables");
        Body(message.Request, Encoding.ASCII.GetBytes($$"""{"TableName":"{{tableName}}"}"""));
        var response = await pipeline.SendAsync(message, cancellationToken);
        if (response.Status is 404 or 409 or 412 && TablePipeline.Failure(response) is var refusal && refusal.ErrorCode != TableErrorCode.TableAlreadyExists)
            throw refusal;
    }

    /// <summary>The row with the tag it was read at, or null when it is not there.</summary>
    public async Task<TableEntity?> GetEntityIfExistsAsync(string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        using var message = pipeline.CreateMessage(RequestMethod.Get, TablePipeline.RowPath(tableName, partitionKey, rowKey));
        var response = await pipeline.SendAsync(message, cancellationToken);
        if (response.Status == 200)
            return EntityJson.ReadOne(response.Content);
        var refusal = TablePipeline.Failure(response);
        return refusal is { Status: 404, ErrorCode: { } code } && (code is TableErrorCode.TableNotFound || TableErrorCode.IsAboutRows(code)) ? null : throw refusal;
    }

    /// <summary>Rows in the order of their keys, page by page; none when there is no such table.</summary>
    /// <param name="filter">An OData filter; null for every row.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public AsyncPageable<TableEntity> QueryAsync(string? filter, CancellationToken cancellationToken) =>
        new EntityPages(pipeline, tableName, filter, cancellationToken);

    /// <summary>Inserts a row.</summary>
    public Task<ETag> AddEntityAsync(byte[] entity, CancellationToken cancellationToken)
    {
        var message = pipeline.CreateMessage(RequestMethod.Post, tableName);
        message.Request.Headers.Add("Prefer", "return-no-content");
        return WriteAsync(message, entity, cancellationToken);
    }

    /// <summary>Inserts or replaces a row.</summary>
    public Task<ETag> UpsertEntityAsync(string partitionKey, string rowKey, byte[] entity, CancellationToken cancellationToken) =>
        WriteAsync(pipeline.CreateMessage(RequestMethod.Put, TablePipeline.RowPath(tableName, partitionKey, rowKey)), entity, cancellationToken);

    /// <summary>Replaces a row while it has the tag.</summary>
    public Task<ETag> UpdateEntityAsync(string partitionKey, string rowKey, byte[] entity, ETag ifMatch, CancellationToken cancellationToken)
    {
        var message = pipeline.CreateMessage(RequestMethod.Put, TablePipeline.RowPath(tableName, partitionKey, rowKey));
        message.Request.Headers.Add(HttpHeader.Names.IfMatch, ifMatch.ToString());
        return WriteAsync(message, entity, cancellationToken);
    }

    /// <summary>Carries out all actions in one partition, or none.</summary>
    /// <returns>The tags in the order of the actions; an empty one for a deleted row.</returns>
    /// <exception cref="TableTransactionFailedException">Refused, or too busy; nothing was written by this attempt.</exception>
    public async Task<ETag[]> SubmitTransactionAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        var transaction = new TableTransaction(pipeline, tableName, actions);
        using var message = pipeline.CreateMessage(RequestMethod.Post, "$batch");
        message.Request.Headers.Add(HttpHeader.Names.ContentType, transaction.ContentType);
        message.Request.Content = RequestContent.Create(transaction.Content());
        var response = await pipeline.SendAsync(message, cancellationToken);
        return response.Status == 202 ? await transaction.ReadAsync(response, cancellationToken) : throw TablePipeline.Failure(response);
    }

    private async Task<ETag> WriteAsync(HttpMessage message, byte[] entity, CancellationToken cancellationToken)
    {
        using (message)
        {
            Body(message.Request, entity);
            var response = await pipeline.SendAsync(message, cancellationToken);
            return response.Status is 201 or 204 ? response.Headers.ETag ?? throw new InvalidDataException("The Table service wrote a row and gave no tag.") : throw TablePipeline.Failure(response);
        }
    }

    private static void Body(Request request, byte[] json)
    {
        request.Headers.Add(HttpHeader.Names.ContentType, TablePipeline.Json);
        request.Content = RequestContent.Create(json);
    }
}
