using System.Diagnostics;
using System.Net;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Teams.Tests.Authentication;

public sealed class RateLimitTests
{
    private static readonly string s_sarah = Activities.Message.With("from.aadObjectId", "\"22222222-0000-4000-8000-0000000000aa\"");

    [Fact]
    public async Task APersonWhoCallsTooOftenIsToldToWaitAndNobodyElseIs()
    {
        await using var edge = await Edge.StartAsync("--Teams:RateLimit:PerPerson", "1");

        var (accepted, refused) = await edge.PostUntilRefusedAsync(HttpStatusCode.OK, Activities.Message, edge.Host.Token());

        Assert.True(accepted >= 10);
        Assert.Equal(("", TimeSpan.FromSeconds(1)), (refused.Body, refused.RetryAfter));
        Assert.Equal(accepted, edge.Host.Handler.Take().Count);
        Assert.Equal(HttpStatusCode.OK, (await edge.Host.PostAsync(s_sarah, edge.Host.Token())).Status);
    }

    [Fact]
    public async Task WhoHasWaitedMayGoOn()
    {
        await using var edge = await Edge.StartAsync("--Teams:RateLimit:PerPerson", "1");
        var (_, refused) = await edge.PostUntilRefusedAsync(HttpStatusCode.OK, Activities.Message, edge.Host.Token());
        var start = Stopwatch.GetTimestamp();

        while ((await edge.Host.PostAsync(Activities.Message, edge.Host.Token())).Status is HttpStatusCode.TooManyRequests)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < refused.RetryAfter!.Value + TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task AForgedTokenUsesUpNothingOfThePersonItNames()
    {
        await using var edge = await Edge.StartAsync("--Teams:RateLimit:PerPerson", "1");

        for (var request = 0; request < 30; request++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await edge.Host.PostAsync(Activities.Message, "no.token.atall")).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await edge.Host.PostAsync(Activities.Message, edge.Host.Token())).Status);
    }

    [Fact]
    public async Task AnAddressFromWhichTooMuchComesIsToldToWait()
    {
        await using var edge = await Edge.StartAsync("--Teams:RateLimit:PerAddress", "1");

        var (accepted, refused) = await edge.PostUntilRefusedAsync(HttpStatusCode.OK, Activities.Message, edge.Host.Token());

        Assert.True(accepted >= 10);
        Assert.Equal(("", TimeSpan.FromSeconds(1)), (refused.Body, refused.RetryAfter));
    }

    [Fact]
    public async Task AStrangerIsToldWhySomeTimesAndThenToWaitWithoutALineInTheLog()
    {
        await using var edge = await Edge.StartAsync("--Teams:RateLimit:RefusedPerAddress", "1");

        var (told, refused) = await edge.PostUntilRefusedAsync(HttpStatusCode.Unauthorized, "not json", "no.token.atall");
        var lines = edge.Host.Logs.Lines.Count(line => line.Contains("Refused a request", StringComparison.Ordinal));
        var again = await edge.Host.PostAsync("not json", "no.token.atall");

        Assert.True(told >= 10);
        Assert.Equal(("", TimeSpan.FromSeconds(1)), (refused.Body, refused.RetryAfter));
        Assert.Equal(told, lines);
        Assert.True(again.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized);
    }

    /// <summary>Behind an ingress they come from one address.</summary>
    [Fact]
    public async Task AStrangerAtFullRateBehindTheSameAddressShutsNobodyOut()
    {
        await using var edge = await Edge.StartAsync("--Teams:RateLimit:PerAddress", "10", "--Teams:RateLimit:RefusedPerAddress", "1");
        using var stop = new CancellationTokenSource();
        var forged = edge.Host.Token()[..^8] + "AAAAAAAA";
        var attacks = Enumerable.Range(0, 8).Select(_ => AttackAsync()).ToList();

        for (var request = 0; request < 50; request++)
        {
            Assert.Equal(HttpStatusCode.OK, (await edge.Host.PostAsync(Activities.Message, edge.Host.Token())).Status);
        }

        await stop.CancelAsync();
        Assert.True((await Task.WhenAll(attacks)).Sum() > 100);

        async Task<int> AttackAsync()
        {
            var sent = 0;
            for (; !stop.IsCancellationRequested; sent++)
            {
                Assert.True((await edge.Host.PostAsync(Activities.Message, sent % 2 == 0 ? forged : "no.token.atall")).Status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests);
            }

            return sent;
        }
    }

    [Fact]
    public async Task OnePersonUsesUpNothingOfTheirAddress()
    {
        await using var edge = await Edge.StartAsync("--Teams:RateLimit:PerPerson", "1", "--Teams:RateLimit:PerAddress", "2");
        await edge.PostUntilRefusedAsync(HttpStatusCode.OK, Activities.Message, edge.Host.Token());
        for (var request = 0; request < 100; request++)
        {
            await edge.Host.PostAsync(Activities.Message, edge.Host.Token());
        }

        Assert.Equal(HttpStatusCode.OK, (await edge.Host.PostAsync(s_sarah, edge.Host.Token())).Status);
    }

    [Fact]
    public void TheAddressesOfOneIpv6NetworkCountAsOne()
    {
        using var limits = new RateLimits(Microsoft.Extensions.Options.Options.Create(new TeamsOptions { RateLimit = { PerAddress = 1 } }));

        Assert.Contains(Enumerable.Range(1, 1000), number => limits.WaitOf(IPAddress.Parse($"2001:db8::{number}")) is not null);
        Assert.Null(limits.WaitOf(IPAddress.Parse("2001:db8:0:1::1")));
        Assert.Null(limits.WaitOf(IPAddress.Parse("192.0.2.1")));
    }

    [Fact]
    public void WithoutTokensThereIsNoLimit()
    {
        using var limits = new RateLimits(Microsoft.Extensions.Options.Options.Create(new TeamsOptions { Anonymous = true, RateLimit = { PerAddress = 1 } }));

        Assert.All(Enumerable.Range(1, 1000), _ => Assert.Null(limits.WaitOf(IPAddress.Loopback)));
    }

    private sealed class Edge : IAsyncDisposable
    {
        private Edge(TokenHost host) => Host = host;

        public TokenHost Host { get; }

        public static async Task<Edge> StartAsync(params string[] settings)
        {
            var host = new TokenHost(TokenIssuer.PublicIssuer, settings);
            await host.InitializeAsync();
            return new(host);
        }

        // How many go through depends on how busy the machine is.
        public async Task<(int Accepted, TokenAnswer Refused)> PostUntilRefusedAsync(HttpStatusCode usual, string activity, string token)
        {
            for (var accepted = 0; accepted < 1000; accepted++)
            {
                var answer = await Host.PostAsync(activity, token);
                if (answer.Status is HttpStatusCode.TooManyRequests)
                {
                    return (accepted, answer);
                }

                Assert.Equal(usual, answer.Status);
            }

            throw new InvalidOperationException("nothing was refused");
        }

        public async ValueTask DisposeAsync() => await Host.DisposeAsync();
    }
}
