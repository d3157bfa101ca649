using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.People;

/// <summary>Asks Teams for the channels of a team when the app is added to it: Teams tells of those that are made later, and of the others never.</summary>
/// <remarks>A team whose channels can't be read just then has those that are heard of.</remarks>
internal sealed class TeamChannels(ChatDirectory chats, ConnectorClient connector)
{
    /// <summary>Notes the channels of the team, if it is one that the app was added to.</summary>
    /// <exception cref="StorageUnavailableException">What is known can't be read.</exception>
    public async Task NoteAsync(ConversationUpdate update, CancellationToken cancellationToken)
    {
        if (update is not ConversationUpdate.BotAdded { Team: { } team } added || await connector.GetChannelsAsync(added.Conversation, team.Id, cancellationToken) is not { } channels)
        {
            return;
        }

        foreach (var channel in channels)
        {
            await chats.NoteAsync(new ConversationUpdate.ChannelChanged(added.Conversation with { ConversationId = channel.Id }, team, channel.Name, ChannelEvent.Created), cancellationToken);
        }
    }
}
