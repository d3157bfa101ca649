namespace SupervisionBot.Transfer;

/// <summary>An export that was read once from beginning to end and is sound; it can't be changed while it is held.</summary>
internal sealed class VerifiedExport : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _file;

    private VerifiedExport(FileStream stream, string file) => (_stream, _file) = (stream, file);

    public long Rows { get; private init; }

    public string Checksum { get; private init; } = "";

    /// <exception cref="TransferException">It is not there, or damaged, or cut.</exception>
    public static VerifiedExport Open(string file, TextWriter error, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new TransferException($"{file} is not there.");
        }

        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        try
        {
            using var reader = new ExportReader(stream, file);
            var progress = new TransferProgress(error, clock, "Checking the file");
            foreach (var _ in reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.Add(1);
            }

            if (!reader.IsWhole)
            {
                throw new TransferException($"{file} ends too early, after line {reader.Rows + (reader.Length > 0 ? 1 : 0)}: its last line, with the count and the checksum, is missing or cut.");
            }

            progress.End();
            return new(stream, file) { Rows = reader.Rows, Checksum = reader.Checksum };
        }
        catch (TransferException damage)
        {
            stream.Dispose();
            throw new TransferException($"{damage.Message} Nothing was written. Use another copy, or export again.");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The rows, checked once more while they are read.</summary>
    public IEnumerable<ExportedRow> Read()
    {
        _stream.Position = 0;
        using var reader = new ExportReader(_stream, _file);
        foreach (var row in reader.Read())
        {
            yield return row;
        }

        if (!reader.IsWhole || reader.Checksum != Checksum)
        {
            throw new TransferException($"{_file} has changed since it was checked. The import is not finished.");
        }
    }

    public void Dispose() => _stream.Dispose();
}
