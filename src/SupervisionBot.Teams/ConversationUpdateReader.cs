using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>Tells what a <c>conversationUpdate</c> is about.</summary>
internal static class ConversationUpdateReader
{
    /// <summary>The change; null when it is of a kind that is not known here, or says too little. Teams adds kinds at any time.</summary>
    public static ConversationUpdate? Read(JsonElement activity, ConversationReference conversation)
    {
        var channelData = activity.At("channelData");
        var type = channelData.Text("eventType");
        var team = DeliveryReader.TeamOf(channelData);
        return type switch
        {
            null or "teamMemberAdded" or "teamMemberRemoved" => Members(activity, conversation, team),
            "channelCreated" => Channel(ChannelEvent.Created),
            "channelRenamed" => Channel(ChannelEvent.Renamed),
            "channelDeleted" => Channel(ChannelEvent.Deleted),
            "channelRestored" => Channel(ChannelEvent.Restored),
            "teamRenamed" => Team(TeamEvent.Renamed),
            "teamArchived" => Team(TeamEvent.Archived),
            "teamUnarchived" => Team(TeamEvent.Unarchived),
            "teamDeleted" or "teamHardDeleted" => Team(TeamEvent.Deleted),
            "teamRestored" => Team(TeamEvent.Restored),
            _ => null,
        };

        ConversationUpdate? Channel(ChannelEvent what)
        {
            var channel = channelData.At("channel");
            // An app that is in a team is by that in none of its private or shared channels: a standard one is the only kind that it can write to (msteams-docs, issue 13206).
            return team is not null && channel.Text("type") is null or "standard" && DeliveryReader.IdOf(channel) is { } id
                ? new ConversationUpdate.ChannelChanged(conversation with { ConversationId = id, Kind = ConversationKind.Channel }, team, DeliveryReader.NameOf(channel), what)
                : null;
        }

        ConversationUpdate? Team(TeamEvent what) => team is null
            ? null
            : new ConversationUpdate.TeamChanged(conversation with { ConversationId = team.Id, Kind = ConversationKind.Channel }, team, what);
    }

    // The bot may stand beside people; what becomes of it outweighs the rest.
    private static ConversationUpdate? Members(JsonElement activity, ConversationReference conversation, TeamsTeam? team)
    {
        bool HasBot(string list) => activity.Items(list).Any(member => string.Equals(member.Text("id"), conversation.BotMri, StringComparison.OrdinalIgnoreCase));
        List<TeamsPerson> People(string list) => [.. activity.Items(list).Select(member => DeliveryReader.PersonOf(member, conversation.TenantId)).OfType<TeamsPerson>()];
        return HasBot("membersRemoved") ? new ConversationUpdate.BotRemoved(conversation, team)
            : HasBot("membersAdded") ? new ConversationUpdate.BotAdded(conversation, team)
            : People("membersRemoved") is { Count: > 0 } left ? new ConversationUpdate.MembersRemoved(conversation, left)
            : People("membersAdded") is { Count: > 0 } joined ? new ConversationUpdate.MembersAdded(conversation, joined)
            : null;
    }
}
