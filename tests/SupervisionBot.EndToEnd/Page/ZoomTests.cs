using SupervisionBot.EndToEnd.Stage;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd.Page;

/// <summary>A window of 1280 by 1024 at 400 per cent: WCAG 2.2, 1.4.10.</summary>
public sealed class ZoomTests(Chromium chromium) : ShownPage(chromium)
{
    private const int Width = 320;
    private const int Height = 256;

    [Theory]
    [InlineData("Supervision")]
    [InlineData("General")]
    public async Task MostOfTheHeightShowsMessages(string chat)
    {
        var sarah = await ArriveAsync(Width, Height);
        await sarah.Page.GetByTestId("chat-entry").Filter(new() { HasText = chat }).First.ClickAsync();
        await Expect(sarah.Page.GetByTestId("chat-title")).ToContainTextAsync(chat);

        var frame = (await sarah.Page.Locator("#messages-frame").BoundingBoxAsync())!;
        Assert.True(frame.Height >= 0.6 * Height, $"{frame.Height} of {Height} pixels can show messages.");
        Assert.Equal(Width, await sarah.Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"));
        await Expect(sarah.Page.GetByTestId("send")).ToBeInViewportAsync(new() { Ratio = 1 });
        await sarah.SayAsync("I can still write");
        await Expect(sarah.Messages.Last).ToBeInViewportAsync();
    }

    [Fact]
    public async Task ACardAndADialogFitTheWidth()
    {
        Bot.AnswerInvokesWith(Dialog("Record so far", string.Join(", ", TeamsElement.All.Keys.Select(type => TeamsElement.Of(type)))));
        var sarah = await ArriveAsync(Width, Height);
        await sarah.Page.GetByTestId("chat-entry").First.ClickAsync();
        await SendAsync(string.Join(", ", TeamsElement.All.Keys.Select(type => TeamsElement.Of(type))
            .Append("""{ "type": "ActionSet", "actions": [{ "type": "Action.Submit", "title": "Open", "data": { "msteams": { "type": "task/fetch" } } }] }""")));
        await Expect(sarah.Card.Place.Locator("canvas").Last).Not.ToHaveAttributeAsync("width", "300");

        Assert.Equal(0, await sarah.Card.Place.Locator(".card").EvaluateAsync<int>("card => card.scrollWidth - card.clientWidth"));
        Assert.Equal(0, await sarah.Page.Locator("#messages-frame").EvaluateAsync<int>("frame => frame.scrollWidth - frame.clientWidth"));
        var dialog = await sarah.OpenAsync("Open");
        Assert.Equal(0, await dialog.Place.EvaluateAsync<int>("dialog => dialog.scrollWidth - dialog.clientWidth"));
        Assert.True(await dialog.Place.Locator("header").EvaluateAsync<int>("header => header.offsetHeight") <= 0.25 * Height);
    }
}
