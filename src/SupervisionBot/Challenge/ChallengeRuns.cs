using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using SupervisionBot.Core.Challenge;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Guides;
using SupervisionBot.OneToOne;
using SupervisionBot.People;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;

namespace SupervisionBot.Challenge;

/// <summary>The runs of leaders through the challenge questions: finds, opens and moves them.</summary>
internal sealed class ChallengeRuns(SessionPointers pointers, SessionStore sessions, SessionTurns turns, SessionOpening opening, PeopleDirectory people, TimeProvider clock)
{
    // Sessions looked at in one go.
    private const int LookedAt = 20;

    /// <summary>The newest run under way; null when there is none.</summary>
    public async Task<StoredSession?> UnderWayAsync(Guid tenant, PersonId leader, CancellationToken cancellationToken) =>
        await ListAsync(tenant, leader, cancellationToken).FirstOrDefaultAsync(run => run.IsUnderWay, cancellationToken) is { } listed ? await sessions.FindAsync(listed.Address, cancellationToken) : null;

    /// <summary>The newest run that is signed off; null when there is none.</summary>
    public async Task<StoredSession?> SignedOffAsync(Guid tenant, PersonId leader, CancellationToken cancellationToken) =>
        await ListAsync(tenant, leader, cancellationToken).FirstOrDefaultAsync(run => run.Status == SessionStatus.Frozen, cancellationToken) is { } listed ? await sessions.FindAsync(listed.Address, cancellationToken) : null;

    /// <summary>The two newest runs in which something is rated, newest first; fewer where there are not as many.</summary>
    public async Task<IReadOnlyList<StoredSession>> LatestTwoAsync(Guid tenant, PersonId leader, CancellationToken cancellationToken)
    {
        var rated = new List<StoredSession>();
        await foreach (var listed in ListAsync(tenant, leader, cancellationToken))
        {
            if (listed.Status != SessionStatus.Cancelled && await sessions.FindOrPassAsync(listed.Address, cancellationToken) is { } run && ChallengeRun.HasRatings(run.Session, run.Guide))
            {
                rated.Add(run);
            }

            if (rated.Count == 2)
            {
                break;
            }
        }

        return rated;
    }

    /// <summary>Takes a leader to an area: in the run given, or in a new one.</summary>
    /// <param name="delivery">Who, and from where.</param>
    /// <param name="operation">Names the operation.</param>
    /// <param name="run">The run under way; null to open one.</param>
    /// <param name="edition">The guide for a new one.</param>
    /// <param name="area">Number of the area, from 1, within the guide.</param>
    /// <param name="draws">Draw its card where it stands; not where a new one is sent anyway.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TurnOutcome> GoToAsync(
        Delivery delivery, string operation, StoredSession? run, GuideEdition edition, int area, bool draws, CancellationToken cancellationToken)
    {
        var leader = new PersonId(delivery.From.ObjectId);
        if (run is null)
        {
            var tenant = delivery.From.TenantId;
            var address = new SessionAddress(tenant, await NewIdAsync(tenant, leader, cancellationToken));
            var name = delivery.From.Name ?? (await people.FindAsync(tenant, leader, cancellationToken))?.Name ?? "Senior leader";
            var asked = new NewSession(edition, CaseReference: "", [new(leader, name, edition.Guide.Roles.First(role => role.Leads).Role)], PrepareFirst: false, Home: "", Starting.Place(delivery));
            var outcome = await opening.OpenAsync(address, operation, asked, session => ChallengeRun.GoTo(session, edition.Guide, edition.Guide.Areas[area - 1]), opened => draws ? News.Cards(opened, opened.Session) : [], cancellationToken);
            if (!outcome.Succeeded(out var saved, out var refusal))
            {
                return new(Stored: null, refusal);
            }

            switch (saved)
            {
                case SaveOutcome.Saved opened:
                    return new(opened.Stored, Refusal: null);
                case SaveOutcome.Unknown:
                    return new(Stored: null, new NotSaved());
            }

            // The same leader opened it at the same moment, from another card or by the same message sent twice.
            run = await sessions.FindAsync(address, cancellationToken);
        }

        return run is null
            ? new(Stored: null, new NoSuchSession())
            : await turns.RunAsync(run.Address, leader, operation, (session, guide) => ChallengeRun.GoTo(session, guide, guide.Areas[area - 1]), (before, now) => draws ? News.Told(before, now, leader) : [], cancellationToken);
    }

    /// <summary>All runs of a leader, newest first.</summary>
    private async IAsyncEnumerable<ListedSession> ListAsync(Guid tenant, PersonId leader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            (var listed, next, _) = await pointers.ListAsync(tenant, leader, LookedAt, next, cancellationToken);
            foreach (var session in listed.Where(session => session.GuideId == ChallengeRun.Guide))
            {
                yield return session;
            }
        }
        while (next is not null);
    }

    // The time in it orders a person's list of sessions. The rest is the same for all that try to open the run after the last one within a minute, so that only one gets it.
    private async Task<SessionId> NewIdAsync(Guid tenant, PersonId leader, CancellationToken cancellationToken)
    {
        var last = await ListAsync(tenant, leader, cancellationToken).FirstOrDefaultAsync(cancellationToken);
        var minute = new DateTimeOffset(clock.GetUtcNow().Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{tenant:N}|{leader}|{last?.Address.Session}")));
        Span<byte> id = stackalloc byte[16];
        Guid.CreateVersion7(minute).TryWriteBytes(id, bigEndian: true, out _);
        seed.AsSpan(0, 7).CopyTo(id[9..]);
        id[7] = seed[7];
        return new(new Guid(id, bigEndian: true));
    }
}
