using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd.Stage;

/// <summary>The case of the tests, and stretches of its supervision that several of them go through.</summary>
internal static class Case
{
    public const string Reference = "LCS-20417";
    public const string NoteForOneRole = "Note for your role only";
    public const string Happening = "What is going on?";

    /// <summary>The supervisor starts on the newest card of the open chat.</summary>
    public static async Task StartWithPriyaAsync(this Person supervisor, bool prepare = false)
    {
        await supervisor.Card.PressAsync("Start supervision");
        await supervisor.Card.ChooseAsync("Practitioner", "Priya Nair");
        await supervisor.Card.FillAsync("Case reference", Reference);
        if (prepare)
        {
            await supervisor.Card.TickAsync("Ask the practitioner to prepare");
        }

        await supervisor.Card.PressAsync("Start");
        await supervisor.Card.SeesAsync($"Case {Reference}");
    }

    /// <summary>The practitioner takes the invitation.</summary>
    public static async Task JoinAsync(this Person practitioner)
    {
        await practitioner.Card.SeesAsync("You are invited to supervision");
        await practitioner.Card.PressAsync("Join");
        await practitioner.Card.SeesAsync($"Case {Reference}");
    }

    /// <summary>Saves an answer, and sees that it is.</summary>
    public static async Task AnswerAsync(this Person person, string question, string answer)
    {
        await person.Card.FillAsync(question, answer);
        await person.Card.PressAsync("Save");
        await person.Card.SeesAsync("You saved this on");
    }

    /// <summary>From the first step to a summary that waits to be confirmed, without anything more in it.</summary>
    public static async Task HurryToSummaryAsync(this Person supervisor)
    {
        foreach (var next in new[] { "Next: Assessment", "Next: Powers and Policy", "Next: Options", "Next: Plan", "Next: Contingency", "Check the record" })
        {
            await supervisor.Card.PressAsync(next);
        }

        await supervisor.Card.FillAsync("Why the session goes on without these", "We meet again tomorrow.");
        await supervisor.Card.PressAsync("Prepare the summary");
        await supervisor.Card.SeesAsync("Summary to confirm");
    }

    /// <summary>All that the pages of the summary on the newest card say, from the one it shows to the last.</summary>
    public static async Task<string> ReadAllPagesAsync(this Person person)
    {
        // A page that was just opened still asks for this person's view of the card, which would put the first page back.
        await Expect(person.Card.Place).ToHaveAttributeAsync("data-private-view", "true");
        var text = await person.Card.Place.InnerTextAsync();
        while (await person.Card.Button("Next page").IsVisibleAsync())
        {
            await person.Card.PressAsync("Next page");
            text += await person.Card.Place.InnerTextAsync();
        }

        return text;
    }

    /// <summary>Reads the summary as it is now to its end, where it is confirmed, and confirms it.</summary>
    public static async Task ConfirmAsync(this Person person)
    {
        await person.RefreshAsync();
        for (var isPressed = false; !isPressed;)
        {
            await person.ReadAllPagesAsync();
            isPressed = await person.Card.TryPressAsync("Confirm");
        }
    }

    /// <summary>Delivers this person's last activity once more, and waits until the bot has answered.</summary>
    public static async Task DeliverLastAgainAsync(this Person person)
    {
        await person.OpenDeveloperMenuAsync();
        await person.Page.GetByTestId("toast").EvaluateAsync("toast => toast.textContent = ''");
        await person.Page.GetByTestId("redeliver").ClickAsync();
        await Expect(person.Page.GetByTestId("toast")).ToHaveTextAsync("Delivered again: Supervision answered with status 200.");
    }

    /// <summary>Goes on with a client that sends Submit where a newer one sends Execute.</summary>
    public static async Task UseOldClientAsync(this Person person)
    {
        await person.OpenDeveloperMenuAsync();
        await person.Page.RunAndWaitForWebSocketAsync(() => person.Page.GetByTestId("old-client").ClickAsync());
        await person.OpenDeveloperMenuAsync();
        await Expect(person.Page.GetByTestId("old-client")).ToBeCheckedAsync();
    }

    private static async Task OpenDeveloperMenuAsync(this Person person)
    {
        if (!await person.Page.GetByTestId("redeliver").IsVisibleAsync())
        {
            await person.Page.GetByText("For developers").ClickAsync();
        }
    }
}
