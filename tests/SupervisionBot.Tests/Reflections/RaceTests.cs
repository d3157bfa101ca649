using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Reflections;

/// <summary>Somebody changes the same mark at the same moment, from another device.</summary>
public sealed class RaceTests
{
    [Fact]
    public async Task AMarkIsTakenOffAlthoughItChangedWhileItWasRead()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        store.Races = 1;

        var answer = await team.Priya.PressAsync("reflect.keep");

        Assert.NotNull(answer.Card);
        Assert.DoesNotContain(await team.ReflectionRowsAsync(team.Priya), row => row.RowKey.StartsWith("bring|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoeverIsAlwaysSlowerIsNotToldThatNothingAnswers()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        store.Races = int.MaxValue;

        var answer = await team.Priya.PressAsync("reflect.keep");

        Assert.Contains("Others were saving at the same moment", answer.Message, StringComparison.Ordinal);
    }

    private static async Task<(SupervisionTeam Team, RacingStore Store)> MeetAsync()
    {
        RacingStore? store = null;
        var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own, "bring|")));
        await team.ReflectAsync(team.Priya, "I was frightened");
        await team.Priya.PressAsync("reflect.bring");
        return (team, store!);
    }
}
