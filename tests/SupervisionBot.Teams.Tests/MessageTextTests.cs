using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.Teams.Tests;

public sealed class MessageTextTests
{
    private const string At = "<at>Supervision</at>";

    [Theory]
    [InlineData("  first line\n\n  second\tline  \r\n", "  first line\n\n  second\tline  \r\n")]
    [InlineData("a\u00A0b  c", "a\u00A0b  c")]
    [InlineData("שלום 👩‍👧 \u202Eabc", "שלום 👩‍👧 \u202Eabc")]
    [InlineData("<at>Anna</at> said ${x} [a](http://b)", "<at>Anna</at> said ${x} [a](http://b)")]
    [InlineData(At + "\u00A0status", "status")]
    [InlineData(At, "")]
    [InlineData("status " + At + " ", "status")]
    [InlineData(At + "\nfirst\n\n second  part", "first\n\n second  part")]
    [InlineData("ask " + At + "\u00A0 about  it", "ask about  it")]
    [InlineData("ask" + At + "now", "asknow")]
    [InlineData("one\n" + At + " two", "one\ntwo")]
    [InlineData("one " + At + "\ntwo", "one\ntwo")]
    public void OnlyTheMentionOfTheBotAndTheBlanksAroundItGo(string typed, string expected) =>
        Assert.Equal(expected, Read(typed, """{ "type": "mention", "text": "<at>Supervision</at>", "mentioned": { "id": "28:BOT" } }"""));

    [Fact]
    public void EachMentionOfTheBotGoes() =>
        Assert.Equal("a b", Read($"{At} a {At} b",
            """{ "type": "mention", "text": "<at>Supervision</at>", "mentioned": { "id": "28:bot" } }""",
            """{ "type": "mention", "text": "<at>Supervision</at>", "mentioned": { "id": "28:bot" } }"""));

    [Fact]
    public void AnotherPersonsMentionStays() =>
        Assert.Equal("<at>Anna</at> hello", Read("<at>Anna</at> hello", """{ "type": "mention", "text": "<at>Anna</at>", "mentioned": { "id": "29:anna" } }"""));

    [Fact]
    public void TheMarkOfAQuotedMessageGoes() =>
        Assert.Equal("my answer", Read("<quoted messageId=\"17\"/> my answer", """{ "type": "quotedReply", "quotedReply": { "messageId": "17" } }"""));

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("""{ "type": "mention" }""")]
    [InlineData("""{ "type": "mention", "text": 7, "mentioned": { "id": "28:bot" } }""")]
    [InlineData("""{ "type": "mention", "text": "", "mentioned": { "id": "28:bot" } }""")]
    [InlineData("""{ "type": "mention", "text": "<at>", "mentioned": "28:bot" }""")]
    [InlineData("""{ "type": "quotedReply", "quotedReply": { "messageId": "17" } }""")]
    public void OddEntitiesChangeNothing(string entity) => Assert.Equal("<at> <quoted messageId=\"17\"", Read("<at> <quoted messageId=\"17\"", entity));

    private static string Read(string text, params string[] entities)
    {
        var activity = new JsonObject { ["text"] = text, ["entities"] = new JsonArray([.. entities.Select(entity => JsonNode.Parse(entity))]) };
        return MessageText.Of(JsonSerializer.SerializeToElement(activity), "28:bot");
    }
}
