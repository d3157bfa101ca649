using Microsoft.Playwright;
using SupervisionBot.EndToEnd.Stage;

namespace SupervisionBot.EndToEnd.Page;

public sealed class ButtonContrastTests(Chromium chromium) : ShownPage(chromium)
{
    /// <summary>Least contrast of text: WCAG 2.2, 1.4.3.</summary>
    private const double Least = 4.5;

    private const string Buttons = """
        { "type": "ActionSet", "actions": [
          { "type": "Action.Execute", "title": "Plain", "verb": "a" }, { "type": "Action.Execute", "title": "Positive", "verb": "a", "style": "positive" },
          { "type": "Action.Execute", "title": "Destructive", "verb": "a", "style": "destructive" },
          { "type": "Action.ShowCard", "title": "More", "card": { "type": "AdaptiveCard", "body": [{ "type": "TextBlock", "text": "Shown" }] } },
          { "type": "Action.Submit", "title": "Open", "data": { "msteams": { "type": "task/fetch" } } }] },
        { "type": "ActionSet", "actions": [
          { "type": "Action.Execute", "title": "Secondary", "verb": "a", "mode": "secondary" }, { "type": "Action.Execute", "title": "Secondary positive", "verb": "a", "mode": "secondary", "style": "positive" }, { "type": "Action.Execute", "title": "Beside", "verb": "a" }] },
        { "type": "Container", "style": "emphasis", "items": [{ "type": "TextBlock", "text": "Press me" }], "selectAction": { "type": "Action.Execute", "title": "Choose", "verb": "a" } },
        { "type": "Icon", "name": "Delete", "selectAction": { "type": "Action.Execute", "title": "Take away", "verb": "a" } }
        """;

    // The contrast of the text of an element with the ground it is on, by the colours as they are computed; what is half transparent lies on what is under it.
    private const string Contrast = """
        element => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const paint = colours => {
            canvas.clearRect(0, 0, 1, 1);
            for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
            return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
          };
          const light = rgb => rgb.map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
          const grounds = [];
          for (let under = element; under; under = under.parentElement) grounds.unshift(getComputedStyle(under).backgroundColor);
          const back = paint(['white', ...grounds]);
          const [a, b] = [light(back), light(paint([`rgb(${back})`, getComputedStyle(element).color]))];
          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        }
        """;

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("contrast")]
    public async Task EveryButtonCanBeReadUnderThePointer(string theme)
    {
        Bot.AnswerInvokesWith(Dialog("Write", """{ "type": "Input.Text", "id": "words", "label": "Words" }, """ + Buttons));
        var sarah = await ShowAsync($"{Buttons}, {TeamsElement.Of("CompoundButton")}", height: 1400);
        await sarah.Page.GetByTestId("theme").SelectOptionAsync(theme);
        foreach (var fold in await sarah.Page.Locator(".settings details > summary").AllAsync())
        {
            await fold.ClickAsync();
        }

        await sarah.Page.GetByTestId("person-switch").Locator("summary").ClickAsync();
        var seen = new List<string>();
        await CheckAsync(sarah.Page.Locator("#app"), seen);
        await sarah.Card.Place.GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await CheckAsync(sarah.Page.Locator(".ac-ctrl-popup-container"), seen);
        await sarah.Page.Keyboard.PressAsync("Escape");
        await sarah.Page.GetByTestId("person-switch").Locator("summary").ClickAsync();
        await sarah.Page.GetByTestId("chat-entry").Filter(new() { HasText = "General" }).First.ClickAsync();
        await sarah.Page.GetByTestId("mention-toggle").ClickAsync();
        await CheckAsync(sarah.Page.Locator("#composer"), seen);
        await sarah.Page.GetByTestId("new-chat").ClickAsync();
        await CheckAsync(sarah.Page.GetByTestId("group-dialog"), seen);
        await sarah.Page.GetByTestId("group-create").PressAsync("Escape");
        await sarah.OpenChatAsync("Supervision");
        var dialog = await sarah.OpenAsync("Open");
        await CheckAsync(dialog.Place, seen);
        await dialog.FillAsync("Words", "x");
        await sarah.Page.GetByTestId("dialog-close").ClickAsync();
        await CheckAsync(sarah.Page.GetByTestId("sure"), seen);

        foreach (var known in new[] { "Plain", "Positive", "Destructive", "More", "Secondary", "Send", "Create", "Cancel", "Close", "@Supervision", "1 hour" })
        {
            Assert.Contains(known, seen);
        }
    }

    private static async Task CheckAsync(ILocator place, List<string> seen)
    {
        foreach (var button in await place.Locator("button, a, summary, .ac-selectable, .ac-ctrl-dropdown-item").Filter(new() { Visible = true }).AllAsync())
        {
            await button.HoverAsync();
            var text = await button.InnerTextAsync();
            var parts = await button.EvaluateHandleAsync("button => [button, ...button.querySelectorAll('*')].filter(part => [...part.childNodes].some(node => node.nodeType === 3 && node.data.trim()) || part.tagName === 'svg')");
            foreach (var (_, part) in await parts.GetPropertiesAsync())
            {
                if (part.AsElement() is { } element)
                {
                    var contrast = await element.EvaluateAsync<double>(Contrast);
                    Assert.True(contrast >= Least, $"\"{text}\" has a contrast of {contrast:0.00} under the pointer.");
                }
            }

            seen.Add(text.Trim());
        }
    }
}
