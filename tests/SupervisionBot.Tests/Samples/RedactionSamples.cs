using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Redactions;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Samples;

/// <summary>The cards about erasing words as the app makes them: ordinary, longest and emptiest.</summary>
internal sealed class RedactionSamples(SupervisionTeam team, Func<int, string> text)
{
    private static readonly PersonId s_leader = new(new("22222222-0000-4000-8000-000000000003"));

    public async Task AddAsync(SortedDictionary<string, JsonNode> samples)
    {
        var (cards, dialogs, rows) = (team.Services.GetRequiredService<RedactionCards>(), team.Services.GetRequiredService<RedactionDialogs>(), team.Services.GetRequiredService<RedactionRows>());
        samples["redactions/redactions.emptiest.data.json"] = Rehearsal.Data(await cards.ListAsync(SupervisionTeam.Tenant, s_leader, Notice.None, CancellationToken.None));

        var ordinary = await FrozenAsync(61, "She sleeps at Casey Jones's, she said.", texts: 1);
        samples["redactions/redact-dialog.emptiest.data.json"] = Rehearsal.Data(((Teams.TaskResponse.Continue)dialogs.Asking(await ordinary.StoredAsync(), ordinary.Practitioner.Person, Data(ordinary), Notice.None)).CardUtf8Json);
        await AskAsync(ordinary, "Casey Jones", "It is the name of another child.");
        samples["redactions/redact-dialog.data.json"] = Rehearsal.Data(((Teams.TaskResponse.Continue)dialogs.Asking(
            await ordinary.StoredAsync(), ordinary.Practitioner.Person, Data(ordinary, ("words", "Ben Shaw"), ("reason", "He is nobody's business here.")), Notice.None)).CardUtf8Json);
        samples["redactions/redaction.data.json"] = await CardAsync(cards, ordinary, Notice.None, why: "");
        Assert.True(await rows.AddAsync(ordinary.Address, CancellationToken.None));
        samples["redactions/redactions.data.json"] = Rehearsal.Data(await cards.ListAsync(SupervisionTeam.Tenant, s_leader, Notice.None, CancellationToken.None));
        await ordinary.DoAsLeaderAsync(s_leader, new DeclineRedaction((await ordinary.StoredAsync()).Session.Redactions[0].Asked, "Tom Byrne", "No."));
        samples["redactions/redaction.emptiest.data.json"] = await CardAsync(cards, ordinary, Notice.None, why: "");

        var words = $"A{text(Redaction.Longest - 1)}".Trim();
        var longest = await FrozenAsync(62, words, texts: 9);
        var refused = Notice.Warning(RefusalText.For(new TooLong(20_000, 8_000)));
        samples["redactions/redact-dialog.longest.data.json"] = await DialogAsync(dialogs, longest, words, text(Redaction.Longest));
        for (var request = 0; request < SessionDecision.MostRemarks; request++)
        {
            await AskAsync(longest, words, text(Redaction.Longest));
        }

        samples["redactions/redaction.longest.data.json"] = await CardAsync(cards, longest, refused, text(Redaction.Longest));
        Assert.True(await rows.AddAsync(longest.Address, CancellationToken.None));
        samples["redactions/redactions.longest.data.json"] = Rehearsal.Data(await cards.ListAsync(SupervisionTeam.Tenant, s_leader, refused, CancellationToken.None));
    }

    private static CardData Data(Rehearsal session, params (string Name, string Value)[] typed) => Rehearsal.CardDataOf(session.Practitioner.Person, "redact.find", [("session", $"{session.Address.Session}"), .. typed]);

    private static async Task<JsonNode> DialogAsync(RedactionDialogs dialogs, Rehearsal session, string words, string reason) =>
        Rehearsal.Data(((Teams.TaskResponse.Continue)await dialogs.SureAsync(await session.StoredAsync(), session.Practitioner.Person, Data(session, ("words", words), ("reason", reason)), CancellationToken.None)).CardUtf8Json);

    private static async Task<JsonNode> CardAsync(RedactionCards cards, Rehearsal session, Notice notice, string why)
    {
        var stored = await session.StoredAsync();
        return Rehearsal.Data(cards.Card(stored, await session.TrailAsync(), stored.Session.Redactions[^1], s_leader, ["29:TomByrne22222222000040008000000000000003"], notice, why));
    }

    private static async Task AskAsync(Rehearsal session, string words, string reason)
    {
        var stored = await session.StoredAsync();
        await session.DoAsync(session.Practitioner, new AskRedaction(Redacting.Find(await session.TrailAsync(), stored.Guide, words)!.Value, reason));
    }

    private async Task<Rehearsal> FrozenAsync(int number, string said, int texts)
    {
        var session = await Rehearsal.OpenAsync(team, number, $"KN-{number}");
        await session.DoAsync(session.Practitioner, new Join());
        var prompts = session.Guide.Walk.SelectMany(step => step.Prompts.Where(prompt => step.Id == "information" && prompt.Kind == Core.Guides.PromptKind.Text).Select(prompt => prompt.Id)).ToList();
        for (var one = 0; one < texts; one++)
        {
            await session.DoAsync(one % 2 == 0 ? session.Practitioner : session.Supervisor, new Answer([KeyValuePair.Create(prompts[one / 2 % prompts.Count], one < 2 * prompts.Count ? said : $"{said} ")]));
        }

        foreach (var step in session.Guide.Walk)
        {
            await session.DoAsync(session.Supervisor, new MoveOn(step.Id));
        }

        await session.DoAsync(session.Supervisor, new PrepareSummary("We meet again tomorrow."));
        await session.ConfirmAsync(session.Practitioner);
        await session.ConfirmAsync(session.Supervisor);
        return session;
    }
}
