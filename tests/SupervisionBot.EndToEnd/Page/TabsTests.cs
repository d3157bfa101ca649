using SupervisionBot.EndToEnd.Stage;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd.Page;

public sealed class TabsTests(Chromium chromium) : ShownPage(chromium)
{
    /// <summary>One more than the connections that a browser opens to one computer.</summary>
    private const int Tabs = 7;

    [Fact]
    public async Task SevenTabsOfOneBrowserAllHearOfAMessage()
    {
        var first = await ArriveAsync();
        var pages = new List<Microsoft.Playwright.IPage> { first.Page };
        while (pages.Count < Tabs)
        {
            var page = await first.Page.Context.NewPageAsync();
            await page.GotoAsync("/?as=sarah");
            await Expect(page.GetByTestId("composer")).ToBeVisibleAsync();
            pages.Add(page);
        }

        await SayAsync("Hello, all of you");

        foreach (var page in pages)
        {
            await Expect(page.GetByTestId("message-list")).ToContainTextAsync("Hello, all of you");
        }

        await pages[^1].GetByTestId("composer").FillAsync("And back");
        await pages[^1].GetByTestId("send").ClickAsync();
        foreach (var page in pages)
        {
            await Expect(page.GetByTestId("message-list")).ToContainTextAsync("And back");
        }
    }
}
