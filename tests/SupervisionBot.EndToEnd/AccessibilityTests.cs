using SupervisionBot.EndToEnd.Page;
using SupervisionBot.EndToEnd.Stage;

namespace SupervisionBot.EndToEnd;

public sealed class AccessibilityTests(Chromium chromium) : Practice(chromium)
{
    [Fact]
    public async Task APageWithAStepCardAndADialogHasNoSeriousBarrierInAnyColours()
    {
        var (sarah, priya) = await MeetAsync();
        await priya.AnswerAsync(Case.Happening, "Found at the same address.");
        await sarah.AnswerAsync(Case.Happening, "Two missing episodes.");
        foreach (var colours in new[] { "light", "dark", "contrast" })
        {
            await sarah.Page.GetByTestId("theme").SelectOptionAsync(colours);
            Assert.Equal("", await Axe.BarriersAsync(sarah));
            await sarah.OpenAsync("Code of Ethics");
            Assert.Equal("", await Axe.BarriersAsync(sarah));
            await sarah.CloseDialogAsync();
        }
    }
}
