using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Rounds;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Rounds;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;
using SupervisionBot.Words;

namespace SupervisionBot.Tests.Samples;

/// <summary>What a round shows in its channels, as the app makes it: ordinary, longest and emptiest.</summary>
internal sealed class ChannelSamples(SupervisionTeam team, string words)
{
    private static readonly RoundId s_id = new(new(41, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1));
    private static readonly RoundId s_previous = new(new(42, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1));
    private static readonly RoundChannel s_channel = new("c01", "19:duty@thread.tacv2", "19:duty@thread.tacv2", "Duty team", "General");
    private static readonly RoundResponse s_response = new([1], "Panels after five o'clock.", "A quiet room to write in, from May.", "", [new("Book the room", "Margaret Ellis", new(2027, 5, 3))], "New recording software: there is no money for it this year.");

    private readonly ChannelCards _cards = team.Services.GetRequiredService<ChannelCards>();
    private readonly CardPress _press = team.Services.GetRequiredService<CardPress>();

    public async Task AddAsync(SortedDictionary<string, JsonNode> samples)
    {
        var address = new RoundAddress(SupervisionTeam.Tenant, s_id);
        var longest = new RoundResponse([.. Enumerable.Range(1, 30)], Long(1000), Long(1000), Long(1000), [.. Enumerable.Range(1, ToResponse.MostActions).Select(_ => new ResponseAction(Long(500), Long(500), new(2027, 9, 30)))], Long(1000));
        await StoreAsync(Finished(longest));
        string[] looking = ["29:margaret"];
        Add(
            samples,
            "channel",
            await _cards.CardAsync(address, Open(FocusQuestions.Offered, anonymous: true), s_channel, looking, default),
            await _cards.CardAsync(address, Open(Long(RoundPlanRules.LongestFocus), anonymous: true) with { Previous = s_previous }, s_channel, [.. Enumerable.Range(1, 5).Select(number => $"29:leader-{number}-{new string('x', 100)}")], default),
            await _cards.CardAsync(address, Open("?", anonymous: false) with { Status = RoundStatus.Counted }, s_channel, [], default));
        Add(samples, "channel-response", _cards.Response(Finished(s_response)), _cards.Response(Finished(longest)), _cards.Response(Finished(new([], "", "", "", [], "?"))));
        var full = new AnswerContent([.. Many().Take(2)], [.. Many().Take(1)], [.. Many().Take(1)]);
        Add(
            samples,
            "answer-dialog",
            Dialog(AnswerDialog.Of(Open(FocusQuestions.Offered, anonymous: true), "c01", new(["Panels that begin late"], [], ["Reading each other's records"]), 2, hasAnswered: true, Notice.None)),
            Dialog(AnswerDialog.Of(Open(Long(RoundPlanRules.LongestFocus), anonymous: true), "c01", full, 5, hasAnswered: true, Notice.Warning(RefusalText.For(new NamesSomebody(PersonalDetail.DateOfBirth))), AnswerDialog.Fingerprint(full))),
            Dialog(AnswerDialog.Of(Open("?", anonymous: false), "c01", new([], [], []), 1, hasAnswered: false, Notice.None)));
    }

    private static Round Open(string focus, bool anonymous) => new()
    {
        Id = s_id,
        Status = RoundStatus.Open,
        Plan = new(focus, [s_channel], new(2027, 3, 4, 9, 15, 0), new(2027, 4, 9, 17, 0, 0), anonymous, Repeats: null),
        Leader = new(RoundScene.Leader),
        LeaderName = "Margaret Ellis",
        First = new(2027, 3, 4, 9, 15, 0),
        OpenedAt = Clock.Start,
        ClosesAt = new DateTimeOffset(2027, 4, 9, 16, 0, 0, TimeSpan.Zero),
    };

    private Round Finished(RoundResponse response) => Open(FocusQuestions.Offered, anonymous: true) with
    {
        Id = s_previous,
        Status = RoundStatus.Finished,
        Response = response,
        Themes = [.. Enumerable.Range(1, 30).Select(number => new Theme(number, RoundPrompt.Stop, number == 1 ? "Late panels" : Long(ToThemes.LongestName)))],
        Actions = [.. response.Actions.Select((action, place) => new RoundAction(place + 1, action, Done: place == 0, TickedAt: null))],
    };

    // Only what the card of the next round asks for.
    private async Task StoreAsync(Round round)
    {
        var rounds = team.Services.GetRequiredService<RoundStore>();
        var address = new RoundAddress(SupervisionTeam.Tenant, round.Id);
        RoundEvent[] events = [new RoundDrafted(round.Plan, round.Leader, round.LeaderName, round.First, Previous: null, Number: 1), new RoundResponded(round.Response!)];
        var entries = events.Select((each, place) => new RoundEntry(place + 1, round.Leader, Clock.Start, $"{place}", each)).ToList();
        Assert.IsType<BatchOutcome.Done>(await rounds.AppendAsync(before: null, address, RoundFold.Fold(round.Id, entries)!, entries, default));
    }

    private ReadOnlyMemory<byte> Dialog(AnswerDialog dialog) => _press.Print("rounds/answer-dialog", dialog, ChannelCardJson.Default.AnswerDialog);

    private IReadOnlyList<string> Many() => [.. Enumerable.Repeat(Long(AnswerRules.LongestEntry), AnswerRules.MostEntries)];

    private static void Add(SortedDictionary<string, JsonNode> samples, string name, ReadOnlyMemory<byte> ordinary, ReadOnlyMemory<byte> longest, ReadOnlyMemory<byte> emptiest)
    {
        samples[$"rounds/{name}.data.json"] = Rehearsal.Data(ordinary);
        samples[$"rounds/{name}.longest.data.json"] = Rehearsal.Data(longest);
        samples[$"rounds/{name}.emptiest.data.json"] = Rehearsal.Data(emptiest);
    }

    private string Long(int length) => LongText.Of(words, length);
}
