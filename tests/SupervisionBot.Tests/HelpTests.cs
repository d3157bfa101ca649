using SupervisionBot.Tests.Rounds;

namespace SupervisionBot.Tests;

/// <summary>Help has a button for what the person who asks can do.</summary>
public sealed class HelpTests
{
    private static readonly string[] s_everybody = ["start.open", "sessions.list", "reflect.view"];
    private static readonly string[] s_leaders = ["rounds.list", "challenge.areas", "redaction.list"];

    [Fact]
    public async Task ALeaderHasButtonsForRoundsQuestionsAndRedactionsAndEachBringsIt()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        foreach (var verb in s_everybody.Concat(s_leaders))
        {
            await scene.Team.Sarah.TypeAsync("help");
            var help = scene.Team.Sarah.Card;

            await scene.Team.Sarah.PressAsync(verb);

            Assert.NotSame(help, scene.Team.Sarah.Card);
        }

        await scene.Team.Sarah.TypeAsync("help");
        Assert.Equal(s_everybody.Concat(s_leaders), scene.Team.Sarah.Card.Buttons.Select(button => button.Verb));
    }

    [Fact]
    public async Task NobodyElseHas()
    {
        await using var scene = await RoundScene.MeetAsync(1);

        await scene.Team.Priya.TypeAsync("help");

        Assert.Equal(s_everybody, scene.Team.Priya.Card.Buttons.Select(button => button.Verb));
    }

    [Fact]
    public async Task NorDoesALeaderWhereOthersReadAlong()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var sarah = scene.Team.Sarah.In(scene.Team.Group);

        await sarah.TypeAsync("help");

        Assert.DoesNotContain(sarah.Card.Buttons, button => s_leaders.Contains(button.Verb));
    }
}
