using SupervisionBot.Sessions;

namespace SupervisionBot.People;

/// <summary>A channel that something can be posted to.</summary>
/// <param name="Key">Names it in forms: the same for the same channel, and nothing that leads to it for anybody who has not looked it up here.</param>
/// <param name="Conversation">Id of its conversation.</param>
/// <param name="Team">Id of its team.</param>
/// <param name="TeamName">Name of the team.</param>
/// <param name="Name">Name of the channel.</param>
internal sealed record KnownChannel(string Key, string Conversation, string Team, string TeamName, string Name)
{
    /// <summary>Characters of the hash that name a channel. Our own number: two of one organisation never come to the same 24, and a hundred of them fit a card.</summary>
    private const int KeyLength = 24;

    /// <summary>Every team has one, and each client names it in its own language.</summary>
    public bool IsGeneral => Conversation == Team;

    public static KnownChannel Of(KnownChat chat, KnownTeam team) => new(
        ConversationKey.Of(chat.Reference.ConversationId)[..KeyLength],
        chat.Reference.ConversationId,
        team.Team.Id,
        team.Team.Name ?? "A team",
        chat.Reference.ConversationId == team.Team.Id ? "General" : chat.Name ?? "A channel");
}
