using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage;
using SupervisionBot.Storage.AzureTables;
using SupervisionBot.Storage.Sqlite;
using SupervisionBot.Tables;

namespace SupervisionBot.Tests.Scheduling;

public sealed class SqliteAlarmTests : AlarmTests
{
    protected override ITableStore? Open() => AlarmEngines.Sqlite(Folder);
}

public sealed class AzureAlarmTests : AlarmTests
{
    protected override ITableStore? Open() => AlarmEngines.Azure();
}

public sealed class SqliteUnreadAlarmTests : UnreadAlarmTests
{
    protected override ITableStore? Open() => AlarmEngines.Sqlite(Folder);
}

public sealed class AzureUnreadAlarmTests : UnreadAlarmTests
{
    protected override ITableStore? Open() => AlarmEngines.Azure();
}

internal static class AlarmEngines
{
    public static ITableStore Sqlite(string folder) => SqliteTableStore.Open(Path.Combine(folder, "alarms.db"), TimeProvider.System, NullLogger.Instance);

    public static ITableStore? Azure() => Azurite.ConnectionString is { } emulator
        ? new AzureTableStore(new TableServiceClient(emulator), Azurite.NewTablePrefix(), TimeProvider.System, NullLogger.Instance)
        : null;
}
