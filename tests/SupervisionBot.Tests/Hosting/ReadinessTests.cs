using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Hosting;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Hosting;

public sealed class ReadinessTests
{
    [Fact]
    public async Task AnAppThatCanServeIsAliveAndReady()
    {
        await using var team = await SupervisionTeam.MeetAsync();

        Assert.Equal((200, "Alive."), await GetAsync(team, "/healthz"));
        Assert.Equal((200, "Ready."), await GetAsync(team, "/readyz"));
    }

    [Fact]
    public async Task WhileStorageDoesNotAnswerTheAppIsAliveButNotReady()
    {
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(store => new WatchedStore(store) { IsHealthy = false }));

        Assert.Equal((200, "Alive."), await GetAsync(team, "/healthz"));
        Assert.Equal((503, "Not ready: storage."), await GetAsync(team, "/readyz"));
    }

    [Fact]
    public async Task WhatIsNotThereAndWhatFailsIsNamedAndNothingElse()
    {
        var readiness = Of(
            new("one", _ => Task.FromResult(true)),
            new("two", _ => Task.FromResult(false)),
            new("three", _ => throw new InvalidOperationException("a password")),
            new("four", _ => Task.FromException<bool>(new HttpRequestException("an address"))));

        Assert.Equal(["two", "three", "four"], await readiness.MissingAsync());
    }

    [Fact]
    public async Task ManyWhoAskShareOneCheckAndTheNextOneLooksAgain()
    {
        var checks = 0;
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var readiness = Of(new Probe("slow", _ =>
        {
            checks++;
            return answer.Task;
        }));

        var asked = Enumerable.Range(0, 100).Select(_ => readiness.MissingAsync()).ToList();
        answer.SetResult(false);
        Assert.All(await Task.WhenAll(asked), missing => Assert.Equal(["slow"], missing));
        Assert.Equal(1, checks);
        await readiness.MissingAsync();

        Assert.Equal(2, checks);
    }

    private static Readiness Of(params Probe[] probes) => new(probes, NullLogger<Readiness>.Instance);

    private static async Task<(int Status, string Body)> GetAsync(SupervisionTeam team, string path)
    {
        using var answer = await team.Http.GetAsync(new Uri(team.Address, path));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
