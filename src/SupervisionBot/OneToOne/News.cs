using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;

namespace SupervisionBot.OneToOne;

/// <summary>What the others are told after a turn, because a card that changes where it stands notifies nobody.</summary>
internal static class News
{
    private const string Something = "There is something new in one of your sessions.";
    private const string Elsewhere = "One of your sessions is at another step now.";
    private const string Pause = "One of your sessions is paused.";
    private const string ToRead = "A summary is waiting for you.";
    private const string Again = "Something changed in a summary that was confirmed already, so it waits to be confirmed again.";
    private const string Over = "One of your sessions has ended. What was recorded stays.";

    /// <summary>What goes out after a turn: cards that have become another card, invitations, and small cards with news to the others.</summary>
    /// <remarks>
    /// A card that is drawn anew wipes what is being typed on it. So a step that somebody else led to wipes nothing: the others are told, and go there when they are ready; what they
    /// still save on their card is saved under its own questions. Invitations have no boxes. Other cards are drawn anew where nothing can be saved under their questions any more.
    /// </remarks>
    public static IEnumerable<Told> Told(StoredSession before, Session now, PersonId actor)
    {
        var news = Of(before.Session, now);
        return
        [
            .. IsWalk(before.Session) && IsWalk(now) ? HasMoved(before.Session, now) ? Cards(before, now).Where(card => card.To.Person is { } person && (person == actor || !now.Joined.Contains(person))) : []
                : now.Status != before.Session.Status ? Cards(before, now)
                : Lapsed(before.Session, now).SelectMany(person => Cards(before, now, person)),
            .. news is not var (kind, text) ? [] : now.Participants
                .Where(other => other.Person != actor && (!SessionNews.AreOfAStep(kind) || now.Joined.Contains(other.Person)))
                .Select(other => new Told(Lane.Of(before.Address.Tenant, other.Person), Via: null, new Content.News(text, SessionNews.Of(before.Session, now, kind, actor)))),
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

    /// <summary>The same once words were erased: also the cards that stood before newer ones, which have them still.</summary>
    public static IEnumerable<Told> Erased(StoredSession stored, Session now) =>
        Cards(stored, now).Concat(stored.Former.Select(place => new Told(Lane.Of(place), Via: null, new Content.Show(SessionViews.Of(now.Id), place.Person!.Value, Replaces: place.ActivityId))));

    // Whose confirmation is void, as somebody has written something since.
    private static IEnumerable<PersonId> Lapsed(Session before, Session now) =>
        before.Positions.Select(position => position.By).Where(person => now.Status == SessionStatus.Summarised && now.Positions.All(position => position.By != person));

    private static bool IsWalk(Session session) => session.Status is SessionStatus.Preparing or SessionStatus.Walking or SessionStatus.Checking;

    private static bool HasMoved(Session before, Session now) => now.Status != before.Status || now.Step != before.Step;

    // Null where there is nothing to tell. The text shows on lock screens, so it says neither who nor which case nor what: that is on the card.
    private static (string Kind, string Text)? Of(Session before, Session now) => now switch
    {
        { Status: SessionStatus.Frozen } when before.Status != SessionStatus.Frozen => (SessionNews.Over, Over),
        { Status: SessionStatus.Cancelled } when before.Status != SessionStatus.Cancelled => (SessionNews.Over, Over),
        { Status: SessionStatus.Summarised } when before.Status != SessionStatus.Summarised => (SessionNews.ToRead, ToRead),
        { Status: SessionStatus.Walking } when before.Status == SessionStatus.Preparing => (SessionNews.Begun, Elsewhere),
        { Status: SessionStatus.Checking } when HasMoved(before, now) => (SessionNews.Moved, Elsewhere),
        { Status: SessionStatus.Walking } when HasMoved(before, now) => (SessionNews.Moved, Elsewhere),
        { Status: SessionStatus.Summarised } when Lapsed(before, now).Any() => (SessionNews.ToRead, Again),
        { Status: SessionStatus.Summarised } when now.SummaryAt != before.SummaryAt => (SessionNews.ToRead, ToRead),
        _ when now.Redactions.Length > before.Redactions.Length || now.Redactions.Count(asked => asked.Status != RedactionStatus.Asked) > before.Redactions.Count(asked => asked.Status != RedactionStatus.Asked) => (SessionNews.Other, Something),
        _ when now.Corrections.Length > before.Corrections.Length => (SessionNews.Other, Something),
        _ when now.Positions.Length > before.Positions.Length => (SessionNews.Said, Something),
        _ when now.Comments.Length > before.Comments.Length => (SessionNews.Said, Something),
        _ when now.Brought.Length > before.Brought.Length => (SessionNews.Other, Something),
        _ when now.Joined.Count > before.Joined.Count => (SessionNews.Other, Something),
        _ when now.Prepared.Count > before.Prepared.Count => (SessionNews.Other, Something),
        { IsPaused: true } when !before.IsPaused => (SessionNews.Paused, Pause),
        { IsPaused: false } when before.IsPaused => (SessionNews.Other, Something),
        _ when now.Addenda.Length > before.Addenda.Length => (SessionNews.Other, Something),
        _ => null,
    };
}
