namespace SupervisionBot.Transfer;

/// <summary>Reads a stream line by line as bytes; a line ends with \n and nothing else.</summary>
internal sealed class LineReader(Stream stream, int longest)
{
    private byte[] _buffer = new byte[128 * 1024];
    private int _start;
    private int _end;

    /// <summary>Whether the line read last had its end; only the last one of a stream may lack it.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The next line without its end; good until the next call. False at the end of the stream. A longer line than the longest comes in pieces that are not complete.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        var searched = 0;
        int length;
        while ((length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = _end - _start;
            if (searched > longest || !Fill())
            {
                line = _buffer.AsMemory(_start, searched);
                _start = _end;
                IsComplete = false;
                return searched > 0;
            }
        }

        length += searched;
        line = _buffer.AsMemory(_start, length);
        _start += length + 1;
        IsComplete = true;
        return true;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
