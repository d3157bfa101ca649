using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SupervisionBot.Hosting;

namespace SupervisionBot.Tests.Hosting;

/// <summary>Whose word is taken for where a request comes from.</summary>
public sealed class ForwardingTests
{
    private const string Chain = "203.0.113.66, 198.51.100.7";

    /// <summary>The test connects from loopback; the first of the chain is what a caller wrote, the last what the proxy did.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("198.51.100.7", "--Hosting:LastHop", "true")]
    [InlineData("198.51.100.7", "--ForwardedHeaders_Enabled", "true")]
    [InlineData("198.51.100.7", "--ForwardedHeaders_Enabled", "true", "--Hosting:LastHop", "true")]
    [InlineData("198.51.100.7", "--Hosting:KnownProxies:0", "127.0.0.1")]
    [InlineData("198.51.100.7", "--Hosting:KnownNetworks:0", "127.0.0.0/8")]
    [InlineData("198.51.100.7", "--Hosting:KnownProxies:0", "127.0.0.1", "--Hosting:Hops", "2")]
    [InlineData("203.0.113.66", "--Hosting:KnownProxies:0", "127.0.0.1", "--Hosting:KnownProxies:1", "198.51.100.7", "--Hosting:Hops", "2")]
    [InlineData("198.51.100.7", "--Hosting:KnownProxies:0", "127.0.0.1", "--Hosting:KnownProxies:1", "198.51.100.7")]
    [InlineData("127.0.0.1", "--Hosting:KnownProxies:0", "10.0.0.4")]
    public async Task TheAddressIsThatOfTheConnectionUnlessAKnownProxySaysOtherwise(string expected, params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", .. settings]);
        builder.Logging.ClearProviders();
        builder.AddForwarding();
        await using var app = builder.Build();
        app.UseForwarding();
        app.MapGet("/", (HttpContext http) => $"{http.Connection.RemoteIpAddress} {http.Request.Scheme}");
        await app.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Urls.Single());
        request.Headers.Add("X-Forwarded-For", Chain);
        request.Headers.Add("X-Forwarded-Proto", "https, https");

        using var answer = await http.SendAsync(request);

        Assert.Equal($"{expected} {(expected == "127.0.0.1" ? "http" : "https")}", await answer.Content.ReadAsStringAsync());
    }
}
