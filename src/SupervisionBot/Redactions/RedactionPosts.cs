using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
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

    /// <summary>What a turn tells the leaders: of a new request all but whoever asks, of a decision all.</summary>
    public IEnumerable<Told> Told(StoredSession before, Session now) => now.Redactions
        .Where(asked => before.Session.Redactions.FirstOrDefault(known => known.Asked == asked.Asked) is not { } known || known.Status != asked.Status || known.Said.Length != asked.Said.Length)
        .SelectMany(asked => leadership.All.Where(leader => leader != asked.By)
            .Select(leader => new Told(Lane.Of(before.Address.Tenant, leader), Via: null, new Content.Post(Kind, $"{new RedactionKey(now.Id, asked.Asked)}", $"{leader}"))));

    /// <inheritdoc/>
    public override async Task<Preparation> PrepareAsync(Guid tenant, ConversationReference conversation, Content.Post post, CancellationToken cancellationToken)
    {
        if (Read(post) is not { } about
            || await sessions.FindAsync(new(tenant, about.Key.Session), cancellationToken) is not { } stored
            || stored.Session.Redactions.FirstOrDefault(asked => asked.Asked == about.Key.Asked) is not { } asked)
        {
            return new Preparation.Never();
        }

        // Whoever does not lead any more gets no new card, and the words go from the one they have.
        var stands = await rows.CardOfAsync(tenant, about.Key, about.Leader, cancellationToken);
        if (stands is null && (asked.Status != RedactionStatus.Asked || !leadership.Has(about.Leader)))
        {
            return new Preparation.Never();
        }

        var mri = (await people.FindAsync(tenant, about.Leader, cancellationToken))?.Mri;
        var card = await cards.CardAsync(stored, asked, about.Leader, mri is null ? [] : [mri], Notice.None, why: "", cancellationToken);
        return new Preparation.Send(conversation, card, MessageDrawing.Notification, stands);
    }

    /// <inheritdoc/>
    public override async Task NoteAsync(Guid tenant, Content.Post post, PostFate fate, CancellationToken cancellationToken)
    {
        if (fate is PostFate.Stands { Activity: { } activity } && Read(post) is { } about)
        {
            await rows.PlaceAsync(tenant, about.Key, about.Leader, activity, cancellationToken);
        }
        else if (fate is PostFate.Failed failed)
        {
            log.RedactionNotTold(failed.Reason);
        }
    }

    private static (RedactionKey Key, PersonId Leader)? Read(Content.Post post) =>
        RedactionKey.Read(post.Subject) is { } key && Guid.TryParseExact(post.Part, "N", out var leader) ? (key, new(leader)) : null;
}
