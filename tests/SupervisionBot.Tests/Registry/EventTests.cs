using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.People;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Registry;

public sealed class EventTests
{
    private const string Channel = "19:channel@thread.tacv2";

    [Fact]
    public async Task WhereTheBotIsInATeamIsKeptFromItsEventsAndNobodyIsGreetedForThem()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var chats = team.Services.GetRequiredService<ChatDirectory>();
        var sent = team.Connector.All.Count;

        await SendAsync(team, "teamMemberAdded", "membersAdded");
        Assert.Equal(team.Connector.ServiceUrl(SupervisionTeam.Tenant), (await chats.FindAsync(SupervisionTeam.Tenant, Channel, default))?.ServiceUrl);
        await SendAsync(team, "teamMemberRemoved", "membersRemoved");

        Assert.Null(await chats.FindAsync(SupervisionTeam.Tenant, Channel, default));
        Assert.Equal(sent, team.Connector.All.Count);
    }

    // As Teams sends it when nobody of the organisation did it.
    private static async Task SendAsync(SupervisionTeam team, string type, string list)
    {
        var activity = team.Sarah.Activity("conversationUpdate");
        activity["from"] = new JsonObject { ["id"] = "28:policy" };
        activity["conversation"] = new JsonObject { ["id"] = Channel, ["conversationType"] = "channel", ["isGroup"] = true };
        activity[list] = new JsonArray(new JsonObject { ["id"] = (string)activity["recipient"]!["id"]! });
        activity["channelData"]!["eventType"] = type;
        activity["channelData"]!["team"] = new JsonObject { ["id"] = "19:general@thread.tacv2", ["name"] = "Duty Team" };
        Assert.Equal(200, (await team.PostAsync(activity)).Status);
    }
}
