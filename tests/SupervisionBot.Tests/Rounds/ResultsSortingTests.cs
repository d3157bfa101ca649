using SupervisionBot.Core.Rounds;
using SupervisionBot.Rounds;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Rounds;

public sealed class ResultsSortingTests(ResultsScene scene) : IClassFixture<ResultsScene>
{
    [Fact]
    public async Task AThemeIsMadeAndEntriesArePutIntoIt()
    {
        var round = await OpenAsync(12);

        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Forms"));
        await scene.Sarah.PressAsync("sort.save", (Choice(0), "1"), (Choice(5), "1"));

        Assert.Contains("Saved.", scene.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Equal(["1", "0", "0", "0", "0", "1"], Choices(scene.Sarah.Card).Select(input => input.Value));
        Assert.Equal(2, (await scene.Rounds.ResultsAsync(round)).Prompts[0].Themes[0].Entries);
    }

    [Fact]
    public async Task ChoicesMadeBeforeAThemeIsAskedForAreSavedWithIt()
    {
        var round = await OpenAsync(12);
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Forms"));

        await scene.Sarah.PressAsync("sort.theme", ("New theme", "forms"), (Choice(2), "1"));

        Assert.Contains("Another theme of this prompt has that name", scene.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Equal("forms", scene.Sarah.Card.Input("New theme").Value);
        Assert.Single((await scene.Rounds.FindAsync(round)).Sorted);
    }

    [Fact]
    public async Task AllEntriesAreReadSixAPageAndEachTurnSaves()
    {
        var round = await OpenAsync(14);
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Forms"));
        var read = new List<string>();
        var turned = 0;

        read.AddRange(Choices(scene.Sarah.Card).Select(input => input.Id));
        while (Next(scene.Sarah.Card) is { } next)
        {
            await scene.Sarah.PressAsync(next, (Choices(scene.Sarah.Card)[0].Id, "1"));
            read.AddRange(Choices(scene.Sarah.Card).Select(input => input.Id));
            turned++;
        }

        Assert.Equal((14, 14, 2), (read.Count, read.Distinct(StringComparer.Ordinal).Count(), turned));
        Assert.Equal(2, (await scene.Rounds.FindAsync(round)).Sorted.Count);
        Assert.Contains("13 to 14 of 14", scene.Sarah.Card.Words, StringComparison.Ordinal);
        await scene.Sarah.PressAsync(scene.Sarah.Card.Buttons.First(button => button.Title == "Previous page"));
        Assert.Contains("7 to 12 of 14", scene.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsSortedLeavesThePageOfWhatIsNot()
    {
        await OpenAsync(10);
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Forms"));
        await scene.Sarah.PressAsync("sort.save", ("filter", "0"));
        var first = Choices(scene.Sarah.Card).Select(input => input.Id).ToList();

        await scene.Sarah.PressAsync("sort.save", (first[0], "1"), (first[1], "1"));

        var now = Choices(scene.Sarah.Card).Select(input => input.Id).ToList();
        Assert.Equal(first.Skip(2), now.Take(4));
        Assert.Contains("Not sorted yet (8)", scene.Sarah.Card.Words, StringComparison.Ordinal);
        await scene.Sarah.PressAsync("sort.save", ("filter", "1"));
        Assert.Equal(first.Take(2), Choices(scene.Sarah.Card).Select(input => input.Id));
    }

    [Fact]
    public async Task TwoLeadersWhoSortAtTheSameTimeKeepWhatEachOfThemDid()
    {
        var round = await OpenAsync(12);
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Forms"));
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Travel"));
        await ResultsScene.PressAsync(scene.Tom, "sort.open", round, ("prompt", "Stop"));

        await scene.Sarah.PressAsync("sort.save", (Choice(0), "1"), (Choice(1), "1"));
        await scene.Tom.PressAsync("sort.save", (Choice(1), "2"), (Choice(2), "2"));

        Assert.Equal(["1", "2", "2", "0", "0", "0"], Choices(scene.Tom.Card).Select(input => input.Value));
        await scene.Sarah.PressAsync("sort.save", (Choice(3), "1"));
        Assert.Equal(["1", "2", "2", "1", "0", "0"], Choices(scene.Sarah.Card).Select(input => input.Value));
    }

    [Fact]
    public async Task AThemeThatIsMergedAwayMeanwhileTakesNoOtherChoiceAlong()
    {
        var round = await OpenAsync(12);
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Forms"));
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Paper"));
        await scene.Rounds.DoAsync(round, new MergeThemes(2, 1));

        await scene.Sarah.PressAsync("sort.save", (Choice(0), "2"), (Choice(1), "1"));

        Assert.Contains("1 entry was not sorted, because somebody else has merged that theme", scene.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Equal(["0", "1"], Choices(scene.Sarah.Card).Take(2).Select(input => input.Value));
    }

    [Fact]
    public async Task ThemesAreRenamedAndMergedAndTheCardUnderTheDialogShowsIt()
    {
        var round = await OpenAsync(12);
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Forms"));
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Paper"));
        await scene.Sarah.PressAsync(scene.Sarah.Card.Button("themes.open"), (Choice(0), "2"));

        await scene.Sarah.SubmitAsync("themes.rename", ("theme", "1"), ("New name", "Forms and recording"));
        await scene.Sarah.SubmitAsync("themes.merge", ("merged", "2"), ("into", "1"));

        Assert.Contains("The themes are merged.", scene.Sarah.Dialog!.Words, StringComparison.Ordinal);
        var found = await scene.Rounds.FindAsync(round);
        Assert.Equal("Forms and recording", Assert.Single(found.Themes).Name);
        Assert.Equal([1], found.Sorted.Values);
        await scene.Team.SettleAsync();
        var under = scene.Team.Connector.All.Last(sent => sent.Conversation == scene.Sarah.Chat.Id && sent.Card is not null).Card!;
        Assert.Contains("Forms and recording (1)", under.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusedRenamingKeepsWhatWasTyped()
    {
        await OpenAsync(12);
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Forms"));
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Paper"));
        await scene.Sarah.PressAsync(scene.Sarah.Card.Button("themes.open"));

        await scene.Sarah.SubmitAsync("themes.rename", ("theme", "2"), ("New name", "FORMS"));

        Assert.Contains("Another theme of this prompt has that name", scene.Sarah.Dialog!.Words, StringComparison.Ordinal);
        Assert.Equal(("2", "FORMS"), (scene.Sarah.Dialog.Input("theme").Value, scene.Sarah.Dialog.Input("New name").Value));
    }

    [Fact]
    public async Task APromptThatNobodyWroteUnderSaysSo()
    {
        var round = await scene.CountedAsync([12, 0, 0], ResultsScene.Stops);

        await ResultsScene.PressAsync(scene.Sarah, "sort.open", round, ("prompt", "Continue"));

        Assert.Contains("Nobody wrote anything here.", scene.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntriesThatAreNotThereAreNotSorted()
    {
        var round = await OpenAsync(12);
        await scene.Sarah.PressAsync("sort.theme", ("New theme", "Forms"));

        await ResultsScene.PressAsync(scene.Sarah, "sort.save", round, ("prompt", "Stop"), ("was", "0123456789abcdef:0 x:y:z"), ("theme.0123456789abcdef", "1"));

        Assert.Empty((await scene.Rounds.FindAsync(round)).Sorted);
    }

    private async Task<RoundAddress> OpenAsync(int people)
    {
        var round = await scene.CountedAsync([people, 0, 0], ResultsScene.Stops);
        await ResultsScene.PressAsync(scene.Sarah, "sort.open", round, ("prompt", "Stop"));
        return round;
    }

    private static string Choice(int place) => $"Theme of entry {place + 1}";

    private static IReadOnlyList<Input> Choices(ShownCard card) => [.. card.Inputs.Where(input => input.Id.StartsWith("theme.", StringComparison.Ordinal))];

    private static Button? Next(ShownCard card) => card.Buttons.FirstOrDefault(button => button.Title == "Next page");
}
