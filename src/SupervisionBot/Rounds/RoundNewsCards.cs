using System.Collections.Frozen;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.People;
using SupervisionBot.Sending;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>The small cards that tell leaders news of rounds: what is true when they are sent. They are sent, and never asked for.</summary>
internal sealed class RoundNewsCards(RoundStore rounds, Leadership leadership, CardPress press) : Feature
{
    /// <summary>Kinds of news. They stand in messages that wait, so never to be changed.</summary>
    public const string ToApprove = "approve", Approved = "approved", SentBack = "back", FewAnswers = "few", Counted = "counted";

    private const string News = "round.news";

    /// <inheritdoc/>
    public override FrozenDictionary<string, string[]> Showing { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal) { [News] = ["round", "kind"] }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A card with news.</summary>
    public static View Of(RoundId round, string kind) => View.Of(News, [("round", $"{round.Value:N}"), ("kind", kind)]);

    /// <inheritdoc/>
    public override async Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken)
    {
        var id = new RoundId(Guid.TryParseExact(data.Text("round"), "N", out var round) ? round : Guid.Empty);
        return viewer.Conversation.Kind == ConversationKind.Personal
            && leadership.Has(new(viewer.From.ObjectId))
            && await rounds.FindAsync(new(viewer.From.TenantId, id), cancellationToken) is { } stored
            && Card(stored.Round, data.Text("kind"), notice.Text) is { } card
            ? new CardActionResponse.Card(press.Print("news/news", card, NewsCardJson.Default.NewsCard))
            : new CardActionResponse.Message(RefusalText.For(new NoSuchRound()));
    }

    // Null for what is not so any more: what came of it has news of its own, or needs nobody.
    private static NewsCard? Card(Round round, string kind, string text)
    {
        var card = new NewsCard(text, Cut.To(Cut.Line, round.Plan.Focus), "", "Open the round", NewsLink.Round, Round: $"{round.Id.Value:N}");
        return kind switch
        {
            ToApprove => round.Status == RoundStatus.AwaitingApproval ? card with { Button = "Read the plan, to approve it" } : null,
            SentBack => round is { Status: RoundStatus.Draft, SentBackWhy: not null } ? card with { Button = "Read why" } : null,
            FewAnswers => round.Status == RoundStatus.Open ? card with { Button = "See how many are missing" } : null,
            Counted => round is { Tally: not null, Status: not RoundStatus.Recalled } ? card with { Button = "Read the results", Link = NewsLink.Results } : null,
            _ => card,
        };
    }
}
