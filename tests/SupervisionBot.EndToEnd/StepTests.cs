using Microsoft.Playwright;
using SupervisionBot.EndToEnd.Stage;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd;

public sealed class StepTests(Chromium chromium) : Practice(chromium)
{
    [Fact]
    public async Task ThePractitionerPreparesFirstWhenAskedTo()
    {
        var sarah = await ArriveAsync("sarah");
        var priya = await ArriveAsync("priya");
        await sarah.StartWithPriyaAsync(prepare: true);
        await sarah.Card.SeesAsync("Prepare: Information");
        await priya.Card.SeesAsync("Sarah Okafor asks you to prepare the first step before you meet.");
        await priya.JoinAsync();
        await priya.Card.SeesAsync("Answer what you can before you meet");
        await priya.AnswerAsync(Case.Happening, "Found at the same address.");
        await priya.Card.PressAsync("I have prepared");
        await priya.Card.SeesAsync("Thank you. You can still change your answers until you meet.");
        await sarah.SeesAsync("There is something new in one of your sessions.");
        await sarah.RefreshAsync();
        await sarah.Card.SeesAsync("Priya Nair has prepared. Press Begin together when you sit down.");
        await sarah.Card.SeesAsync("Found at the same address.");

        await sarah.Card.PressAsync("Begin together");

        await sarah.Card.SeesAsync("Stage 1 of 5: Information");
        await priya.News.SeesAsync("Sarah Okafor has begun: Information.");
        await priya.FollowAsync("Information");
        await priya.Card.SeesAsync("Stage 1 of 5: Information");
        await priya.Card.SeesInInputAsync(Case.Happening, "Found at the same address.");
    }

    [Fact]
    public async Task AnOldClientThatSendsSubmitDoesTheSameStep()
    {
        var (sarah, priya) = await MeetAsync();
        await sarah.UseOldClientAsync();

        await sarah.Card.FillAsync(Case.Happening, "Two missing episodes.");
        await sarah.Card.PressAsync("Save");
        await sarah.Card.SeesAsync("You: Two missing episodes.");
        await sarah.Card.SeesInInputAsync(Case.Happening, "Two missing episodes.");
        await sarah.Card.FillAsync("What do we still have to know?", "Who collects her.");
        await sarah.Card.PressAsync("Next: Assessment");

        await sarah.Card.SeesAsync("Stage 2 of 5: Assessment");
        await priya.FollowAsync("Assessment");
        await priya.Card.SeesAsync("Stage 2 of 5: Assessment");
        var record = await priya.OpenAsync("Record so far");
        await record.SeesAsync("Two missing episodes.");
        await record.SeesAsync("Who collects her.");
    }

    [Fact]
    public async Task AnActivityDeliveredAgainChangesNothing()
    {
        var (sarah, priya) = await MeetAsync();

        await priya.AnswerAsync(Case.Happening, "Found at the same address.");
        await priya.DeliverLastAgainAsync();
        await priya.SayAsync("School says attendance fell.");
        await priya.Card.SeesAsync("Nothing is saved until you press.");
        await priya.DeliverLastAgainAsync();
        await priya.Card.PressAsync($"Case {Case.Reference}: What do we know up to now?");
        await priya.Card.SeesAsync("Saved under:");
        var messages = await priya.Messages.CountAsync();
        await priya.DeliverLastAgainAsync();
        await priya.Card.PressAsync("Open the session");
        var ethics = await priya.OpenAsync("Code of Ethics");
        await ethics.FillAsync("Raise an ethics concern", "We have not asked her.");
        await priya.SendInAsync("Save");
        await priya.DeliverLastAgainAsync();
        await sarah.Card.PressAsync("Next: Assessment");
        await sarah.Card.SeesAsync("Stage 2 of 5: Assessment");
        await sarah.DeliverLastAgainAsync();
        await sarah.RefreshAsync();

        await sarah.Card.SeesAsync("Stage 2 of 5: Assessment");
        await priya.FollowAsync("Assessment");
        await priya.Card.SeesAsync("Stage 2 of 5: Assessment");
        Assert.Equal(messages + 1, await priya.Messages.CountAsync());
        var record = await priya.OpenAsync("Record so far");
        await record.DoesNotSeeAsync("version 2");
        await Expect(record.Place.GetByText("Found at the same address.")).ToHaveCountAsync(1);
        await Expect(record.Place.GetByText("School says attendance fell.")).ToHaveCountAsync(1);
        await priya.CloseDialogAsync();
        ethics = await priya.OpenAsync("Code of Ethics");
        await Expect(ethics.Place.GetByText("We have not asked her.")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task OnAPhoneTheStepCardFitsAndEveryButtonIsWithinReach()
    {
        var sarah = await ArriveAsync("sarah", width: 360, height: 640);
        await sarah.Page.GetByTestId("chat-entry").First.ClickAsync();
        await sarah.StartWithPriyaAsync();
        await sarah.AnswerAsync(Case.Happening, "https://example.org/" + new string('a', 300));

        Assert.Equal(360, await sarah.Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"));
        Assert.Equal(0, await sarah.Page.Locator("#messages-frame").EvaluateAsync<int>("frame => frame.scrollWidth - frame.clientWidth"));
        var buttons = await sarah.Card.Place.GetByRole(AriaRole.Button).AllAsync();
        Assert.True(buttons.Count >= 9, "The step card has lost buttons.");
        foreach (var button in buttons)
        {
            // A trial does all that a press does, to the point where it would happen.
            await button.ClickAsync(new() { Trial = true });
            var box = (await button.BoundingBoxAsync())!;
            Assert.InRange(box.X, 0, 360 - box.Width);
        }
    }
}
