using SupervisionBot.Storage;

namespace SupervisionBot.Transfer;

/// <summary>What an export wrote.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Checksum">SHA-256 of them.</param>
/// <param name="OpenRounds">The rounds whose sealed answers it left out.</param>
internal sealed record ExportResult(long Rows, string Checksum, IReadOnlyList<string> OpenRounds);

/// <summary>Writes every row of a store to a file. It is written beside its name and renamed when it is whole; what an interrupted export left there is gone on with.</summary>
internal sealed class Export(ITableStore store, TextWriter error, TimeProvider clock)
{
    // As many as a batch has: a page is held in memory, and a row may have a megabyte.
    private const int PageSize = TableLimits.BatchActions;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string PartialOf(string file) => file + ".partial";

    /// <param name="file">Where to.</param>
    /// <param name="withReflections">Private reflections too, and all else that is nobody's but its writer's: <see cref="PrivateRows"/>.</param>
    /// <param name="cancellationToken">Stops; the same again goes on.</param>
    /// <exception cref="TransferException">The file is there already, what was left of an earlier export is damaged, or the store holds nothing, or not yet everything.</exception>
    public async Task<ExportResult> RunAsync(string file, bool withReflections, CancellationToken cancellationToken)
    {
        RefuseExisting(file);
        await ImportMarker.RefuseUnfinishedAsync(store, cancellationToken);
        // Typed words that wait are nobody's record yet, and are gone within a day.
        var tables = (await store.ListTablesAsync(cancellationToken)).Where(table => table != ImportMarker.Table && !PrivateRows.Never.Contains(table) && (withReflections || !PrivateRows.Tables.Contains(table))).ToList();
        if (tables.Count == 0)
        {
            throw new TransferException("The store holds no rows, so there is nothing to export. Check the settings under Storage.");
        }

        var partial = PartialOf(file);
        ExportResult result;
        await using (var stream = Open(partial))
        {
            result = await WriteAsync(stream, partial, tables, withReflections, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, file, overwrite: false);
        return result;
    }

    public static void RefuseExisting(string file)
    {
        if (File.Exists(file) || Directory.Exists(file))
        {
            throw new TransferException($"{file} is there already. Name another file, or remove it first.");
        }
    }

    private async Task<ExportResult> WriteAsync(FileStream stream, string partial, List<string> tables, bool withPrivate, CancellationToken cancellationToken)
    {
        using var before = ReadPartial(stream, partial, cancellationToken);
        using var lines = new ExportLines();
        var (rows, last, hash) = (before.Rows, before.Last, before.Hash);
        if (last is not null && (await store.GetAsync(last.Table, last.Entity.PartitionKey, last.Entity.RowKey, cancellationToken))?.HasValuesOf(last.Entity) != true)
        {
            throw new TransferException($"The last row of {partial} is not in this store as it stands there: an earlier export left the file, of another store or before the app ran again. Check the settings under Storage; or delete the file, and begin again.");
        }

        if (before.Length == 0)
        {
            Append(ExportLines.Header);
        }

        var open = new SortedSet<string>(StringComparer.Ordinal);
        var progress = new TransferProgress(error, clock, "Exporting");
        foreach (var table in tables.Where(table => last is null || string.CompareOrdinal(table, last.Table) >= 0))
        {
            var from = table == last?.Table ? last.Entity.PartitionKey : null;
            string? continuation = null;
            do
            {
                var page = await store.ScanAsync(table, from, PageSize, continuation, cancellationToken);
                open.UnionWith(page.Entities.Select(entity => PrivateRows.SealedOf(table, entity)).OfType<string>());
                foreach (var row in page.Entities.Where(entity => PrivateRows.SealedOf(table, entity) is null && (withPrivate || !PrivateRows.Has(table, entity))).Select(entity => new ExportedRow(table, entity)))
                {
                    if (last is null || row.IsAfter(last))
                    {
                        Check(row);
                        Append(lines.Line(row));
                        (last, rows) = (row, rows + 1);
                        progress.Add(1);
                    }
                    else if (rows > before.Rows)
                    {
                        throw new InvalidOperationException($"Table {table} was not read in the order of its keys.");
                    }
                }

                continuation = page.Continuation;
            }
            while (continuation is not null);
        }

        var checksum = hash.GetCurrentHash();
        stream.Write(ExportLines.Trailer(rows, checksum));
        stream.Write("\n"u8);
        progress.End();
        return new(rows, Convert.ToHexStringLower(checksum), [.. open]);

        void Append(ReadOnlySpan<byte> line)
        {
            stream.Write(line);
            stream.Write("\n"u8);
            hash.AppendData(line);
            hash.AppendData("\n"u8);
        }
    }

    // A row that was edited by hand may be one that no store takes back.
    private static void Check(ExportedRow row)
    {
        try
        {
            EntityValues.Check(row.Table, row.Entity);
        }
        catch (TableLimitException limit)
        {
            throw new TransferException($"Table {row.Table}, partition {row.Entity.PartitionKey}, row {row.Entity.RowKey}: no store would take this row back. {limit.Message} Put it right in the store, and run the same command again.");
        }
    }

    // Only what is sound is gone on with: the last line may be torn, and a last line that says the end is written anew.
    private ExportReader ReadPartial(FileStream stream, string partial, CancellationToken cancellationToken)
    {
        var before = new ExportReader(stream, partial);
        try
        {
            var progress = new TransferProgress(error, clock, "Checking what was exported before");
            foreach (var _ in before.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.Add(1);
            }
        }
        catch (TransferException damage)
        {
            before.Dispose();
            throw new TransferException($"{damage.Message} It was left by an earlier export and can't be gone on with: delete it, and begin again.");
        }

        if (before.Rows > 0)
        {
            error.WriteLine($"Going on after {before.Rows} rows that an earlier export wrote. If the app has run since, stop here, delete {partial}, and begin again.");
        }

        stream.SetLength(before.Length);
        stream.Position = before.Length;
        return before;
    }

    private static FileStream Open(string partial)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 128 * 1024 };
        if (OperatingSystem.IsWindows())
        {
            return new(partial, options);
        }

        options.UnixCreateMode = OwnerOnly;
        var stream = new FileStream(partial, options);
        File.SetUnixFileMode(stream.SafeFileHandle, OwnerOnly);
        return stream;
    }
}
