using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Challenge;
using SupervisionBot.Core.Challenge;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Guides;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Samples;

/// <summary>The cards of the challenge questions: an ordinary one of each, the longest, and one where nobody has said anything.</summary>
/// <param name="samples">Where they go.</param>
/// <param name="team">The team.</param>
/// <param name="longest">The longest notice.</param>
internal sealed class ChallengeScripts(SortedDictionary<string, JsonNode> samples, SupervisionTeam team, string longest)
{
    private static readonly string[] s_ratings = ["strength", "developing", "not-yet", "dont-know"];
    private static readonly DateTimeOffset s_first = Clock.Start.AddMonths(-7);

    private readonly GuideEdition _edition = team.Services.GetRequiredService<ChallengeQuestions>().Edition!;
    private readonly ChallengeCards _cards = team.Services.GetRequiredService<ChallengeCards>();

    private Guide Guide => _edition.Guide;

    public async Task AddAsync()
    {
        var (before, now) = (Run(s_first, (0, 5, 0), (1, 4, 1)), Run(Clock.Start, (0, 5, 1), (1, 6, 0)));
        samples["challenge/areas.data.json"] = Rehearsal.Data(_cards.Areas(Guide, now.Session, last: null, hasFigures: true, Notice.None));
        samples["challenge/areas.emptiest.data.json"] = Rehearsal.Data(_cards.Areas(Guide, run: null, last: null, hasFigures: false, Notice.None));
        samples["challenge/moved.data.json"] = Rehearsal.Data(_cards.Moved(before, now));
        samples["challenge/moved.emptiest.data.json"] = Rehearsal.Data(_cards.Moved(before: null, now: null));
        samples["challenge/together.data.json"] = Rehearsal.Data(Together(Several(6, (0, 5), (1, 2))));
        samples["challenge/together.emptiest.data.json"] = Rehearsal.Data(Together([]));
        samples["challenge/bring-dialog.data.json"] = await BringAsync(31, Walks.CaseReference);
        samples["challenge/bring-dialog.emptiest.data.json"] = await BringAsync(33, "1");
        await AddLongestAsync();
    }

    public async Task AddLongestAsync()
    {
        var notice = Notice.Warning(longest);
        (int Area, int Questions, int Offset)[] all = [(0, 5, 0), (1, 9, 0), (2, 12, 0), (3, 7, 0)];
        var (before, now) = (Run(s_first, all), Run(Clock.Start, [.. all.Select(area => area with { Offset = 1 })]));
        samples["challenge/areas.longest.data.json"] = Rehearsal.Data(_cards.Areas(Guide, now.Session, last: null, hasFigures: true, Notice.Warning(Cut.To(Cut.Kept, notice.Text))));
        samples["challenge/moved.longest.data.json"] = Rehearsal.Data(_cards.Moved(before, now));
        samples["challenge/together.longest.data.json"] = Rehearsal.Data(Together(Several(12, (0, 5), (1, 9), (2, 12), (3, 7))));
        samples["challenge/bring-dialog.longest.data.json"] = await BringAsync(32, new string('W', SessionDecision.LongestCaseReference));
    }

    private ReadOnlyMemory<byte> Together(IReadOnlyList<Session> runs)
    {
        var counted = Core.Challenge.Together.Counted(Guide, runs, new Dictionary<string, IReadOnlyList<SessionId>>(), minimum: 5);
        return _cards.Together(Core.Challenge.Together.Count(Guide, runs, counted.ToDictionary(question => question.Key, question => (IReadOnlyList<Session>)[.. runs.Where(run => question.Value.Contains(run.Id))]), minimum: 5), minimum: 5);
    }

    private IReadOnlyList<Session> Several(int leaders, params (int Area, int Questions)[] areas) =>
        [.. Enumerable.Range(0, leaders).Select(leader => Run(Clock.Start, [.. areas.Where(area => leader % 2 == 0 || area.Questions > 2).Select(area => (area.Area, area.Questions, leader))]).Session)];

    // A run with so many questions of an area rated, one rating after the other.
    private StoredSession Run(DateTimeOffset at, params (int Area, int Questions, int Offset)[] areas)
    {
        var leader = new PersonId(team.Tom.Person.Id);
        var address = new SessionAddress(SupervisionTeam.Tenant, new(new Guid(at.Month, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 2)));
        Assert.True(SessionDecision.Open(Guide, _edition.Fingerprint, "", [new(leader, team.Tom.Person.Name, Role.Chair)], prepareFirst: false).Succeeded(out var events, out _));
        var session = SessionFold.Fold(address.Session, [new(1, leader, at, "open", events[0])])!;
        var commands = areas.SelectMany(area => (IEnumerable<SessionCommand>)
        [
            .. Guide.StepsOf(Guide.Areas[area.Area]).Select(step => new MoveOn(step.Id)),
            new Answer([.. ChallengeRun.Questions(Guide, Guide.Areas[area.Area]).Take(area.Questions).Select((question, place) => KeyValuePair.Create(question.Id, s_ratings[(place + area.Offset) % 4]))]),
        ]);
        foreach (var command in commands)
        {
            Assert.True(SessionDecision.Decide(session, Guide, leader, new(at, DateOnly.FromDateTime(at.Date)), command).Succeeded(out events, out var refusal), $"{command}: {refusal}");
            session = events.Aggregate(session, (state, one) => SessionFold.Apply(address.Session, state, new(state.Sequence + 1, leader, at, "run", one))!);
        }

        return new(address, session, Guide, Head: default, Home: "", Places: []);
    }

    private async Task<JsonNode> BringAsync(int number, string caseReference)
    {
        await BringingGuide.KeepAsync(team);
        var session = await Rehearsal.OpenAsync(team, number, caseReference, with: BringingGuide.Edition);
        var bring = team.Services.GetServices<Feature>().OfType<BringFeature>().Single();
        var data = Rehearsal.CardDataOf(session.Supervisor.Person, "bring.open", ("session", $"{session.Address.Session}"));
        return Rehearsal.Data(((TaskResponse.Continue)await bring.OpenAsync(Scripts.DeliveryOf(team.Sarah), data, CancellationToken.None)).CardUtf8Json);
    }
}
