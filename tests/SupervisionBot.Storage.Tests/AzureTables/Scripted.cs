using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage.AzureTables;
using SupervisionBot.Tables;

namespace SupervisionBot.Storage.Tests.AzureTables;

/// <summary>Stores whose requests go through a script.</summary>
internal static class Scripted
{
    public static readonly Uri Nowhere = new("https://nowhere.table.core.windows.net");

    /// <summary>Waits that make no test slow, and no proxy in the environment.</summary>
    public static TableClientOptions Options(ScriptedTransport transport)
    {
        var options = new TableClientOptions { Transport = transport };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
        options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(400);
        return options;
    }

    /// <summary>A store on a service that is not there: the script has to answer everything.</summary>
    public static AzureTableStore Store(ScriptedTransport transport) =>
        Store(new TableServiceClient(Nowhere, new AzureNamedKeyCredential("nowhere", "a2V5"), Options(transport)), "t");

    /// <summary>A store on the emulator, in which a table is there already.</summary>
    public static async Task<AzureTableStore> OnEmulatorAsync(ScriptedTransport transport, string prefix, string table)
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        await using var plain = Store(new TableServiceClient(Azurite.ConnectionString), prefix);
        await plain.SubmitAsync(table, "made", [TableAction.Upsert(new("made", "made"))], default);
        return Store(new TableServiceClient(Azurite.ConnectionString, Options(transport)), prefix);
    }

    public static AzureTableStore Store(TableServiceClient service, string prefix) => new(service, prefix, TimeProvider.System, NullLogger.Instance);
}
