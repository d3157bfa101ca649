using System.Collections.Concurrent;
using Microsoft.Playwright;
using SupervisionBot.EndToEnd.Stage;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd.Page;

/// <summary>What happens while the page is still reading what was there before.</summary>
public sealed class OvertakenTests(Chromium chromium) : ShownPage(chromium)
{
    [Fact]
    public async Task AMessageThatComesWhileTheChatIsReadStays()
    {
        var sarah = await ArriveAsync();
        await SayAsync("Early");
        await sarah.SeesAsync("Early");
        await sarah.OpenChatAsync("General");
        await sarah.Page.RouteAsync("**/messages?*", async route =>
        {
            var before = await route.FetchAsync();
            await SayAsync("Late");
            await sarah.SeesAsync("Late");
            await route.FulfillAsync(new() { Response = before });
        });

        await sarah.OpenChatAsync("Supervision");

        await sarah.SeesAsync("Early");
        await sarah.SeesAsync("Late");
    }

    [Fact]
    public async Task ACardThatChangesWhileItIsFirstReadIsShownAsItIs()
    {
        var sarah = await ArriveAsync();
        var reads = 0;
        // The second time is when the page has begun to listen.
        await sarah.Page.RunAndWaitForResponseAsync(sarah.ReloadAsync, response => response.Url.Contains("/messages?", StringComparison.Ordinal) && ++reads == 2);
        var held = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await sarah.Page.RouteAsync("**/messages/*", route => held.TrySetResult(route) ? Task.CompletedTask : route.ContinueAsync());
        var id = await SendAsync(TeamsElement.Text("First"));
        var route = await held.Task;
        var first = await route.FetchAsync();

        await UpdateAsync(id, TeamsElement.Text("Second"));
        await sarah.SeesAsync("Second");
        await route.FulfillAsync(new() { Response = first });
        await SayAsync("Last");
        await sarah.SeesAsync("Last");

        await sarah.SeesAsync("Second");
        await sarah.DoesNotSeeAsync("First");
    }

    [Fact]
    public async Task APageThatFindsLocalTeamsAgainShowsItsOwnViewUntilItHasANewerOne()
    {
        var sockets = new ConcurrentQueue<IWebSocketRoute>();
        Bot.AnswerInvokesWith(Answer($$"""{{TeamsElement.Text("Own view")}}, { "type": "Input.Text", "id": "words", "label": "Words" }"""));
        var sarah = await ArriveAsync();
        await sarah.Page.RouteWebSocketAsync("**/live*", socket =>
        {
            sockets.Enqueue(socket.ConnectToServer());
            sockets.Enqueue(socket);
        });
        await sarah.ReloadAsync();
        await SendAsync("""{ "type": "ActionSet", "actions": [{ "type": "Action.Execute", "title": "Mine", "verb": "mine" }] }""");
        await sarah.Card.PressAsync("Mine");
        await sarah.Card.FillAsync("Words", "Half a thought");

        await sarah.Page.RunAndWaitForResponseAsync(() => Task.WhenAll(sockets.Select(socket => socket.CloseAsync())), "**/messages?*");
        await SayAsync("Last");
        await sarah.SeesAsync("Last");

        await Expect(sarah.Messages.First).ToContainTextAsync("Own view");
        await Expect(sarah.Page.GetByRole(AriaRole.Textbox, new() { Name = "Words" })).ToHaveValueAsync("Half a thought");
    }
}
