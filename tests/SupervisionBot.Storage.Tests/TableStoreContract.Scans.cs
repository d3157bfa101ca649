namespace SupervisionBot.Storage.Tests;

// Whole tables, as a move from one store to another reads them.
public abstract partial class TableStoreContract
{
    // Scans see what other tests write, so each has a table of its own.
    private readonly string _scanned = $"s{Guid.NewGuid():N}"[..TableLimits.TableNameLength];

    private async Task Fill(params (string Partition, string Row)[] keys)
    {
        foreach (var (partition, row) in keys)
            Assert.IsType<BatchOutcome.Done>(await Store.SubmitAsync(_scanned, partition, [TableAction.Insert(new(partition, row) { ["Value"] = row })], default));
    }

    private async Task<List<(string, string)>> Scan(string? fromPartition, int pageSize)
    {
        var keys = new List<(string, string)>();
        string? continuation = null;
        do
        {
            var page = await Store.ScanAsync(_scanned, fromPartition, pageSize, continuation, default);
            Assert.InRange(page.Entities.Count, 0, pageSize);
            Assert.All(page.Entities, row => Assert.Equal(row.RowKey, row.GetString("Value")));
            keys.AddRange(page.Entities.Select(row => (row.PartitionKey, row.RowKey)));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return keys;
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public async Task Scan_GivesEveryPartitionInTheOrderOfTheKeys(int pageSize)
    {
        await Fill(("b", "2"), ("a|b", "x"), ("a", "2"), ("b", "1"), ("a", "10"), ("A", "z"), ("", ""), ("é", "e"));
        Assert.Equal([("", ""), ("A", "z"), ("a", "10"), ("a", "2"), ("a|b", "x"), ("b", "1"), ("b", "2"), ("é", "e")], await Scan(fromPartition: null, pageSize));
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Scan_FromAPartition_LeavesOutThoseBefore(int pageSize)
    {
        await Fill(("a", "1"), ("b", "1"), ("b", "2"), ("c", "1"));
        Assert.Equal([("b", "1"), ("b", "2"), ("c", "1")], await Scan("b", pageSize));
    }

    [SkippableFact]
    public async Task Scan_OfATableThatWasNeverWritten_IsEmpty() => Assert.Empty(await Scan(fromPartition: null, 10));

    [SkippableFact]
    public async Task Tables_ListsThoseThatHoldRowsInOrder()
    {
        await Fill(("p", "r"));
        await Write(TableAction.Upsert(Row("a")));
        var tables = await Store.ListTablesAsync(default);
        Assert.Contains(_scanned, tables);
        Assert.Contains(Table, tables);
        Assert.Equal(tables.Order(StringComparer.Ordinal), tables);
    }
}
