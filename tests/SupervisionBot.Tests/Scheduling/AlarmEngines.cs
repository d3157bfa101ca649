using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage;
using SupervisionBot.Storage.AzureTables;
using SupervisionBot.Storage.Sqlite;
using SupervisionBot.Tables;

namespace SupervisionBot.Tests.Scheduling;

public sealed class SqliteAlarmTests : AlarmTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alarms").FullName;

    protected override ITableStore? Open() => SqliteTableStore.Open(Path.Combine(_folder, "alarms.db"), TimeProvider.System, NullLogger.Instance);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

public sealed class AzureAlarmTests : AlarmTests
{
    protected override ITableStore? Open() => Azurite.ConnectionString is { } emulator
        ? new AzureTableStore(new TableServiceClient(emulator), Azurite.NewTablePrefix(), TimeProvider.System, NullLogger.Instance)
        : null;
}
