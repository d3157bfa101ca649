using SupervisionBot.EndToEnd.Stage;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd.Page;

/// <summary>Where somebody is on the page while cards are replaced and dialogs open.</summary>
public sealed class PlaceTests(Chromium chromium) : ShownPage(chromium)
{
    private const string Save = """{ "type": "ActionSet", "actions": [{ "type": "Action.Execute", "title": "Save", "verb": "save" }] }""";
    private const string Send = """{ "type": "ActionSet", "actions": [{ "type": "Action.Submit", "title": "Send", "data": { "verb": "send" } }] }""";
    private const string Notice = """{ "type": "Container", "style": "good", "items": [{ "type": "RichTextBlock", "inlines": [{ "type": "TextRun", "text": "Saved at 10:15." }] }] }""";

    // Counts what an announcer says, so that a thing said twice shows.
    private const string Listen = """
        () => {
          globalThis.said = [];
          const listener = new MutationObserver(changes => changes.forEach(({ addedNodes }) => addedNodes.forEach(node => node.textContent && said.push(node.textContent))));
          document.querySelectorAll('[aria-live], [role=status]').forEach(place => listener.observe(place, { childList: true }));
        }
        """;

    private static string Long { get; } = string.Join(", ", Enumerable.Range(1, 40).Select(line => TeamsElement.Text($"Line {line}")));

    private static string Box(string id) => $$"""{ "type": "Input.Text", "id": "{{id}}", "label": "Box {{id}}" }""";

    [Fact]
    public async Task TheAnswerToAPressKeepsTheButtonUnderTheHandAndTheFocusOnIt()
    {
        var sarah = await ShowAsync($"{TeamsElement.Text("Step")}, {Long}, {Save}, {Long}");
        Bot.AnswerInvokesWith(Answer($"{TeamsElement.Text("Step")}, {Notice}, {Long}, {Save}, {Long}"));
        var button = sarah.Card.Button("Save");
        await button.ScrollIntoViewIfNeededAsync();
        var before = (await button.BoundingBoxAsync())!.Y;

        await sarah.Card.PressAsync("Save");
        await Expect(sarah.Card.Place.GetByText("Saved at 10:15.")).ToHaveCountAsync(1);

        await Expect(button).ToBeFocusedAsync();
        Assert.Equal(before, (await button.BoundingBoxAsync())!.Y, 1.0);
    }

    [Fact]
    public async Task AnUpdateOfTheBotKeepsTheBoxWhereSomebodyIs()
    {
        var sarah = await ArriveAsync();
        var id = await SendAsync($"{Long}, {Box("a")}, {Long}, {Box("b")}");
        await sarah.Card.Input("Box a").FocusAsync();
        var before = (await sarah.Card.Input("Box a").BoundingBoxAsync())!.Y;

        await UpdateAsync(id, $"{TeamsElement.Text("New on top")}, {Long}, {Box("a")}, {Long}, {Box("b")}");
        await sarah.Card.SeesAsync("New on top");

        await Expect(sarah.Card.Input("Box a")).ToBeFocusedAsync();
        Assert.Equal(before, (await sarah.Card.Input("Box a").BoundingBoxAsync())!.Y, 1.0);
    }

    [Fact]
    public async Task AnAnswerWithoutTheButtonKeepsTheScrollPositionAndTheFocusOnTheCard()
    {
        var sarah = await ShowAsync($"{Long}, {Save}, {Long}");
        Bot.AnswerInvokesWith(Answer($"{TeamsElement.Text("Other")}, {Long}, {Long}, {Long}"));
        await sarah.Card.Button("Save").ScrollIntoViewIfNeededAsync();
        var before = await ScrollAsync(sarah);

        await sarah.Card.PressAsync("Save");
        await sarah.Card.SeesAsync("Other");

        Assert.True(before > 0);
        Assert.Equal(before, await ScrollAsync(sarah));
        await Expect(sarah.Card.Place.Locator(".card")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task TheNoticeOnTopIsSaidOnceEachTime()
    {
        var sarah = await ShowAsync($"{TeamsElement.Text("Step")}, {Save}");
        Bot.AnswerInvokesWith(Answer($"{TeamsElement.Text("Step")}, {Notice}, {Save}"));
        await sarah.Page.EvaluateAsync(Listen);

        await sarah.Card.PressAsync("Save");
        await Expect(sarah.Page.GetByTestId("announcer")).ToHaveTextAsync("Saved at 10:15.");
        Assert.Equal(["Saved at 10:15."], await SaidAsync(sarah));

        await sarah.Card.PressAsync("Save");
        Assert.Equal(["Saved at 10:15.", "Saved at 10:15."], await SaidAsync(sarah));
    }

    [Fact]
    public async Task TheNoticeIsSaidWhereTheAnswerToASubmitComesAsAnUpdate()
    {
        var sarah = await ArriveAsync();
        var id = await SendAsync($"{TeamsElement.Text("Step")}, {Send}");
        await sarah.Card.PressAsync("Send");
        await sarah.Card.SeesAsync("Your response was sent to the app");
        await sarah.Page.EvaluateAsync(Listen);

        await UpdateAsync(id, $"{TeamsElement.Text("Step")}, {Notice}, {Send}");
        await sarah.Card.SeesAsync("Saved at 10:15.");
        await UpdateAsync(id, $"{TeamsElement.Text("Step")}, {Notice}, {TeamsElement.Text("More")}, {Send}");
        await sarah.Card.SeesAsync("More");

        Assert.Equal(["Saved at 10:15."], await SaidAsync(sarah));
    }

    [Fact]
    public async Task ADialogOpensAtItsTopEvenWhenItsFirstBoxIsFarDown()
    {
        Bot.AnswerInvokesWith(Dialog("Record so far", $"{Long}, {Box("a")}, {Send}"));
        var sarah = await ShowAsync("""{ "type": "ActionSet", "actions": [{ "type": "Action.Submit", "title": "Open", "data": { "msteams": { "type": "task/fetch" } } }] }""");

        var dialog = await sarah.OpenAsync("Open");

        Assert.Equal(0, await dialog.Place.EvaluateAsync<int>("dialog => dialog.scrollTop"));
        await Expect(sarah.Page.GetByTestId("dialog-title")).ToBeFocusedAsync();
        await Expect(dialog.Place.GetByText("Line 1", new() { Exact = true })).ToBeInViewportAsync();
    }

    [Fact]
    public async Task ADialogStartsInItsFirstBoxWhereThatCanBeSeenAndKeepsTheFocusInside()
    {
        Bot.AnswerInvokesWith(Dialog("Write", $"{Box("a")}, {Send}"));
        var sarah = await ShowAsync("""{ "type": "ActionSet", "actions": [{ "type": "Action.Submit", "title": "Open", "data": { "msteams": { "type": "task/fetch" } } }] }""");
        var dialog = await sarah.OpenAsync("Open");
        var (close, box, send) = (sarah.Page.GetByTestId("dialog-close"), dialog.Input("Box a"), dialog.Button("Send"));
        await Expect(box).ToBeFocusedAsync();

        foreach (var next in new[] { send, close, box })
        {
            await sarah.Page.Keyboard.PressAsync("Tab");
            await Expect(next).ToBeFocusedAsync();
        }

        foreach (var back in new[] { close, send, box })
        {
            await sarah.Page.Keyboard.PressAsync("Shift+Tab");
            await Expect(back).ToBeFocusedAsync();
        }
    }

    private static Task<int> ScrollAsync(Person person) => person.Page.Locator("#messages-frame").EvaluateAsync<int>("frame => frame.scrollTop");

    private static Task<string[]> SaidAsync(Person person) => person.Page.EvaluateAsync<string[]>("() => said");
}
