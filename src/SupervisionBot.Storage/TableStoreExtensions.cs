using System.Runtime.CompilerServices;

namespace SupervisionBot.Storage;

/// <summary>Whole ranges in one call.</summary>
public static class TableStoreExtensions
{
    /// <summary>Reads every row of a range in row key order, page after page. Not a snapshot: rows may change between pages.</summary>
    /// <param name="store">The store.</param>
    /// <param name="table">The table.</param>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="range">The row keys wanted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<TableEntity> QueryAllAsync(
        this ITableStore store, string table, string partitionKey, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(table, partitionKey, range, TableLimits.PageSize, continuation, cancellationToken);
            foreach (var entity in page.Entities)
                yield return entity;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
