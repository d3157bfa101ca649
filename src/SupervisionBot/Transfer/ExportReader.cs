using System.Security.Cryptography;

namespace SupervisionBot.Transfer;

/// <summary>Reads an export once from its beginning and checks each line: form, keys, limits, order, and at the end count and checksum.</summary>
internal sealed class ExportReader(Stream stream, string file) : IDisposable
{
    private readonly LineReader _lines = new(stream, ExportLines.Longest);
    private readonly ExportLines _parser = new();

    /// <summary>How many rows were read.</summary>
    public long Rows { get; private set; }

    /// <summary>The row read last.</summary>
    public ExportedRow? Last { get; private set; }

    /// <summary>The length of header and rows in bytes: where the next row, or the last line, belongs.</summary>
    public long Length { get; private set; }

    /// <summary>The hash of those bytes, to be gone on with.</summary>
    public IncrementalHash Hash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Whether the last line was there, with the right count and checksum. If not after the last row, the file ends too early.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The checksum in hexadecimal.</summary>
    public string Checksum => Convert.ToHexStringLower(Hash.GetCurrentHash());

    /// <summary>The rows, up to the last line or to where the file ends; a line without its end counts as not written.</summary>
    /// <exception cref="TransferException">A line is damaged. Those before it have been given already.</exception>
    public IEnumerable<ExportedRow> Read()
    {
        if (!_lines.TryRead(out var header) || !_lines.IsComplete)
        {
            // A header that was cut is no reason to think that the file is another's.
            if (!ExportLines.Header.StartsWith(header.Span))
            {
                throw NotOurs();
            }

            yield break;
        }

        if (!header.Span.SequenceEqual(ExportLines.Header))
        {
            throw NotOurs();
        }

        Take(header.Span);
        while (_lines.TryRead(out var line))
        {
            if (!_lines.IsComplete)
            {
                if (line.Length > ExportLines.Longest)
                {
                    throw Damaged("it is longer than any row");
                }

                yield break;
            }

            if (line.Span.StartsWith(ExportLines.TrailerStart))
            {
                CheckTrailer(line.Span);
                yield break;
            }

            var row = _parser.Row(line.Span) ?? throw Damaged("it is not a row as an export writes it");
            if (Last is not null && !row.IsAfter(Last))
            {
                throw Damaged("its row does not come after the one before it");
            }

            if (row.Table == ImportMarker.Table)
            {
                throw Damaged("its table is never exported");
            }

            Take(line.Span);
            Rows++;
            Last = row;
            yield return row;
        }
    }

    public void Dispose()
    {
        Hash.Dispose();
        _parser.Dispose();
    }

    private void CheckTrailer(ReadOnlySpan<byte> line)
    {
        if (!line.SequenceEqual(ExportLines.Trailer(Rows, Hash.GetCurrentHash())))
        {
            throw Damaged("its count or checksum is not that of the lines before it");
        }

        if (_lines.TryRead(out _))
        {
            throw new TransferException($"{file} goes on after its last line (line {Rows + 2}).");
        }

        IsWhole = true;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        Hash.AppendData(line);
        Hash.AppendData("\n"u8);
        Length += line.Length + 1;
    }

    private TransferException NotOurs() => new($"{file}, line 1: this is not the header of an export that this version reads.");

    // The header is line 1, so the line after the last row is two further than there are rows.
    private TransferException Damaged(string reason) => new($"{file}, line {Rows + 2}: {reason}. The file is damaged.");
}
