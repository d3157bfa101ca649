using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SupervisionBot.Hosting;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Hosting;

public sealed class ReadinessTests : IDisposable
{
    private readonly HandTicks _clock = new();
    private readonly RecordingLogs _logs = new();
    private readonly List<Readiness> _made = [];

    public void Dispose() => _made.ForEach(readiness => readiness.Dispose());

    [Fact]
    public async Task AnAppThatCanServeIsAliveAndReady()
    {
        await using var team = await SupervisionTeam.MeetAsync();

        Assert.Equal((200, "Alive."), await GetAsync(team, "/healthz"));
        Assert.Equal((200, "Ready."), await GetAsync(team, "/readyz"));
    }

    [Fact]
    public async Task WhileStorageDoesNotAnswerTheAppIsAliveButNotReadyAndStrangersAreNotToldWhy()
    {
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(store => new WatchedStore(store) { IsHealthy = false }));

        Assert.Equal((200, "Alive."), await GetAsync(team, "/healthz"));
        Assert.Equal((503, "Not ready."), await GetAsync(team, "/readyz"));
        Assert.Contains(team.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("Not ready: storage", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AHundredRequestsCostOneLookAtStorage()
    {
        WatchedStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new WatchedStore(own)));

        for (var request = 0; request < 100; request++)
        {
            Assert.Equal((200, "Ready."), await GetAsync(team, "/readyz"));
        }

        // A slow computer may take longer than one answer serves.
        Assert.InRange(store!.Checks, 1, 10);
    }

    [Fact]
    public async Task WhatIsMissingOrFailsIsNamedInTheLogOnceAndNothingElseOfIt()
    {
        var readiness = Of(
            new("one", Decides: true, _ => Task.FromResult(true)),
            new("two", Decides: true, _ => Task.FromResult(false)),
            new("three", Decides: true, _ => throw new InvalidOperationException("a password")),
            new("four", Decides: true, _ => Task.FromException<bool>(new HttpRequestException("an address"))));

        Assert.False(await readiness.IsReadyAsync());
        _clock.Pass(Readiness.Serves);
        Assert.False(await readiness.IsReadyAsync());

        Assert.Equal(["two", "three", "four"], _logs.Lines.Select(line => line.Split("Not ready: ")[1].Split(' ')[0]));
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("a password", StringComparison.Ordinal) || line.Contains("an address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatIsThereAgainIsSaid()
    {
        var isThere = false;
        var readiness = Of(new Probe("storage", Decides: true, _ => Task.FromResult(isThere)));
        Assert.False(await readiness.IsReadyAsync());
        isThere = true;
        _clock.Pass(Readiness.Serves);

        Assert.True(await readiness.IsReadyAsync());

        Assert.Contains("Ready again: storage", _logs.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutTheBotsTokenACopyGoesOnAnsweringAndTheLogSaysSo()
    {
        var readiness = Of(new Probe("storage", Decides: true, _ => Task.FromResult(true)), new Probe("bot token", Decides: false, _ => Task.FromResult(false)));

        Assert.True(await readiness.IsReadyAsync());

        Assert.Contains("Not ready: bot token", Assert.Single(_logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyWhoAskShareOneLookAndItsAnswerServesForSomeSeconds()
    {
        var looks = 0;
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var readiness = Of(new Probe("slow", Decides: true, _ =>
        {
            looks++;
            return answer.Task;
        }));

        var asked = Enumerable.Range(0, 100).Select(_ => readiness.IsReadyAsync()).ToList();
        answer.SetResult(false);
        Assert.All(await Task.WhenAll(asked), Assert.False);
        _clock.Pass(Readiness.Serves - TimeSpan.FromTicks(1));
        await readiness.IsReadyAsync();
        Assert.Equal(1, looks);
        _clock.Pass(TimeSpan.FromTicks(1));
        await readiness.IsReadyAsync();

        Assert.Equal(2, looks);
    }

    [Theory]
    [InlineData("sender")]
    [InlineData("alarms")]
    public async Task ALoopThatLooksNoMoreMakesTheCopyUnready(string loop)
    {
        var looks = new Looks(new("sender", TimeSpan.FromHours(1), _clock), new("alarms", TimeSpan.FromHours(1), _clock));
        await using var team = await SupervisionTeam.MeetAsync(services => services.Replace(ServiceDescriptor.Singleton(looks)), "--Outbox:Poll", "3600", "--Schedule:Poll", "3600");
        _clock.Pass(TimeSpan.FromHours(11));
        (loop == "sender" ? looks.Alarms : looks.Sender).Completed();

        Assert.Equal((503, "Not ready."), await GetAsync(team, "/readyz"));

        Assert.Contains(team.Logs.Lines, line => line.Contains($"Not ready: {loop}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.05, 60)]
    [InlineData(1, 60)]
    [InlineData(10, 100)]
    public void ALoopIsStuckAfterTenLooksLeftOutAndNotWithinAMinute(double poll, int seconds)
    {
        var watch = new LookWatch("sender", TimeSpan.FromSeconds(poll), _clock);
        _clock.Pass(TimeSpan.FromSeconds(seconds));
        Assert.False(watch.IsStuck);
        _clock.Pass(TimeSpan.FromTicks(1));
        Assert.True(watch.IsStuck);

        watch.Completed();

        Assert.False(watch.IsStuck);
    }

    private Readiness Of(params Probe[] probes)
    {
        var readiness = new Readiness(probes, _clock, new LoggerFactory([_logs]).CreateLogger<Readiness>());
        _made.Add(readiness);
        return readiness;
    }

    private static async Task<(int Status, string Body)> GetAsync(SupervisionTeam team, string path)
    {
        using var answer = await team.Http.GetAsync(new Uri(team.Address, path));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
