using Microsoft.Data.Sqlite;
using SupervisionBot.Storage.Sqlite;

namespace SupervisionBot.Storage.Tests.Sqlite;

public sealed class SqliteOutageTests : IAsyncLifetime
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

    private Task<BatchOutcome> Insert(string row, int bytes = 0) =>
        _store.SubmitAsync("outage", "p", [TableAction.Insert(new("p", row) { ["Value"] = new byte[bytes] })], default);

    private async Task<bool> Exists(string row) => await _store.GetAsync("outage", "p", row, default) is not null;

    [Fact]
    public async Task FullDisk_IsAnUnknownOutcomeAndEndsWithItsCause()
    {
        await Insert("before");
        await OnTheWriter("PRAGMA max_page_count=8");
        Assert.IsType<BatchOutcome.Unknown>(await Insert("during", 60_000));
        Assert.Equal((true, false), (await Exists("before"), await Exists("during")));
        Assert.IsType<BatchOutcome.Done>(await Insert("small"));

        await OnTheWriter("PRAGMA max_page_count=1000000");
        Assert.IsType<BatchOutcome.Done>(await Insert("during", 60_000));
        Assert.True(await Exists("during"));
    }

    [Fact]
    public async Task WriterThatTurnedReadOnly_IsReplaced()
    {
        await OnTheWriter("PRAGMA query_only=ON");
        Assert.IsType<BatchOutcome.Unknown>(await Insert("during"));
        Assert.IsType<BatchOutcome.Done>(await Insert("after"));
    }

    [Fact]
    public async Task LockedFile_CanStillBeReadAndIsWrittenOnceFree()
    {
        await Insert("before");
        using var other = new SqliteConnection($"Data Source={_folder.StorePath};Pooling=False");
        other.Open();
        SqliteSchema.Execute(other, "BEGIN IMMEDIATE");

        Assert.IsType<BatchOutcome.Unknown>(await Insert("during"));
        Assert.True(await Exists("before"));
        var health = await _store.CheckAsync(default);
        Assert.Equal((true, false, false), (health.CanRead, health.CanWrite, health.IsHealthy));
        Assert.Contains("locked", health.Problem, StringComparison.Ordinal);

        SqliteSchema.Execute(other, "ROLLBACK");
        Assert.IsType<BatchOutcome.Done>(await Insert("during"));
        Assert.True((await _store.CheckAsync(default)).IsHealthy);
    }

    [Fact]
    public async Task UnreadableFile_IsReportedAndReadOnceItIsBack()
    {
        await Insert("before");
        var hidden = _folder.StorePath + ".hidden";
        File.Move(_folder.StorePath, hidden);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Exists("before"));
        Assert.False((await _store.CheckAsync(default)).CanRead);
        File.Move(hidden, _folder.StorePath);
        Assert.True(await Exists("before"));
    }

    private async Task OnTheWriter(string sql)
    {
        var pragma = new Pragma(sql);
        _store.Writer.Enqueue(pragma);
        await pragma.Completion.Task;
    }

    /// <summary>Changes a setting of the writing connection, whose file no other connection may fill or hold.</summary>
    private sealed class Pragma(string sql) : PendingWrite
    {
        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool Run(SqliteWriter writer)
        {
            SqliteSchema.Execute(writer.Connection, sql);
            return true;
        }

        public override void Committed() => Completion.SetResult();

        public override void Failed(Exception error) => Completion.SetException(error);
    }
}
