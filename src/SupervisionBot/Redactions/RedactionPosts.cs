using SupervisionBot.Core.Sessions;
using SupervisionBot.Hosting;
using SupervisionBot.People;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Redactions;

/// <summary>Brings a request to each leader's own chat, and draws it again there when something is decided: then the words are gone from it.</summary>
internal sealed class RedactionPosts(SessionStore sessions, RedactionRows rows, RedactionCards cards, Leadership leadership, PeopleDirectory people, ILogger<RedactionPosts> log) : Posting
{
    /// <inheritdoc/>
    public override string Kind => "redaction";

    /// <summary>What a turn tells the leaders: of a new request all but whoever asks, of a decision all, and whoever has a card of it without leading any more.</summary>
    /// <param name="before">The session before.</param>
    /// <param name="now">The session now.</param>
    /// <param name="cards">Whose cards of its requests stand anywhere.</param>
    public IEnumerable<Told> Told(StoredSession before, Session now, IReadOnlyList<LeaderCard> cards) => now.Redactions
        .Where(asked => before.Session.Redactions.FirstOrDefault(known => known.Asked == asked.Asked) is not { } known || known.Status != asked.Status || known.Said.Length != asked.Said.Length)
        .SelectMany(asked => leadership.All.Where(leader => leader != asked.By)
            .Select(leader => new LeaderCard(new(now.Id, asked.Asked), leader, IsInList: false))
            .Union(cards.Where(card => card.Key.Asked == asked.Asked))
            .Select(card => new Told(Lane.Of(before.Address.Tenant, card.Leader), Via: null, new Content.Post(Kind, $"{card.Key}", $"{card}"))));

    /// <inheritdoc/>
    public override async Task<Preparation> PrepareAsync(Guid tenant, ConversationReference conversation, Content.Post post, CancellationToken cancellationToken)
    {
        if (LeaderCard.Read(post.Part) is not { } about
            || await sessions.WithTrailAsync(new(tenant, about.Key.Session), cancellationToken) is not var (stored, trail)
            || stored.Session.Redactions.FirstOrDefault(asked => asked.Asked == about.Key.Asked) is not { } asked)
        {
            return new Preparation.Never();
        }

        // Whoever does not lead any more gets no new card, and the words go from the one they have.
        var stands = await rows.PlaceOfAsync(tenant, about, cancellationToken);
        if (stands is null && (asked.Status != RedactionStatus.Asked || !leadership.Has(about.Leader)))
        {
            return new Preparation.Never();
        }

        var mri = (await people.FindAsync(tenant, about.Leader, cancellationToken))?.Mri;
        var card = cards.Card(stored, trail, asked, about.Leader, mri is null ? [] : [mri], Notice.None, why: "");
        return new Preparation.Send(conversation, card, MessageDrawing.Notification, stands);
    }

    /// <inheritdoc/>
    public override async Task NoteAsync(Guid tenant, Content.Post post, PostFate fate, CancellationToken cancellationToken)
    {
        if (fate is PostFate.Stands { Activity: { } activity } && LeaderCard.Read(post.Part) is { } about)
        {
            await rows.PlaceAsync(tenant, about, activity, cancellationToken);
        }
        else if (fate is PostFate.Failed failed)
        {
            log.RedactionNotTold(failed.Reason);
        }
    }
}
