using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage;
using SupervisionBot.Storage.AzureTables;
using SupervisionBot.Tables;

namespace SupervisionBot.Tests.Faults;

/// <summary>The store by itself: each fault meets the first attempt of each kind of request and the retry (one that hangs the first only), and the caller hears of none of them.</summary>
public sealed class StoreFaultTests : IAsyncLifetime
{
    private const string Partition = "p";

    private FaultProxy? _proxy;
    private AzureTableStore? _store;

    public async Task InitializeAsync()
    {
        if (Azurite.ConnectionString is not { } emulator)
        {
            return;
        }

        _proxy = await FaultProxy.StartAsync(emulator);
        var options = new TableClientOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(5);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(20);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(1);
        _store = new(new TableServiceClient(_proxy.ConnectionString, options), Azurite.NewTablePrefix(), TimeProvider.System, NullLogger.Instance);
        Done(await WriteAsync(TableAction.Insert(Row("here", 1))));
    }

    public async Task DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _store!.DisposeAsync();
            await _proxy.DisposeAsync();
        }
    }

    [SkippableFact]
    public Task ARowIsRead() => WithEachFaultAsync(CallKind.Read, async _ =>
        Assert.Equal(1, (await _store!.GetAsync("rows", Partition, "here", CancellationToken.None))!.GetInt32("Value")));

    [SkippableFact]
    public Task APageIsRead() => WithEachFaultAsync(CallKind.Query, async _ =>
        Assert.Equal(["here"], (await _store!.QueryAsync("rows", Partition, new("here", "here0"), 10, continuation: null, CancellationToken.None)).Entities.Select(row => row.RowKey)));

    [SkippableFact]
    public Task AnInsertIsDone_AndItsTagHolds() => WithEachFaultAsync(CallKind.Write, async fault =>
    {
        var tags = Done(await WriteAsync(TableAction.Insert(Row($"insert-{fault}", 1))));
        Done(await CalmlyAsync(() => WriteAsync(TableAction.Replace(Row($"insert-{fault}", 2, tags[0])))));
    });

    [SkippableFact]
    public Task AReplaceIsDone_AndItsTagHolds() => WithEachFaultAsync(CallKind.Write, async fault =>
    {
        var first = Done(await CalmlyAsync(() => WriteAsync(TableAction.Insert(Row($"replace-{fault}", 1)))));
        var second = Done(await WriteAsync(TableAction.Replace(Row($"replace-{fault}", 2, first[0]))));
        Done(await CalmlyAsync(() => WriteAsync(TableAction.Replace(Row($"replace-{fault}", 3, second[0])))));
    });

    [SkippableFact]
    public Task ADeleteIsDone() => WithEachFaultAsync(CallKind.Batch, async fault =>
    {
        var tags = Done(await CalmlyAsync(() => WriteAsync(TableAction.Insert(Row($"delete-{fault}", 1)))));
        Done(await WriteAsync(TableAction.Delete(Row($"delete-{fault}", 1, tags[0]))));
        Assert.Null(await _store!.GetAsync("rows", Partition, $"delete-{fault}", CancellationToken.None));
    });

    [SkippableFact]
    public Task ABatchIsDone_AndItsTagsHold() => WithEachFaultAsync(CallKind.Batch, async fault =>
    {
        var head = Done(await CalmlyAsync(() => WriteAsync(TableAction.Insert(Row($"head-{fault}", 1)))));
        var tags = Done(await WriteAsync(TableAction.Replace(Row($"head-{fault}", 2, head[0])), TableAction.Insert(Row($"entry-{fault}", 1))));
        Done(await CalmlyAsync(() => WriteAsync(TableAction.Replace(Row($"head-{fault}", 3, tags[0])), TableAction.Replace(Row($"entry-{fault}", 2, tags[1])))));
    });

    [SkippableFact]
    public Task AConflictIsTold() => WithEachFaultAsync(CallKind.Batch, async fault =>
    {
        var conflict = Assert.IsType<BatchOutcome.Conflict>(await WriteAsync(TableAction.Insert(Row($"other-{fault}", 1)), TableAction.Insert(Row("here", 2))));
        Assert.Equal((1, ConflictReason.AlreadyExists, 1), (conflict.Index, conflict.Reason, conflict.Current!.GetInt32("Value")));
        Assert.Null(await _store!.GetAsync("rows", Partition, $"other-{fault}", CancellationToken.None));
    });

    private async Task WithEachFaultAsync(CallKind kind, Func<Fault, Task> callAsync)
    {
        Skip.If(_proxy is null, Azurite.Absent);
        foreach (var fault in FaultKinds.Of(kind).Where(fault => fault != Easier(kind)))
        {
            var left = fault is Fault.HangBefore or Fault.HangAfter ? 1 : 2;
            _proxy.Plan = call => call.Kind == kind && Interlocked.Decrement(ref left) >= 0 ? fault : Fault.None;
            await callAsync(fault);
            Assert.True(fault == Fault.Delay ? left < 2 : left < 0, $"{fault} did not meet its attempts");
        }
    }

    // Each hang costs a whole time-out, so each call meets one of the two: a read the one that never arrives, a write the one that is carried out.
    private static Fault Easier(CallKind kind) => kind is CallKind.Read or CallKind.Query ? Fault.HangAfter : Fault.HangBefore;

    private async Task<T> CalmlyAsync<T>(Func<Task<T>> callAsync)
    {
        var plan = _proxy!.Plan;
        _proxy.Plan = _ => Fault.None;
        var outcome = await callAsync();
        _proxy.Plan = plan;
        return outcome;
    }

    private Task<BatchOutcome> WriteAsync(params TableAction[] actions) => _store!.SubmitAsync("rows", Partition, actions, CancellationToken.None);

    private static IReadOnlyList<ETag> Done(BatchOutcome outcome) => Assert.IsType<BatchOutcome.Done>(outcome).ETags;

    private static TableEntity Row(string key, int value, ETag tag = default) => new(Partition, key) { ["Value"] = value, ETag = tag };
}
