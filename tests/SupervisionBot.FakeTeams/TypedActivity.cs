using System.Text.Json.Nodes;

namespace SupervisionBot.FakeTeams;

/// <summary>What Teams makes of a typed message when there is more to it than words.</summary>
/// <remarks>
/// Mentions, edits and deletions: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations; files and pictures: .../bots/how-to/bots-filesv4;
/// forwarded messages: microsoft/teams.ts, issue 833; quotes: learn.microsoft.com/graph/api/chats-getallmessages.
/// </remarks>
public static class TypedActivity
{
    /// <summary>Makes words of the text a mention: <c>&lt;at&gt;name&lt;/at&gt;</c> has to stand in it.</summary>
    public static JsonObject Mentioning(this JsonObject typed, string name, string mri)
    {
        var entities = typed["entities"] as JsonArray ?? [];
        typed["entities"] = entities;
        entities.Add(new JsonObject { ["type"] = "mention", ["text"] = $"<at>{name}</at>", ["mentioned"] = new JsonObject { ["id"] = mri, ["name"] = name } });
        return typed;
    }

    public static JsonObject WithFile(this JsonObject typed) => typed.With(new JsonObject
    {
        ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
        ["contentUrl"] = "https://contoso.sharepoint.com/personal/priya/Documents/chronology.docx",
        ["name"] = "chronology.docx",
        ["content"] = new JsonObject { ["downloadUrl"] = "https://download.link", ["uniqueId"] = "1150D938-8870-4044-9F2C-5BBDEBA70C9D", ["fileType"] = "docx" },
    });

    public static JsonObject WithPicture(this JsonObject typed) => typed.With(new JsonObject { ["contentType"] = "image/png", ["contentUrl"] = "https://smba.trafficmanager.net/uk/v3/attachments/0/views/original" });

    public static JsonObject WithForwarded(this JsonObject typed, string words) => typed.With(new JsonObject
    {
        ["contentType"] = "forwardedMessageReference",
        ["content"] = new JsonObject { ["originalMessageId"] = "1", ["originalMessageContent"] = $"<p>{words}</p>" }.ToJsonString(),
    });

    /// <summary>As older clients quote: the quoted words stand in the HTML, and at the beginning of the text.</summary>
    public static JsonObject Quoting(this JsonObject typed, string who, string words)
    {
        var own = (string)typed["text"]!;
        typed["text"] = $"{who}\r\n{words}\r\n{own}";
        return typed.With(new JsonObject
        {
            ["contentType"] = "text/html",
            ["content"] = $"""<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1"><strong itemprop="mri">{who}</strong><span itemprop="time" itemid="1"></span><p itemprop="preview">{words}</p></blockquote><p>{own}</p>""",
        });
    }

    /// <summary>The message as it is from now on.</summary>
    /// <param name="typed">The message as it was.</param>
    /// <param name="now">As it would come if it were typed now.</param>
    /// <param name="eventType"><c>editMessage</c> or <c>undeleteMessage</c>.</param>
    public static JsonObject Changed(JsonObject typed, JsonObject now, string eventType)
    {
        now["type"] = "messageUpdate";
        now["id"] = (string?)typed["id"];
        now["channelData"]!["eventType"] = eventType;
        return now;
    }

    /// <summary>The message is deleted.</summary>
    public static JsonObject Deleted(JsonObject typed, JsonObject now)
    {
        now["id"] = (string?)typed["id"];
        now["channelData"]!["eventType"] = "softDeleteMessage";
        return now;
    }

    private static JsonObject With(this JsonObject typed, JsonObject attachment)
    {
        var attachments = typed["attachments"] as JsonArray ?? [];
        typed["attachments"] = attachments;
        attachments.Add(attachment);
        return typed;
    }
}
