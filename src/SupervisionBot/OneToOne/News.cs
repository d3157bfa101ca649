using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;

namespace SupervisionBot.OneToOne;

/// <summary>What the others are told after a turn, because a card that changes where it stands notifies nobody.</summary>
internal static class News
{
    private const string Something = "There is something new in one of your sessions. Type sessions to see it.";
    private const string ToRead = "A summary is waiting for you. Type sessions, open it and read it.";
    private const string Again = "Something changed in a summary that was confirmed already, so it waits to be confirmed again. Type sessions, open it and read it.";
    private const string Over = "One of your sessions has ended. What was recorded stays: type sessions to see it.";

    /// <summary>What goes out after a turn: cards that have become another card, invitations, and words to the others.</summary>
    /// <remarks>Cards are drawn anew only where the session stands somewhere else now: a new card wipes what is being typed in the old one.</remarks>
    public static IEnumerable<Told> Told(StoredSession before, Session now, PersonId actor)
    {
        var moved = now.Status != before.Session.Status || now.Step != before.Session.Step;
        var text = Of(now, before.Session);
        return
        [
            .. moved ? Cards(before, now) : Lapsed(before.Session, now).SelectMany(person => Cards(before, now, person)),
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

    /// <summary>The same once words were erased: also the cards that stood before newer ones, which have them still.</summary>
    public static IEnumerable<Told> Erased(StoredSession stored, Session now) =>
        Cards(stored, now).Concat(stored.Former.Select(place => new Told(Lane.Of(place), Via: null, new Content.Show(SessionViews.Of(now.Id), place.Person!.Value, Replaces: place.ActivityId))));

    // Whose confirmation is void, as somebody has written something since.
    private static IEnumerable<PersonId> Lapsed(Session before, Session now) =>
        before.Positions.Select(position => position.By).Where(person => now.Status == SessionStatus.Summarised && now.Positions.All(position => position.By != person));

    /// <summary>The text; null where there is nothing to tell. It shows on lock screens, so it says neither who nor which case nor what: that is on the card it leads to.</summary>
    private static string? Of(Session now, Session before) => now switch
    {
        { Status: SessionStatus.Frozen } when before.Status != SessionStatus.Frozen => Over,
        { Status: SessionStatus.Cancelled } when before.Status != SessionStatus.Cancelled => Over,
        { Status: SessionStatus.Summarised } when before.Status != SessionStatus.Summarised => ToRead,
        { Status: SessionStatus.Walking } when before.Status == SessionStatus.Summarised => Something,
        { Status: SessionStatus.Summarised } when Lapsed(before, now).Any() => Again,
        { Status: SessionStatus.Summarised } when now.SummaryAt != before.SummaryAt => ToRead,
        _ when now.Redactions.Length > before.Redactions.Length || now.Redactions.Count(asked => asked.Status != RedactionStatus.Asked) > before.Redactions.Count(asked => asked.Status != RedactionStatus.Asked) => Something,
        _ when now.Corrections.Length > before.Corrections.Length => Something,
        _ when now.Positions.Length > before.Positions.Length => Something,
        _ when now.Comments.Length > before.Comments.Length => Something,
        _ when now.Brought.Length > before.Brought.Length => Something,
        _ when now.Joined.Count > before.Joined.Count => Something,
        _ when now.Prepared.Count > before.Prepared.Count => Something,
        _ when now.IsPaused != before.IsPaused => Something,
        _ when now.Addenda.Length > before.Addenda.Length => Something,
        _ => null,
    };
}
