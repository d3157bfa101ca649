using SupervisionBot.EndToEnd.Stage;

namespace SupervisionBot.EndToEnd;

public sealed class AccessibilityTests(Chromium chromium) : Practice(chromium)
{
    private const string Check = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
            .map(violation => `${violation.id}: ${violation.nodes.map(node => node.target + ' ' + node.html.slice(0, 160)).join('\n')}`)
        """;

    [Fact]
    public async Task APageWithAStepCardAndADialogHasNoSeriousBarrierInAnyColours()
    {
        var (sarah, priya) = await MeetAsync();
        await priya.AnswerAsync(Case.Happening, "Found at the same address.");
        await sarah.AnswerAsync(Case.Happening, "Two missing episodes.");
        await sarah.Page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));
        foreach (var colours in new[] { "light", "dark", "contrast" })
        {
            await sarah.Page.GetByTestId("theme").SelectOptionAsync(colours);
            Assert.Equal("", await BarriersAsync(sarah));
            await sarah.OpenAsync("Code of Ethics");
            Assert.Equal("", await BarriersAsync(sarah));
            await sarah.CloseDialogAsync();
        }
    }

    private static async Task<string> BarriersAsync(Person person) => string.Join('\n', await person.Page.EvaluateAsync<string[]>(Check));
}
