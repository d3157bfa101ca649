using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd.Stage;

/// <summary>Somebody with the page open in a browser of their own.</summary>
internal sealed partial class Person : IAsyncDisposable
{
    private readonly IBrowserContext _browser;
    private readonly ConcurrentQueue<string> _troubles = [];
    private bool _mayLoseConnection;

    private Person(IBrowserContext browser, IPage page, string who)
    {
        (_browser, Page, Who) = (browser, page, who);
        page.Console += (_, message) => Note(message.Type, message.Text);
        page.PageError += (_, error) => _troubles.Enqueue($"{who}: {error}");
    }

    public IPage Page { get; }

    public string Who { get; }

    /// <summary>Errors of the page so far.</summary>
    public IEnumerable<string> Troubles => _troubles;

    /// <summary>The newest card of the open chat that is not one of the small ones with news.</summary>
    public Card Card => new(Cards.Filter(new() { HasNotTextRegex = OfNews() }).Last);

    /// <summary>The newest of the small cards with news.</summary>
    public Card News => new(Cards.Filter(new() { HasTextRegex = OfNews() }).Last);

    /// <summary>The open dialog.</summary>
    public Card Dialog => new(Page.GetByTestId("dialog"));

    private ILocator Cards => Messages.Filter(new() { Has = Page.Locator(".ac-adaptiveCard") });

    public ILocator Messages => Page.GetByTestId("message");

    public static async Task<Person> ArriveAsync(IBrowser browser, Uri address, string who, int width, int height)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.AbsoluteUri,
            ViewportSize = new() { Width = width, Height = height },
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Chromium.Patience);
        var page = await context.NewPageAsync();
        var person = new Person(context, page, who);
        // The first page of a browser on a machine that has much else to do.
        await page.GotoAsync($"/?as={who}", new() { Timeout = 3 * Chromium.Patience });
        await Expect(page.GetByTestId("chat-title")).ToHaveTextAsync("Supervision");
        return person;
    }

    /// <summary>From now on the page may say in the console that it cannot reach LocalTeams.</summary>
    public void ExpectLostConnection() => _mayLoseConnection = true;

    /// <summary>Opens one of the chats in the list.</summary>
    public async Task OpenChatAsync(string name)
    {
        await Page.GetByTestId("chat-entry").Filter(new() { HasText = name }).First.ClickAsync();
        await Expect(Page.GetByTestId("chat-title")).ToContainTextAsync(name);
    }

    /// <summary>Goes on as somebody else, in a chat of theirs.</summary>
    public async Task BecomeAsync(string who, string chat)
    {
        await Page.GotoAsync($"/?as={who}");
        await OpenChatAsync(chat);
    }

    /// <summary>Moves the clock of everybody.</summary>
    /// <param name="by">hour, day or week.</param>
    /// <param name="times">How often.</param>
    public async Task ForwardAsync(string by, int times = 1)
    {
        if (!await Page.GetByTestId($"clock-{by}").IsVisibleAsync())
        {
            await Page.GetByTestId("clock").Locator("summary").ClickAsync();
        }

        for (var time = 0; time < times; time++)
        {
            await Page.RunAndWaitForResponseAsync(
                () => Page.GetByTestId($"clock-{by}").ClickAsync(),
                response => response.Request.Method == "POST" && new Uri(response.Url).AbsolutePath.EndsWith("/clock", StringComparison.Ordinal));
        }
    }

    /// <summary>Sends a message in the open chat.</summary>
    public async Task SayAsync(string text)
    {
        await Page.GetByTestId("composer").FillAsync(text);
        await Page.GetByTestId("send").ClickAsync();
        await Expect(Page.GetByTestId("composer")).ToHaveValueAsync("");
    }

    /// <summary>Sees a text anywhere in the open chat.</summary>
    public Task SeesAsync(string text) => Expect(Page.GetByTestId("message-list")).ToContainTextAsync(text);

    public Task DoesNotSeeAsync(string text) => Expect(Page.GetByTestId("message-list")).Not.ToContainTextAsync(text);

    public async Task RefreshAsync()
    {
        await Card.Place.GetByTestId("refresh-card").ClickAsync();
    }

    /// <summary>Goes where somebody else has led the session, with the button of the news of it.</summary>
    public Task FollowAsync(string step) => News.PressAsync($"Go to {step}");

    /// <summary>Opens a dialog with a button of the newest card.</summary>
    public async Task<Card> OpenAsync(string button)
    {
        await Card.PressAsync(button);
        await Expect(Dialog.Place).ToBeVisibleAsync();
        return Dialog;
    }

    /// <summary>Sends a dialog in, and waits until it is closed.</summary>
    public async Task SendInAsync(string button)
    {
        await Dialog.PressAsync(button);
        await DialogIsClosedAsync();
    }

    public async Task CloseDialogAsync()
    {
        await Page.GetByTestId("dialog-close").ClickAsync();
        await DialogIsClosedAsync();
    }

    public Task DialogIsClosedAsync() => Expect(Dialog.Place).ToBeHiddenAsync();

    /// <summary>Closes the page and opens it anew.</summary>
    public async Task ReloadAsync()
    {
        await Page.ReloadAsync();
        await Expect(Page.GetByTestId("composer")).ToBeVisibleAsync();
    }

    /// <summary>Makes a group chat with the bot in it, and opens it.</summary>
    public async Task CreateGroupChatAsync(string name, params string[] others)
    {
        await Page.GetByTestId("new-chat").ClickAsync();
        await Page.GetByTestId("group-name").FillAsync(name);
        foreach (var other in others)
        {
            await Page.GetByTestId($"group-{other}").CheckAsync();
        }

        await Page.GetByTestId("group-create").ClickAsync();
        await Expect(Page.GetByTestId("chat-title")).ToHaveTextAsync(name);
    }

    /// <summary>The id of the session that the newest card is about, as its buttons carry it.</summary>
    public async Task<string> SessionOnCardAsync()
    {
        var message = await AskAsync(await MessagePathAsync());
        return SessionId().Match(message.GetRawText()).Groups["id"].Value;
    }

    /// <summary>Calls the page's own API on the newest card, as somebody who does not need its buttons.</summary>
    public async Task<JsonElement> CallAsync(string what, object body)
    {
        var answer = await Page.APIRequest.PostAsync($"{await MessagePathAsync()}/{what}?as={Who}", new() { DataObject = body });
        return (await answer.JsonAsync())!.Value;
    }

    /// <summary>Whether a text is in nothing that the server gives this person about the open chat.</summary>
    public async Task<Action<string>> SeesNowhereAsync()
    {
        var all = (await AskAsync(MessagesPath(await ChatIdAsync()))).GetRawText() + await Page.ContentAsync();
        return text => Assert.DoesNotContain(text, all, StringComparison.OrdinalIgnoreCase);
    }

    public async ValueTask DisposeAsync() => await _browser.CloseAsync();

    private static string MessagesPath(string chat) => $"/api/local/chats/{Uri.EscapeDataString(chat)}/messages";

    private async Task<string> ChatIdAsync() => (await Page.Locator("[data-testid=chat-entry][aria-current]").GetAttributeAsync("data-chat-id"))!;

    private async Task<string> MessagePathAsync() => $"{MessagesPath(await ChatIdAsync())}/{await Card.Place.GetAttributeAsync("data-activity-id")}";

    private async Task<JsonElement> AskAsync(string path) => (await (await Page.APIRequest.GetAsync($"{path}?as={Who}")).JsonAsync())!.Value;

    [GeneratedRegex("One of your sessions (?:is|has)|something new in one of your sessions|A summary is waiting for you|Something changed in a summary|stop/start/continue round (?:for several|is approved|was sent|has closed)|Few people have answered your", RegexOptions.None, 1000)]
    private static partial Regex OfNews();

    [GeneratedRegex("\"session\":\"(?<id>[0-9a-f]{32})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SessionId();

    private void Note(string type, string text)
    {
        if (type is "error" && !(_mayLoseConnection && text.Contains("net::ERR_", StringComparison.Ordinal)))
        {
            _troubles.Enqueue($"{Who}: {text}");
        }
    }
}
