using System.Text;
using Microsoft.AspNetCore.Http;
using SupervisionBot.Hosting;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Hosting;

public sealed class EveryRequestTests
{
    [Fact]
    public async Task EveryAnswerCarriesTheHeadersAndNoBanner()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        (HttpMethod Method, string Path, string? Body)[] requests =
        [
            (HttpMethod.Get, "/healthz", null),
            (HttpMethod.Get, "/readyz", null),
            (HttpMethod.Get, "/nowhere", null),
            (HttpMethod.Get, "/api/messages", null),
            (HttpMethod.Post, "/api/messages", "{"),
            (HttpMethod.Post, "/api/messages", team.Sarah.Typed("help").ToJsonString()),
            (HttpMethod.Post, "/api/messages", team.Sarah.Execute("start.open", []).ToJsonString()),
        ];
        foreach (var (method, path, body) in requests)
        {
            using var request = new HttpRequestMessage(method, new Uri(team.Address, path)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            using var answer = await team.Http.SendAsync(request);

            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            Assert.Equal(["no-store"], answer.Headers.GetValues("Cache-Control"));
            Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
            Assert.DoesNotContain(answer.Headers.Concat(answer.Content.Headers), header => header.Key is "Server" or "X-Powered-By" or "Strict-Transport-Security");
        }
    }

    [Fact]
    public void OverHttpsABrowserIsToldToStayThere()
    {
        var http = new DefaultHttpContext { Request = { Scheme = "https" } };

        EveryRequest.Guard(http);

        Assert.Equal("max-age=31536000", http.Response.Headers.StrictTransportSecurity);
    }

    [Theory]
    [InlineData("cAt8VSLpB0mQkHxF.3.1", true)]
    [InlineData("Sarah Ahmed", false)]
    [InlineData("{\"a\":1}", false)]
    public async Task TheCorrelationOfTheVendorIsOnTheLogAndNothingElseThatIsSentInItsPlace(string correlation, bool isLogged)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(team.Address, "/healthz"));
        request.Headers.TryAddWithoutValidation("MS-CV", correlation);

        using var answer = await team.Http.SendAsync(request);

        Assert.Equal(isLogged, team.Logs.Lines.Any(line => line.Contains($"scope MS-CV {correlation}", StringComparison.Ordinal)));
    }
}
