using SupervisionBot.EndToEnd.Stage;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd;

public sealed class RoundTests(Chromium chromium) : Practice(chromium)
{
    private static readonly string[] s_duty = ["sarah", "priya", "tom", "hannah", "joseph", "aisha"];
    private static readonly string[] s_lookedAfter = ["daniel", "callum", "zofia", "grace"];

    [Fact]
    public async Task ARoundGoesFromTheQuestionToWhatComesOfIt()
    {
        var margaret = await ArriveAsync("margaret");
        var anybody = await ArriveAsync("david");
        await PlanAsync(margaret);
        await ApproveAsync(anybody);
        await margaret.ForwardAsync("hour");

        // Before anybody answers, whoever leads reads how many it takes, and can give them more time.
        await anybody.BecomeAsync("priya", "General");
        await anybody.Card.SeesAsync("Open until");
        await margaret.SayAsync("rounds");
        await margaret.Card.PressAsync("Open 1");
        await margaret.Card.SeesAsync("10 more people have to answer, or all words are deleted unread");
        await Pictures.TakeAsync(margaret, "round-few");
        await margaret.Card.PressAsync("Extend");
        await margaret.Card.AnsweredAsync();
        await Pictures.TakeAsync(margaret, "round-moved");

        // Ten people in two channels, and a leader who thinks better of it.
        foreach (var (who, number) in s_duty.Concat(s_lookedAfter).Select((who, number) => (who, number)))
        {
            await anybody.BecomeAsync(who, "General");
            await AnswerAsync(anybody, "Send", ("Stop", number % 2 == 0 ? $"Panels that begin late ({number})" : ""), ("Continue", $"Reading each other's records ({number})"));
        }

        await anybody.Card.SeesAsync("4 people have answered here.");
        await Pictures.TakeAsync(anybody, "round-channel");
        await anybody.BecomeAsync("priya", "General");
        await anybody.OpenAsync("Answer");
        await anybody.Dialog.SeesInInputAsync("Continue", "Reading each other's records (1)");
        await Pictures.TakeAsync(anybody, "round-answer");
        await anybody.CloseDialogAsync();
        await AnswerAsync(anybody, "Save the change", ("Start", "A quiet room to write in"));
        await anybody.BecomeAsync("david", "General");
        await AnswerAsync(anybody, "Send", ("Stop", "Something I should not have said"));
        await anybody.OpenAsync("Answer");
        await anybody.Dialog.PressAsync("Withdraw my answer");
        await anybody.DialogIsClosedAsync();
        await anybody.Card.SeesAsync("6 people have answered here.");
        await anybody.DoesNotSeeAsync("Something I should not have said");
        await anybody.DoesNotSeeAsync("Panels that begin late");

        await Pictures.ForReadmeAsync(anybody, "round-channel", 760, 700);

        // It closes by the clock, and is counted.
        await margaret.ForwardAsync("week", 4);
        await anybody.Card.SeesAsync("This round is closed.");
        await margaret.ForwardAsync("hour");
        await margaret.News.SeesAsync("has closed and is counted");
        await Pictures.TakeAsync(margaret, "round-news");
        await margaret.News.PressAsync("Read the results");
        await margaret.Card.SeesAsync("10 people answered");

        // Four people of one team could be worked out, so no team stands by itself.
        await margaret.Card.DoesNotSeeAsync("Looked after children");
        await margaret.Card.DoesNotSeeAsync("Duty team");
        await Pictures.TakeAsync(margaret, "round-results-unsorted");

        await margaret.Card.PressAsync("Read and sort: stop");
        await margaret.Card.SeesAsync("Panels that begin late (0)");
        await margaret.Card.DoesNotSeeAsync("Something I should not have said");
        await margaret.Card.FillAsync("New theme", "Late panels");
        await margaret.Card.PressAsync("Make this theme");
        var choices = margaret.Card.Place.GetByRole(Microsoft.Playwright.AriaRole.Combobox, new() { Name = "Theme of entry" });
        var count = await choices.CountAsync();
        for (var place = 0; place < count; place++)
        {
            await choices.Nth(place).SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Label = "Late panels" });
        }

        await margaret.Card.PressAsync("Save this page");
        await Pictures.TakeAsync(margaret, "round-sort");
        await margaret.Card.PressAsync("Back to the results");
        await margaret.Card.SeesAsync("Late panels");
        await Pictures.TakeAsync(margaret, "round-results");
        await Pictures.ForReadmeAsync(margaret, "round-results", 760, 900);

        await margaret.OpenAsync("Say what we do about it");
        await margaret.Dialog.TickAsync("Stop: Late panels");
        await margaret.Dialog.FillAsync("We stop", "Panels after four o'clock");
        await margaret.Dialog.FillAsync("What we will not do, and why", "New software: there is no money for it this year");
        await Pictures.TakeAsync(margaret, "round-response");
        await margaret.Dialog.PressAsync("Next: who does what");
        await Pictures.TakeAsync(margaret, "round-response-actions");
        await margaret.Dialog.PressAsync("See what channels will see");
        await margaret.Dialog.SeesAsync("Panels after four o'clock");
        await Pictures.TakeAsync(margaret, "round-response-preview");
        await margaret.Dialog.Place.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Post to" }).ClickAsync();
        await margaret.DialogIsClosedAsync();
        await anybody.SeesAsync("What we do about your answers");
        await anybody.SeesAsync("Panels after four o'clock");
        await anybody.BecomeAsync("grace", "General");
        await anybody.SeesAsync("New software: there is no money for it this year");
        await Pictures.TakeAsync(anybody, "round-response-posted");
    }

    private static async Task PlanAsync(Person leader)
    {
        await leader.SayAsync("rounds");
        await leader.Card.PressAsync("Plan a round");
        await leader.Card.FillAsync("Question in focus", "What makes it hard to write good records?");
        foreach (var team in new[] { "Duty team", "Looked after children" })
        {
            await leader.Card.Place.GetByRole(Microsoft.Playwright.AriaRole.Checkbox, new() { Name = $"{team} · General" }).CheckAsync();
        }

        await Pictures.TakeAsync(leader, "round-plan");
        await leader.Card.PressAsync("Save");
        await Pictures.TakeAsync(leader, "round-draft");
        await leader.OpenAsync("Preview");
        await leader.Dialog.SeesAsync("What makes it hard to write good records?");
        await leader.Dialog.SeesAsync("Anonymous");
        await Pictures.TakeAsync(leader, "round-preview");
        await leader.CloseDialogAsync();
        await leader.Card.Place.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await leader.Card.AnsweredAsync();
        await leader.Card.SeesAsync("approv");
    }

    private static async Task ApproveAsync(Person other)
    {
        await other.SeesAsync("is waiting for approval");
        await other.SayAsync("rounds");
        await Pictures.TakeAsync(other, "rounds");
        await other.Card.PressAsync("Open 1");
        await Pictures.TakeAsync(other, "round-approval");
        await other.Card.PressAsync("Approve");
        await other.Card.SeesAsync("Opens");
    }

    private static async Task AnswerAsync(Person person, string send, params (string Label, string Text)[] entries)
    {
        await person.OpenAsync("Answer");
        foreach (var (label, text) in entries)
        {
            await person.Dialog.Place.GetByRole(Microsoft.Playwright.AriaRole.Textbox, new() { Name = label, Exact = true }).FillAsync(text);
        }

        await person.Page.GetByTestId("toast").EvaluateAsync("toast => toast.textContent = ''");
        await person.SendInAsync(send);
        await Expect(person.Page.GetByTestId("toast")).ToContainTextAsync("Thank you. Your answer is kept.");
    }
}
