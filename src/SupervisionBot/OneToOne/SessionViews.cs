using System.Collections.Frozen;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>What sessions show: a session as one of its people sees it, their list, the forms to start and to end one, and help.</summary>
internal sealed class SessionViews(Starting starting, SessionLists lists, SessionStore sessions, SessionCards cards, Helping helping) : Feature
{
    public const string Session = "session.view";
    public const string Resume = "session.resume";
    public const string Said = "session.said";
    public const string Page = "summary.page";
    public const string Start = "start.open";
    public const string List = "sessions.list";
    public const string Ending = "session.ending";
    public const string Help = "help.open";

    /// <summary>Its verbs, each with the ids it needs.</summary>
    public static FrozenDictionary<string, string[]> Verbs { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [Session] = ["session", "page", "seen", "open"],
        [Said] = ["session", "since"],
        [Page] = ["session", "page", "seen"],
        [Start] = [],
        [List] = ["after"],
        [Ending] = ["session"],
        [Help] = ["added"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override FrozenDictionary<string, string[]> Showing => Verbs;

    /// <summary>Help for those whom the app was just added to.</summary>
    public static View Welcome => View.Of(Help, [("added", "true")]);

    /// <summary>A session.</summary>
    public static View Of(SessionId session) => View.Of(Session, [("session", $"{session}")]);

    /// <summary>A session at a question of its present step.</summary>
    public static View AtQuestion(SessionId session, string question) => View.Of(Session, [("session", $"{session}"), ("open", question)]);

    /// <summary>The end of a session's summary, where a part is closed, for somebody who has seen what was said up to an entry.</summary>
    public static View LastPageOf(Session session) => View.Of(Page, [("session", $"{session.Id}"), ("page", $"{int.MaxValue}"), ("seen", $"{session.Sequence}")]);

    /// <inheritdoc/>
    public override async Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken) => data.Verb switch
    {
        Start when !starting.IsPossibleIn(viewer.Conversation.Kind) => new CardActionResponse.Message(RefusalText.For(new NotInAChannel())),
        Start => new CardActionResponse.Card(await starting.FormAsync(viewer, cancellationToken)),
        List => new CardActionResponse.Card(await lists.CardAsync(viewer, data.Text("after"), notice, cancellationToken)),
        Help => new CardActionResponse.Card(helping.Card(viewer, notice, isWelcome: data.Has("added"))),
        _ => await ShowSessionAsync(viewer, data, notice, cancellationToken),
    };

    private async Task<CardActionResponse> ShowSessionAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(new(viewer.From.TenantId, data.Session), cancellationToken) is not { } stored || stored.Session.Find(new(viewer.From.ObjectId)) is not { } participant)
        {
            RefusalMeter.Count(new NoSuchSession());
            return new CardActionResponse.Message(RefusalText.NotFound);
        }

        if (data.Verb == Said && stored.Session.Status is SessionStatus.Summarised or SessionStatus.Frozen && SaidSinceText.Of(stored.Session, data.Number("since"), participant.Person).Text is { Length: > 0 } said)
        {
            notice = Notice.Quoting("This was said since:", Cut.To(Cut.Kept, said));
        }
        else if (!notice.Show && data.Verb is Page or Ending && OldCards.Are(stored.Session, data.V))
        {
            notice = Notice.Warning(OldCards.Unchanged);
        }

        return new CardActionResponse.Card(data.Verb == Ending
            ? cards.Cancel(stored, notice, data.Text("reason"))
            : await cards.ForAsync(stored, participant, [viewer.From.Mri], notice, Drafts.None, new SummaryPlace(Math.Max(1, data.Number("page")), data.Number("seen"), data.Text("open")), cancellationToken));
    }
}
