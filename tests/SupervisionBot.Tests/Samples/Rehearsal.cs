using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Guides;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.OwnWords;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Samples;

/// <summary>A session of the app's own parts with fixed people, ids and time, whose cards are seen one by one.</summary>
internal sealed class Rehearsal
{
    private readonly SupervisionTeam _team;
    private readonly TimeProvider _clock;
    private int _operations;

    private Rehearsal(SupervisionTeam team, SessionAddress address, Participant supervisor, Participant practitioner)
    {
        (_team, Address, Supervisor, Practitioner) = (team, address, supervisor, practitioner);
        _clock = Get<TimeProvider>();
    }

    public SessionAddress Address { get; }

    public Participant Supervisor { get; }

    public Participant Practitioner { get; }

    public Guide Guide => Edition.Guide;

    private GuideEdition Edition => Get<GuideLibrary>().InUse.Single(edition => edition.Guide.Id == "knowsley-decision-walk");

    public static async Task<Rehearsal> OpenAsync(SupervisionTeam team, int number, string caseReference, bool prepare = false, string? supervisor = null, string? practitioner = null, GuideEdition? with = null)
    {
        var rehearsal = new Rehearsal(
            team,
            new(SupervisionTeam.Tenant, new(new Guid(number, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1))),
            new(new(team.Sarah.Person.Id), supervisor ?? team.Sarah.Person.Name, Role.Supervisor),
            new(new(team.Priya.Person.Id), practitioner ?? team.Priya.Person.Name, Role.Supervisee));
        var edition = with ?? rehearsal.Edition;
        var now = UkTime.Now(rehearsal._clock).At;
        Assert.True(SessionDecision.Open(edition.Guide, edition.Fingerprint, caseReference, [rehearsal.Supervisor, rehearsal.Practitioner], prepare).Succeeded(out var events, out _));
        var entries = events.Select((opened, index) => new TrailEntry(index + 1, rehearsal.Supervisor.Person, now, "open", opened)).ToList();
        await rehearsal.Get<SessionPointers>().AddAsync(rehearsal.Address, [rehearsal.Supervisor.Person, rehearsal.Practitioner.Person], CancellationToken.None);
        Assert.IsType<SaveOutcome.Saved>(await rehearsal.Get<SessionStore>().OpenAsync(new(rehearsal.Address, SessionFold.Fold(rehearsal.Address.Session, entries)!, edition.Guide, Head: default, Home: "", Places: []), entries, CancellationToken.None));
        return rehearsal;
    }

    /// <summary>Does all of it in one turn.</summary>
    public async Task DoAsync(Participant who, params SessionCommand[] commands)
    {
        var outcome = await Get<SessionTurns>().RunAsync(Address, who.Person, $"operation {++_operations}", (_, _) => commands, (_, _) => [], CancellationToken.None);
        Assert.Null(outcome.Refusal);
    }

    /// <summary>Does it as a senior leader, who takes no part.</summary>
    public async Task DoAsLeaderAsync(PersonId leader, SessionCommand command) =>
        Assert.Null((await Get<SessionTurns>().RunForLeaderAsync(Address, leader, $"operation {++_operations}", command, (_, _) => [], CancellationToken.None)).Refusal);

    /// <summary>The trail, with what remained of it.</summary>
    public Task<IReadOnlyList<TrailEntry>> TrailAsync() => Get<SessionStore>().TrailAsync(Address, CancellationToken.None);

    /// <summary>Somebody confirms the summary as it is now.</summary>
    public async Task ConfirmAsync(Participant who)
    {
        var session = (await StoredAsync()).Session;
        await DoAsync(who, new SignOff(session.SummaryAt, session.Sequence));
    }

    /// <summary>The data of the card that tells an outsider of a disagreement.</summary>
    public async Task<JsonNode> DisagreementAsync() => Data(Get<Disagreements>().Card(await StoredAsync(), Practitioner.Person));

    public async Task<StoredSession> StoredAsync() => (await Get<SessionStore>().FindAsync(Address, CancellationToken.None))!;

    /// <summary>The data of the card that somebody has before them.</summary>
    public async Task<JsonNode> CardAsync(Participant viewer, Notice? notice = null, Drafts? drafts = null, int page = 1) =>
        Data(await Get<SessionCards>().ForAsync(await StoredAsync(), viewer, [Mri(viewer)], notice ?? Notice.None, drafts ?? Drafts.None, new SummaryPlace(page, 0), CancellationToken.None));

    public async Task<JsonNode> SharedAsync(params Participant[] refreshFor) => Data(Get<SessionCards>().Shared(await StoredAsync(), [.. refreshFor.Select(Mri)]));

    public async Task<JsonNode> CancelAsync(Notice notice, string reason) => Data(Get<SessionCards>().Cancel(await StoredAsync(), notice, reason));

    public async Task<JsonNode> DialogAsync(Participant viewer, Notice notice, string verb, params (string Name, string Value)[] data) =>
        Data(Get<SessionDialogs>().Open(await StoredAsync(), viewer, CardDataOf(viewer.Person, verb, data), notice, drawnAt: null, isOwnChat: true)!.Card);

    /// <summary>The dialog with what somebody has written.</summary>
    public async Task<JsonNode> MineAsync(Participant viewer, Notice notice, bool warned = false, params (string Name, string Value)[] data) =>
        Data(((TaskResponse.Continue)await Get<OwnWordsDialog>().ListAsync(await StoredAsync(), viewer, CardDataOf(viewer.Person, "mine.page", data), notice, warned, CancellationToken.None)).CardUtf8Json);

    public JsonNode Again(params (string Name, string Value)[] data) => Data(Get<SessionDialogs>().Again(CardDataOf(Supervisor.Person, "", data), new NotSaved())!.Card);

    public static CardData CardDataOf(PersonId actor, string verb, params (string Name, string Value)[] data) =>
        new(verb, data.ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal), operation: $"{actor} {verb}");

    /// <summary>The data a card was made from, where templates echo it; otherwise the card.</summary>
    public static JsonNode Data(ReadOnlyMemory<byte> card) => JsonNode.Parse(card.Span) switch
    {
        JsonObject echo when echo["data"] is { } data => data.DeepClone(),
        var json => json!,
    };

    private string Mri(Participant viewer) => viewer == Supervisor ? _team.Sarah.Person.Mri : _team.Priya.Person.Mri;

    private T Get<T>()
        where T : notnull => _team.Services.GetRequiredService<T>();
}
