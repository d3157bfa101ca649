using System.Text.RegularExpressions;
using SupervisionBot.EndToEnd.Stage;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd;

public sealed partial class KillTests(Chromium chromium) : Practice(chromium)
{
    [Fact]
    public async Task AfterAKillRightAfterASavedAnswerItIsThereAndPeopleGoOn()
    {
        var (sarah, priya) = await MeetAsync();
        await sarah.AnswerAsync(Case.Happening, "Two missing episodes.");
        await priya.AnswerAsync(Case.Happening, "Found at the same address.");
        await KillAsync(sarah, priya);
        await StartAgainAsync();

        // Neither opens the page anew: it finds LocalTeams again by itself.
        await ReachedAgainAsync(sarah);
        await sarah.RefreshAsync();
        await sarah.Card.SeesInInputAsync(Case.Happening, "Two missing episodes.");
        await sarah.Card.SeesAsync("Found at the same address.");
        await sarah.Card.PressAsync("Next: Assessment");
        await priya.FollowAsync("Assessment");
        await priya.Card.SeesAsync("Stage 2 of 5: Assessment");
    }

    [Fact]
    public async Task AnAnswerThatIsBeingSavedWhenItIsKilledStaysOnTheCardAndIsSavedOnce()
    {
        var (sarah, priya) = await MeetAsync();
        await sarah.AnswerAsync(Case.Happening, "Two missing episodes.");
        await priya.Card.FillAsync(Case.Happening, "Found at the same address.");
        await priya.Card.Button("Save").ClickAsync();
        await KillAsync(sarah, priya);
        await priya.Card.SeesInInputAsync(Case.Happening, "Found at the same address.");
        await StartAgainAsync();

        await ReachedAgainAsync(priya);
        await priya.Card.PressAsync("Save");
        await priya.Card.SeesAsync("You saved this on");
        await priya.Card.DoesNotSeeAsync("(version 2)");
        await priya.Card.SeesAsync("Two missing episodes.");
        await sarah.HurryToSummaryAsync();
        await sarah.Card.SeesAsync("Found at the same address.");
    }

    [Fact]
    public async Task AfterAKillAtTheEndBothFindTheSummaryTheyClosed()
    {
        var (sarah, priya) = await MeetAsync();
        await sarah.AnswerAsync(Case.Happening, "Two missing episodes.");
        await sarah.HurryToSummaryAsync();
        await priya.Card.SeesAsync("Summary to confirm");
        await priya.ConfirmAsync();
        await priya.Card.SeesAsync("Priya Nair confirmed on");
        await sarah.ConfirmAsync();
        var fingerprint = await sarah.Card.FindAsync(Fingerprint());
        await KillAsync(sarah, priya);
        await StartAgainAsync();

        foreach (var person in new[] { sarah, priya })
        {
            await person.ReloadAsync();
            await person.SayAsync("sessions");
            await person.Card.PressAsync($"Open 1: {Case.Reference}");
            Assert.Equal(fingerprint, await person.Card.FindAsync(Fingerprint()));
            await person.Card.SeesAsync("Checked just now: it matches.");
            await person.Card.SeesAsync("Two missing episodes.");
        }

        await priya.Card.FillAsync("Add a later remark", "She is home.");
        await priya.Card.PressAsync("Add remark");
        Assert.Contains("She is home.", await priya.ReadAllPagesAsync(), StringComparison.Ordinal);
    }

    private async Task KillAsync(params Person[] people)
    {
        foreach (var person in people)
        {
            person.ExpectLostConnection();
        }

        await Teams.KillAsync();
    }

    private static Task ReachedAgainAsync(Person person) => Expect(person.Page.Locator("html")).Not.ToHaveClassAsync(Offline());

    [GeneratedRegex(@"\boffline\b", RegexOptions.None, 1000)]
    private static partial Regex Offline();

    [GeneratedRegex("Fingerprint: [0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Fingerprint();
}
