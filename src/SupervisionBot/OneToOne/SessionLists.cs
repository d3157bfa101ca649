using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>A person's sessions: the list they see, and those a typed message can belong to.</summary>
internal sealed class SessionLists(CardPress press, SessionPointers pointers)
{
    /// <summary>Sessions on one page of the list. Our own number: with the buttons below, six on the card.</summary>
    private const int PageSize = 4;

    // How many sessions are looked at in one go for those under way.
    private const int LookedAt = 20;

    /// <summary>The card with one page of the sessions, newest first.</summary>
    /// <param name="delivery">Whose.</param>
    /// <param name="after">Where the page begins, as the page before said; empty for the first.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReadOnlyMemory<byte>> CardAsync(Delivery delivery, string after, Notice notice, CancellationToken cancellationToken)
    {
        var (listed, next, notRead) = await pointers.ListAsync(delivery.From.TenantId, new(delivery.From.ObjectId), PageSize, after.Length == 0 ? null : after, cancellationToken);
        var lines = listed.Select((session, index) => new SessionLine(
            session.Address.Session.ToString(),
            SessionName.Heading(session.CaseReference, session.Guide),
            string.Join(" · ", Details(session)),
            $"Open {index + 1}: {(session.CaseReference.Length > 0 ? session.CaseReference : session.Guide)}"));
        return press.Print("start/sessions", new SessionsCard(notice == Notice.None && notRead > 0 ? NotShown(notRead) : notice, "Your sessions.", listed.Count == 0, [.. lines], next is not null, next ?? ""), CardJson.Default.SessionsCard);
    }

    /// <summary>The newest sessions of a person that are under way in a conversation: in their own chat those of their own chats and any group chat, in a group chat its own.</summary>
    public Task<IReadOnlyList<ListedSession>> UnderWayAsync(Delivery delivery, CancellationToken cancellationToken) => UnderWayAsync(
        delivery.From.TenantId,
        new(delivery.From.ObjectId),
        delivery.Conversation.Kind == ConversationKind.Personal ? "" : ConversationKey.Of(delivery.Conversation.ConversationId),
        cancellationToken);

    /// <summary>The same for a person and the key of a group chat; with an empty one for their own chat.</summary>
    public async Task<IReadOnlyList<ListedSession>> UnderWayAsync(Guid tenant, PersonId person, string home, CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            (var listed, next, _) = await pointers.ListAsync(tenant, person, LookedAt, next, cancellationToken);
            var underWay = listed.Where(session => session.IsUnderWay && (home.Length == 0 || session.Home == home)).ToList();
            if (underWay.Count > 0)
            {
                return underWay;
            }
        }
        while (next is not null);
        return [];
    }

    private static Notice NotShown(int sessions) => Notice.Warning(sessions == 1
        ? "One more session can't be shown just now: a newer version of this app keeps it, or part of what is stored can't be read. Nothing of it was changed; please look again later."
        : $"{sessions} more sessions can't be shown just now: a newer version of this app keeps them, or part of what is stored can't be read. Nothing of them was changed; please look again later.");

    private static IEnumerable<string> Details(ListedSession session) =>
        [Status(session), .. session.CaseReference.Length > 0 ? [session.Guide] : Array.Empty<string>(), session.People, $"last change {UkTime.Short(session.ChangedAt)}"];

    private static string Status(ListedSession session) => session.IsPaused && session.IsUnderWay ? $"Paused at {session.Step}" : session.Status switch
    {
        SessionStatus.Preparing => "Being prepared",
        SessionStatus.Walking => $"At {session.Step}",
        SessionStatus.Checking => "Being checked",
        SessionStatus.Summarised => "Summary to confirm",
        SessionStatus.Frozen => "Signed off",
        SessionStatus.Cancelled => session.CaseReference.Length > 0 ? "Ended without a decision" : "Ended",
    };
}
