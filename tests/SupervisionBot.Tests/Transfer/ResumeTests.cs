using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;
using SupervisionBot.Transfer;

namespace SupervisionBot.Tests.Transfer;

/// <summary>What is interrupted goes on where it stopped, wherever that was.</summary>
public sealed class ResumeTests
{
    private static readonly ExportedRow[] s_rows = [.. Rows.Various().Where(row => row.Entity.RowKey != "decision")];

    [Fact]
    public async Task AnExportThatWasCutAnywhereGoesOnAndIsTheSame()
    {
        using var folder = new TransferFolder();
        await using var store = folder.Open("store.db");
        await TransferFolder.FillAsync(store, Rows.Few());
        var whole = await folder.ExportAsync(store, "whole.jsonl");

        for (var length = 0; length <= whole.Length; length++)
        {
            var name = $"{length}.jsonl";
            await File.WriteAllBytesAsync(folder.At(name + ".partial"), whole[..length]);
            Assert.Equal(whole, await folder.ExportAsync(store, name));
            Assert.False(File.Exists(folder.At(name + ".partial")));
        }
    }

    [Fact]
    public async Task AnExportThatEndsAtAnyPageGoesOnWithoutWritingARowTwice()
    {
        using var folder = new TransferFolder();
        await using var store = folder.Open("store.db");
        await TransferFolder.FillAsync(store, s_rows);
        var whole = await folder.ExportAsync(store, "whole.jsonl");
        var pages = new FaultyStore(store);
        await folder.ExportAsync(pages, "counted.jsonl");

        for (var end = 0; end < pages.Scans; end++)
        {
            var name = $"{end}.jsonl";
            await Assert.ThrowsAsync<KilledException>(() => folder.ExportAsync(new FaultyStore(store) { ScanEnds = scan => scan == end }, name));
            Assert.False(File.Exists(folder.At(name)));
            Assert.Equal(whole, await folder.ExportAsync(store, name));
        }

        Assert.Contains("Going on after", folder.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAnEarlierExportLeftIsNotGoneOnWithWhenItIsDamaged()
    {
        using var folder = new TransferFolder();
        await using var store = folder.Open("store.db");
        await TransferFolder.FillAsync(store, Rows.Few());
        var left = (await folder.ExportAsync(store, "whole.jsonl"))[..^50];
        left[Array.IndexOf(left, (byte)':', 60)] ^= 1;
        await File.WriteAllBytesAsync(folder.At("next.jsonl.partial"), left);

        var refusal = await Assert.ThrowsAsync<TransferException>(() => folder.ExportAsync(store, "next.jsonl"));

        Assert.Contains("line 2:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("delete it", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(left, await File.ReadAllBytesAsync(folder.At("next.jsonl.partial")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatAnExportOfAnotherStoreLeftIsNotGoneOnWith(bool hasTheRow)
    {
        using var folder = new TransferFolder();
        var rows = Rows.Few();
        var left = string.Concat(TransferFolder.Lines(await folder.FileOfAsync(rows))[..3].Select(line => line + "\n"));
        await File.WriteAllTextAsync(folder.At("next.jsonl.partial"), left);
        await using var other = folder.Open("other.db");
        await TransferFolder.FillAsync(other, [.. rows.Where(row => row != rows[1]), .. hasTheRow ? new[] { Rows.Row(rows[1].Table, rows[1].Entity.PartitionKey, rows[1].Entity.RowKey, ("Other", 1)) } : []]);

        var refusal = await Assert.ThrowsAsync<TransferException>(() => folder.ExportAsync(other, "next.jsonl"));

        Assert.Contains("another store", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(left, await File.ReadAllTextAsync(folder.At("next.jsonl.partial")));
        Assert.False(File.Exists(folder.At("next.jsonl")));
    }

    [Fact]
    public async Task ARowThatNoStoreWouldTakeBackIsNamedAndNotExported()
    {
        using var folder = new TransferFolder();
        await using var store = folder.Open("store.db");
        await TransferFolder.FillAsync(store, Rows.Few());
        var edited = new FaultyStore(store) { Edit = row => row["At"] = row.RowKey == "session|1" ? DateTimeOffset.MinValue : row["At"] };

        var refusal = await Assert.ThrowsAsync<TransferException>(() => folder.ExportAsync(edited, "next.jsonl"));

        Assert.Contains("Table people, partition t|a, row session|1", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("next.jsonl")));
    }

    [Fact]
    public async Task AFileOfSomebodyElsesIsNotWrittenOver()
    {
        using var folder = new TransferFolder();
        await using var store = folder.Open("store.db");
        await TransferFolder.FillAsync(store, Rows.Few());
        await File.WriteAllTextAsync(folder.At("next.jsonl.partial"), "notes");

        await Assert.ThrowsAsync<TransferException>(() => folder.ExportAsync(store, "next.jsonl"));

        Assert.Equal("notes", await File.ReadAllTextAsync(folder.At("next.jsonl.partial")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnImportThatEndsAtAnyWriteGoesOnAndNothingIsLostOrDoubled(bool merge)
    {
        using var folder = new TransferFolder();
        var export = await folder.FileOfAsync(s_rows);
        var writes = await WritesAsync(folder, export, merge);

        for (var end = 0; end < writes; end++)
        {
            foreach (var fate in new[] { Fate.KilledBefore, Fate.KilledAfter })
            {
                var name = $"{end}-{fate}";
                await using var store = await StoreAsync(folder, name + ".db", merge);
                await Assert.ThrowsAsync<KilledException>(() => folder.ImportAsync(new FaultyStore(store) { OfWrite = write => write == end ? fate : Fate.Done }, export, merge));
                if (merge || await ImportMarker.FindAsync(store, CancellationToken.None) is not null || (await store.ListTablesAsync(CancellationToken.None)).Count == 0)
                {
                    var count = await folder.ImportAsync(store, export, merge);
                    Assert.Equal((s_rows.Length, 0), (count.Added + count.There, count.Different));
                }

                Assert.Null(await ImportMarker.FindAsync(store, CancellationToken.None));
                Assert.Equal(merge ? await folder.FileOfAsync(Rows.InOrder([.. s_rows, s_other])) : export, await folder.ExportAsync(store, name + ".jsonl"));
            }
        }
    }

    [Theory]
    [InlineData("LostBefore")]
    [InlineData("LostAfter")]
    public async Task AWriteWhoseAnswerIsLostIsDoneOnceAndCountedAsAdded(string fate)
    {
        using var folder = new TransferFolder();
        var export = await folder.FileOfAsync(s_rows);
        await using var store = folder.Open("store.db");

        // The mark that an import begins is not repeated.
        var count = await folder.ImportAsync(new FaultyStore(store) { OfWrite = write => write % 2 == 1 ? Enum.Parse<Fate>(fate) : Fate.Done }, export);

        Assert.Equal(new(s_rows.Length, 0, 0), count);
        Assert.Equal(export, await folder.ExportAsync(store, "again.jsonl"));
    }

    [Fact]
    public async Task AnImportIntoStorageThatDoesNotAnswerEndsAndGoesOnLater()
    {
        using var folder = new TransferFolder();
        var export = await folder.FileOfAsync(s_rows);
        await using var store = folder.Open("store.db");
        var faulty = new FaultyStore(store) { OfWrite = write => write > 2 ? Fate.LostBefore : Fate.Done };

        var problem = await Assert.ThrowsAsync<TransferException>(() => folder.ImportAsync(faulty, export));

        Assert.Contains("run the same command again", problem.Message, StringComparison.Ordinal);
        Assert.InRange(faulty.Writes, 5, 20);
        await folder.ImportAsync(store, export);
        Assert.Equal(export, await folder.ExportAsync(store, "again.jsonl"));
    }

    [Fact]
    public async Task WhileAnImportIsUnfinishedNoOtherFileIsImportedAndNothingExported()
    {
        using var folder = new TransferFolder();
        await using var store = await UnfinishedAsync(folder, "store.db");
        var other = await folder.FileOfAsync(s_other);

        Assert.Contains("another file", (await Assert.ThrowsAsync<TransferException>(() => folder.ImportAsync(store, other, merge: true))).Message, StringComparison.Ordinal);
        Assert.Contains("not finished", (await Assert.ThrowsAsync<TransferException>(() => folder.ExportAsync(store, "half.jsonl"))).Message, StringComparison.Ordinal);
        Assert.Null(await store.GetAsync("people", s_other.Entity.PartitionKey, s_other.Entity.RowKey, CancellationToken.None));
    }

    [Fact]
    public async Task TheAppDoesNotStartOnAStoreWithAnUnfinishedImport()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        using var folder = new TransferFolder();
        await (await UnfinishedAsync(folder, "store.db")).DisposeAsync();

        var problem = await Assert.ThrowsAsync<TransferException>(() => team.RestartAsync("--Storage:Path", folder.At("store.db")));

        Assert.Contains("Run the same import command again", problem.Message, StringComparison.Ordinal);
        await team.StopAsync();
        await using var store = folder.Open("store.db");
        Assert.DoesNotContain("guides", await store.ListTablesAsync(CancellationToken.None));
    }

    [Fact]
    public async Task AnImportThatIsStoppedGoesOn()
    {
        using var folder = new TransferFolder();
        var export = await folder.FileOfAsync(s_rows);
        await using var store = folder.Open("store.db");
        using var stop = new CancellationTokenSource();
        var stopping = new FaultyStore(store)
        {
            OfWrite = write =>
            {
                if (write == 2)
                {
                    stop.Cancel();
                }

                return Fate.Done;
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.ImportAsync(stopping, export, cancellationToken: stop.Token));

        Assert.Equal(3, stopping.Writes);
        await folder.ImportAsync(store, export);
        Assert.Equal(export, await folder.ExportAsync(store, "again.jsonl"));
    }

    private static readonly ExportedRow s_other = Rows.Row("people", "t|other", "session|1", ("Name", "was there before"));

    private static async Task<ITableStore> StoreAsync(TransferFolder folder, string name, bool merge)
    {
        var store = folder.Open(name);
        if (merge)
        {
            await TransferFolder.FillAsync(store, s_other);
        }

        return store;
    }

    private static async Task<int> WritesAsync(TransferFolder folder, byte[] export, bool merge)
    {
        await using var store = new FaultyStore(await StoreAsync(folder, "counted.db", merge));
        await folder.ImportAsync(store, export, merge);
        return store.Writes;
    }

    private static async Task<ITableStore> UnfinishedAsync(TransferFolder folder, string name)
    {
        var store = folder.Open(name);
        await Assert.ThrowsAsync<KilledException>(async () => await folder.ImportAsync(new FaultyStore(store) { OfWrite = write => write == 3 ? Fate.KilledBefore : Fate.Done }, await folder.FileOfAsync(s_rows)));
        return store;
    }
}
