using System.Collections.Frozen;
using System.Globalization;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.People;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>The small cards that tell news of sessions: what is true when they are sent, for whoever takes part. They are sent, and never asked for.</summary>
internal sealed class SessionNews(SessionStore sessions, ChatDirectory chats, CardPress press) : Feature
{
    /// <summary>Kinds of news. They stand in messages that wait, so never to be changed.</summary>
    public const string Begun = "begun", Moved = "moved", ToRead = "read", Said = "said", Paused = "paused", Over = "over", Other = "other";

    private const string News = "session.news";

    /// <inheritdoc/>
    public override FrozenDictionary<string, string[]> Showing { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal) { [News] = ["session", "kind", "by", "at", "from"] }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether news are of somebody who led the session to a step.</summary>
    public static bool AreOfAStep(string kind) => kind is Begun or Moved;

    /// <summary>A card with news.</summary>
    /// <param name="before">The session before.</param>
    /// <param name="now">The session now.</param>
    /// <param name="kind">What kind.</param>
    /// <param name="by">Whose doing.</param>
    public static View Of(Session before, Session now, string kind, PersonId by)
    {
        // Since when something is new, or at which entry the session came to its step.
        var at = AreOfAStep(kind) ? now.SteppedAt : before.Sequence;
        // After the last step there is no step to come from but that one, and each way leads back.
        var from = before.Status is SessionStatus.Preparing or SessionStatus.Walking ? before.Step : "";
        return View.Of(News, [("session", $"{now.Id}"), ("kind", kind), ("by", $"{by}"), ("at", at.ToString(CultureInfo.InvariantCulture)), ("from", from)]);
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken) =>
        await sessions.FindAsync(new(viewer.From.TenantId, data.Session), cancellationToken) is { } stored
            && stored.Session.Find(new(viewer.From.ObjectId)) is { } participant
            && Card(stored, participant, data, notice.Text) is { } card
            ? new CardActionResponse.Card(press.Print("news/news", card with { About = card.About + await WhereAsync(stored, cancellationToken) }, NewsCardJson.Default.NewsCard))
            : new CardActionResponse.Message(RefusalText.NotFound);

    // Told in somebody's own chat, while the session goes on among others.
    private async Task<string> WhereAsync(StoredSession stored, CancellationToken cancellationToken)
    {
        if (stored.Home.Length == 0)
        {
            return "";
        }

        var shared = stored.Places.FirstOrDefault(place => place.Person is null)?.Conversation;
        var name = shared is null ? null : await chats.NameOfAsync(stored.Address.Tenant, shared.ConversationId, cancellationToken);
        var place = shared?.Kind == ConversationKind.Channel ? " · in a channel" : " · in a group chat";
        return name is null ? place : $"{place}: {Cut.Label(name)}";
    }

    // Null for what is not so any more: what came of it has news of its own.
    private static NewsCard? Card(StoredSession stored, Participant viewer, CardData data, string text)
    {
        var (session, kind, at) = (stored.Session, data.Text("kind"), data.Number("at"));
        var card = new NewsCard(text, SessionName.Heading(session.CaseReference, stored.Guide.Title), "", "Open the session", NewsLink.Session, $"{session.Id}", session.Sequence, at);
        return kind switch
        {
            _ when AreOfAStep(kind) => OfAStep(stored, card, kind, data.Text("from"), session.NameOf(Guid.TryParse(data.Text("by"), out var by) ? new(by) : default)),
            ToRead => session.Status == SessionStatus.Summarised && session.Positions.All(position => position.By != viewer.Person) ? card with { Button = "Read the summary" } : null,
            Said => session.SaidSince(at, viewer.Person).Any() ? card with { Button = "See what was said", Link = NewsLink.Said } : null,
            Paused => session.IsPaused ? card with { Button = "Go on with the session", Link = NewsLink.Resumed } : null,
            Over => card with { Button = "Open what was recorded" },
            _ => card,
        };
    }

    // Of several moves only the last is told.
    private static NewsCard? OfAStep(StoredSession stored, NewsCard card, string kind, string from, string name)
    {
        var session = stored.Session;
        if (session.SteppedAt != card.Since || session.Status is not (SessionStatus.Walking or SessionStatus.Checking))
        {
            return null;
        }

        var step = session.Status == SessionStatus.Checking ? "the check of the record" : stored.Guide.FindStep(session.Step)!.Title;
        var detail = kind switch
        {
            Begun => $"{name} has begun: {step}.",
            _ when session.Status == SessionStatus.Walking && (from.Length == 0 || stored.Guide.PlaceOf(session.Step) < stored.Guide.PlaceOf(from)) => $"{name} went back to {step}.",
            _ => $"{name} moved on to {step}.",
        };
        return card with { Detail = detail, Button = $"Go to {step}" };
    }
}
