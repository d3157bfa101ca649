using SupervisionBot.EndToEnd.Stage;

namespace SupervisionBot.EndToEnd.Page;

/// <summary>axe-core in a page.</summary>
internal static class Axe
{
    private const string Check = """
        async all => (await axe.run(document, { resultTypes: ['violations'], rules: { 'label-content-name-mismatch': { enabled: false } } })).violations
            .filter(violation => all || violation.impact === 'serious' || violation.impact === 'critical')
            .map(violation => `${violation.id}: ${violation.nodes.map(node => node.target + ' ' + node.html.slice(0, 160)).join('\n')}`)
        """;

    /// <summary>What keeps people from using the page as it is now; empty when nothing does.</summary>
    /// <param name="person">Whose page.</param>
    /// <param name="all">Also what is moderate and minor.</param>
    public static async Task<string> BarriersAsync(Person person, bool all = false)
    {
        if (await person.Page.EvaluateAsync<bool>("() => !('axe' in globalThis)"))
        {
            await person.Page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));
        }

        return string.Join('\n', await person.Page.EvaluateAsync<string[]>(Check, all));
    }
}
