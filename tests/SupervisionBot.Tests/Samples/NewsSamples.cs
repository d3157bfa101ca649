using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Sessions;
using SupervisionBot.OneToOne;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Samples;

/// <summary>The small cards with news as the app makes them: ordinary, longest and emptiest.</summary>
internal sealed class NewsSamples(SupervisionTeam team, Func<int, string> text)
{
    public async Task AddAsync(SortedDictionary<string, JsonNode> samples)
    {
        var ordinary = await Rehearsal.OpenAsync(team, 271, Walks.CaseReference);
        samples["news/news.data.json"] = await MovedAsync(ordinary);
        var longest = await Rehearsal.OpenAsync(team, 272, text(SessionDecision.LongestCaseReference), prepare: false, LongestSessions.Name, LongestSessions.Name);
        samples["news/news.longest.data.json"] = await MovedAsync(longest);
        samples["news/news.emptiest.data.json"] = await DrawnAsync(await Rehearsal.OpenAsync(team, 273, "1"), SessionNews.Other, "There is something new in one of your sessions.");
    }

    private async Task<JsonNode> MovedAsync(Rehearsal session)
    {
        await session.DoAsync(session.Supervisor, new MoveOn("information"), new MoveOn("assessment"));
        return await DrawnAsync(session, SessionNews.Moved, "One of your sessions is at another step now.");
    }

    private async Task<JsonNode> DrawnAsync(Rehearsal rehearsal, string kind, string words)
    {
        var session = (await rehearsal.StoredAsync()).Session;
        var card = await team.Services.GetRequiredService<Views>().DrawAsync(Scripts.DeliveryOf(team.Priya), SessionNews.Of(session, session, kind, rehearsal.Supervisor.Person), Notice.Good(words), CancellationToken.None);
        return Rehearsal.Data(card!.Value);
    }
}
