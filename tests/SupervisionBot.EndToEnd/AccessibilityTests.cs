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
            Assert.Empty(await BarriersAsync(sarah, $"{colours}, card"));
            await sarah.OpenAsync("Code of Ethics");
            Assert.Empty(await BarriersAsync(sarah, $"{colours}, dialog"));
            await sarah.CloseDialogAsync();
        }
    }

    private static async Task<IEnumerable<string>> BarriersAsync(Person person, string where)
    {
        var found = await person.Page.EvaluateAsync<string[]>(Check);
        return found.Select(barrier => $"{where}: {barrier}");
    }
}
