using System.Text.Json.Nodes;
using SupervisionBot.LocalTeams.Page;

namespace SupervisionBot.LocalTeams.Tests;

public sealed class RefreshTests : IAsyncLifetime
{
    private static readonly string[] OnlySarah = [People.Find("sarah")!.Mri];
    private Stage _stage = null!;
    private string _group = null!;

    public async Task InitializeAsync()
    {
        _stage = await Stage.OpenAsync();
        _group = await _stage.GroupOfSarahAndPriyaAsync();
        _stage.Bot.AnswerInvokesWith(Stage.CardAnswer(Stage.Card("own view", OnlySarah)));
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task SomeoneListedGetsTheirOwnViewThroughAnAutomaticInvoke()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("base", OnlySarah));

        Assert.Equal("card", await RefreshAsync("sarah", id));

        Assert.Equal("own view", Stage.TextOf(await _stage.MessageAsync("sarah", _group, id)));
        var invoke = Assert.Single(_stage.Bot.Of("invoke"));
        Assert.Equal("adaptiveCard/action", invoke["name"]!.GetValue<string>());
        Assert.Equal("automatic", invoke["value"]!["trigger"]!.GetValue<string>());
        Assert.Equal("view", invoke["value"]!["action"]!["verb"]!.GetValue<string>());
        Assert.Equal(id, invoke["replyToId"]!.GetValue<string>());
    }

    [Fact]
    public async Task SomeoneNotListedKeepsTheBaseCardAndTheBotHearsNothing()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("base", OnlySarah));

        Assert.Equal("unchanged", await RefreshAsync("priya", id));

        Assert.Empty(_stage.Bot.Of("invoke"));
    }

    [Fact]
    public async Task SomeoneNotListedCanRefreshByHandAsInTeams()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("base", OnlySarah));

        Assert.Equal("card", await RefreshAsync("priya", id, byHand: true));
    }

    [Fact]
    public async Task AnEmptyListRefreshesForNobody()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("base", []));

        Assert.Equal("unchanged", await RefreshAsync("sarah", id));
    }

    [Fact]
    public async Task ACardWithoutRefreshIsNeverAskedFor()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("base"));

        Assert.Equal("unchanged", await RefreshAsync("sarah", id));
        Assert.Equal("unchanged", await RefreshAsync("sarah", id, byHand: true));
        Assert.Empty(_stage.Bot.Of("invoke"));
    }

    [Fact]
    public async Task AnAnswerYoungerThanAMinuteIsNotAskedForAgain()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("base", OnlySarah));
        await RefreshAsync("sarah", id);

        _stage.RealClock.Now += PrivateViews.FreshFor - TimeSpan.FromSeconds(1);
        Assert.Equal("unchanged", await RefreshAsync("sarah", id));

        _stage.RealClock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("card", await RefreshAsync("sarah", id));
    }

    [Fact]
    public async Task AnUpdatedBaseCardIsAskedForAtOnce()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("base", OnlySarah));
        await RefreshAsync("sarah", id);

        await _stage.BotUpdatesAsync(_group, id, Stage.CardActivity("base 2", OnlySarah));

        Assert.Equal("card", await RefreshAsync("sarah", id));
    }

    [Fact]
    public async Task AViewWithoutRefreshEndsTheRefreshing()
    {
        _stage.Bot.AnswerInvokesWith(Stage.CardAnswer(Stage.Card("last view")));
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("base", OnlySarah));
        await RefreshAsync("sarah", id);

        _stage.RealClock.Now += PrivateViews.FreshFor;

        Assert.Equal("unchanged", await RefreshAsync("sarah", id));
    }

    [Fact]
    public async Task ABotThatUpdatesAtEachRefreshIsAskedThreeTimesAndThenLater()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("base", OnlySarah));
        for (var time = 1; time <= PrivateViews.MostInARow; time++)
        {
            Assert.Equal("card", await RefreshAsync("sarah", id));
            await _stage.BotUpdatesAsync(_group, id, Stage.CardActivity($"base {time}", OnlySarah));
        }

        Assert.Equal("resting", await RefreshAsync("sarah", id));
        _stage.RealClock.Now += PrivateViews.RowGap;
        Assert.Equal("card", await RefreshAsync("sarah", id));
    }

    [Fact]
    public async Task EachOpenPageAsksForItself()
    {
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("base", OnlySarah));

        await RefreshAsync("sarah", id, client: "laptop");
        await RefreshAsync("sarah", id, client: "phone");

        Assert.Equal(2, _stage.Bot.Of("invoke").Length);
    }

    [Fact]
    public async Task AFailedRefreshLeavesTheBaseCard()
    {
        _stage.Bot.Answer = _ => Task.FromResult((500, (JsonNode?)null));
        var id = await _stage.BotSendsAsync(_group, Stage.CardActivity("base", OnlySarah));

        Assert.Equal("failed", await RefreshAsync("sarah", id));
        Assert.Equal("base", Stage.TextOf(await _stage.MessageAsync("sarah", _group, id)));
    }

    private async Task<string> RefreshAsync(string person, string id, bool byHand = false, string client = "page") =>
        (await _stage.ReadAsync(person, Stage.MessagePath(_group, id, "refresh"), new { byHand }, client))["kind"]!.GetValue<string>();
}
