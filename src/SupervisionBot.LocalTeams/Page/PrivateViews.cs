using System.Text.Json;
using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams.Page;

/// <summary>Whether a card may ask the bot for this person's view of it now.</summary>
internal enum RefreshDecision
{
    Ask,
    NoRefreshInCard,
    NotListed,
    StillFresh,
    Resting,
}

/// <summary>What single clients see in place of a base card: the answers to their own clicks and refreshes. Kept in memory only, as in Teams; the base card of the chat never changes by it.</summary>
/// <remarks>Thread safe.</remarks>
internal sealed class PrivateViews(TimeProvider clock)
{
    /// <summary>An answer younger than this is not asked for again, unless the base card changed.</summary>
    /// <remarks>About one minute: learn.microsoft.com, "User Specific Views", read 2026-11-22.</remarks>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    /// <summary>Automatic refreshes of one card less than this apart are in a row.</summary>
    /// <remarks>3 seconds, as in the open-source renderer (adaptivecards 3.0.6, AdaptiveApplet).</remarks>
    public static readonly TimeSpan RowGap = TimeSpan.FromSeconds(3);

    /// <summary>Automatic refreshes in a row; the next waits for <see cref="RowGap"/>. So a bot that updates the card at each refresh can't spin.</summary>
    /// <remarks>3, as in the open-source renderer (adaptivecards 3.0.6, AdaptiveApplet).</remarks>
    public const int MostInARow = 3;

    /// <summary>Members of a chat that may leave <c>userIds</c> out.</summary>
    /// <remarks>60: learn.microsoft.com, "User Specific Views", read 2026-11-22.</remarks>
    public const int MostImplicitUsers = 60;

    private readonly Lock _gate = new();
    private readonly Dictionary<(Viewer Viewer, string Chat, string Message), View> _views = [];

    /// <summary>The card as this client sees it, and whether that is a view of its own.</summary>
    public (JsonElement? Card, bool IsPrivate) Seen(Viewer viewer, Chat chat, Message message)
    {
        lock (_gate)
        {
            return _views.TryGetValue(Key(viewer, chat, message), out var view) && view.ShownOver == message.Version
                ? (view.Card, true)
                : (message.Card, false);
        }
    }

    /// <summary>Keeps the answer to a click or refresh that was made while the base card had <paramref name="askedAtVersion"/>.</summary>
    public void Keep(Viewer viewer, Chat chat, Message message, JsonElement card, int askedAtVersion)
    {
        lock (_gate)
        {
            _views[Key(viewer, chat, message)] = Find(viewer, chat, message) with
            {
                Card = card,
                ShownOver = message.Version,
                AnsweredFor = askedAtVersion,
                AnsweredAt = clock.GetUtcNow(),
            };
        }
    }

    /// <summary>Decides on an automatic refresh and, when it may go ahead, counts it.</summary>
    /// <returns>The decision, and for <see cref="RefreshDecision.Resting"/> how long to wait.</returns>
    public (RefreshDecision Decision, TimeSpan Wait) AskAutomatically(Viewer viewer, Chat chat, Message message)
    {
        if (RefreshAction(viewer, chat, message) is null)
        {
            return (RefreshDecision.NoRefreshInCard, default);
        }

        if (!IsListed(viewer, chat, message))
        {
            return (RefreshDecision.NotListed, default);
        }

        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var view = Find(viewer, chat, message);
            if (view.AnsweredAt + FreshFor > now && view.AnsweredFor == message.Version)
            {
                return (RefreshDecision.StillFresh, default);
            }

            var wait = view.RefreshedAt + RowGap - now ?? TimeSpan.Zero;
            var inARow = wait > TimeSpan.Zero;
            if (inARow && view.InARow >= MostInARow)
            {
                return (RefreshDecision.Resting, wait);
            }

            _views[Key(viewer, chat, message)] = view with { RefreshedAt = now, InARow = inARow ? view.InARow + 1 : 1 };
            return (RefreshDecision.Ask, default);
        }
    }

    /// <summary>The <c>refresh.action</c> of the card this client sees, or null. A view without one ends the refreshing in this client.</summary>
    public JsonElement? RefreshAction(Viewer viewer, Chat chat, Message message) =>
        Refresh(viewer, chat, message) is { } refresh
        && refresh.TryGetProperty("action", out var action)
        && action.ValueKind is JsonValueKind.Object
            ? action
            : null;

    /// <summary>Forgets all that a client saw, when its page is closed.</summary>
    public void Forget(Viewer viewer)
    {
        lock (_gate)
        {
            foreach (var key in _views.Keys.Where(key => key.Viewer == viewer).ToArray())
            {
                _views.Remove(key);
            }
        }
    }

    private bool IsListed(Viewer viewer, Chat chat, Message message) =>
        Refresh(viewer, chat, message) is { } refresh && refresh.TryGetProperty("userIds", out var listed) && listed.ValueKind is JsonValueKind.Array
            ? listed.EnumerateArray().Any(id => id.ValueKind is JsonValueKind.String && id.GetString() == viewer.Person.Mri)
            : chat.People.Count <= MostImplicitUsers;

    private JsonElement? Refresh(Viewer viewer, Chat chat, Message message) =>
        Seen(viewer, chat, message).Card is { } card
        && card.TryGetProperty("refresh", out var refresh)
        && refresh.ValueKind is JsonValueKind.Object
            ? refresh
            : null;

    private View Find(Viewer viewer, Chat chat, Message message) =>
        _views.GetValueOrDefault(Key(viewer, chat, message)) ?? new View();

    private static (Viewer Viewer, string Chat, string Message) Key(Viewer viewer, Chat chat, Message message) => (viewer, chat.Id, message.Id);

    private sealed record View
    {
        public JsonElement? Card { get; init; }

        public int ShownOver { get; init; }

        public int AnsweredFor { get; init; }

        public DateTimeOffset? AnsweredAt { get; init; }

        public DateTimeOffset? RefreshedAt { get; init; }

        public int InARow { get; init; }
    }
}
