using System.Net;
using SupervisionBot.LocalTeams.Page;

namespace SupervisionBot.LocalTeams.Tests;

public sealed class HostTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://192.168.1.10:5180")]
    [InlineData("https://127.0.0.1:5180")]
    [InlineData("http://example.org")]
    public async Task AnAddressThatOthersCanReachIsRefused(string address)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => LocalTeamsHost.StartAsync(new(Path.GetTempPath(), new(address))));
    }

    [Fact]
    public async Task ItListensOnLoopbackOnly()
    {
        await using var stage = await Stage.OpenAsync();

        Assert.Equal("127.0.0.1", stage.Host.Address.Host);
        Assert.True(stage.Host.Address.IsLoopback);
    }

    [Fact]
    public async Task AForeignNameForThisComputerIsTurnedAway()
    {
        await using var stage = await Stage.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/local/people");
        request.Headers.Host = "evil.example";

        Assert.Equal(HttpStatusCode.BadRequest, (await stage.Http.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("app.js")]
    [InlineData("lib/adaptivecards.min.js")]
    [InlineData("lib/markdown-it.min.js")]
    [InlineData("lib/chart.umd.min.js")]
    [InlineData("lib/icons.json")]
    public async Task ThePageAndItsPartsAreServed(string path)
    {
        await using var stage = await Stage.OpenAsync();

        var response = await stage.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(24 * 7)]
    public async Task MovingTheClockADayOrAWeekWakesWhatWaitsForThen(int hours)
    {
        await using var stage = await Stage.OpenAsync();
        var due = Task.Delay(TimeSpan.FromHours(hours), stage.Host.Clock);
        var notYet = Task.Delay(TimeSpan.FromHours(hours + 1), stage.Host.Clock);

        await stage.ReadAsync("sarah", "clock", new { hours });

        await due.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(notYet.IsCompleted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(ClockStep.MostHours + 1)]
    public async Task AClockStepOutOfRangeIs400(int hours)
    {
        await using var stage = await Stage.OpenAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await stage.AsAsync("sarah", "clock", new { hours })).StatusCode);
    }
}
