using SupervisionBot.Storage.AzureTables;
using SupervisionBot.Tables;
using static SupervisionBot.Storage.Tests.AzureTables.ScriptedTransport;

namespace SupervisionBot.Storage.Tests.AzureTables;

/// <summary>Writes whose answer is lost, on the emulator: what was stored is known, whatever the wire said.</summary>
public sealed class AmbiguityTests : IAsyncLifetime
{
    private const string Table = "ambiguous";
    private const string P = "p";

    private readonly string _prefix = Azurite.NewTablePrefix();
    private AzureTableStore _plain = null!;

    public static TheoryData<string> Losses => [.. LossesByName.Keys];

    // Each is followed by the service as it is, so that a repetition meets what the first attempt left.
    private static Dictionary<string, Fate[]> LossesByName { get; } = new(StringComparer.Ordinal)
    {
        ["answer lost"] = [AnswerLost],
        ["answer lost twice"] = [AnswerLost, AnswerLost],
        ["answer lost, then dropped"] = [AnswerLost, Dropped],
        ["dropped"] = [Dropped],
        ["hung"] = [Hung],
        ["500 before"] = [Answered(500)],
        ["503 after"] = [CarriedOutBut(503)],
        ["429 after"] = [CarriedOutBut(429)],
        ["lost until the end"] = [AnswerLost, AnswerLost, AnswerLost, AnswerLost],
    };

    public Task InitializeAsync()
    {
        if (Azurite.ConnectionString is { } connection)
            _plain = Scripted.Store(new TableServiceClient(connection), _prefix);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static TableEntity Row(string key, string value = "v", ETag tag = default) => new(P, key) { ["Value"] = value, ETag = tag };

    private async Task<BatchOutcome> Submit(Fate[] script, params TableAction[] actions) =>
        await (await Scripted.OnEmulatorAsync(new(script), _prefix, Table)).SubmitAsync(Table, P, actions, default);

    private async Task<ETag> Stored(string key, string value) =>
        Assert.IsType<BatchOutcome.Done>(await _plain.SubmitAsync(Table, P, [TableAction.Upsert(Row(key, value))], default)).ETags[0];

    private Task<TableEntity?> Get(string key) => _plain.GetAsync(Table, P, key, default);

    private async Task AssertDone(BatchOutcome outcome, params (string Key, string? Value)[] rows)
    {
        var tags = Assert.IsType<BatchOutcome.Done>(outcome).ETags;
        for (var i = 0; i < rows.Length; i++)
        {
            var row = await Get(rows[i].Key);
            Assert.Equal((rows[i].Value, row?.ETag ?? default), (row?.GetString("Value"), tags[i]));
        }
    }

    [SkippableTheory, MemberData(nameof(Losses))]
    public async Task Insert_IsDoneOnce(string loss) => await AssertDone(await Submit(LossesByName[loss], TableAction.Insert(Row("a"))), ("a", "v"));

    [SkippableTheory, MemberData(nameof(Losses))]
    public async Task Upsert_IsDone(string loss)
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        await Stored("a", "before");
        await AssertDone(await Submit(LossesByName[loss], TableAction.Upsert(Row("a", "after"))), ("a", "after"));
    }

    [SkippableTheory, MemberData(nameof(Losses))]
    public async Task Replace_IsDone(string loss)
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        var tag = await Stored("a", "before");
        await AssertDone(await Submit(LossesByName[loss], TableAction.Replace(Row("a", "after", tag))), ("a", "after"));
    }

    [SkippableTheory, MemberData(nameof(Losses))]
    public async Task Delete_IsDone(string loss)
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        var tag = await Stored("a", "before");
        await AssertDone(await Submit(LossesByName[loss], TableAction.Delete(Row("a", tag: tag))), ("a", null));
    }

    [SkippableTheory, MemberData(nameof(Losses))]
    public async Task Batch_IsDoneOnce(string loss)
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        var (head, gone) = (await Stored("head", "1"), await Stored("gone", "x"));
        await AssertDone(
            await Submit(LossesByName[loss], TableAction.Replace(Row("head", "2", head)), TableAction.Insert(Row("event")), TableAction.Delete(Row("gone", tag: gone))),
            ("head", "2"), ("event", "v"), ("gone", null));
    }

    [SkippableTheory]
    [InlineData(503, "ServerBusy")]
    [InlineData(500, "InternalError")]
    [InlineData(500, "OperationTimedOut")]
    public async Task BatchThatIsTooBusyInside_IsSentAgain(int status, string code)
    {
        var (body, header) = InnerFailure(status, code);
        await AssertDone(await Submit([Answered(202, body, header), CarriedOutBut(202, body, header)], TableAction.Insert(Row("a")), TableAction.Insert(Row("b"))), ("a", "v"), ("b", "v"));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n--changesetresponse_1\r\nContent-Type: app")]
    [InlineData("--batchresponse_1\r\nContent-Type: text/plain\r\n\r\nHello\r\n--batchresponse_1--\r\n")]
    public async Task BatchWhoseAnswerMakesNoSense_IsLookedFor(string answer)
    {
        var fate = CarriedOutBut(202, answer, ("Content-Type", "multipart/mixed; boundary=batchresponse_1"));
        await AssertDone(await Submit([fate], TableAction.Insert(Row("a")), TableAction.Insert(Row("b"))), ("a", "v"), ("b", "v"));
    }

    [SkippableFact]
    public async Task NothingArrives_IsUnknownAndNothingIsStored()
    {
        Assert.IsType<BatchOutcome.Unknown>(await Submit([.. Enumerable.Repeat(Dropped, 4)], TableAction.Insert(Row("a")), TableAction.Insert(Row("b"))));
        Assert.Null(await Get("a"));
    }

    [SkippableFact]
    public async Task NothingArrivesAndNothingCanBeRead_IsUnknown() =>
        Assert.IsType<BatchOutcome.Unknown>(await Submit([.. Enumerable.Repeat(Dropped, 40)], TableAction.Upsert(Row("a"))));

    [SkippableFact]
    public async Task TooBusyToTheEnd_IsUnknown()
    {
        var (body, header) = InnerFailure(503, "ServerBusy");
        Assert.IsType<BatchOutcome.Unknown>(await Submit([.. Enumerable.Repeat(Answered(202, body, header), 10)], TableAction.Insert(Row("a")), TableAction.Insert(Row("b"))));
    }

    [SkippableFact]
    public async Task AnswerLostAndTheHeadOverwrittenSince_IsDoneWithATagThatOverwritesNothing()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        var head = await Stored("head", "1");
        var outcome = await Submit([AnswerLostAfter(() => Stored("head", "3"))], TableAction.Replace(Row("head", "2", head)), TableAction.Insert(Row("event")));
        var tags = Assert.IsType<BatchOutcome.Done>(outcome).ETags;
        Assert.Equal((await Get("event"))!.ETag, tags[1]);
        var conflict = Assert.IsType<BatchOutcome.Conflict>(await _plain.SubmitAsync(Table, P, [TableAction.Replace(Row("head", "4", tags[0]))], default));
        Assert.Equal((ConflictReason.Changed, "3"), (conflict.Reason, conflict.Current!.GetString("Value")));
    }

    [SkippableFact]
    public async Task AnswerLostAndTheOnlyRowOverwrittenSince_IsUnknown()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        var tag = await Stored("a", "1");
        Assert.IsType<BatchOutcome.Unknown>(await Submit([AnswerLostAfter(() => Stored("a", "3"))], TableAction.Replace(Row("a", "2", tag))));
    }

    [SkippableFact]
    public async Task DroppedAndSomebodyElseWasFirst_IsAConflictWithTheirRow()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        var head = await Stored("head", "1");
        await Stored("head", "theirs");
        var outcome = await Submit([Dropped], TableAction.Replace(Row("head", "ours", head)), TableAction.Insert(Row("event")));
        var conflict = Assert.IsType<BatchOutcome.Conflict>(outcome);
        Assert.Equal((0, ConflictReason.Changed, "theirs"), (conflict.Index, conflict.Reason, conflict.Current!.GetString("Value")));
        Assert.Null(await Get("event"));
    }

    [SkippableFact]
    public async Task CallerWhoGivesUpAfterSending_IsStillTold()
    {
        using var patience = new CancellationTokenSource();
        var store = await Scripted.OnEmulatorAsync(new(async (message, network) =>
        {
            await patience.CancelAsync();
            await network.ProcessAsync(message);
        }), _prefix, Table);
        await AssertDone(await store.SubmitAsync(Table, P, [TableAction.Insert(Row("a"))], patience.Token), ("a", "v"));
    }

    [SkippableFact]
    public async Task Operation_IsTheStoresOwnAffair()
    {
        await Submit([], TableAction.Insert(Row("a")));
        Assert.Equal(["Value"], (await Get("a"))!.PropertyNames);
        var conflict = Assert.IsType<BatchOutcome.Conflict>(await Submit([], TableAction.Insert(Row("a"))));
        Assert.Equal(["Value"], conflict.Current!.PropertyNames);
        Assert.Equal(["Value"], Assert.Single((await _plain.QueryAsync(Table, P, RowRange.All, 10, continuation: null, default)).Entities).PropertyNames);
    }
}
