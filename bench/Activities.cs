using System.Text.Json.Nodes;

namespace SupervisionBot.Bench;

/// <summary>A person of the load, with a chat of their own with the bot.</summary>
internal sealed record Person(Guid Id, string Name);

/// <summary>Activities as Teams writes them.</summary>
/// <remarks>Shapes: the Bot Framework activity specification (microsoft/botframework-sdk) and the Teams bot documentation on learn.microsoft.com.</remarks>
internal sealed class Activities(Uri connector)
{
    public const string Path = "/api/messages";

    public static Guid Tenant { get; } = new("7d1f5c1e-8a04-4a5e-9c62-0a5b8f3d7e11");

    public JsonObject Install(Person from) => With(Envelope("installationUpdate", from), "action", "add");

    /// <summary>A pressed <c>Action.Execute</c>.</summary>
    public JsonObject Press(Person from, string verb, JsonObject data)
    {
        var activity = With(Envelope("invoke", from), "name", "adaptiveCard/action");
        activity["replyToId"] = "1792658400000";
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["title"] = "Save", ["verb"] = verb, ["data"] = data },
            ["trigger"] = "manual",
        };
        return activity;
    }

    private static JsonObject With(JsonObject activity, string name, string value)
    {
        activity[name] = value;
        return activity;
    }

    private JsonObject Envelope(string type, Person from) => new()
    {
        ["type"] = type,
        ["id"] = $"f:{Guid.NewGuid()}",
        ["channelId"] = "msteams",
        ["timestamp"] = "2026-10-22T09:15:00.123Z",
        ["localTimestamp"] = "2026-10-22T10:15:00.123+01:00",
        ["localTimezone"] = "Europe/London",
        ["serviceUrl"] = connector.AbsoluteUri,
        ["from"] = new JsonObject { ["id"] = $"29:{from.Id:N}", ["name"] = from.Name, ["aadObjectId"] = from.Id.ToString() },
        ["recipient"] = new JsonObject { ["id"] = "28:supervision", ["name"] = "Supervision" },
        ["conversation"] = new JsonObject { ["id"] = $"a:{from.Id:N}", ["conversationType"] = "personal", ["tenantId"] = Tenant.ToString() },
        ["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-GB", ["country"] = "GB", ["platform"] = "Web", ["timezone"] = "Europe/London" }),
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant.ToString() }, ["source"] = new JsonObject { ["name"] = "message" } },
        ["locale"] = "en-GB",
    };
}
