using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Outages;

/// <summary>Presses each button while the store fails, looks at what the person is told, and presses it again as they would.</summary>
internal sealed class Hand(SupervisionTeam team, FaultyStore store, Fault fault)
{
    public const string Unsure = "I can't be sure that this was saved";

    /// <summary>The verbs that were pressed.</summary>
    public HashSet<string> Pressed { get; } = new(StringComparer.Ordinal);

    public SupervisionTeam Team => team;

    /// <summary>A button on the card before somebody.</summary>
    public Task PressAsync(Somebody who, string verb, params (string Input, string Value)[] typed) => PressAsync(who, card => card.Button(verb), typed);

    public async Task PressAsync(Somebody who, Func<ShownCard, Button> choose, params (string Input, string Value)[] typed)
    {
        Pressed.Add(choose(who.Card).Verb);
        if (fault == Fault.None)
        {
            await who.PressAsync(choose(who.Card), typed);
            return;
        }

        var before = who.Card;
        var answer = await FailingAsync(() => who.PressAsync(choose(before), typed));
        if (fault == Fault.NothingAnswers)
        {
            // What only shows something leaves nothing to be sure of; what was typed is still on the card.
            Assert.Contains(choose(before).Verb == "session.ending" ? "this card may be an old one. What you typed is still here." : Unsure, answer.Message, StringComparison.Ordinal);
            Assert.Same(before, who.Card);
            await who.PressAsync(choose(before), typed);
        }
        else
        {
            Assert.Contains(Unsure, who.Card.Words, StringComparison.Ordinal);
            Assert.All(typed, text => Assert.Equal(text.Value, who.Card.Input(text.Input).Value));
            await who.PressAsync(choose(who.Card));
        }

        Assert.DoesNotContain(Unsure, who.Card.Words, StringComparison.Ordinal);
    }

    /// <summary>A button of the dialog before somebody.</summary>
    public async Task SubmitAsync(Somebody who, string verb, params (string Input, string Value)[] typed)
    {
        Pressed.Add(verb);
        var answer = fault == Fault.None ? await who.SubmitAsync(verb, typed) : await FailingAsync(() => who.SubmitAsync(verb, typed));
        if (fault != Fault.None)
        {
            Assert.Contains(Unsure, who.Dialog!.Words, StringComparison.Ordinal);
            if (fault == Fault.NothingAnswers)
            {
                // Choices and days are not words; all of it goes with the button.
                Assert.All(typed, text => Assert.Equal(text.Value, (string?)who.Dialog.Button(verb).Data[text.Input]));
            }
            else
            {
                Assert.All(typed, text => Assert.Equal(text.Value, who.Dialog.Input(text.Input).Value));
            }

            answer = await who.SubmitAsync(verb);
        }

        Assert.Equal("", answer.Body);
    }

    private async Task<HttpAnswer> FailingAsync(Func<Task<HttpAnswer>> send)
    {
        store.Fail(fault);
        var answer = await send();
        Assert.NotEqual(0, store.Failed);
        store.Heal();
        Assert.Equal(200, answer.Status);
        return answer;
    }
}
