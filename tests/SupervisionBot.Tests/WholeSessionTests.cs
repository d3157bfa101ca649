using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

public sealed class WholeSessionTests
{
    [Fact]
    public async Task TwoPeopleCompleteASessionAndBothGetTheFrozenSummary()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();

        Assert.True(team.Sarah.Card.Has("addendum.add"));
        Assert.Equal(team.Sarah.Card.Words, team.Priya.Card.Words);
        Assert.Contains("Too slow for a tired child", team.Sarah.Card.Words, StringComparison.Ordinal);
    }
}
