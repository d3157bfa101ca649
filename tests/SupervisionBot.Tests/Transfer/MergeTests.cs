using SupervisionBot.Storage.Sqlite;
using SupervisionBot.Transfer;

namespace SupervisionBot.Tests.Transfer;

/// <summary>What a store has stays; what it lacks is added.</summary>
public sealed class MergeTests : IAsyncLifetime
{
    private readonly TransferFolder _folder = new();
    private SqliteTableStore _store = null!;

    public Task InitializeAsync()
    {
        _store = _folder.Open("store.db");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task AStoreThatHoldsRowsIsRefused()
    {
        await TransferFolder.FillAsync(_store, Rows.Row("inbox", "p", "r"));
        var before = await _folder.ExportAsync(_store, "before.jsonl");

        var refusal = await Assert.ThrowsAsync<TransferException>(async () => await _folder.ImportAsync(_store, await _folder.FileOfAsync(Rows.Few())));

        Assert.Contains("--merge", refusal.Message, StringComparison.Ordinal);
        Assert.Null(await ImportMarker.FindAsync(_store, CancellationToken.None));
        Assert.Equal(before, await _folder.ExportAsync(_store, "after.jsonl"));
    }

    [Fact]
    public async Task MergingIntoAnEmptyStoreIsAnImport()
    {
        var export = await _folder.FileOfAsync(Rows.Few());

        Assert.Equal(new(4, 0, 0), await _folder.ImportAsync(_store, export, merge: true));

        Assert.Equal(export, await _folder.ExportAsync(_store, "after.jsonl"));
    }

    [Fact]
    public async Task TheSameFileTwiceAddsNothing()
    {
        var export = await _folder.FileOfAsync(Rows.Various());
        await _folder.ImportAsync(_store, export);

        Assert.Equal(new(0, Rows.Various().Length, 0), await _folder.ImportAsync(_store, export, merge: true));

        Assert.Equal(export, await _folder.ExportAsync(_store, "after.jsonl"));
        Assert.Empty(_folder.Output.ToString());
    }

    [Fact]
    public async Task RowsThatAreMissingAreAddedAndOthersKept()
    {
        await TransferFolder.FillAsync(_store, Rows.Row("people", "p", "b", ("Name", "ours")), Rows.Row("people", "p", "c"), Rows.Row("inbox", "own", "own"));
        var export = await _folder.FileOfAsync(Rows.Row("people", "p", "a"), Rows.Row("people", "p", "b", ("Name", "theirs")), Rows.Row("people", "p", "c"), Rows.Row("people", "q", "a"));

        Assert.Equal(new(2, 1, 1), await _folder.ImportAsync(_store, export, merge: true));

        Assert.Equal(
            await _folder.FileOfAsync(Rows.Row("inbox", "own", "own"), Rows.Row("people", "p", "a"), Rows.Row("people", "p", "b", ("Name", "ours")), Rows.Row("people", "p", "c"), Rows.Row("people", "q", "a")),
            await _folder.ExportAsync(_store, "after.jsonl"));
        Assert.Equal("Different, kept as the store has it: people p", _folder.Output.ToString().Trim());
    }

    [Theory]
    [InlineData("evt|0000000001", "another", 2)]
    [InlineData("evt|0000000002", "first", 3)]
    public async Task ASessionThatBothHaveDifferentlyStaysWhole(string key, string said, int rows)
    {
        ExportedRow[] ours = [Rows.Row("sessions", "t|1", key, ("Event", said)), Rows.Row("sessions", "t|1", "head", ("Sequence", 1))];
        await TransferFolder.FillAsync(_store, ours);
        var before = await _folder.ExportAsync(_store, "before.jsonl");
        var theirs = Enumerable.Range(0, rows - 1).Select(number => Rows.Row("sessions", "t|1", $"evt|{number:D10}", ("Event", "first"))).Append(ours[1]).ToArray();

        var count = await _folder.ImportAsync(_store, await _folder.FileOfAsync(theirs), merge: true);

        Assert.Equal(new(0, 0, rows), count);
        Assert.Equal(before, await _folder.ExportAsync(_store, "after.jsonl"));
        Assert.Equal("Different, kept as the store has it: sessions t|1", _folder.Output.ToString().Trim());
    }

    [Fact]
    public async Task ASessionOfSeveralBatchesThatTheStoreHasInPartStaysAsItIs()
    {
        await TransferFolder.FillAsync(_store, Rows.Various().Where(row => row.Entity.PartitionKey == "t|long").Take(100));
        var before = await _folder.ExportAsync(_store, "before.jsonl");

        var count = await _folder.ImportAsync(_store, await _folder.FileOfAsync([.. Rows.Various().Where(row => row.Entity.PartitionKey == "t|long")]), merge: true);

        Assert.Equal(new(0, 0, 251), count);
        Assert.Equal(before, await _folder.ExportAsync(_store, "after.jsonl"));
    }
}
