using System.Globalization;
using SupervisionBot.Core.Rounds;

namespace SupervisionBot.Core.Tests.Rounds;

public class SuppressionTests
{
    [Theory]
    [InlineData("", "a4", "")]
    [InlineData("a", "a5", "")]
    [InlineData("ab", "a5 b9", "")]
    [InlineData("ab", "a10 b5", "")]
    [InlineData("ab", "a10 b12", "ab")]
    [InlineData("", "a5 b4", "")]
    [InlineData("a", "a6 b5 c4", "")]
    [InlineData("ab", "a6 b5 c4 d1", "")]
    [InlineData("b", "a10 b20 c2", "b")]
    [InlineData("ab", "a10 b20 c0", "ab")]
    [InlineData("abc", "a10 b20 c9", "b")]
    [InlineData("abcd", "a10 b20 c9 d8", "ab")]
    [InlineData("a", "a10 b10 c1", "a")]
    [InlineData("", "a0 b0", "")]
    public void TeamsStandByThemselvesOnlyWithEnoughPeopleInEachGroup(string counted, string people, string withComments)
    {
        var shown = Suppression.Groups(People(people), new());

        Assert.Equal((counted, withComments), (Names(shown.Counted), Names(shown.WithComments)));
    }

    [Fact]
    public void ThresholdsAreSettings() => Assert.Equal("ab", Names(Suppression.Groups(People("a3 b4"), new(3, 3)).WithComments));

    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(2, 10, false)]
    [InlineData(5, 4, false)]
    public void ThresholdsAreNeverBelowThreeNorCommentsBelowCounts(int counts, int comments, bool sound) => Assert.Equal(sound, new Thresholds(counts, comments).AreSound);

    private static Dictionary<string, int> People(string people) => people.Split(' ').ToDictionary(team => team[..1], team => int.Parse(team[1..], CultureInfo.InvariantCulture));

    private static string Names(IEnumerable<string> teams) => string.Concat(teams.Order(StringComparer.Ordinal));
}
