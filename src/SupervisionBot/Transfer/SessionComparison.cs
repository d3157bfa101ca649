using System.Security.Cryptography;
using SupervisionBot.Storage;

namespace SupervisionBot.Transfer;

/// <summary>Compares one partition of the file with the store's, row by row as their lines, without holding either in memory.</summary>
internal sealed class SessionComparison(string table, string partition) : IDisposable
{
    private readonly IncrementalHash _file = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ExportLines _lines = new();
    private long _rows;

    public void Add(IEnumerable<TableAction> rows)
    {
        foreach (var (_, entity) in rows)
        {
            _file.AppendData(_lines.Line(new(table, entity)));
            _rows++;
        }
    }

    /// <summary>Whether the store has exactly these rows in the partition, told of all of them.</summary>
    public async Task<ImportCount> CountAsync(ITableStore store, CancellationToken cancellationToken)
    {
        using var stored = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(table, partition, RowRange.All, TableLimits.BatchActions, continuation, cancellationToken);
            foreach (var entity in page.Entities)
            {
                stored.AppendData(_lines.Line(new(table, entity)));
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return stored.GetCurrentHash().AsSpan().SequenceEqual(_file.GetCurrentHash()) ? new(0, _rows, 0) : new(0, 0, _rows);
    }

    public void Dispose()
    {
        _file.Dispose();
        _lines.Dispose();
    }
}
