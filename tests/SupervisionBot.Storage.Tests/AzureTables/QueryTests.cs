namespace SupervisionBot.Storage.Tests.AzureTables;

/// <summary>What the service may answer to a read and the emulator never does.</summary>
public sealed class QueryTests
{
    private static string Rows(params string[] keys) => $$"""
        {"odata.metadata":"x","value":[{{string.Join(',', keys.Select(key => $$"""{"odata.etag":"W/\"{{key}}\"","PartitionKey":"p","RowKey":"{{key}}","Timestamp":"2026-11-22T08:00:00.1234567Z","Value":1}"""))}}]}
        """;

    private static Fate Page(string? nextPartition, string? nextRow, params string[] keys) => ScriptedTransport.Answered(
        200,
        Rows(keys),
        [.. nextPartition is null ? [] : new[] { ("x-ms-continuation-NextPartitionKey", nextPartition) }, .. nextRow is null ? [] : new[] { ("x-ms-continuation-NextRowKey", nextRow) }]);

    private static Task<TablePage> Query(ScriptedTransport transport, string? continuation = null) =>
        Scripted.Store(transport).QueryAsync("table", "p", new RowRange("a", "m"), 2, continuation, default);

    [Fact]
    public async Task EmptyPagesThatAreFollowedByOthers_ArePassedOver()
    {
        var transport = new ScriptedTransport(Page("1!8!cA--", "1!4!Yg--"), Page("1!8!cA--", null), Page(null, null, "b", "c"));
        var page = await Query(transport);
        Assert.Equal(["b", "c"], page.Entities.Select(row => row.RowKey));
        Assert.Null(page.Continuation);
        const string First = "GET /ttable()?$filter=PartitionKey%20eq%20%27p%27%20and%20RowKey%20ge%20%27a%27%20and%20RowKey%20lt%20%27m%27&$top=3";
        Assert.Equal([First, $"{First}&NextPartitionKey=1%218%21cA--&NextRowKey=1%214%21Yg--", $"{First}&NextPartitionKey=1%218%21cA--"], transport.Requests);
    }

    [Fact]
    public async Task EmptyPages_ToTheEnd_AreTheEnd()
    {
        var page = await Query(new(Page("x", "y"), Page(null, null)));
        Assert.Empty(page.Entities);
        Assert.Null(page.Continuation);
    }

    [Fact]
    public async Task Continuation_IsTheLastKeyAndGoesOnAfterIt()
    {
        var transport = new ScriptedTransport(Page("x", "y", "b", "c'", "d"), Page(null, null, "d"));
        var first = await Query(transport);
        Assert.Equal((2, "c'"), (first.Entities.Count, first.Continuation));
        await Query(transport, first.Continuation);
        Assert.Contains("RowKey%20gt%20%27c%27%27%27%20and%20RowKey%20lt%20%27m%27", transport.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LastPage_SaysThatItIsTheLastThoughTheServiceCouldGoOn()
    {
        Assert.Null((await Query(new(Page(null, null, "b", "c")))).Continuation);
        Assert.Equal("b", (await Query(new(Page("x", "y", "b")))).Continuation);
    }

    [Fact]
    public async Task Continuation_FromBeforeTheRange_DoesNotWidenIt()
    {
        var transport = new ScriptedTransport(Page(null, null));
        await Query(transport, continuation: "A");
        Assert.Contains("RowKey%20ge%20%27a%27", transport.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TableThatIsNotThere_IsEmpty()
    {
        var page = await Query(new(ScriptedTransport.Answered(404, """{"odata.error":{"code":"TableNotFound","message":{"value":""}}}""")));
        Assert.Empty(page.Entities);
    }

    [Theory]
    [InlineData(403, "<?xml version=\"1.0\"?><Error><Code>AuthorizationFailure</Code><Message>secret</Message></Error>", "403 AuthorizationFailure")]
    [InlineData(503, "{\"odata.error\":{\"code\":\"ServerBusy\",\"message\":{\"lang\":\"en\",\"value\":\"secret\"}}}", "503 ServerBusy")]
    [InlineData(500, "", "500")]
    [InlineData(500, "{", "500")]
    [InlineData(502, "<html>secret<p></html>", "502")]
    [InlineData(404, "<html>secret<p></html>", "404")]
    [InlineData(404, "{\"odata.error\":{\"code\":\"WebsiteNotFound\",\"message\":{\"lang\":\"en\",\"value\":\"secret\"}}}", "404 WebsiteNotFound")]
    [InlineData(400, "{\"odata.error\":{\"code\":\"InvalidInput\",\"message\":{\"lang\":\"en\",\"value\":\"secret\"}}}", "400 InvalidInput")]
    public async Task Refusal_IsAnOutageNamedByItsCode(int status, string body, string cause)
    {
        var answers = Enumerable.Repeat(ScriptedTransport.Answered(status, body), 8).ToArray();
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => Query(new(answers)));
        Assert.Equal($"The Table service does not answer: {cause}.", error.Message);
    }

    [Fact]
    public async Task RetryAfter_IsWaitedFor()
    {
        var began = System.Diagnostics.Stopwatch.StartNew();
        await Query(new(ScriptedTransport.Answered(429, "", ("Retry-After", "1")), Page(null, null)));
        Assert.True(began.Elapsed >= TimeSpan.FromSeconds(0.9), $"asked again after {began.Elapsed}");
    }

    [Fact]
    public async Task Hung_IsAskedAgain()
    {
        var transport = new ScriptedTransport(ScriptedTransport.Hung, ScriptedTransport.Dropped, Page(null, null, "b"));
        Assert.Equal("b", Assert.Single((await Query(transport)).Entities).RowKey);
    }

    [Fact]
    public async Task WhoWaitsIsToldInTime_ThoughNobodyAnswers()
    {
        var options = Scripted.Options(new([.. Enumerable.Repeat(ScriptedTransport.Hung, 20)]));
        (options.Retry.NetworkTimeout, options.Patience) = (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(0.2));
        var store = Scripted.Store(new SupervisionBot.Storage.AzureTables.TableServiceClient(Scripted.Nowhere, new Azure.AzureNamedKeyCredential("nowhere", "a2V5"), options), "t");
        var began = System.Diagnostics.Stopwatch.StartNew();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.GetAsync("table", "p", "r", default));
        Assert.IsType<BatchOutcome.Unknown>(await store.SubmitAsync("table", "p", [TableAction.Insert(new("p", "r"))], default));
        Assert.InRange(began.Elapsed, TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task NotFound_ThatSaysNothingOfRows_IsNoAnswerToAWrite()
    {
        var gateway = Enumerable.Repeat(ScriptedTransport.Answered(404, "<html>"), 8).ToArray();
        Assert.IsType<BatchOutcome.Unknown>(await Scripted.Store(new(gateway)).SubmitAsync("table", "p", [TableAction.Insert(new("p", "r"))], default));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Scripted.Store(new(gateway)).GetAsync("table", "p", "r", default));
    }

    [Fact]
    public async Task CallerWhoGivesUp_IsNotToldOfAnOutage()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scripted.Store(new(ScriptedTransport.Hung)).GetAsync("table", "p", "r", patience.Token));
    }

    [Fact]
    public async Task ListOfTables_GoesOnWhereItStoppedAndKnowsItsOwn()
    {
        static Fate Tables(string? next, params string[] names) => ScriptedTransport.Answered(
            200, $$"""{"odata.metadata":"x","value":[{{string.Join(',', names.Select(name => $$"""{"TableName":"{{name}}"}"""))}}]}""", [.. next is null ? [] : new[] { ("x-ms-continuation-NextTableName", next) }]);
        var transport = new ScriptedTransport(Tables("n", "tzoo", "other", "thealth"), Tables(null, "Tant", "tempty"), Page(null, null, "b"), Page(null, null), Page(null, null, "b"));
        Assert.Equal(["ant", "zoo"], await Scripted.Store(transport).ListTablesAsync(default));
        Assert.Equal("GET /Tables?NextTableName=n", transport.Requests[1]);
    }
}
