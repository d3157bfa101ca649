using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;

namespace SupervisionBot.OneToOne;

/// <summary>What the others are told after a turn, because a card that changes where it stands notifies nobody.</summary>
internal static class News
{
    /// <summary>What goes out after a turn: cards that have become another card, invitations, and words to the others.</summary>
    /// <remarks>Cards are drawn anew only where the session stands somewhere else now: a new card wipes what is being typed in the old one.</remarks>
    public static IEnumerable<Told> Told(StoredSession before, Session now, PersonId actor)
    {
        var moved = now.Status != before.Session.Status || now.Step != before.Session.Step;
        var text = Of(now, before.Session, before.OpenedWith, actor);
        return
        [
            .. moved ? Cards(before, now) : [],
            .. text is null ? [] : now.Participants.Where(other => other.Person != actor).Select(other => new Told(Lane.Of(before.Address.Tenant, other.Person), Via: null, new Content.Say(text))),
        ];
    }

    /// <summary>
    /// The cards of a session, or those of one person, where they stand; and, of a session that was begun in a personal chat, in the own chat of everybody who takes part,
    /// so that whoever has none yet is invited, and whoever pressed before it was known where theirs stands is not left with an old one.
    /// </summary>
    public static IEnumerable<Told> Cards(StoredSession stored, Session now, PersonId? only = null)
    {
        var standing = stored.Places.Select(place => (Lane: Lane.Of(place), (ConversationReference?)place.Conversation));
        var own = stored.Home.Length > 0 ? [] : now.Participants.Select(participant => (Lane: Lane.Of(stored.Address.Tenant, participant.Person), (ConversationReference?)null));
        return standing.Concat(own)
            .Where(card => only is null || card.Lane.Person == only)
            .DistinctBy(card => card.Lane)
            .Select(card => new Told(card.Lane, card.Item2, new Content.Draw(now.Id, Anew: false)));
    }

    /// <summary>The text; null where there is nothing to tell.</summary>
    private static string? Of(Session now, Session before, Guide guide, PersonId actor)
    {
        var (who, which) = (now.NameOf(actor), SessionName.Of(now, guide));
        return now switch
        {
            { Status: SessionStatus.Frozen } when before.Status != SessionStatus.Frozen => $"The summary of {which} is signed off and frozen. Type sessions to open it.",
            { Status: SessionStatus.Cancelled } when before.Status != SessionStatus.Cancelled => $"{who} has ended the session about {which}{(SessionName.Decides(guide) ? " without a decision" : "")}. What was recorded stays: type sessions to see it.",
            { Status: SessionStatus.Summarised } when before.Status != SessionStatus.Summarised => $"The summary of {which} is ready. Please read it, and confirm it or say what you disagree with. Type resume to bring it up.",
            { Status: SessionStatus.Walking } when before.Status == SessionStatus.Summarised => $"{who} has gone back to the walk in {which}, so the summary is not to be confirmed yet. What was said about it is kept.",
            _ when now.Positions.Length > before.Positions.Length => $"{who} has {(now.Positions[^1].Disagreement is null ? "confirmed the summary" : "disagreed with the summary; the words stand in it")}: {which}. Type resume to bring it up.",
            _ when now.Comments.Length > before.Comments.Length => $"{who} has commented on the summary of {which}.",
            _ when now.Brought.Length > before.Brought.Length => $"{who} has brought a question into {which}: {now.Brought[^1].Text} Press Save on your card, or type resume, to see it there.",
            _ when now.Joined.Count > before.Joined.Count => $"{who} has opened the session about {which}.",
            _ when now.Prepared.Count > before.Prepared.Count => $"{who} has prepared for {which}.",
            _ when now.IsPaused != before.IsPaused => $"{who} has {(now.IsPaused ? "paused" : "gone on with")} the session about {which}.",
            _ when now.Addenda.Length > before.Addenda.Length => $"{who} has added a remark to the summary of {which}.",
            _ => null,
        };
    }
}
