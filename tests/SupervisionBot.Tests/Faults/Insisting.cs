using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Faults;

/// <summary>
/// People whose presses do not always go through: when they are told that something failed, or may not have been saved, they look, and press the same button again
/// if it is not there.
/// </summary>
internal static class Insisting
{
    private const int Patience = 40;

    // What the bot says when it does not know: on a card, or in place of one.
    private const string NotSure = "be sure that this was saved";

    /// <summary>Presses a button until a card comes back that does not doubt itself.</summary>
    public static Task InsistAsync(this Somebody who, string verb, params (string Input, string Value)[] typed) =>
        who.InsistAsync(card => card.Buttons.FirstOrDefault(button => button.Verb == verb), typed);

    /// <summary>The same with the one of several buttons whose data say so.</summary>
    public static Task InsistAsync(this Somebody who, string verb, string name, string value, params (string Input, string Value)[] typed) =>
        who.InsistAsync(card => card.Buttons.FirstOrDefault(button => button.Verb == verb && button.Data[name]?.ToString() == value), typed);

    /// <summary>Opens a dialog, fills it in and sends it. Told that this failed, the person looks on the card and in the dialog whether it is there before they do it again.</summary>
    public static async Task InsistInDialogAsync(this Somebody who, (string Verb, string Name, string Value) open, string verb, Func<Somebody, bool> isThere, params (string Input, string Value)[] typed)
    {
        // A dialog that doubts shows the words again; that is no sign that they are stored.
        bool IsThere() => who.Dialog?.Words.Contains(NotSure, StringComparison.Ordinal) != true && isThere(who);
        who.Begin();
        await RepeatAsync(async () =>
        {
            await who.LookAsync();
            if (IsThere())
            {
                return true;
            }

            await who.OpenAsync(open.Verb, open.Name, open.Value);
            while (who.Dialog is not null && !IsThere())
            {
                if ((await who.SubmitAsync(verb, typed)) is { Status: 200, Body: "" })
                {
                    await who.LookAsync();
                    return true;
                }
            }

            return who.Dialog is not null;
        });
    }

    /// <summary>Shows the person their present card.</summary>
    public static Task LookAsync(this Somebody who) => RepeatAsync(async () => (await who.RefreshAsync()).IsSure());

    /// <summary>Types a command until a card with a button of this verb comes.</summary>
    public static async Task CommandAsync(this Somebody who, string text, string verb)
    {
        who.Begin();
        await RepeatAsync(async () =>
        {
            await who.TypeAsync(text);
            return who.Card.Has(verb);
        });
    }

    /// <summary>Types an answer and says on the small card where it belongs. A message that was not taken is delivered again; one that could not be kept is typed again.</summary>
    public static async Task SayAsync(this Somebody who, string text, string session)
    {
        who.Begin();
        await RepeatAsync(async () =>
        {
            var message = who.Typed(text);
            await RepeatAsync(async () => (await who.SendAsync(message)).Status == 200);
            return who.Card.Has("typed.place") && who.Card.Words.Contains(text, StringComparison.Ordinal);
        });
        await RepeatAsync(async () => (await who.PressAsync("typed.place")).IsSure());
        await RepeatAsync(async () => (await who.SendAsync(who.Execute("session.view", new() { ["session"] = session }))).IsSure());
    }

    /// <summary>Does something until it is done.</summary>
    public static async Task RepeatAsync(Func<Task<bool>> isDone)
    {
        for (var attempt = 0; attempt < Patience; attempt++)
        {
            if (await isDone())
            {
                return;
            }
        }

        throw new InvalidOperationException("People gave up.");
    }

    /// <summary>Turns the pages of the summary before them to the last, where it is confirmed.</summary>
    public static async Task ReadToTheEndAsync(this Somebody who)
    {
        while (Next(who.Card) is not null)
        {
            await who.InsistAsync(Next, []);
        }

        static Button? Next(ShownCard card) => card.Buttons.FirstOrDefault(button => button is { Verb: "summary.page", Title: "Next page" });
    }

    // Where the button is gone after a doubt, the doubt was unfounded and the session has gone on.
    private static async Task InsistAsync(this Somebody who, Func<ShownCard, Button?> button, (string Input, string Value)[] typed)
    {
        who.Begin();
        Assert.NotNull(button(who.Card));
        await RepeatAsync(async () => button(who.Card) is not { } there || (await who.PressAsync(there, typed)).IsSure());
    }

    private static bool IsSure(this HttpAnswer answer) => answer is { Status: 200, Card: { } card } && !card.Words.Contains(NotSure, StringComparison.Ordinal);

    // Each thing that a person sets out to do has a minute of its own.
    private static void Begin(this Somebody who) => who.Move(TimeSpan.FromMinutes(1));
}
