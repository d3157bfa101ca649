using System.Text.Json.Nodes;

namespace SupervisionBot.EndToEnd.Deployed;

/// <summary>Somebody in their own chat with the bot, and the activities that Teams makes of what they do.</summary>
internal sealed record TeamsUser(Guid Tenant, Guid Id, string Name)
{
    public JsonObject AddsTheApp() => Activity("installationUpdate", ("action", "add"));

    public JsonObject Types(string text) => Activity("message", ("text", text));

    /// <summary>Presses a button of a card.</summary>
    public JsonObject Presses(string verb, JsonObject data)
    {
        var activity = Activity("invoke", ("name", "adaptiveCard/action"));
        activity["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data }, ["trigger"] = "manual" };
        return activity;
    }

    /// <summary>Presses a button of a dialog.</summary>
    public JsonObject Submits(string verb, JsonObject data)
    {
        var activity = Activity("invoke", ("name", "task/submit"));
        data["verb"] = verb;
        activity["value"] = new JsonObject { ["data"] = data, ["context"] = new JsonObject { ["theme"] = "default" } };
        return activity;
    }

    // Nobody listens at the service address: what the bot would send by itself goes nowhere, as when Teams is away.
    private JsonObject Activity(string type, (string Name, string Value) own) => new()
    {
        ["type"] = type,
        ["id"] = $"f:{Guid.NewGuid()}",
        ["channelId"] = "msteams",
        ["serviceUrl"] = "http://127.0.0.1:9/",
        ["from"] = new JsonObject { ["id"] = $"29:{Id:N}", ["name"] = Name, ["aadObjectId"] = Id.ToString() },
        ["recipient"] = new JsonObject { ["id"] = "28:supervision" },
        ["conversation"] = new JsonObject { ["id"] = $"a:{Id:N}", ["conversationType"] = "personal", ["tenantId"] = Tenant.ToString() },
        [own.Name] = own.Value,
    };
}
