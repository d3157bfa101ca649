using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd.Stage;

/// <summary>A card, in a chat or in a dialog, as somebody works with it.</summary>
internal sealed class Card(ILocator place)
{
    // What is needed now and then stands behind the menu of the card of a step.
    private static readonly HashSet<string> s_inMenu = ["Record so far", "What I have written", "Pause", "Go on", "Invite again", "End without a decision", "End early", "Check the record", "Areas"];

    public ILocator Place => place;

    public ILocator Input(string label) => place.GetByRole(AriaRole.Textbox, new() { Name = label });

    public ILocator Button(string title) => place.GetByRole(AriaRole.Button, new() { Name = title, Exact = true });

    /// <summary>Types into a box; that of a question which is folded to a line is opened first.</summary>
    public async Task FillAsync(string label, string text)
    {
        await UnfoldAsync(label);
        await Input(label).FillAsync(text);
    }

    public Task ChooseAsync(string label, string choice) => place.GetByRole(AriaRole.Combobox, new() { Name = label }).SelectOptionAsync(new SelectOptionValue { Label = choice });

    public Task TickAsync(string label) => place.GetByRole(AriaRole.Checkbox, new() { Name = label }).CheckAsync();

    /// <summary>Presses a button and waits until the bot has answered.</summary>
    public async Task PressAsync(string title)
    {
        if ((s_inMenu.Contains(title) || title.StartsWith("Back: ", StringComparison.Ordinal)) && !await Button(title).IsVisibleAsync())
        {
            await Button("More options").ClickAsync();
            await place.Page.GetByRole(AriaRole.Menuitem, new() { Name = title, Exact = true }).ClickAsync();
        }
        else
        {
            await Button(title).ClickAsync();
        }

        await AnsweredAsync();
    }

    /// <summary>The same, where what the bot sends may put another card there at this moment.</summary>
    /// <returns>False where the button was gone.</returns>
    public async Task<bool> TryPressAsync(string title)
    {
        try
        {
            await Button(title).ClickAsync(new() { Timeout = 3_000 });
        }
        catch (TimeoutException)
        {
            if (await Button(title).IsVisibleAsync())
            {
                throw;
            }

            return false;
        }

        await AnsweredAsync();
        return true;
    }

    public Task AnsweredAsync() => Expect(place.Locator(".card[aria-busy=true]")).ToHaveCountAsync(0);

    /// <summary>Sees a text; what is on the card but hidden does not count.</summary>
    public Task SeesAsync(string text) => Expect(place).ToContainTextAsync(text, new() { UseInnerText = true });

    public Task DoesNotSeeAsync(string text) => Expect(place).Not.ToContainTextAsync(text);

    public async Task SeesInInputAsync(string label, string text)
    {
        await UnfoldAsync(label);
        await Expect(Input(label)).ToHaveValueAsync(text);
    }

    public Task SeesButtonAsync(string title) => Expect(Button(title)).ToBeVisibleAsync();

    public Task SeesNoButtonAsync(string title) => Expect(Button(title)).ToHaveCountAsync(0);

    /// <summary>The first match of a pattern in what the card says, once it is there.</summary>
    public async Task<string> FindAsync(Regex pattern)
    {
        await Expect(place).ToContainTextAsync(pattern);
        return pattern.Match(await place.InnerTextAsync()).Value;
    }

    private async Task UnfoldAsync(string label)
    {
        var line = place.GetByRole(AriaRole.Button, new() { Name = $": {label}" });
        await Expect(Input(label).Or(line).First).ToBeVisibleAsync();
        if (!await Input(label).IsVisibleAsync())
        {
            await line.ClickAsync();
        }
    }
}
