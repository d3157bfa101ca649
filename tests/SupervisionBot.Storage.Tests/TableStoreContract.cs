namespace SupervisionBot.Storage.Tests;

/// <summary>What every engine must do. Each test has a partition of its own, so that engines may share one store among the tests.</summary>
public abstract partial class TableStoreContract
{
    protected const string Table = "contract";

    protected string Partition { get; } = Guid.NewGuid().ToString("N");

    protected abstract ITableStore Store { get; }

    protected TableEntity Row(string rowKey, string value = "v") => new(Partition, rowKey) { ["Value"] = value };

    protected Task<BatchOutcome> Submit(params TableAction[] actions) => Store.SubmitAsync(Table, Partition, actions, default);

    protected async Task<IReadOnlyList<ETag>> Write(params TableAction[] actions) => Assert.IsType<BatchOutcome.Done>(await Submit(actions)).ETags;

    protected Task<TableEntity?> Get(string rowKey) => Store.GetAsync(Table, Partition, rowKey, default);

    protected async Task<IReadOnlyList<TableEntity>> Rows(RowRange range)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Store.QueryAllAsync(Table, Partition, range, default))
            rows.Add(row);
        return rows;
    }

    /// <summary>A conflict brings the row as it is, so that nobody has to read it again.</summary>
    private static TableEntity? AssertConflict(int index, ConflictReason reason, BatchOutcome outcome)
    {
        var conflict = Assert.IsType<BatchOutcome.Conflict>(outcome);
        Assert.Equal((index, reason, reason == ConflictReason.Missing), (conflict.Index, conflict.Reason, conflict.Current is null));
        return conflict.Current;
    }

    [SkippableFact]
    public async Task Get_WhenTheRowIsNotThere_IsNull() => Assert.Null(await Get("none"));

    [SkippableFact]
    public async Task Insert_ThenGet_GivesKeysValueTagAndTime()
    {
        var tags = await Write(TableAction.Insert(Row("a", "first")));
        var row = await Get("a");
        Assert.Equal((Partition, "a", "first", tags[0]), (row!.PartitionKey, row.RowKey, row.GetString("Value"), row.ETag));
        Assert.Equal(TimeSpan.Zero, row.Timestamp.Offset);
        // An engine may take the time from a service's own clock; it is the right day and hour that counts.
        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange(row.Timestamp, now.AddHours(-1), now.AddHours(1));
    }

    [SkippableFact]
    public async Task Insert_WhenTheRowExists_IsAConflict()
    {
        await Write(TableAction.Insert(Row("a", "first")));
        AssertConflict(0, ConflictReason.AlreadyExists, await Submit(TableAction.Insert(Row("a", "second"))));
        Assert.Equal("first", (await Get("a"))!.GetString("Value"));
    }

    [SkippableFact]
    public async Task Upsert_ReplacesAllValuesOfTheRow()
    {
        await Write(TableAction.Upsert(new TableEntity(Partition, "a") { ["Old"] = 1 }));
        var tags = await Write(TableAction.Upsert(new TableEntity(Partition, "a") { ["New"] = 2 }));
        var row = (await Get("a"))!;
        Assert.Equal(["New"], row.PropertyNames);
        Assert.Equal(tags[0], row.ETag);
    }

    [SkippableFact]
    public async Task Replace_WithThePresentTag_ReplacesAllValues()
    {
        await Write(TableAction.Insert(Row("a", "first")));
        var row = (await Get("a"))!;
        row["Value"] = null;
        row["Other"] = 7;
        var tags = await Write(TableAction.Replace(row));
        var after = (await Get("a"))!;
        Assert.Equal(["Other"], after.PropertyNames);
        Assert.Equal(tags[0], after.ETag);
        Assert.NotEqual(row.ETag, after.ETag);
    }

    [SkippableFact]
    public async Task Replace_WithAStaleTag_IsAConflict()
    {
        await Write(TableAction.Insert(Row("a", "first")));
        var stale = (await Get("a"))!;
        await Write(TableAction.Upsert(Row("a", "second")));
        var current = AssertConflict(0, ConflictReason.Changed, await Submit(TableAction.Replace(stale)))!;
        var row = (await Get("a"))!;
        Assert.Equal(("second", row.ETag, row.Timestamp), (current.GetString("Value"), current.ETag, current.Timestamp));
    }

    [SkippableFact]
    public async Task Replace_WithTheSameValues_StillChangesTheTag()
    {
        var first = (await Write(TableAction.Insert(Row("a"))))[0];
        var second = (await Write(TableAction.Replace((await Get("a"))!)))[0];
        Assert.NotEqual(first, second);
    }

    [SkippableFact]
    public async Task Replace_WhenTheRowIsGone_IsAConflict()
    {
        await Write(TableAction.Insert(Row("a")));
        var row = (await Get("a"))!;
        await Write(TableAction.Delete(row));
        AssertConflict(0, ConflictReason.Missing, await Submit(TableAction.Replace(row)));
    }

    [SkippableFact]
    public async Task Delete_WithThePresentTag_RemovesTheRow()
    {
        await Write(TableAction.Insert(Row("a")));
        await Write(TableAction.Delete((await Get("a"))!));
        Assert.Null(await Get("a"));
    }

    [SkippableFact]
    public async Task Delete_WithAStaleTag_IsAConflict()
    {
        await Write(TableAction.Insert(Row("a")));
        var stale = (await Get("a"))!;
        await Write(TableAction.Upsert(Row("a")));
        AssertConflict(0, ConflictReason.Changed, await Submit(TableAction.Delete(stale)));
        Assert.NotNull(await Get("a"));
    }

    [SkippableFact]
    public async Task Delete_WhenTheRowIsGone_IsAConflict()
    {
        await Write(TableAction.Insert(Row("a")));
        var row = (await Get("a"))!;
        await Write(TableAction.Delete(row));
        AssertConflict(0, ConflictReason.Missing, await Submit(TableAction.Delete(row)));
    }

    [SkippableFact]
    public async Task InsertAfterDelete_DoesNotReviveAnOldTag()
    {
        await Write(TableAction.Insert(Row("a")));
        var old = (await Get("a"))!;
        await Write(TableAction.Delete(old));
        await Write(TableAction.Insert(Row("a")));
        AssertConflict(0, ConflictReason.Changed, await Submit(TableAction.Replace(old)));
    }

    [SkippableFact]
    public async Task Batch_GivesATagForEachActionInOrder()
    {
        await Write(TableAction.Insert(Row("gone")));
        var tags = await Write(TableAction.Insert(Row("b")), TableAction.Delete((await Get("gone"))!), TableAction.Upsert(Row("a")));
        Assert.Equal([(await Get("b"))!.ETag, default, (await Get("a"))!.ETag], tags);
    }

    [SkippableFact]
    public async Task Batch_WhenOneActionFails_ChangesNothingAndNamesIt()
    {
        await Write(TableAction.Insert(Row("there", "first")), TableAction.Insert(Row("deleted")));
        var outcome = await Submit(
            TableAction.Insert(Row("new")),
            TableAction.Upsert(Row("there", "second")),
            TableAction.Delete((await Get("deleted"))!),
            TableAction.Replace(new TableEntity(Partition, "missing") { ETag = (await Get("there"))!.ETag }),
            TableAction.Insert(Row("never")));
        AssertConflict(3, ConflictReason.Missing, outcome);
        Assert.Equal(["deleted", "there"], (await Rows(RowRange.All)).Select(row => row.RowKey));
        Assert.Equal("first", (await Get("there"))!.GetString("Value"));
    }

    [SkippableFact]
    public async Task Batch_OfOneHundredActions_IsTaken()
    {
        await Write([.. Enumerable.Range(0, TableLimits.BatchActions).Select(i => TableAction.Insert(Row($"{i:D3}")))]);
        Assert.Equal(TableLimits.BatchActions, (await Rows(RowRange.All)).Count);
    }

    [SkippableFact]
    public async Task SixteenWritersReplacingOneRow_ExactlyOneWinsEachRound()
    {
        await Write(TableAction.Insert(Row("a")));
        for (var round = 0; round < 20; round++)
        {
            var tag = (await Get("a"))!.ETag;
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(() => Submit(
                TableAction.Replace(new TableEntity(Partition, "a") { ETag = tag, ["By"] = writer }),
                TableAction.Insert(Row($"{round:D2}-{writer:D2}"))))));
            Assert.Single(outcomes, outcome => outcome is BatchOutcome.Done);
            var winner = Array.FindIndex(outcomes, outcome => outcome is BatchOutcome.Done);
            Assert.Equal(winner, (await Get("a"))!.GetInt32("By"));
            Assert.Equal($"{round:D2}-{winner:D2}", Assert.Single(await Rows(RowRange.StartingWith($"{round:D2}-"))).RowKey);
        }
    }

    [SkippableFact]
    public async Task Submit_WhenAlreadyCancelled_WritesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.SubmitAsync(Table, Partition, [TableAction.Insert(Row("a"))], new CancellationToken(canceled: true)));
        Assert.Null(await Get("a"));
    }

    [SkippableFact]
    public async Task Check_WhenTheStorageAnswers_IsHealthy() =>
        Assert.Equal(new StorageHealth(CanRead: true, CanWrite: true, Problem: null), await Store.CheckAsync(default));
}
