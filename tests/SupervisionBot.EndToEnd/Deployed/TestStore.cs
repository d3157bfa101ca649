using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage;
using SupervisionBot.Storage.AzureTables;
using SupervisionBot.Storage.Sqlite;
using SupervisionBot.Tables;

namespace SupervisionBot.EndToEnd.Deployed;

/// <summary>A store of a test's own: how the app is told of it, and how it is read without the app.</summary>
internal sealed record TestStore(IReadOnlyList<string> Settings, Func<ITableStore> Open)
{
    public static TestStore InFile(string path) => new(["--Storage:Path", path], () => SqliteTableStore.Open(path, TimeProvider.System, NullLogger.Instance));

    /// <summary>On the emulator, which must be there.</summary>
    public static TestStore InTables()
    {
        var prefix = Azurite.NewTablePrefix();
        return new(
            ["--Storage:Provider", "AzureTables", "--Storage:ConnectionString", Azurite.ConnectionString!, "--Storage:TablePrefix", prefix, "--Records:Key", Convert.ToBase64String(new byte[32])],
            () => new AzureTableStore(new TableServiceClient(Azurite.ConnectionString!), prefix, TimeProvider.System, NullLogger.Instance));
    }
}
