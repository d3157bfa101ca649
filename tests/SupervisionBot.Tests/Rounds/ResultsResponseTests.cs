using System.Text.Json.Nodes;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Rounds;

namespace SupervisionBot.Tests.Rounds;

public sealed class ResultsResponseTests(ResultsScene scene) : IClassFixture<ResultsScene>
{
    [Fact]
    public async Task WhatWasPreviewedIsPostedToEveryChannelAndFinishesTheRound()
    {
        var round = await scene.OrdinaryAsync();
        await scene.SortAsync(round, ("Forms", RoundPrompt.Stop, _ => true));
        await WriteAsync(round, ("themes", "1"), ("We stop", "Two forms for one visit"), ("What we will not do, and why", "No new system this year: there is no money for it."));
        await scene.Sarah.SubmitAsync("response.look", ("Action 1: what", "Merge the forms"), ("Action 1: who", "Sarah"), ("Action 1: by when", Day(30)));
        var preview = scene.Sarah.Dialog!;
        Assert.Contains("posted to 3 channels and finishes the round", preview.Words, StringComparison.Ordinal);

        var posted = await scene.Sarah.SubmitAsync("response.post");

        Assert.Contains("goes to all 3 channels", posted.Message, StringComparison.Ordinal);
        await scene.Team.SettleAsync();
        var previewed = preview.Json["body"]!.AsArray().Single(element => (string?)element!["style"] == "emphasis")!["items"]!;
        Assert.All(scene.Rounds.Channels, channel => Assert.Single(
            scene.Team.Connector.Fake.ShownIn(channel.Id),
            message => message.Card?["body"] is { } body && JsonNode.DeepEquals(body, previewed)));
        Assert.Equal(RoundStatus.Finished, (await scene.Rounds.FindAsync(round)).Status);
        Assert.DoesNotContain((await scene.Rounds.AllRowsAsync()).Where(row => row.Row.PartitionKey == round.Partition).Select(row => row.Row.RowKey), key => key.StartsWith("draft|", StringComparison.Ordinal));
        await ResultsScene.PressAsync(scene.Sarah, "results.open", round);
        Assert.Contains("Finished: the response is posted.", scene.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.False(scene.Sarah.Card.Has("response.open"));
    }

    [Fact]
    public async Task PostingTwicePostsOnce()
    {
        var round = await scene.OrdinaryAsync();
        await WriteAsync(round, ("We start", "Quiet rooms"));
        await scene.Sarah.SubmitAsync("response.look");
        var data = scene.Sarah.Dialog!.Button("response.post").Data;

        var first = await scene.Sarah.SendAsync(scene.Sarah.Task("task/submit", data));
        var second = await scene.Sarah.SendAsync(scene.Sarah.Task("task/submit", data));

        Assert.Equal(first.Message, second.Message);
        await scene.Team.SettleAsync();
        Assert.All(scene.Rounds.Channels, channel => Assert.Single(scene.Team.Connector.Fake.ShownIn(channel.Id), message => message.Carries("Quiet rooms")));
    }

    [Fact]
    public async Task TheNextRoundOfTheSeriesOpensWithWhatCameOfThisOne()
    {
        var first = await scene.CountedAsync([12, 0, 0], ResultsScene.Stops, repeats: new(3, RecurrenceUnit.Weeks));
        await WriteAsync(first, ("We stop", "Panels on a Friday"));
        await scene.Sarah.SubmitAsync("response.look", ("Action 1: what", "Move the panels"));
        await scene.Sarah.SubmitAsync("response.post");
        await scene.Rounds.DoAsync(first, new TickAction(1, Done: true));
        var second = first with { Round = RoundRinger.NextOf(first.Round) };
        await scene.Rounds.ReachAsync(second, RoundStatus.Scheduled);

        scene.Team.Clock.Move(TimeSpan.FromDays(7));
        await scene.Rounds.ReachAsync(second, RoundStatus.Open);
        await scene.Rounds.PostedAsync(second);

        var card = scene.Rounds.CardsIn(scene.Rounds.Channels[0])[^1];
        Assert.True(card.Carries("What we did about the last round") && card.Carries("Panels on a Friday") && card.Carries("1 of 1 done."));
        await scene.Rounds.DoAsync(second, new Recall("That is the end of the series."));
    }

    [Fact]
    public async Task ARefusalAndAClosedDialogKeepWhatWasTyped()
    {
        var round = await scene.OrdinaryAsync();
        await WriteAsync(round, ("We stop", "Two forms"));
        await scene.Sarah.SubmitAsync("response.look", ("Action 1: what", "Merge them"), ("Action 2: what", "Tell the teams"), ("Action 2: who", "Tom"), ("Action 2: by when", Day(-1)));

        Assert.Contains("That day is before today", scene.Sarah.Dialog!.Words, StringComparison.Ordinal);
        Assert.Equal(("Merge them", "Tom", Day(-1)), (scene.Sarah.Dialog.Input("what.1").Value, scene.Sarah.Dialog.Input("who.2").Value, scene.Sarah.Dialog.Input("when.2").Value));
        await ResultsScene.OpenAsync(scene.Sarah, "response.open", round);
        Assert.Equal("Two forms", scene.Sarah.Dialog!.Input("We stop").Value);
        await scene.Sarah.SubmitAsync("response.actions");
        Assert.Equal("Tell the teams", scene.Sarah.Dialog!.Input("what.2").Value);
        await ResultsScene.OpenAsync(scene.Tom, "response.open", round);
        Assert.Equal("", scene.Tom.Dialog!.Input("We stop").Value);
    }

    [Fact]
    public async Task AResponseThatSaysNothingIsNotPosted()
    {
        var round = await scene.OrdinaryAsync();
        await WriteAsync(round);
        await scene.Sarah.SubmitAsync("response.look", ("Action 1: what", "Merge them"));

        Assert.Contains("There is nothing written yet", scene.Sarah.Dialog!.Words, StringComparison.Ordinal);
        Assert.NotNull(scene.Sarah.Dialog.Input("We stop"));
    }

    [Fact]
    public async Task MoreActionsThanFiveAreWrittenPageByPageAndAnEmptiedRowGoes()
    {
        var round = await scene.OrdinaryAsync();
        await WriteAsync(round, ("We start", "Many things"));
        await scene.Sarah.SubmitAsync("response.rows", [.. Enumerable.Range(1, 5).Select(number => ($"Action {number}: what", $"Do {number}"))]);
        await scene.Sarah.SubmitAsync("response.rows", ("Action 6: what", "Do 6"));
        Assert.Contains("Actions 11 to 15", scene.Sarah.Dialog!.Words, StringComparison.Ordinal);
        await scene.Sarah.SubmitAsync("response.texts");
        await scene.Sarah.SubmitAsync("response.actions");
        await scene.Sarah.SubmitAsync("response.look", ("Action 2: what", ""));
        await scene.Sarah.SubmitAsync("response.post");

        Assert.Equal(["Do 1", "Do 3", "Do 4", "Do 5", "Do 6"], (await scene.Rounds.FindAsync(round)).Actions.Select(action => action.Details.What));
    }

    [Fact]
    public async Task WhatHasChangedSinceItWasPreviewedIsShownBeforeItIsPosted()
    {
        var round = await scene.OrdinaryAsync();
        await scene.SortAsync(round, ("Forms", RoundPrompt.Stop, _ => true));
        await WriteAsync(round, ("themes", "1"), ("We stop", "Two forms"));
        await scene.Sarah.SubmitAsync("response.look");
        await scene.Rounds.DoAsync(round, new RenameTheme(1, "Paper"));

        await scene.Sarah.SubmitAsync("response.post");

        Assert.Contains("has changed since you looked", scene.Sarah.Dialog!.Words, StringComparison.Ordinal);
        Assert.Contains("Stop: Paper", scene.Sarah.Dialog.Words, StringComparison.Ordinal);
        Assert.Equal(RoundStatus.Counted, (await scene.Rounds.FindAsync(round)).Status);
        Assert.Contains("goes to all 3 channels", (await scene.Sarah.SubmitAsync("response.post")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AResponseTakesUpEightThemesAtMost()
    {
        var round = await scene.OrdinaryAsync();
        for (var number = 1; number <= 9; number++)
        {
            await scene.Rounds.DoAsync(round, new CreateTheme($"Theme {number}", RoundPrompt.Stop));
        }

        await WriteAsync(round, ("themes", string.Join(',', Enumerable.Range(1, 9))), ("We stop", "Two forms"));
        await scene.Sarah.SubmitAsync("response.look");

        Assert.Contains("A response can take up 8 themes at most", scene.Sarah.Dialog!.Words, StringComparison.Ordinal);
        Assert.Equal("Two forms", scene.Sarah.Dialog.Input("We stop").Value);
    }

    [Fact]
    public async Task ActionsAreTickedAndWhatIsOverdueIsSaidInWords()
    {
        var round = await scene.OrdinaryAsync();
        await WriteAsync(round, ("We start", "Quiet rooms"));
        await scene.Sarah.SubmitAsync("response.look", ("Action 1: what", "Find rooms"), ("Action 1: who", "Tom"), ("Action 1: by when", Day(2)), ("Action 2: what", "Tell the teams"));
        await scene.Sarah.SubmitAsync("response.post");
        scene.Team.Clock.Move(TimeSpan.FromDays(5));

        await ResultsScene.PressAsync(scene.Tom, "results.actions", round);
        Assert.Contains("Overdue by 3 days", scene.Tom.Card.Words, StringComparison.Ordinal);
        await scene.Tom.PressAsync(scene.Tom.Card.Button("results.tick", "action", "1"));

        Assert.Contains("1 of 2 done.", scene.Tom.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Overdue", scene.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Nobody named · no day given", scene.Tom.Card.Words, StringComparison.Ordinal);
        await scene.Tom.PressAsync(scene.Tom.Card.Button("results.tick", "action", "1"));
        Assert.Contains("0 of 2 done.", scene.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePreviewIsDrawnAsTheChannelsCard()
    {
        JsonNode Body(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "cards", "rounds", file)))!["body"]!;

        var preview = Body("response-preview-dialog.json").AsArray().Single(element => (string?)element!["$data"] == "${card}")!["items"];

        Assert.True(JsonNode.DeepEquals(Body("channel-response.json"), preview));
    }

    // As far as the rows for actions.
    private async Task WriteAsync(RoundAddress round, params (string Input, string Value)[] typed)
    {
        await ResultsScene.OpenAsync(scene.Sarah, "response.open", round);
        await scene.Sarah.SubmitAsync("response.actions", typed);
    }

    private string Day(int ahead) => DateOnly.FromDateTime(scene.Rounds.Now.UtcDateTime).AddDays(ahead).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
