namespace SupervisionBot.Storage.Tests;

public abstract partial class TableStoreContract
{
    public static TheoryData<string?, string?, string> Ranges => new()
    {
        { null, null, "a b ba c" },
        { "b", null, "b ba c" },
        { null, "b", "a" },
        { "b", "c", "b ba" },
        { "aa", "bb", "b ba" },
        { "b", "b", "" },
        { "c", "a", "" },
        { "d", null, "" },
    };

    public static TheoryData<string> OddKeys =>
    [
        "", " ", "'", "''", "it's", "a%41", "100%", "a+b", "a&b=c", "(x,y)", "$batch", "\"quoted\"", "<tag>", "{json}", "a|b~c;d", "..", "日本語", "عربي", "\u00A0", "\uFFFD",
        "A", new('k', TableLimits.KeyLength), new('語', TableLimits.KeyLength),
    ];

    [SkippableTheory]
    [MemberData(nameof(Ranges))]
    public async Task Query_TakesTheLowerEndAndLeavesTheUpper(string? from, string? to, string expected)
    {
        await Write([.. "c a ba b".Split(' ').Select(key => TableAction.Insert(Row(key)))]);
        Assert.Equal(expected, string.Join(' ', (await Rows(new RowRange(from, to))).Select(row => row.RowKey)));
    }

    [SkippableFact]
    public async Task Query_ByPrefix_LeavesItsNeighbours()
    {
        await Write([.. "evs evt evt| evt|1 evt|2 evt} evu".Split(' ').Select(key => TableAction.Insert(Row(key)))]);
        Assert.Equal(["evt|", "evt|1", "evt|2"], (await Rows(RowRange.StartingWith("evt|"))).Select(row => row.RowKey));
    }

    [SkippableFact]
    public async Task Query_OfAnotherPartitionOrTable_SeesNothing()
    {
        await Write(TableAction.Insert(Row("a")));
        Assert.Empty((await Store.QueryAsync(Table, Partition + "x", RowRange.All, 10, null, default)).Entities);
        Assert.Empty((await Store.QueryAsync(Table + "x", Partition, RowRange.All, 10, null, default)).Entities);
    }

    [SkippableFact]
    public async Task Query_IsInOrdinalOrder()
    {
        string[] keys = ["", "!", "0", "10", "2", "A", "Z", "_", "a", "z", "~", "é", "語", "\uE000", "\uFFFD"];
        await Write([.. keys.Reverse().Select(key => TableAction.Insert(Row(key)))]);
        Assert.Equal(keys, (await Rows(RowRange.All)).Select(row => row.RowKey));
    }

    [SkippableTheory]
    [InlineData(0, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    [InlineData(6, 3)]
    [InlineData(7, 3)]
    [InlineData(5, 1)]
    [InlineData(5, TableLimits.PageSize)]
    public async Task Pages_TogetherHoldEachRowOnce(int rows, int pageSize)
    {
        string[] keys = [.. Enumerable.Range(0, rows).Select(i => $"{i:D2}")];
        if (rows > 0)
            await Write([.. keys.Select(key => TableAction.Insert(Row(key)))]);
        var read = new List<string>();
        string? continuation = null;
        do
        {
            var page = await Store.QueryAsync(Table, Partition, RowRange.All, pageSize, continuation, default);
            Assert.InRange(page.Entities.Count, 0, pageSize);
            read.AddRange(page.Entities.Select(row => row.RowKey));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        Assert.Equal(keys, read);
    }

    [SkippableFact]
    public async Task Pages_KeepToTheRangeAndGoOnWhereARowWasDeleted()
    {
        await Write([.. "a b c d e f".Split(' ').Select(key => TableAction.Insert(Row(key)))]);
        var range = new RowRange("b", "f");
        var first = await Store.QueryAsync(Table, Partition, range, 2, null, default);
        await Write(TableAction.Delete((await Get("d"))!));
        var second = await Store.QueryAsync(Table, Partition, range, 2, first.Continuation, default);
        Assert.Equal(["b", "c"], first.Entities.Select(row => row.RowKey));
        Assert.Equal(["e"], second.Entities.Select(row => row.RowKey));
    }

    [SkippableFact]
    public async Task QueryAll_ReadsMoreThanOnePage()
    {
        const int Batches = (TableLimits.PageSize / TableLimits.BatchActions) + 1;
        for (var batch = 0; batch < Batches; batch++)
            await Write([.. Enumerable.Range(0, TableLimits.BatchActions).Select(i => TableAction.Insert(Row($"{batch:D2}{i:D2}")))]);
        Assert.Equal(Batches * TableLimits.BatchActions, (await Rows(RowRange.All)).DistinctBy(row => row.RowKey).Count());
    }

    [SkippableTheory]
    [MemberData(nameof(OddKeys))]
    public async Task OddKeys_AreFoundAgain(string key)
    {
        var partition = Partition + (key.Length < 400 ? key : "");
        var tag = Assert.IsType<BatchOutcome.Done>(
            await Store.SubmitAsync(Table, partition, [TableAction.Insert(new(partition, key) { ["Value"] = key })], default)).ETags[0];
        var row = (await Store.GetAsync(Table, partition, key, default))!;
        Assert.Equal((partition, key, key, tag), (row.PartitionKey, row.RowKey, row.GetString("Value"), row.ETag));
        var page = await Store.QueryAsync(Table, partition, new(key, null), 10, null, default);
        Assert.Equal(key, Assert.Single(page.Entities).RowKey);
        Assert.IsType<BatchOutcome.Done>(await Store.SubmitAsync(Table, partition, [TableAction.Delete(row)], default));
    }
}
