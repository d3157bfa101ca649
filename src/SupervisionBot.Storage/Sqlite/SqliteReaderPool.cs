using Microsoft.Data.Sqlite;

namespace SupervisionBot.Storage.Sqlite;

/// <summary>Keeps a few readers open. A read takes microseconds on the caller's thread, so more readers than processors would only wait for them.</summary>
internal sealed class SqliteReaderPool(string path) : IDisposable
{
    private readonly SqliteReader?[] _idle = new SqliteReader?[Math.Max(4, Environment.ProcessorCount * 2)];
    private volatile bool _disposed;

    /// <summary>Reads with a connection of its own; one that failed is not used again.</summary>
    /// <exception cref="StorageUnavailableException">The file cannot be read at present.</exception>
    public TResult Read<TArgument, TResult>(TArgument argument, Func<SqliteReader, TArgument, TResult> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        StorageMeter.RoundTrips.Add(1);
        SqliteReader? reader = null;
        try
        {
            reader = Take() ?? new SqliteReader(path);
            var result = read(reader, argument);
            Return(reader);
            return result;
        }
        catch (SqliteException error)
        {
            reader?.Dispose();
            throw new StorageUnavailableException($"The store cannot be read at present: {error.Message}", error);
        }
        catch
        {
            reader?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (Take() is { } reader)
            reader.Dispose();
    }

    private SqliteReader? Take()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } reader)
                return reader;
        }
        return null;
    }

    private void Return(SqliteReader reader)
    {
        if (!_disposed)
        {
            for (var i = 0; i < _idle.Length; i++)
            {
                if (_idle[i] is null && Interlocked.CompareExchange(ref _idle[i], reader, null) is null)
                    return;
            }
        }
        reader.Dispose();
    }
}
