using SupervisionBot.EndToEnd.Stage;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd;

public sealed class GroupChatTests(Chromium chromium) : Practice(chromium)
{
    private const string Chat = "Duty, Tuesday";

    [Fact]
    public async Task TheJobIsDoneInAGroupChatWhereAThirdPersonSeesNothingOfIt()
    {
        var sarah = await ArriveAsync("sarah");
        var priya = await ArriveAsync("priya");
        var tom = await ArriveAsync("tom");
        await sarah.CreateGroupChatAsync(Chat, "priya", "tom");
        await sarah.StartWithPriyaAsync();
        await sarah.Card.SeesAsync("Stage 1 of 5: Information");
        await priya.OpenChatAsync(Chat);
        await tom.OpenChatAsync(Chat);

        // Each of the two has a view of their own on the one card.
        await priya.JoinAsync();
        await priya.Card.DoesNotSeeAsync(Case.NoteForOneRole);
        await sarah.Card.SeesAsync(Case.NoteForOneRole);
        await priya.AnswerAsync(Case.Happening, "Found at the same address.");
        await sarah.AnswerAsync(Case.Happening, "Two missing episodes.");
        await sarah.Card.SeesAsync("Found at the same address.");
        await sarah.HurryToSummaryAsync();
        await priya.Card.SeesAsync("Summary to confirm");
        await priya.ConfirmAsync();
        await sarah.RefreshAsync();
        await sarah.Card.SeesAsync("Priya Nair confirmed on");
        await sarah.ConfirmAsync();
        await sarah.Card.SeesAsync("Summary, signed off");
        await priya.Card.SeesAsync("Summary, signed off");

        // The third person sees that there is supervision, and no more, whatever they press.
        await tom.Card.SeesAsync("The summary is signed off. Those who took part can open it.");
        await tom.Card.PressAsync("Show my view");
        await Expect(tom.Page.GetByTestId("toast")).ToContainTextAsync("I can't find that session for you.");
        await tom.RefreshAsync();
        await tom.Card.SeesAsync("The summary is signed off. Those who took part can open it.");
        Assert.All(
            [Case.Reference, "Found at the same address.", "Two missing episodes.", "We meet again tomorrow."],
            await tom.SeesNowhereAsync());
    }
}
