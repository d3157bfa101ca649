using System.Text.Json.Nodes;

namespace SupervisionBot.FakeTeams;

/// <summary>What stands in conversations from before this connector began.</summary>
public sealed partial class FakeConnector
{
    /// <summary>Shows a message that the bot sent earlier, under the id that it was given then.</summary>
    public void Recall(string conversation, string activity, JsonObject body)
    {
        lock (_lock)
        {
            Post("POST", conversation, activity, body);
        }
    }
}
