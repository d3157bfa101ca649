using Microsoft.Playwright;
using SupervisionBot.EndToEnd.Stage;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd.Page;

/// <summary>What becomes of words that were typed and not sent.</summary>
public sealed class TypedWordsTests(Chromium chromium) : ShownPage(chromium)
{
    private const string Box = """{ "type": "Input.Text", "id": "words", "label": "Words", "isMultiline": true }""";
    private const string Buttons = """
        { "type": "ActionSet", "actions": [{ "type": "Action.Execute", "title": "Save", "verb": "save" }, { "type": "Action.Submit", "title": "Open", "data": { "msteams": { "type": "task/fetch" } } },
          { "type": "Action.Submit", "title": "Send", "data": { "verb": "send" } }] }
        """;

    private const string Leaving = "Leave this page without saving?";

    [Fact]
    public async Task ACardThatIsReplacedLosesThemAsInTeams()
    {
        var sarah = await ArriveAsync();
        var id = await SendAsync($"{TeamsElement.Text("First")}, {Box}");
        await sarah.Card.FillAsync("Words", "Half a thought");

        await UpdateAsync(id, $"{TeamsElement.Text("Second")}, {Box}");

        await sarah.Card.SeesAsync("Second");
        await sarah.Card.SeesInInputAsync("Words", "");
    }

    [Fact]
    public async Task ACardThatIsSentAgainAsItWasKeepsThem()
    {
        var sarah = await ArriveAsync();
        var id = await SendAsync($"{TeamsElement.Text("First")}, {Box}");
        await sarah.Card.FillAsync("Words", "Half a thought");

        await UpdateAsync(id, $"{TeamsElement.Text("First")}, {Box}");
        await Expect(sarah.Card.Place.Locator("time")).ToContainTextAsync("updated");

        await sarah.Card.SeesInInputAsync("Words", "Half a thought");
    }

    [Fact]
    public async Task ADialogIsClosedWithThemOnlyWhenSomebodySaysSo()
    {
        Bot.AnswerInvokesWith(Dialog("Write", Box));
        var sarah = await ShowAsync(Buttons);
        var dialog = await sarah.OpenAsync("Open");
        await dialog.FillAsync("Words", "Half a thought");
        var close = sarah.Page.GetByTestId("dialog-close");

        foreach (var tryToClose in new Func<Task>[] { () => close.ClickAsync(), () => dialog.Input("Words").PressAsync("Escape"), () => close.PressAsync("Escape") })
        {
            await tryToClose();
            await SureAsync(sarah, "Close without saving?");
            await sarah.Page.Keyboard.PressAsync("Escape");
            await Expect(sarah.Page.GetByTestId("sure")).ToBeHiddenAsync();
            await dialog.SeesInInputAsync("Words", "Half a thought");
        }

        await Expect(close).ToBeFocusedAsync();
        await close.ClickAsync();
        await sarah.Page.GetByTestId("sure-go").ClickAsync();
        await sarah.DialogIsClosedAsync();
        await Expect(sarah.Card.Button("Open")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task ADialogWithoutThemClosesAtEscape()
    {
        Bot.AnswerInvokesWith(Dialog("Write", Box));
        var sarah = await ShowAsync(Buttons);
        await sarah.OpenAsync("Open");

        await sarah.Page.Keyboard.PressAsync("Escape");

        await sarah.DialogIsClosedAsync();
        await Expect(sarah.Page.GetByTestId("sure")).ToBeHiddenAsync();
        await Expect(sarah.Card.Button("Open")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task AnotherChatIsOpenedWithThemOnlyWhenSomebodySaysSo()
    {
        var sarah = await ShowAsync($"{Box}, {Buttons}");
        await sarah.Card.FillAsync("Words", "Half a thought");
        var other = sarah.Page.GetByTestId("chat-entry").Filter(new() { HasText = "General" }).First;

        await other.ClickAsync();
        await SureAsync(sarah, "Leave this chat without saving?");
        await sarah.Page.GetByTestId("sure-cancel").ClickAsync();
        await Expect(sarah.Page.GetByTestId("chat-title")).ToHaveTextAsync("Supervision");
        await sarah.Card.SeesInInputAsync("Words", "Half a thought");
        await Expect(other).ToBeFocusedAsync();

        await other.ClickAsync();
        await sarah.Page.GetByTestId("sure-go").ClickAsync();
        await Expect(sarah.Page.GetByTestId("chat-title")).ToContainTextAsync("General");
    }

    [Fact]
    public async Task SomebodyElseIsBecomeWithThemOnlyWhenSomebodySaysSo()
    {
        var sarah = await ShowAsync($"{Box}, {Buttons}");
        await sarah.Card.FillAsync("Words", "Half a thought");
        await sarah.Page.GetByTestId("person-switch").Locator("summary").ClickAsync();
        var priya = sarah.Page.GetByTestId("person-priya");

        await priya.ClickAsync();
        await SureAsync(sarah, Leaving);
        await sarah.Page.Keyboard.PressAsync("Enter");
        await Expect(sarah.Page.GetByTestId("sure")).ToBeHiddenAsync();
        await Expect(priya).ToBeFocusedAsync();
        await sarah.Card.SeesInInputAsync("Words", "Half a thought");

        await priya.ClickAsync();
        await sarah.Page.GetByTestId("sure-go").ClickAsync();
        await Expect(sarah.Page).ToHaveTitleAsync("Priya: LocalTeams");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ThePageIsLeftWithoutAWordOnlyWhenThereAreNone(bool areTyped)
    {
        var sarah = await ShowAsync($"{Box}, {Buttons}");
        await sarah.Card.FillAsync("Words", "Half a thought");
        if (!areTyped)
        {
            await sarah.Card.FillAsync("Words", "");
        }

        var asked = 0;
        sarah.Page.Dialog += (_, dialog) =>
        {
            Assert.Equal(DialogType.BeforeUnload, dialog.Type);
            asked++;
            _ = dialog.AcceptAsync();
        };
        await sarah.ReloadAsync();

        Assert.Equal(areTyped ? 1 : 0, asked);
    }

    [Fact]
    public async Task AMessageThatWasBegunAsksTooBeforeThePageIsLeft()
    {
        var sarah = await ShowAsync(Box);
        await sarah.Page.GetByTestId("composer").FillAsync("Half a message");
        await sarah.Page.GetByTestId("person-switch").Locator("summary").ClickAsync();

        await sarah.Page.GetByTestId("person-priya").ClickAsync();

        await SureAsync(sarah, Leaving);
    }

    [Theory]
    [InlineData("Save")]
    [InlineData("Send")]
    public async Task WordsThatWereSentAreNotAskedAbout(string button)
    {
        Bot.AnswerInvokesWith(Answer($"{TeamsElement.Text("Kept")}, {Box}"));
        var sarah = await ShowAsync($"{Box}, {Buttons}");
        await sarah.Card.FillAsync("Words", "A whole thought");
        await sarah.Card.PressAsync(button);

        await sarah.OpenChatAsync("General");

        await Expect(sarah.Page.GetByTestId("sure")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task ANewGroupChatThatWasBegunAsksBeforeItIsGone()
    {
        var sarah = await ArriveAsync();
        await sarah.Page.GetByTestId("new-chat").ClickAsync();
        await sarah.Page.GetByTestId("group-name").FillAsync("Duty");

        await sarah.Page.Keyboard.PressAsync("Escape");

        await SureAsync(sarah, "Close without saving?");
    }

    // Cancel is what has the focus, and so what Enter does.
    private static async Task SureAsync(Person person, string title)
    {
        await Expect(person.Page.GetByRole(AriaRole.Alertdialog, new() { Name = title })).ToBeVisibleAsync();
        await Expect(person.Page.GetByTestId("sure-cancel")).ToBeFocusedAsync();
    }
}
