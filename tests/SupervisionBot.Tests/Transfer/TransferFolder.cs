using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage;
using SupervisionBot.Storage.Sqlite;
using SupervisionBot.Transfer;

namespace SupervisionBot.Tests.Transfer;

/// <summary>A folder with stores and files in it, and what an export or import said.</summary>
internal sealed class TransferFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transfer").FullName;

    public StringWriter Output { get; } = new();

    public StringWriter Error { get; } = new();

    public string At(string name) => Path.Combine(_folder, name);

    public SqliteTableStore Open(string name) => SqliteTableStore.Open(At(name), TimeProvider.System, NullLogger.Instance);

    /// <summary>Exports a store and gives the file's bytes.</summary>
    public async Task<byte[]> ExportAsync(ITableStore store, string name)
    {
        await new Export(store, Error, TimeProvider.System).RunAsync(At(name), withReflections: true, CancellationToken.None);
        return await File.ReadAllBytesAsync(At(name));
    }

    public async Task<ImportCount> ImportAsync(ITableStore store, byte[] export, bool merge = false, CancellationToken cancellationToken = default)
    {
        var name = At($"{Guid.NewGuid():N}.jsonl");
        await File.WriteAllBytesAsync(name, export, CancellationToken.None);
        using var file = VerifiedExport.Open(name, Error, TimeProvider.System, CancellationToken.None);
        return await new Import(store, Output, Error, new Hasty()).RunAsync(file, merge, cancellationToken);
    }

    /// <summary>An export with these rows, as the product writes it.</summary>
    public async Task<byte[]> FileOfAsync(params ExportedRow[] rows)
    {
        var name = $"{Guid.NewGuid():N}";
        await using var store = Open(name + ".db");
        await FillAsync(store, rows);
        return await ExportAsync(store, name + ".jsonl");
    }

    public static async Task FillAsync(ITableStore store, params IEnumerable<ExportedRow> rows)
    {
        foreach (var batch in TableBatches.Cut(rows.Select(row => (row.Table, TableAction.Upsert(row.Entity)))))
        {
            Assert.IsType<BatchOutcome.Done>(await store.SubmitAsync(batch.Table, batch.PartitionKey, batch.Actions, CancellationToken.None));
        }
    }

    public static string[] Lines(byte[] export) => Encoding.UTF8.GetString(export).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Lines as a file, whose last line says what an export's does: the right count and checksum.</summary>
    public static byte[] Signed(IEnumerable<string> headerAndRows)
    {
        var lines = headerAndRows.ToList();
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        return [.. bytes, .. ExportLines.Trailer(lines.Count - 1, System.Security.Cryptography.SHA256.HashData(bytes)), (byte)'\n'];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A clock whose timers are due at once, so that nobody waits between two attempts.</summary>
    private sealed class Hasty : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
