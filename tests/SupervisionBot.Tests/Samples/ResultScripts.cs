using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Rounds.Results;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Samples;

/// <summary>Counted rounds that the sample data of the leaders' cards is taken from: an ordinary one, one with the longest texts everywhere, and one that nobody answered.</summary>
internal sealed class ResultScripts(SortedDictionary<string, JsonNode> samples, SupervisionTeam team, Func<int, string> longText)
{
    private static readonly string[] s_stop = ["Two forms for one visit", "Panels on a Friday afternoon", "Chasing signatures", "The same report for three meetings", "Late allocations", "Visits without the file", "Forms nobody reads"];

    public void Add()
    {
        var (ordinary, before) = Ordinary();
        Add("", ordinary, before, Notice.None, new RoundResponse([1, 2], "Two forms for one visit: from May there is one.", "", "Peer case discussions on Wednesdays.", [new("Merge the two forms", "Sarah Ahmed", new(2027, 5, 1)), new("Tell the teams", "", ByWhen: null)], "No second duty desk this year: there is no money for it."));
        AddLongest();
        Add(".emptiest", Counted(Round(), 0, []), before: null, Notice.None, new RoundResponse([], "", "Quiet rooms.", "", [], ""));
    }

    public void AddLongest()
    {
        var themes = Enum.GetValues<RoundPrompt>().SelectMany(prompt => Enumerable.Range(1, ToThemes.MostThemes).Select(number => new ThemeCreated((((int)prompt) * ToThemes.MostThemes) + number, prompt, Name(number))));
        var channels = Enumerable.Range(1, RoundPlanRules.MostChannels).Select(place => new RoundChannel(RoundChannel.KeyOf(place), $"19:{place}", $"team{place:000}", Name(place), "General"));
        var round = Round(new(longText(RoundPlanRules.LongestFocus), [.. channels], new(2027, 2, 1, 9, 0, 0), new(2027, 2, 26, 17, 0, 0), Anonymous: true, Repeats: null), [.. themes]);
        var entries = Enumerable.Range(0, 3000).Select(number => new OpenedEntry($"{number:x16}", (RoundPrompt)(number % 3), longText(AnswerRules.LongestEntry), $"team{(number % 100) + 1:000}", Who: null, At: null)).ToList();
        var sorted = entries.ToDictionary(entry => entry.Id, entry => (((int)entry.Prompt) * ToThemes.MostThemes) + 1 + (Convert.ToInt32(entry.Id, 16) / 7 % ToThemes.MostThemes), StringComparer.Ordinal);
        var counted = Counted(Apply(round, new EntriesSorted(sorted)), 1500, entries, 15);
        var before = Counted(Round(round.Plan, new ThemeCreated(1, RoundPrompt.Stop, "Parking")), 1500, entries, 15).Results;
        var refused = Notice.Warning(RefusalText.For(new TooLong(20_000, 1_000)));
        var action = new ResponseAction(longText(200), longText(60), new(2027, 9, 29));
        var text = longText(ToResponse.LongestText);
        Add(".longest", counted, before, refused, new([.. Enumerable.Range(1, ResponseForm.MostThemes)], text, text, text, [.. Enumerable.Repeat(action, ResponseForm.MostActions)], text));
    }

    private void Add(string kind, CountedRound counted, RoundResults? before, Notice notice, RoundResponse response)
    {
        var (sorting, form) = (Get<SortCards>(), Get<ResponseForm>());
        var view = new SortView(RoundPrompt.Stop, SortView.All, kind == ".longest" ? $"{30:x16}" : "");
        var responded = Apply(counted.Round, new RoundResponded(response));
        Keep($"rounds/results{kind}", Get<ResultsCards>().Card(counted, before, notice));
        Keep($"rounds/results-sort{kind}", sorting.Card(counted, view, notice, name: kind == ".longest" ? Name(1) : ""));
        Keep($"rounds/results-themes-dialog{kind}", sorting.Dialog(counted, view, notice));
        Keep($"rounds/response-dialog{kind}", form.Texts(counted, response, notice));
        Keep($"rounds/response-actions-dialog{kind}", form.Actions(counted, response, kind == ".longest" ? ResponseForm.Rows : 0, notice));
        Keep($"rounds/response-preview-dialog{kind}", form.Preview(responded, counted.Round.Sequence, notice));
        Keep($"rounds/results-actions{kind}", Get<IEnumerable<Feature>>().OfType<ResultsFeature>().Single().Actions(Apply(responded, kind == ".emptiest" ? [] : [new ActionTicked(1, Done: true)]), notice));
    }

    private void Keep(string name, ReadOnlyMemory<byte> card) => samples[$"{name}.data.json"] = Rehearsal.Data(card);

    private (CountedRound Ordinary, RoundResults Before) Ordinary()
    {
        ThemeCreated[] themes = [new(1, RoundPrompt.Stop, "Forms and recording"), new(2, RoundPrompt.Stop, "Meetings"), new(3, RoundPrompt.Start, "Time to think")];
        var entries = s_stop.Select((text, number) => new OpenedEntry($"{number:x16}", RoundPrompt.Stop, text, number < 4 ? "team001" : null, Who: null, At: null))
            .Append(new($"{100:x16}", RoundPrompt.Start, "Half an hour a week to write up while it is fresh", "team001", Who: null, At: null)).ToList();
        var sorted = new EntriesSorted(new Dictionary<string, int>(StringComparer.Ordinal) { [$"{0:x16}"] = 1, [$"{3:x16}"] = 1, [$"{6:x16}"] = 1, [$"{1:x16}"] = 2, [$"{100:x16}"] = 3 });
        var earlier = Round(Plan(3), themes[0], new ThemeCreated(2, RoundPrompt.Stop, "Parking"), new EntriesSorted(new Dictionary<string, int>(StringComparer.Ordinal) { [$"{0:x16}"] = 1, [$"{1:x16}"] = 2 }));
        return (Counted(Round(Plan(3), [.. themes, sorted]), 25, entries, 12), Counted(earlier, 25, entries, 12).Results);
    }

    private static RoundPlan Plan(int teams) => new(
        "What gets in the way of decisions that we can explain?",
        [.. Enumerable.Range(1, teams).Select(place => new RoundChannel(RoundChannel.KeyOf(place), $"19:{place}", $"team{place:000}", place switch { 1 => "Duty team", 2 => "Looked after children", _ => "Fostering" }, "General"))],
        new(2027, 2, 1, 9, 0, 0),
        new(2027, 2, 26, 17, 0, 0),
        Anonymous: true,
        Repeats: null);

    private static Round Round(RoundPlan? plan = null, params RoundEvent[] events)
    {
        var opened = new RoundEvent[] { new RoundDrafted(plan ?? Plan(1), new(RoundScript.Leader), "Sarah Ahmed", (plan ?? Plan(1)).OpensAt, Previous: null, Number: 1), new RoundScheduled(ApprovedBy: null), new RoundOpened(RoundScript.Closes), new RoundClosed(Early: false) };
        Round? round = null;
        foreach (var happened in opened.Concat(events))
        {
            round = RoundFold.Apply(RoundScript.Id, round, new((round?.Sequence ?? 0) + 1, new(RoundScript.Leader), RoundScript.Closes, "script", happened));
        }

        return round!;
    }

    private static Round Apply(Round round, params RoundEvent[] events) =>
        events.Aggregate(round, (state, happened) => RoundFold.Apply(state.Id, state, new(state.Sequence + 1, new(RoundScript.Leader), RoundScript.Closes, "script", happened))!);

    // So many people in all; of the teams, all but the last have the same number.
    private static CountedRound Counted(Round round, int people, IReadOnlyList<OpenedEntry> entries, int inEach = 0)
    {
        var left = people;
        var tally = round.Plan.Teams.ToDictionary(team => team, _ => { var here = Math.Min(left, inEach); left -= here; return here; }, StringComparer.Ordinal);
        var counted = Apply(round, new RoundCounted(new(tally, new())));
        return new(new(SupervisionTeam.Tenant, counted.Id), counted, RoundResults.Of(counted, entries, new()), new());
    }

    private string Name(int number) => $"{number} {longText(ToThemes.LongestName - 4).ReplaceLineEndings(" ")}";

    private T Get<T>()
        where T : notnull => team.Services.GetRequiredService<T>();

    private static class RoundScript
    {
        public static readonly Guid Leader = new("22222222-0000-4000-8000-000000000001");
        public static readonly RoundId Id = new(new Guid("77777777-0000-4000-8000-000000000001"));
        public static readonly DateTimeOffset Closes = new(2027, 2, 26, 17, 0, 0, TimeSpan.Zero);
    }
}
