using SupervisionBot.EndToEnd.Stage;

namespace SupervisionBot.EndToEnd;

public sealed class AreaTests(Chromium chromium) : Practice(chromium)
{
    [Fact]
    public async Task ALeaderWorksThroughOneAreaAndAPriorityBecomesAnAction()
    {
        var margaret = await ArriveAsync("margaret");
        await margaret.SayAsync("area 2");
        await margaret.Card.SeesAsync("Supervision: questions 1 to 3");
        await margaret.Card.Place.GetByRole(Microsoft.Playwright.AriaRole.Radio, new() { Name = "Developing" }).First.CheckAsync();
        await margaret.Card.FillAsync("Question 1: what makes you say so?", "The policy is from 2019.");
        await margaret.Card.PressAsync("Save");
        await margaret.Card.SeesAsync("You saved this on");

        await Pictures.TakeAsync(margaret, "area-sitting");

        // Two sittings are left out, which is normal, and the leader comes to the end of the area.
        await margaret.Card.PressAsync("Next: Supervision: questions 4 to 6");
        await margaret.Card.PressAsync("Next: Supervision: questions 7 to 9");
        await margaret.Card.PressAsync("Next: Supervision: pause and reflect");
        await margaret.Card.FillAsync("Where might it need to get better?", "The policy, first of all.");
        await margaret.Card.PressAsync("Save");
        await margaret.Card.SeesAsync("You saved this on");
        var action = await margaret.OpenAsync("Add an action");
        await action.FillAsync("What will be done", "Rewrite the supervision policy.");
        await action.FillAsync("Who does it", "Margaret Ellis");
        await action.FillAsync("By when", TimeProvider.System.GetUtcNow().AddDays(60).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await margaret.SendInAsync("Save action");
        await margaret.Card.SeesAsync("Rewrite the supervision policy.");

        await Pictures.TakeAsync(margaret, "area-reflect");
        await margaret.SayAsync("challenge");
        await margaret.Card.SeesAsync("1 of 9");
        await Pictures.TakeAsync(margaret, "areas");
        await Pictures.ForReadmeAsync(margaret, "areas", 760, 900);
        await margaret.Card.PressAsync("Finish this run");
        await margaret.Card.SeesAsync("Summary to confirm");
        var summary = await margaret.ReadAllPagesAsync();
        Assert.All(["The policy is from 2019.", "The policy, first of all.", "Rewrite the supervision policy."], words => Assert.Contains(words, summary, StringComparison.Ordinal));
        await margaret.ConfirmAsync();
        await margaret.Card.SeesAsync("signed off");

        // None of it is for anybody else.
        await margaret.BecomeAsync("sarah", "Supervision");
        await margaret.SayAsync("area 2");
        await margaret.SeesAsync("leader");
        await margaret.DoesNotSeeAsync("Rewrite the supervision policy.");
    }
}
