using System.Globalization;
using System.Text.Json.Nodes;

namespace SupervisionBot.FakeTeams;

/// <summary>A person at a client of Teams in one room: the activities that the service makes of what they do.</summary>
/// <param name="serviceUrl">Where the bot is to answer: <see cref="FakeTeamsService.ServiceUrl"/>.</param>
/// <param name="tenant">The organisation and its bot.</param>
/// <param name="who">The person.</param>
/// <param name="where">The room.</param>
/// <param name="clock">Gives the timestamps.</param>
/// <remarks>Shapes: microsoft/botframework-sdk, specs/botframework-activity; learn.microsoft.com/microsoftteams/platform/bots.</remarks>
public sealed class TeamsClient(string serviceUrl, Tenant tenant, Member who, Room where, TimeProvider clock)
{
    private static long s_messages = 1_780_000_000_000;

    public Member Who => who;

    public Room Where => where;

    /// <summary>A typed message; in a shared room with a mention of the bot in front.</summary>
    public JsonObject Types(string text)
    {
        var activity = Activity("message");
        activity["text"] = where.IsPersonal ? text : $"<at>Supervision</at> {text}";
        activity["textFormat"] = "plain";
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = $"<p>{System.Net.WebUtility.HtmlEncode(text)}</p>" });
        if (!where.IsPersonal)
        {
            activity["entities"]!.AsArray().Insert(0, new JsonObject { ["type"] = "mention", ["text"] = "<at>Supervision</at>", ["mentioned"] = Bot() });
        }

        return activity;
    }

    /// <summary>A pressed <c>Action.Execute</c>; with the trigger <c>automatic</c> what a client does by itself to refresh a card.</summary>
    public JsonObject Presses(string verb, JsonObject data, string? message = null, string trigger = "manual")
    {
        var action = new JsonObject { ["type"] = "Action.Execute", ["title"] = "", ["verb"] = verb, ["data"] = data.DeepClone() };
        return Invoke("adaptiveCard/action", message, new JsonObject { ["action"] = action, ["trigger"] = trigger });
    }

    /// <summary>A pressed <c>Action.Submit</c> of a card in a chat.</summary>
    public JsonObject Sends(JsonObject data, string? message = null)
    {
        var activity = Activity("message");
        activity["id"] = NewEventId();
        activity["replyToId"] = message;
        activity["value"] = data.DeepClone();
        return activity;
    }

    /// <summary>A button that opens a dialog.</summary>
    public JsonObject Opens(JsonObject data, string? message = null) => Dialog("task/fetch", data, message);

    /// <summary>A button of a dialog.</summary>
    public JsonObject Submits(JsonObject data, string? message = null) => Dialog("task/submit", data, message);

    /// <summary>The person allows a file.</summary>
    /// <param name="offer">A message with <see cref="ShownMessage.FileOffer"/>.</param>
    /// <param name="uploadInfo">Where it is to go: <see cref="FakeOneDrive.PlaceFor"/>.</param>
    public JsonObject Allows(ShownMessage offer, JsonObject uploadInfo)
    {
        var activity = Answers(offer, "accept", "acceptContext");
        activity["value"]!["uploadInfo"] = uploadInfo.DeepClone();
        return activity;
    }

    /// <summary>The person declines a file.</summary>
    public JsonObject Declines(ShownMessage offer) => Answers(offer, "decline", "declineContext");

    /// <summary>Adding or removing the app: <c>add</c>, <c>remove</c>, <c>add-upgrade</c>, <c>remove-upgrade</c>.</summary>
    public JsonObject Installs(string action = "add")
    {
        var activity = Activity("installationUpdate");
        activity["action"] = action;
        return activity;
    }

    /// <summary>What comes beside <see cref="Installs"/>: the bot is added to the room.</summary>
    public JsonObject AddsBot() => Changes("membersAdded", tenant.BotMri);

    public JsonObject RemovesBot() => Changes("membersRemoved", tenant.BotMri);

    public JsonObject AddsMember(Member member) => Changes("membersAdded", member.Mri);

    public JsonObject RemovesMember(Member member) => Changes("membersRemoved", member.Mri);

    /// <summary>Something that happened to the team or one of its channels, such as <c>channelRenamed</c> or <c>teamArchived</c>.</summary>
    public JsonObject TeamEvent(string eventType, string? channel = null, string? name = null)
    {
        var activity = Activity("conversationUpdate");
        activity["conversation"]!["id"] = where.Team!.Id;
        var data = activity["channelData"]!.AsObject();
        data["eventType"] = eventType;
        data.Remove("channel");
        if (channel is not null)
        {
            data["channel"] = new JsonObject { ["id"] = channel, ["name"] = name };
        }

        return activity;
    }

    /// <summary>A reaction to a message of the bot.</summary>
    public JsonObject Reacts(string message, string reaction = "like")
    {
        var activity = Activity("messageReaction");
        activity["replyToId"] = message;
        activity["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = reaction });
        return activity;
    }

    /// <summary>The person edits what they typed before.</summary>
    public JsonObject Edits(JsonObject typed, string text) => TypedActivity.Changed(typed, Types(text), "editMessage");

    /// <summary>The person brings back what they had deleted.</summary>
    public JsonObject Undeletes(JsonObject typed) => TypedActivity.Changed(typed, typed.DeepClone().AsObject(), "undeleteMessage");

    /// <summary>The person deletes what they typed before.</summary>
    public JsonObject Deletes(JsonObject typed) => TypedActivity.Deleted(typed, Activity("messageDelete"));

    /// <summary>An activity of this person here and now, with nothing in it yet.</summary>
    public JsonObject Activity(string type)
    {
        var now = clock.GetUtcNow();
        var id = type == "message" ? $"{Interlocked.Increment(ref s_messages)}" : NewEventId();
        var channelData = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant.Id.ToString() } };
        if (where.Team is { } team)
        {
            channelData["team"] = new JsonObject { ["id"] = team.Id, ["name"] = team.Name, ["aadGroupId"] = team.GroupId.ToString() };
            channelData["channel"] = new JsonObject { ["id"] = where.Id };
        }

        return new()
        {
            ["type"] = type,
            ["id"] = id,
            ["channelId"] = "msteams",
            ["timestamp"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["localTimestamp"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ["localTimezone"] = "Europe/London",
            ["serviceUrl"] = serviceUrl,
            ["from"] = new JsonObject { ["id"] = who.Mri, ["name"] = who.Name, ["aadObjectId"] = who.ObjectId.ToString() },
            ["recipient"] = Bot(),
            ["conversation"] = where.IsPersonal
                ? new JsonObject { ["id"] = where.Id, ["conversationType"] = where.Kind, ["tenantId"] = tenant.Id.ToString() }
                : new JsonObject { ["id"] = type == "message" ? InThread(id) : where.Id, ["conversationType"] = where.Kind, ["isGroup"] = true, ["tenantId"] = tenant.Id.ToString() },
            ["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-GB", ["country"] = "GB", ["platform"] = "Web", ["timezone"] = "Europe/London" }),
            ["channelData"] = channelData,
            ["locale"] = "en-GB",
        };
    }

    private JsonObject Dialog(string name, JsonObject data, string? message) =>
        Invoke(name, message, new JsonObject { ["data"] = data.DeepClone(), ["context"] = new JsonObject { ["theme"] = "default" } });

    private JsonObject Answers(ShownMessage offer, string action, string context) => Invoke("fileConsent/invoke", offer.Id, new JsonObject
    {
        ["type"] = "fileUpload",
        ["action"] = action,
        ["context"] = offer.FileOffer!["content"]![context]!.DeepClone(),
    });

    private JsonObject Invoke(string name, string? message, JsonObject value)
    {
        var activity = Activity("invoke");
        activity["name"] = name;
        activity["replyToId"] = message;
        activity["conversation"]!["id"] = message is null ? where.Id : InThread(message);
        activity["value"] = value;
        activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
        return activity;
    }

    private JsonObject Changes(string members, string mri)
    {
        var activity = Activity("conversationUpdate");
        activity[members] = new JsonArray(new JsonObject { ["id"] = mri });
        if (where.Team is not null)
        {
            activity["channelData"]!["eventType"] = members == "membersAdded" ? "teamMemberAdded" : "teamMemberRemoved";
        }

        return activity;
    }

    // What is said in a channel is said in a thread, which a message of its own begins (learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations).
    private string InThread(string root) => where.Kind == "channel" ? $"{where.Id};messageid={root}" : where.Id;

    private JsonObject Bot() => new() { ["id"] = tenant.BotMri, ["name"] = "Supervision" };

    internal static string NewEventId() => $"f:{Guid.NewGuid()}";
}
