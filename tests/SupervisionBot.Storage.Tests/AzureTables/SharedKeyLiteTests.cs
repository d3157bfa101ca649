using SupervisionBot.Storage.AzureTables;

namespace SupervisionBot.Storage.Tests.AzureTables;

public sealed class SharedKeyLiteTests
{
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // The first two were accepted by the emulator.
    [Theory]
    [InlineData("/devstoreaccount1/devstoreaccount1/Tables", "sT8o3I6YfAcOIM64hJXd2095JpNYhLZdXOoz/PRSK6s=")]
    [InlineData("/devstoreaccount1/devstoreaccount1/demo(PartitionKey='s%27%271',RowKey='r1')", "T0lyCNN+ZjDKeBL0vt4OfgJMHxf8htfgYb+/jPpcRqk=")]
    [InlineData("/devstoreaccount1/devstoreaccount1/$batch", "ximHVIx0Xjama6vEekKlmIAj9SjL365K4If4HuxndMQ=")]
    public void Signature_IsThatOfTheDateAndTheResource(string resource, string signature) =>
        Assert.Equal(signature, SharedKeyLitePolicy.Sign(EmulatorKey, $"Sun, 22 Nov 2026 01:54:30 GMT\n{resource}"));

    [Fact]
    public async Task EachAttempt_IsSignedAnewWithTheAccountInFront()
    {
        var transport = new ScriptedTransport(ScriptedTransport.Answered(503), ScriptedTransport.Answered(404, """{"odata.error":{"code":"ResourceNotFound","message":{"value":""}}}"""));
        Assert.Null(await Scripted.Store(transport).GetAsync("table", "a b", "it's", default));
        Assert.Equal(2, transport.Requests.Count);
        Assert.All(transport.Requests, request => Assert.Equal("GET /ttable(PartitionKey='a%20b',RowKey='it%27%27s')", request));
        Assert.All(transport.Headers, headers =>
        {
            var resource = $"{headers["x-ms-date"]}\n/nowhere/ttable(PartitionKey='a%20b',RowKey='it%27%27s')";
            Assert.Equal($"SharedKeyLite nowhere:{SharedKeyLitePolicy.Sign("a2V5", resource)}", headers["Authorization"]);
        });
    }
}
