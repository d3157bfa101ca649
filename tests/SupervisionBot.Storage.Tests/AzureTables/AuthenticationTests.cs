using Azure;
using Azure.Core;
using SupervisionBot.Storage.AzureTables;

namespace SupervisionBot.Storage.Tests.AzureTables;

public sealed class AuthenticationTests
{
    private static readonly Fate NotThere = ScriptedTransport.Answered(404, """{"odata.error":{"code":"ResourceNotFound","message":{"value":""}}}""");

    [Fact]
    public async Task Signature_StandsInTheAddressOnceHoweverOftenItIsSent()
    {
        var transport = new ScriptedTransport(ScriptedTransport.Answered(500), ScriptedTransport.Answered(503), NotThere);
        var store = Scripted.Store(new TableServiceClient(Scripted.Nowhere, new AzureSasCredential("?sv=1&sig=a%2Bb"), Scripted.Options(transport)), "t");
        Assert.Null(await store.GetAsync("table", "p", "r", default));
        Assert.Equal(3, transport.Requests.Count);
        Assert.All(transport.Requests, request => Assert.Equal("GET /ttable(PartitionKey='p',RowKey='r')?sv=1&sig=a%2Bb", request));
        Assert.All(transport.Headers, headers => Assert.DoesNotContain("Authorization", headers.Keys));
    }

    [Theory]
    [InlineData("https://council.table.core.windows.net", "https://storage.azure.com/.default")]
    [InlineData("https://council.table.core.usgovcloudapi.net", "https://storage.azure.us/.default")]
    [InlineData("https://council.table.core.chinacloudapi.cn", "https://storage.azure.cn/.default")]
    public async Task Identity_AsksForOneTokenOfTheRightAudience(string endpoint, string scope)
    {
        var credential = new OneToken();
        var transport = new ScriptedTransport(NotThere, NotThere);
        var store = Scripted.Store(new TableServiceClient(new Uri(endpoint), credential, Scripted.Options(transport)), "t");
        await store.GetAsync("table", "p", "r", default);
        await store.GetAsync("table", "p", "r", default);
        Assert.Equal([scope], credential.Asked);
        Assert.All(transport.Headers, headers => Assert.Equal("Bearer the-token", headers["Authorization"]));
    }

    [Fact]
    public void Identity_WithoutHttps_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new TableServiceClient(new Uri("http://127.0.0.1:10002/a"), new OneToken()));

    [Fact]
    public async Task Identity_ThatGetsNoToken_IsAnOutage()
    {
        var store = Scripted.Store(new TableServiceClient(Scripted.Nowhere, new OneToken { Error = new Azure.Identity.CredentialUnavailableException("no identity here") }, Scripted.Options(new())), "t");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.GetAsync("table", "p", "r", default));
        Assert.IsType<BatchOutcome.Unknown>(await store.SubmitAsync("table", "p", [TableAction.Upsert(new("p", "r"))], default));
        Assert.False((await store.CheckAsync(default)).IsHealthy);
    }

    private sealed class OneToken : TokenCredential
    {
        public List<string> Asked { get; } = [];

        public Exception? Error { get; init; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            if (Error is not null)
                throw Error;
            Asked.AddRange(requestContext.Scopes);
            return ValueTask.FromResult(new AccessToken("the-token", TimeProvider.System.GetUtcNow().AddHours(1)));
        }
    }
}
