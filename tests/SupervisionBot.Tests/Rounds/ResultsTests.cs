using System.Text.Json.Nodes;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Rounds;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Rounds;

public sealed class ResultsTests(ResultsScene scene) : IClassFixture<ResultsScene>
{
    [Fact]
    public async Task ALeaderTypesResultsAndReadsTheNewestCountedRound()
    {
        await scene.CountedAsync([6, 0, 0], ResultsScene.Stops);
        await scene.CountedAsync([7, 0, 0], ResultsScene.Stops);
        await scene.Rounds.PlanAsync();

        await scene.Sarah.TypeAsync("Results");

        Assert.Contains("7 people answered.", scene.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Not finished: the response is still to come.", scene.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheChartItsFallbackAndTheWordsBesideItSayTheSameNumbers()
    {
        var round = await scene.OrdinaryAsync();
        await scene.SortAsync(round, ("Forms [x] & \"more\"", RoundPrompt.Stop, text => text.Contains('a', StringComparison.Ordinal)), ("Travel", RoundPrompt.Stop, text => text.Contains('c', StringComparison.Ordinal)));

        await ResultsScene.PressAsync(scene.Sarah, "results.open", round);

        var chart = Assert.Single(Elements(scene.Sarah.Card.Json), element => (string?)element["type"] == "Chart.HorizontalBar");
        var bars = chart["data"]!.AsArray().Select(bar => ((string)bar!["x"]!, (int)bar["y"]!)).ToList();
        Assert.Equal([("Forms [x] & \"more\"", 12), ("No theme yet", 11), ("Travel", 2)], bars);
        var fallback = chart["fallback"]!["items"]!.AsArray().Select(line => Line(line!));
        Assert.Equal(bars.Select(bar => $"{bar.Item1}: {bar.Item2}"), fallback);
        Assert.Contains("Forms [x] & \"more\" 12 · No theme yet 11 · Travel 2", scene.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASmallTeamStandsNeitherByNameNorByNumberAndTheCardSaysWhy()
    {
        var round = await scene.OrdinaryAsync();

        await ResultsScene.PressAsync(scene.Sarah, "results.open", round);

        var words = string.Join('\n', Lines(scene.Sarah.Card));
        Assert.Contains("25 people answered.", words, StringComparison.Ordinal);
        Assert.Contains("Team 01: 12 people", words, StringComparison.Ordinal);
        Assert.Contains("Other teams: 13 people", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Team 03", words, StringComparison.Ordinal);
        Assert.DoesNotContain("2 people", words.Replace("12 people", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Teams where fewer than 5 people answered are folded together", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsOfFewThatAnEarlierVersionKeptAreDeletedWhenALeaderLooks()
    {
        var round = await scene.CountedAsync([6, 0, 0], ResultsScene.Stops);
        await scene.Team.Store.SubmitAsync("rounds", round.Partition, [TableAction.Insert(new(round.Partition, "said|00000000000000ff") { ["Prompt"] = "Stop", ["Text"] = "Words of one of six" })], default);
        Assert.Single(await scene.Rounds.SaidAsync(round));

        await ResultsScene.PressAsync(scene.Sarah, "results.open", round);

        Assert.Contains("6 people answered.", scene.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Empty(await scene.Rounds.SaidAsync(round));
        Assert.False(scene.Team.IsInAFile("Words of one of six"));
    }

    [Fact]
    public async Task AnEntryOfASmallTeamCarriesNoTeam()
    {
        var round = await scene.OrdinaryAsync();
        await scene.SortAsync(round, ("Small", RoundPrompt.Stop, text => text.Contains('c', StringComparison.Ordinal)));

        await ResultsScene.PressAsync(scene.Sarah, "sort.open", round, ("prompt", "Stop"), ("filtered", "1"));

        Assert.Contains("Stop c00\nOther teams", scene.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Team 03", scene.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfFewerPeopleThanTheMinimumOnlyTheNumberIsShown()
    {
        var round = await scene.CountedAsync([2, 2, 0], ResultsScene.Stops);

        foreach (var (verb, data) in new[] { ("results.open", ("prompt", "")), ("sort.open", ("prompt", "Stop")) })
        {
            await ResultsScene.PressAsync(scene.Sarah, verb, round, data);
            Assert.Contains("Fewer than 10 people answered, leaders and guests not counted, so all words were deleted unread", scene.Sarah.Card.Words, StringComparison.Ordinal);
            Assert.DoesNotContain("Stop a", scene.Sarah.Card.Raw, StringComparison.Ordinal);
            Assert.DoesNotContain("Team 0", scene.Sarah.Card.Raw, StringComparison.Ordinal);
            Assert.DoesNotContain("entries", scene.Sarah.Card.Words.Replace("Which entries", "", StringComparison.Ordinal).Replace("All entries (0)", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task BelowTheMinimumForWordsTheyAreDeletedUnread()
    {
        var round = await scene.CountedAsync([9, 0, 0], ResultsScene.Stops);

        await ResultsScene.PressAsync(scene.Sarah, "results.open", round);

        Assert.Contains("9 people", scene.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("all words were deleted unread", scene.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Empty(await scene.Rounds.SaidAsync(round));
        Assert.False(scene.Sarah.Card.Has("sort.open"));
    }

    [Fact]
    public async Task ANamedRoundShowsWhoWroteWhat()
    {
        var round = await scene.CountedAsync([1, 0, 1], ResultsScene.Stops, anonymous: false);

        await ResultsScene.PressAsync(scene.Sarah, "sort.open", round, ("prompt", "Stop"));

        Assert.Contains("Team 01 · Worker 1 0 ·", scene.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Team 03 · Worker 3 0 ·", scene.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyButALeaderIsShownAnything()
    {
        var round = await scene.CountedAsync([12, 0, 0], ResultsScene.Stops);
        var elsewhere = scene.Team.At(new Person("Sarah Elsewhere", RoundScene.Leader, SupervisionTeam.OtherTenant));
        foreach (var verb in new[] { "results.open", "sort.open", "sort.save", "sort.theme", "results.actions", "results.tick", "results.export" })
        {
            var priya = await ResultsScene.PressAsync(scene.Team.Priya, verb, round, ("prompt", "Stop"), ("name", "Mine"));
            var stranger = await ResultsScene.PressAsync(elsewhere, verb, round, ("prompt", "Stop"), ("name", "Mine"));
            var guess = await ResultsScene.PressAsync(scene.Sarah, verb, new RoundAddress(SupervisionTeam.Tenant, new(Guid.NewGuid())), ("prompt", "Stop"));
            var shared = await ResultsScene.PressAsync(scene.Sarah.In(scene.Team.Group), verb, round, ("prompt", "Stop"));

            Assert.StartsWith("Only senior leaders can read", priya.Message, StringComparison.Ordinal);
            Assert.StartsWith("I can't find that round for you.", stranger.Message, StringComparison.Ordinal);
            Assert.Equal(stranger.Message, guess.Message);
            Assert.StartsWith("What people answered is shown in your own chat", shared.Message, StringComparison.Ordinal);
        }

        Assert.Empty((await scene.Rounds.FindAsync(round)).Themes);
    }

    [Fact]
    public async Task NobodyButALeaderIsOpenedADialog()
    {
        var round = await scene.CountedAsync([12, 0, 0], ResultsScene.Stops);
        foreach (var (open, send) in new[] { ("themes.open", "themes.merge"), ("response.open", "response.look"), ("response.open", "response.post") })
        {
            var opened = await ResultsScene.OpenAsync(scene.Team.Priya, open, round);
            var sent = await scene.Team.Priya.SendAsync(scene.Team.Priya.Task("task/submit", new JsonObject { ["verb"] = send, ["round"] = $"{round.Round.Value:N}" }));

            Assert.StartsWith("Only senior leaders can read", opened.Message, StringComparison.Ordinal);
            Assert.StartsWith("Only senior leaders can read", sent.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SomebodyElseWhoTypesResultsIsToldWhoReadsThem()
    {
        await scene.Team.Priya.TypeAsync("results");

        Assert.StartsWith("Only senior leaders can read", scene.Team.Priya.Texts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheNextRoundOfASeriesIsComparedWithTheOneBefore()
    {
        var first = await scene.CountedAsync([12, 0, 0], (_, person) => new([person < 4 ? "forms" : "travel"], [], []), repeats: new(3, RecurrenceUnit.Weeks));
        await scene.SortAsync(first, ("Forms", RoundPrompt.Stop, text => text == "forms"), ("Travel", RoundPrompt.Stop, text => text == "travel"));
        var second = first with { Round = RoundRinger.NextOf(first.Round) };
        await scene.Rounds.ReachAsync(second, RoundStatus.Scheduled);
        scene.Team.Clock.Move(TimeSpan.FromDays(7));
        await scene.Rounds.ReachAsync(second, RoundStatus.Open);
        await scene.AnswerAsync(second, [12, 0, 0], (_, person) => new([person < 7 ? "forms" : "panels"], [], []));
        await scene.Rounds.CountAsync(second);
        await scene.SortAsync(second, ("forms", RoundPrompt.Stop, text => text == "forms"), ("Panels", RoundPrompt.Stop, text => text == "panels"));

        await ResultsScene.PressAsync(scene.Sarah, "results.open", second);

        string[] moved = ["Stop: forms 4 before, 7 now", "Stop: Panels new, 5 now", "Stop: Travel 8 before, not mentioned this time"];
        Assert.Superset(moved.ToHashSet(StringComparer.Ordinal), Lines(scene.Sarah.Card).ToHashSet(StringComparer.Ordinal));
        await scene.Rounds.DoAsync(second, new Recall("That is the end of the series."));
    }

    [Fact]
    public async Task AnOpenRoundAndARecalledOneShowNothing()
    {
        var round = await scene.Rounds.OpenAsync();
        await scene.AnswerAsync(round, [12, 0, 0], ResultsScene.Stops);
        var open = await ResultsScene.PressAsync(scene.Sarah, "results.open", round);
        await scene.Rounds.CountAsync(round);
        await scene.Rounds.DoAsync(round, new Recall("The wrong question."));

        var recalled = await ResultsScene.PressAsync(scene.Sarah, "results.open", round);

        Assert.StartsWith("The answers can be read once the round has closed", open.Message, StringComparison.Ordinal);
        Assert.StartsWith("This round was recalled", recalled.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(ShownCard card) => Elements(card.Json).Where(element => (string?)element["type"] == "RichTextBlock").Select(Line);

    private static string Line(JsonNode block) => string.Concat(block["inlines"]!.AsArray().Select(run => (string)run!["text"]!));

    private static IEnumerable<JsonObject> Elements(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Elements),
        JsonObject element => element.Where(member => member.Key != "fallback").SelectMany(member => Elements(member.Value)).Prepend(element),
        _ => [],
    };
}
