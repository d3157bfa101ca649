using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage.Sqlite;

namespace SupervisionBot.Storage.Tests.Sqlite;

/// <summary>A folder of its own on a real disk, removed at the end.</summary>
public sealed class StoreFolder : IDisposable
{
    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "stores", Guid.NewGuid().ToString("N"));

    public string StorePath => Path.Combine(_folder, "store.db");

    public SqliteTableStore Open() => Open(TimeProvider.System);

    public SqliteTableStore Open(TimeProvider clock) => SqliteTableStore.Open(StorePath, clock, NullLogger.Instance);

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
