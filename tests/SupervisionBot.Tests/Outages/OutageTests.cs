using System.Text.RegularExpressions;
using SupervisionBot.OneToOne;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Outages;

/// <summary>Storage that does not answer: the person is told, their words stay, and pressing again saves once, whatever had become of it.</summary>
public sealed partial class OutageTests
{
    private static readonly Lazy<Task<IReadOnlyList<string>>> s_undisturbed = new(async () => (await PlayAsync(Fault.None)).Trails);

    [Theory]
    [InlineData(Fault.WritesAreLost)]
    [InlineData(Fault.AnswersAreLost)]
    [InlineData(Fault.NothingAnswers)]
    public async Task EveryPressThatIsNotAnsweredSaysSoKeepsTheWordsAndIsSavedOnce(Fault fault)
    {
        var (trails, pressed) = await PlayAsync(fault);

        Assert.Equal(await s_undisturbed.Value, trails);
        Assert.Equal(SessionVerbs.All.Keys.Append("start.send").Order(StringComparer.Ordinal), pressed.Order(StringComparer.Ordinal));
    }

    private static async Task<(IReadOnlyList<string> Trails, IReadOnlySet<string> Pressed)> PlayAsync(Fault fault)
    {
        FaultyStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own)));
        var hand = new Hand(team, store!, fault);
        var trails = new List<string>();
        foreach (var session in await Script.PlayAsync(hand))
        {
            trails.AddRange((await team.TrailAsync(session)).Select(row => $"{row.GetGuid("By")} {Fingerprint().Replace(row.GetText("Event")!, "")} {row.GetText("Words")}"));
        }

        return (trails, hand.Pressed);
    }

    // It is taken of the times too, which differ.
    [GeneratedRegex("\"fingerprint\":.*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fingerprint();
}
