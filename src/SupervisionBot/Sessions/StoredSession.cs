using Azure;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Sessions;

/// <summary>A session as it was read.</summary>
/// <param name="Address">Where it is stored.</param>
/// <param name="Session">Its state.</param>
/// <param name="OpenedWith">The guide it was opened with.</param>
/// <param name="Head">The version of its head row; an append holds only while the head still has it.</param>
/// <param name="Home">Key of the group chat it was opened in; empty when it was opened in a personal chat.</param>
/// <param name="Places">Where its cards stand.</param>
/// <param name="Chain">Where the chain of its trail is; null for a session that is about to be opened.</param>
internal sealed record StoredSession(SessionAddress Address, Session Session, Guide OpenedWith, ETag Head, string Home, IReadOnlyList<CardPlace> Places, byte[]? Chain = null)
{
    /// <summary>Where cards of it stood in people's own chats before newer ones: whatever is on them is there still.</summary>
    public IReadOnlyList<CardPlace> Former { get; init; } = [];

    /// <summary>The guide as it is in this session: with the questions that were brought in.</summary>
    public Guide Guide => OpenedWith.With(Session.Brought);
}
