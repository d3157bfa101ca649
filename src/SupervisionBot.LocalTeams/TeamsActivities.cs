using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams;

/// <summary>Writes activities as Teams writes them.</summary>
/// <remarks>Shapes: the Bot Framework activity specification (microsoft/botframework-sdk) and the Teams bot documentation on learn.microsoft.com.</remarks>
internal sealed class TeamsActivities(ServiceAddress service, TimeProvider clock)
{
    /// <summary>How people's text says that it speaks to the bot.</summary>
    public const string BotMention = $"<at>{People.BotName}</at>";

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>What a person wrote, as the bot gets it.</summary>
    public JsonObject Message(Chat chat, Person from, Message message, bool mentionsBot)
    {
        var activity = Envelope("message", message.Id, chat, from, message.Thread ?? message.Id);
        var html = HtmlEncoder.Default.Encode(message.Text ?? string.Empty);
        if (mentionsBot)
        {
            html = html.Replace(
                HtmlEncoder.Default.Encode(BotMention),
                $"""<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">{People.BotName}</span>""",
                StringComparison.Ordinal);
            activity["entities"]!.AsArray().Insert(0, new JsonObject
            {
                ["type"] = "mention",
                ["text"] = BotMention,
                ["mentioned"] = Bot(),
            });
        }

        activity["text"] = message.Text;
        activity["textFormat"] = "plain";
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = $"<p>{html}</p>" });
        return activity;
    }

    /// <summary>A pressed <c>Action.Submit</c>: a message without text.</summary>
    public JsonObject Submit(Chat chat, Person from, Message card, JsonObject value)
    {
        var activity = CardActivity("message", chat, from, card);
        activity["value"] = value;
        return activity;
    }

    /// <summary>A call that the bot answers in the same response.</summary>
    public JsonObject Invoke(Chat chat, Person from, Message card, string name, JsonObject value)
    {
        var activity = CardActivity("invoke", chat, from, card);
        activity["name"] = name;
        activity["value"] = value;
        return activity;
    }

    /// <summary>The app was added (<paramref name="action"/> is <c>add</c>) or removed (<c>remove</c>).</summary>
    public JsonObject Installation(Chat chat, Person by, string action)
    {
        var activity = Envelope("installationUpdate", SystemId(), chat, by, thread: null);
        activity["action"] = action;
        activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
        if (chat.Team is not null)
        {
            activity["channelData"]!["settings"] = SelectedChannel(chat);
        }

        return activity;
    }

    /// <summary>The bot joined or left: Teams sends this together with the installation.</summary>
    public JsonObject Membership(Chat chat, Person by, bool added)
    {
        var activity = Envelope("conversationUpdate", SystemId(), chat, by, thread: null);
        activity[added ? "membersAdded" : "membersRemoved"] = new JsonArray(new JsonObject { ["id"] = People.BotId });
        if (chat.Team is not null)
        {
            activity["channelData"]!["eventType"] = added ? "teamMemberAdded" : "teamMemberRemoved";
            activity["channelData"]!["settings"] = SelectedChannel(chat);
        }

        return activity;
    }

    private static string SystemId() => $"f:{Guid.NewGuid()}";

    private static JsonObject Bot() => new() { ["id"] = People.BotId, ["name"] = People.BotName };

    private static JsonObject SelectedChannel(Chat chat) => new() { ["selectedChannel"] = new JsonObject { ["id"] = chat.Id } };

    private JsonObject CardActivity(string type, Chat chat, Person from, Message card)
    {
        var activity = Envelope(type, SystemId(), chat, from, card.Thread ?? card.Id);
        activity["replyToId"] = card.Id;
        activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
        return activity;
    }

    private JsonObject Envelope(string type, string id, Chat chat, Person from, string? thread)
    {
        var now = clock.GetUtcNow();
        var channelData = new JsonObject { ["tenant"] = new JsonObject { ["id"] = People.TenantId } };
        var conversation = new JsonObject
        {
            ["id"] = new ConversationAddress(chat.Id, chat.Kind is ChatKind.Channel ? thread : null).ToString(),
            ["conversationType"] = chat.Kind switch
            {
                ChatKind.Personal => "personal",
                ChatKind.GroupChat => "groupChat",
                ChatKind.Channel => "channel",
            },
            ["tenantId"] = People.TenantId,
        };
        if (chat.Kind is not ChatKind.Personal)
        {
            conversation["isGroup"] = true;
        }

        if (chat.Team is { } team)
        {
            channelData["team"] = new JsonObject { ["id"] = team.Id, ["name"] = team.Name, ["aadGroupId"] = team.GroupId.ToString() };
            channelData["channel"] = new JsonObject { ["id"] = chat.Id };
        }

        return new JsonObject
        {
            ["type"] = type,
            ["id"] = id,
            ["channelId"] = "msteams",
            ["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["localTimestamp"] = TimeZoneInfo.ConvertTime(now, London).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ["localTimezone"] = London.Id,
            ["serviceUrl"] = service.Url.AbsoluteUri,
            ["from"] = new JsonObject { ["id"] = from.Mri, ["name"] = from.Name, ["aadObjectId"] = from.ObjectId.ToString() },
            ["recipient"] = Bot(),
            ["conversation"] = conversation,
            ["entities"] = new JsonArray(new JsonObject
            {
                ["type"] = "clientInfo",
                ["locale"] = "en-GB",
                ["country"] = "GB",
                ["platform"] = "Web",
                ["timezone"] = London.Id,
            }),
            ["channelData"] = channelData,
            ["locale"] = "en-GB",
        };
    }
}
