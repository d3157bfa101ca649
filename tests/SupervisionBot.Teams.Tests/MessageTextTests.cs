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

    [Theory]
    [InlineData("<at>Tom Byrne</at> rang the school & they said \"he's <5 days\"", "Tom Byrne rang the school & they said \"he's <5 days\"")]
    [InlineData("I asked <at>Tom Byrne</at>.", "I asked Tom Byrne.")]
    [InlineData("<b><at>Tom Byrne</at></b>", "<b>Tom Byrne</b>")]
    [InlineData("<at>Tom Byrne</at> and <at>Tom Byrne</at>", "Tom Byrne and <at>Tom Byrne</at>")]
    public void AMentionOfSomebodyIsTheirNameAndAllElseStaysAsTyped(string typed, string expected) =>
        Assert.Equal(expected, Read(typed, """{ "type": "mention", "text": "<at>Tom Byrne</at>", "mentioned": { "id": "29:tom", "name": "Tom Byrne" } }"""));

    [Theory]
    [InlineData("<at>Supervision</at> <at>Tom</at> <at>Byrne</at> will ask <at>Duty Team</at>\n", "Tom Byrne will ask Duty Team\n")]
    [InlineData("<at>Tom</at><at>Byrne</at> will ask", "Tom Byrne will ask")]
    [InlineData("<at>Tom</at>\u00A0<at>Byrne</at>", "Tom\u00A0Byrne")]
    public void PartsOfANameThatStandBesideEachOtherStayReadable(string typed, string expected) => Assert.Equal(expected, Read(
        typed,
        """{ "type": "mention", "text": "<at>Duty Team</at>", "mentioned": { "id": "29:tag", "name": "Duty Team" } }""",
        """{ "type": "mention", "text": "<at>Byrne</at>", "mentioned": { "id": "29:tom", "name": "Byrne" } }""",
        """{ "type": "mention", "text": "<at>Tom</at>", "mentioned": { "id": "29:tom", "name": "Tom" } }""",
        """{ "type": "mention", "text": "<at>Supervision</at>", "mentioned": { "id": "28:bot" } }"""));

    [Fact]
    public void WhatLooksLikeAMentionAndIsNoneStaysAsItWasTyped() => Assert.Equal("<at>Anna</at> hello", Read("<at>Anna</at> hello"));

    [Theory]
    [InlineData("Sarah Ahmed\r\nWho saw him &amp; when?\r\nHis aunt", "His aunt")]
    [InlineData("Sarah Ahmed Who saw him &amp; when? His aunt", "His aunt")]
    [InlineData("His aunt", "His aunt")]
    [InlineData("Sarah Ahmed asked me", "Sarah Ahmed asked me")]
    public void OfAReplyOnlyTheOwnWordsCount(string text, string expected)
    {
        var activity = new JsonObject { ["text"] = text.Replace("&amp;", "&", StringComparison.Ordinal) }.Quoted();

        Assert.Equal(new TypedMessage(expected, MessageParts.Quote), MessageReader.Read(JsonSerializer.SerializeToElement(activity), "28:bot"));
    }

    [Theory]
    [InlineData("application/vnd.microsoft.teams.file.download.info", "", MessageParts.File)]
    [InlineData("reference", "", MessageParts.File)]
    [InlineData("image/png", "", MessageParts.Picture)]
    [InlineData("image/*", "", MessageParts.Picture)]
    [InlineData("forwardedMessageReference", "", MessageParts.Forwarded)]
    [InlineData("text/html", "<p>see <img alt=\"image\" src=\"x\"></p>", MessageParts.Picture)]
    [InlineData("text/html", "<p>Hi <img itemtype=\"http://schema.skype.com/Emoji\" alt=\"👋\"></p>", MessageParts.None)]
    [InlineData("text/html", "<p>1 < 2 <img", MessageParts.Picture)]
    [InlineData("text/html", "<blockquote>mine</blockquote>", MessageParts.None)]
    [InlineData("text/html", "<p>see</p>", MessageParts.None)]
    public void WhatComesBesideTheWordsIsTold(string contentType, string content, MessageParts expected)
    {
        var activity = new JsonObject { ["text"] = "see", ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = contentType, ["content"] = content }) };

        Assert.Equal(new TypedMessage("see", expected), MessageReader.Read(JsonSerializer.SerializeToElement(activity), "28:bot"));
    }

    [Fact]
    public void AMessageFullOfOpenTagsIsReadInNoTime()
    {
        var activity = new JsonObject
        {
            ["text"] = "see",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = string.Concat(Enumerable.Repeat("<img Emoji ", 20_000)) }),
        };

        Assert.Equal(MessageParts.None, MessageReader.Read(JsonSerializer.SerializeToElement(activity), "28:bot").Beside);
    }

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

internal static class Quotes
{
    public static JsonObject Quoted(this JsonObject activity)
    {
        activity["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "text/html",
            ["content"] = """<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1"><strong itemprop="mri">Sarah Ahmed</strong><span itemprop="time"></span><p itemprop="preview">Who saw him &amp; when?</p></blockquote><p>x</p>""",
        });
        return activity;
    }
}
