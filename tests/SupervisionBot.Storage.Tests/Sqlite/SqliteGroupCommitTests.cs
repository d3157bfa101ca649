using SupervisionBot.Storage.Sqlite;

namespace SupervisionBot.Storage.Tests.Sqlite;

public sealed class SqliteGroupCommitTests : IAsyncLifetime
{
    private readonly StoreFolder _folder = new();
    private SqliteTableStore _store = null!;

    public Task InitializeAsync()
    {
        _store = _folder.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task WaitingBatches_ShareACommit()
    {
        const int Submitters = 64;
        const int Each = 50;
        var before = _store.Writer.Commits;
        await Task.WhenAll(Enumerable.Range(0, Submitters).Select(submitter => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
                Assert.IsType<BatchOutcome.Done>(await _store.SubmitAsync("grouped", $"p{submitter}", [TableAction.Insert(new($"p{submitter}", $"{i}"))], default));
        })));
        Assert.InRange(_store.Writer.Commits - before, Each, Submitters * Each / 4);
    }

    [Fact]
    public async Task BatchThatConflicts_LeavesItsNeighboursInTheCommitAlone()
    {
        var release = new ManualResetEventSlim();
        var before = _store.Writer.Commits;
        _store.Writer.Enqueue(new Pause(release));
        var outcomes = Enumerable.Range(0, 9).Select(i => _store.SubmitAsync(
            "grouped", "p", [TableAction.Insert(new("p", $"{i}")), TableAction.Insert(new("p", i % 3 == 1 ? "same" : $"{i}b"))], default)).ToArray();
        release.Set();

        var done = await Task.WhenAll(outcomes);
        Assert.Equal([4, 7], Enumerable.Range(0, 9).Where(i => done[i] is BatchOutcome.Conflict(1, ConflictReason.AlreadyExists, _)));
        Assert.InRange(_store.Writer.Commits - before, 1, 2);
        var page = await _store.QueryAsync("grouped", "p", RowRange.All, 100, null, default);
        Assert.Equal(["0", "0b", "1", "2", "2b", "3", "3b", "5", "5b", "6", "6b", "8", "8b", "same"], page.Entities.Select(row => row.RowKey));
    }

    [Fact]
    public async Task BatchCancelledWhileItWaits_IsNotWritten()
    {
        var release = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        _store.Writer.Enqueue(new Pause(release));
        var cancelled = _store.SubmitAsync("grouped", "p", [TableAction.Insert(new("p", "cancelled"))], cancel.Token);
        var kept = _store.SubmitAsync("grouped", "p", [TableAction.Insert(new("p", "kept"))], default);
        await cancel.CancelAsync();
        release.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.IsType<BatchOutcome.Done>(await kept);
        Assert.Null(await _store.GetAsync("grouped", "p", "cancelled", default));
    }

    [Fact]
    public async Task CallersCode_DoesNotRunOnTheWriter()
    {
        var release = new ManualResetEventSlim();
        _store.Writer.Enqueue(new Pause(release));
        var thread = _store.SubmitAsync("grouped", "p", [TableAction.Insert(new("p", "r"))], default)
            .ContinueWith(_ => Thread.CurrentThread.Name, default, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        release.Set();
        Assert.NotEqual("SQLite writer", await thread);
    }

    /// <summary>Holds the writer up, so that what is submitted meanwhile waits together.</summary>
    private sealed class Pause(ManualResetEventSlim release) : PendingWrite
    {
        public override bool Run(SqliteWriter writer)
        {
            release.Wait();
            return true;
        }

        public override void Committed()
        {
        }

        public override void Failed(Exception error)
        {
        }
    }
}
