using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.LocalTeams.Tests;

public sealed class ChannelTests : IAsyncLifetime
{
    private static readonly string[] s_three = ["tom", "hannah", "margaret"];

    private Stage _stage = null!;
    private string _post = null!;

    private string Thread => $"{Stage.General};messageid={_post}";

    public async Task InitializeAsync()
    {
        _stage = await Stage.OpenAsync();
        _post = await _stage.BotSendsAsync(Stage.General, Stage.CardActivity("round"));
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task WhatTheBotSendsToAChannelIsAPostOfItsOwn()
    {
        var second = await _stage.BotSendsAsync(Stage.General, Stage.CardActivity("another"));

        var posts = await _stage.MessagesAsync("tom", Stage.General);
        Assert.Equal([_post, second], posts.Select(post => (string?)post!["id"]));
        Assert.All(posts, post => Assert.Null(post!["thread"]));
    }

    [Fact]
    public async Task EachPersonPressesTheSameCardAsThemselves()
    {
        _stage.Bot.AnswerInvokesWith(Stage.CardAnswer(Stage.Card("yours")));
        foreach (var person in s_three)
        {
            await ActAsync(person, "execute", new { action = new { type = "Action.Execute", verb = "answer" } });
        }

        var invokes = _stage.Bot.Of("invoke");
        Assert.Equal(s_three.Select(Mri), invokes.Select(invoke => (string?)invoke["from"]!["id"]));
        Assert.All(invokes, invoke => Assert.Equal((Thread, _post, Stage.General), Place(invoke)));
    }

    [Fact]
    public async Task EachPersonHasADialogOfTheirOwn()
    {
        _stage.Bot.Answer = activity => Task.FromResult((200, (string?)activity["name"] switch
        {
            "task/fetch" => JsonNode.Parse($$"""{ "task": { "type": "continue", "value": { "title": "{{activity["from"]!["name"]}}" } } }"""),
            "task/submit" => JsonNode.Parse("""{ "task": { "type": "message", "value": "Saved." } }"""),
            _ => null,
        }));
        foreach (var person in s_three)
        {
            var opened = await ActAsync(person, "dialog", new { data = new { msteams = new { type = "task/fetch" }, verb = "answer" } });
            Assert.Equal(People.Find(person)!.Name, (string?)opened["dialog"]!["title"]);
            var sent = await ActAsync(person, "dialog", new { data = new { verb = "send", stop = $"by {person}" }, submit = true });
            Assert.Equal("Saved.", (string?)sent["text"]);
        }

        var submits = _stage.Bot.Of("invoke").Where(invoke => (string?)invoke["name"] == "task/submit").ToArray();
        Assert.Equal(s_three.Select(person => (Mri(person), $"by {person}")), submits.Select(submit => ((string)submit["from"]!["id"]!, (string)submit["value"]!["data"]!["stop"]!)));
        Assert.All(submits, submit => Assert.Equal((Thread, _post, Stage.General), Place(submit)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnUpdateOfThePostIsSeenByEverybody(bool throughItsThread)
    {
        await _stage.BotUpdatesAsync(throughItsThread ? Thread : Stage.General, _post, Stage.CardActivity("2 have answered"));

        foreach (var person in s_three)
        {
            Assert.Equal("2 have answered", Stage.TextOf(Assert.Single(await _stage.MessagesAsync(person, Stage.General))!));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AReplyOfTheBotStaysInItsThread(bool throughItsThread)
    {
        var sent = await _stage.Http.PostAsJsonAsync(Stage.Conversation(throughItsThread ? Thread : Stage.General, $"/activities/{_post}"), new { type = "message", text = "thank you" });

        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        Assert.Equal([null, _post], (await _stage.MessagesAsync("tom", Stage.General)).Select(message => (string?)message!["thread"]));
    }

    private static string Mri(string person) => People.Find(person)!.Mri;

    private static (string? Conversation, string? ReplyTo, string? Channel) Place(JsonObject invoke) =>
        ((string?)invoke["conversation"]!["id"], (string?)invoke["replyToId"], (string?)invoke["channelData"]!["channel"]!["id"]);

    private Task<JsonNode> ActAsync(string person, string act, object body) => _stage.ReadAsync(person, Stage.MessagePath(Stage.General, _post, act), body);
}
