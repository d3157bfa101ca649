using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage.AzureTables;
using SupervisionBot.Tables;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Transfer;

public sealed class AzureTests
{
    [SkippableFact]
    public async Task AStoreMovesFromSqliteToAzureAndBackWithNothingLost()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        await using var team = await SupervisionTeam.MeetAsync();
        using var folder = new TransferFolder();
        await team.WholeAsync();
        await TransferFolder.FillAsync(team.Store, Rows.Various());
        await using var azure = new AzureTableStore(new(Azurite.ConnectionString!), Azurite.NewTablePrefix(), TimeProvider.System, NullLogger.Instance);
        await using var back = folder.Open("back.db");

        var first = await folder.ExportAsync(team.Store, "first.jsonl");
        await folder.ImportAsync(azure, first);
        var second = await folder.ExportAsync(azure, "second.jsonl");
        await folder.ImportAsync(back, second);
        var third = await folder.ExportAsync(back, "third.jsonl");

        Assert.Equal(first, second);
        Assert.Equal(second, third);
    }

    [SkippableFact]
    public async Task AnImportIntoAzureThatEndsAgainAndAgainGoesOn()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        using var folder = new TransferFolder();
        var export = await folder.FileOfAsync(Rows.Various());
        await using var azure = new AzureTableStore(new(Azurite.ConnectionString!), Azurite.NewTablePrefix(), TimeProvider.System, NullLogger.Instance);

        // Each run gets one write further than the one before.
        for (var end = 1; end < 20; end++)
        {
            var faulty = new FaultyStore(azure) { OfWrite = write => write == 1 ? Fate.KilledBefore : Fate.Done };
            try
            {
                await folder.ImportAsync(faulty, export);
                break;
            }
            catch (KilledException)
            {
            }
        }

        Assert.Equal(export, await folder.ExportAsync(azure, "again.jsonl"));
    }
}
