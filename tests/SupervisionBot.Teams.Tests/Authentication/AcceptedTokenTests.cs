using System.Net;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Teams.Tests.Authentication;

public sealed class AcceptedTokenTests : IClassFixture<TokenHost>
{
    private readonly TokenHost _host;

    public AcceptedTokenTests(TokenHost host)
    {
        _host = host;
        _host.Handler.Reset();
    }

    [Fact]
    public async Task TheServicesTokenLetsEveryActivityIn()
    {
        foreach (var activity in Activities.Handled)
        {
            Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(activity, _host.Token())).Status);
            Assert.Single(_host.Handler.Take());
        }
    }

    [Theory]
    [InlineData(TeamsCloud.Public, "https://api.botframework.com")]
    [InlineData(TeamsCloud.UsGov, "https://api.botframework.us")]
    [InlineData(TeamsCloud.China, "https://api.botframework.azure.cn")]
    public async Task EachCloudHasItsIssuer(TeamsCloud cloud, string issuer)
    {
        var host = new TokenHost(issuer, "--Teams:Cloud", cloud.ToString());
        await host.InitializeAsync();
        try
        {
            Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(Activities.Message, host.Token())).Status);
            foreach (var other in Enum.GetValues<TeamsCloud>().Where(other => other != cloud))
            {
                Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(Activities.Message, host.Token(token => token.Payload["iss"] = Cloud.Of(other).Issuer))).Status);
            }
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task TheClaimOfTheServiceAddressIsFoundHoweverItsNameIsWritten()
    {
        foreach (var name in new[] { "serviceUrl", "ServiceURL" })
        {
            var token = _host.Token(token =>
            {
                token.Payload.Remove("serviceurl");
                token.Payload[name] = Activities.ServiceUrl;
            });

            Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(Activities.Message, token)).Status);
        }
    }

    [Theory]
    [InlineData("nbf", 290)]
    [InlineData("exp", -290)]
    public async Task ClocksMayDifferByFiveMinutes(string claim, int seconds)
    {
        var token = _host.Token(token => token.Payload[claim] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds);

        Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(Activities.Message, token)).Status);
    }

    [Fact]
    public async Task EitherPlaceOfTheTenantIsEnough()
    {
        Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(Activities.Message.With("conversation.tenantId", null), _host.Token())).Status);
        Assert.Equal(HttpStatusCode.OK, (await _host.PostAsync(Activities.Message.With("channelData.tenant", null), _host.Token())).Status);
    }

    [Fact]
    public async Task TheTenantsThatAreNamedReplaceTheHomeTenant()
    {
        const string Other = "99999999-0000-4000-8000-000000000009";
        var host = new TokenHost(TokenIssuer.PublicIssuer, "--Teams:AllowedTenants:0", Other);
        await host.InitializeAsync();
        try
        {
            var fromOther = Activities.Message.With("conversation.tenantId", $"\"{Other}\"").With("channelData.tenant.id", $"\"{Other}\"");
            Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(fromOther, host.Token())).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync(Activities.Message, host.Token())).Status);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task WhatIsNotForTheAppIsCheckedAllTheSame()
    {
        foreach (var (activity, status) in new[] { (Activities.Message.With("type", "\"event\""), HttpStatusCode.OK), (Activities.Execute.With("name", "\"signin/verifyState\""), HttpStatusCode.NotImplemented) })
        {
            Assert.Equal(status, (await _host.PostAsync(activity, _host.Token())).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await _host.PostAsync(activity, "no.token.atall")).Status);
        }
    }

    [Fact]
    public async Task TheKeysAreKnown() => Assert.True(await _host.Keys.CheckAsync(CancellationToken.None));
}
