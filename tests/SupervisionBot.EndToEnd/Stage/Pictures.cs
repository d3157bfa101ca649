using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd.Stage;

/// <summary>Screenshots, taken only when somebody asks for them.</summary>
internal static class Pictures
{
    /// <summary>Set to 1 to make the pictures of the README anew.</summary>
    private static readonly bool ForReadme = Environment.GetEnvironmentVariable("UPDATE_IMAGES") == "1";

    /// <summary>Set to a folder to get every card and dialog in all colours and widths.</summary>
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCREENSHOTS");

    /// <summary>A picture for the README: what the window shows, so that its size is always the same.</summary>
    public static async Task ForReadmeAsync(Person person, string name, int width, int height)
    {
        if (ForReadme)
        {
            await AtAsync(person, width, height, async () =>
            {
                await person.Page.Mouse.MoveAsync(0, 0);
                await Expect(person.Page.GetByTestId("toast")).ToHaveTextAsync("");
                await person.Card.Place.EvaluateAsync("card => card.scrollIntoView({ block: 'start' })");
                await person.Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "images", $"{name}.png") });
            });
        }
    }

    /// <summary>The newest card, or the dialog when one is open, whole: light, dark and high contrast, and on a phone.</summary>
    public static async Task TakeAsync(Person person, string name)
    {
        if (Folder is null)
        {
            return;
        }

        var place = await person.Dialog.Place.IsVisibleAsync() ? person.Dialog.Place : person.Card.Place;
        foreach (var (look, theme, width) in new[] { ("light", "light", 1000), ("dark", "dark", 1000), ("contrast", "contrast", 1000), ("phone", "light", 360) })
        {
            await AtAsync(person, width, 4500, async () =>
            {
                await person.Page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);
                await place.ScreenshotAsync(new() { Path = Path.Combine(Folder, look, $"{name}.png") });
                await person.Page.EvaluateAsync("() => document.documentElement.dataset.theme = 'light'");
            });
        }
    }

    private static async Task AtAsync(Person person, int width, int height, Func<Task> take)
    {
        var before = person.Page.ViewportSize!;
        await person.Page.SetViewportSizeAsync(width, height);
        await person.Page.EvaluateAsync("() => document.getElementById('app').classList.add('in-chat')");
        await take();
        await person.Page.SetViewportSizeAsync(before.Width, before.Height);
    }
}
