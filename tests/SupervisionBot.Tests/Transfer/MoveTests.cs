using System.Text;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Transfer;

public sealed class MoveTests
{
    [Fact]
    public async Task AWholeSessionMovesAndItsFrozenSummaryIsIntact()
    {
        string[] key = ["--Records:Key", Convert.ToBase64String(new byte[32])];
        await using var team = await SupervisionTeam.MeetAsync(key);
        using var folder = new TransferFolder();
        await team.WholeAsync();
        var words = await team.Priya.ReadAsync();
        await team.StopAsync();
        byte[] export;
        await using (var store = folder.Open(Path.Combine(team.Folder, "supervision.db")))
        {
            export = await folder.ExportAsync(store, "first.jsonl");
        }

        await using (var store = folder.Open("moved.db"))
        {
            await folder.ImportAsync(store, export);
            Assert.Equal(export, await folder.ExportAsync(store, "second.jsonl"));
        }

        await team.RestartAsync(["--Storage:Path", folder.At("moved.db"), .. key]);
        await team.Priya.TypeAsync("sessions");
        await team.Priya.PressAsync("session.view");
        Assert.Equal(words, await team.Priya.ReadAsync());
        Assert.DoesNotContain("does not match", words, StringComparison.Ordinal);
        await team.StopAsync();
    }

    [Fact]
    public async Task EveryTypeOfValueMoves()
    {
        using var folder = new TransferFolder();
        var export = await folder.FileOfAsync(Rows.Various());
        await using var store = folder.Open("moved.db");

        var count = await folder.ImportAsync(store, export);

        Assert.Equal(new(Rows.Various().Length, 0, 0), count);
        Assert.Equal(export, await folder.ExportAsync(store, "again.jsonl"));
        foreach (var row in Rows.Various())
        {
            Assert.True((await store.GetAsync(row.Table, row.Entity.PartitionKey, row.Entity.RowKey, CancellationToken.None))!.HasValuesOf(row.Entity));
        }
    }

    [Fact]
    public async Task TheFileIsThisFormat()
    {
        using var folder = new TransferFolder();
        var export = await folder.FileOfAsync(Rows.Row("people", "t|é", "r'1", ("B", 1L), ("A", "ü<"), ("C", true)));

        Assert.Equal(
            """
            {"format":"supervisionbot-export","version":1}
            {"table":"people","partition":"t|\u00E9","row":"r\u00271","values":{"A":"\u00FC\u003C","B@odata.type":"Edm.Int64","B":"1","C":true}}
            {"rows":1,"sha256":"6824085c697dacea1e40f2b5398e79388831346be242f2824d99b08955986d24"}

            """,
            Encoding.ASCII.GetString(export));
    }

    [Fact]
    public async Task TwoStoresWithTheSameRowsGiveTheSameFileHoweverTheyWereWritten()
    {
        using var folder = new TransferFolder();
        await using var store = folder.Open("other.db");
        foreach (var row in Rows.Few().Reverse())
        {
            var entity = new TableEntity(row.Entity.PartitionKey, row.Entity.RowKey);
            foreach (var name in row.Entity.PropertyNames.Reverse())
            {
                entity[name] = row.Entity[name];
            }

            await TransferFolder.FillAsync(store, Rows.Row(row.Table, entity.PartitionKey, entity.RowKey, ("Before", 1)));
            await TransferFolder.FillAsync(store, row with { Entity = entity });
        }

        Assert.Equal(await folder.FileOfAsync(Rows.Few()), await folder.ExportAsync(store, "other.jsonl"));
    }
}
