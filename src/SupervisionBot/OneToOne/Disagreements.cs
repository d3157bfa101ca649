using Microsoft.Extensions.Options;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.People;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>Tells those whom the organisation has named that somebody disagreed with a summary: about which case and between whom, never the words.</summary>
internal sealed class Disagreements(IOptions<RoleOptions> roles, SessionStore sessions, CardPress press, ILogger<Disagreements> log) : Posting
{
    private readonly IReadOnlyList<PersonId> _told = [.. roles.Value.ToldOfDisagreements.Distinct().Select(person => new PersonId(person))];

    /// <inheritdoc/>
    public override string Kind => "disagreement";

    /// <summary>Whether anybody is told.</summary>
    public bool AreTold => _told.Count > 0;

    /// <summary>What a turn tells them: nothing unless somebody has just disagreed. Whoever takes part knows already.</summary>
    public IEnumerable<Told> Told(StoredSession before, Session now) =>
        now.Positions is [.., { Disagreement: not null } last] && before.Session.Positions.All(position => position.By != last.By)
            ? _told.Where(person => now.Find(person) is null).Select(person => new Told(Lane.Of(before.Address.Tenant, person), Via: null, new Content.Post(Kind, now.Id.ToString(), last.By.ToString())))
            : [];

    /// <inheritdoc/>
    public override async Task<Preparation> PrepareAsync(Guid tenant, ConversationReference conversation, Content.Post post, CancellationToken cancellationToken)
    {
        var (id, by) = (new SessionId(Guid.ParseExact(post.Subject, "N")), new PersonId(Guid.ParseExact(post.Part, "N")));
        // Taken back since, it is nobody's business any more; where the walk went on, it stands among the comments.
        return await sessions.FindAsync(new(tenant, id), cancellationToken) is { } stored
            && (stored.Session.Positions.Any(position => position.By == by && position.Disagreement is not null) || stored.Session.Comments.Any(comment => comment.By == by))
            ? new Preparation.Send(conversation, Card(stored, by), MessageDrawing.Notification, Replaces: null)
            : new Preparation.Never();
    }

    /// <summary>The card that tells of it.</summary>
    public ReadOnlyMemory<byte> Card(StoredSession stored, PersonId by)
    {
        const string Title = "A disagreement in supervision";
        var text = $"{stored.Session.NameOf(by)} disagreed with the summary of {SessionName.Of(stored.Session, stored.Guide)}, in supervision of {string.Join(" and ", stored.Session.Participants.Select(participant => participant.Name))}. "
            + "What was written stands in the summary, which they can open and you can't: please ask them.";
        return press.Print("one-to-one/disagreement", new DisagreementCard($"{Title}.", Title, text), CardJson.Default.DisagreementCard);
    }

    /// <inheritdoc/>
    public override Task NoteAsync(Guid tenant, Content.Post post, PostFate fate, CancellationToken cancellationToken)
    {
        if (fate is PostFate.Failed failed)
        {
            log.DisagreementNotTold(failed.Reason);
        }

        return Task.CompletedTask;
    }
}
