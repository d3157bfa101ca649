using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.People;
using SupervisionBot.Rows;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Rounds;

/// <summary>What a round posts to its channels: the card, one reminder under it, and what came of it. It keeps for each what became of it, for the delivery report.</summary>
internal sealed class RoundPosting(ITableStore tables, RoundStore rounds, ChannelCards cards, PeopleDirectory people, Leadership leadership, TimeProvider clock, ILogger<RoundPosting> log) : Posting
{
    /// <summary>The card that people answer on; it changes where it stands.</summary>
    public const string Card = "card";

    /// <summary>The one reminder, as an answer to the card.</summary>
    public const string Reminder = "reminder";

    /// <summary>What came of the round, as a post of its own.</summary>
    public const string Response = "response";

    private const string OfRounds = "round";
    private const string Notification = "Stop, start, continue";

    /// <inheritdoc/>
    public override string Kind => OfRounds;

    public static Content.Post PostOf(RoundId round, string channel, string part) => new(OfRounds, $"{round.Value:N}|{channel}", part);

    /// <summary>What became of everything that a round has posted, as far as it can be read.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<IReadOnlyList<PostedCard>> ReportAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        var posts = new List<PostedCard>();
        await foreach (var row in tables.QueryAllAsync(RoundRows.Table, address.Partition, PostedCard.All, cancellationToken))
        {
            if (StoredRow.ReadOrPass(row, RoundRows.Schema, PostedCard.From, RoundRows.Table, log) is { } post)
            {
                posts.Add(post);
            }
        }

        return posts;
    }

    /// <inheritdoc/>
    public override async Task<Preparation> PrepareAsync(Guid tenant, ConversationReference conversation, Content.Post post, CancellationToken cancellationToken)
    {
        var (address, key) = Read(tenant, post);
        if (await rounds.FindAsync(address, cancellationToken) is not { Round: var round } || round.Plan.Channels.FirstOrDefault(channel => channel.Key == key) is not { } channel)
        {
            return new Preparation.Never();
        }

        var card = await FindAsync(address, key, Card, cancellationToken);
        switch (post.Part)
        {
            case Card when IsToCome(card) && (card?.Status != PostStatus.Failed || round.Status == RoundStatus.Open):
                return new Preparation.Send(conversation, await DrawAsync(address, round, channel, cancellationToken), Notification, Replaces: null);
            case Card when card is { Status: PostStatus.Sent, Activity: { } activity }:
                return new Preparation.Send(conversation, await DrawAsync(address, round, channel, cancellationToken), Notification, activity);
            case Reminder when card is { Status: PostStatus.Sent, Activity: { } activity } && round.Status == RoundStatus.Open && IsToCome(await FindAsync(address, key, Reminder, cancellationToken)):
                return new Preparation.Send(conversation with { ConversationId = $"{ConversationReference.WholeOf(conversation.ConversationId)};messageid={activity}" }, Card: null, ChannelCards.Reminder(round), Replaces: null);
            case Response when round.Response is not null && IsToCome(await FindAsync(address, key, Response, cancellationToken)):
                return new Preparation.Send(conversation, cards.Response(round), Notification, Replaces: null);
            default:
                return new Preparation.Never();
        }
    }

    /// <inheritdoc/>
    public override async Task NoteAsync(Guid tenant, Content.Post post, PostFate fate, CancellationToken cancellationToken)
    {
        var (address, channel) = Read(tenant, post);
        if (await NoteAsync(address, channel, post.Part, known => known.With(fate, clock.GetUtcNow()), cancellationToken) is SavedElsewhere)
        {
            throw new StorageUnavailableException("What became of a post could not be noted, as others noted something at the same time.", innerException: null);
        }
    }

    /// <summary>Notes where a card stands because somebody pressed a button on it: it has arrived, whatever was known before.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public Task SeenAsync(RoundAddress address, string channel, string activity, CancellationToken cancellationToken) => NoteAsync(
        address,
        channel,
        Card,
        known => known is { Status: PostStatus.Sent, Activity: not null } ? known : known.With(new PostFate.Stands(activity), clock.GetUtcNow()),
        cancellationToken);

    /// <summary>Notes that a leader has looked and found it. Where its message stands is then not known: the card is changed again once somebody presses a button on it.</summary>
    /// <returns>Null when it is noted, otherwise why not.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public Task<Refusal?> FoundAsync(RoundAddress address, string channel, string part, CancellationToken cancellationToken) => NoteAsync(
        address,
        channel,
        part,
        known => known.Status == PostStatus.Unknown ? known.With(new PostFate.Stands(Activity: null), clock.GetUtcNow()) : known,
        cancellationToken);

    /// <summary>Notes that a leader has looked and found nothing: it may be sent once more.</summary>
    /// <returns>Null when it is noted, otherwise why not.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public Task<Refusal?> AgainAsync(RoundAddress address, string channel, string part, CancellationToken cancellationToken) => NoteAsync(
        address,
        channel,
        part,
        known => known.Status is PostStatus.Unknown or PostStatus.Failed or PostStatus.Removed
            ? known with { Status = PostStatus.Waiting, Activity = null, Reason = null, At = clock.GetUtcNow() }
            : known,
        cancellationToken);

    private async Task<Refusal?> NoteAsync(RoundAddress address, string channel, string part, Func<PostedCard, PostedCard> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var row = await tables.GetAsync(RoundRows.Table, address.Partition, PostedCard.KeyOf(channel, part), cancellationToken);
            var known = new PostedCard(channel, part, PostStatus.Waiting, Activity: null, Reason: null, clock.GetUtcNow());
            if (row is not null && !PostedCard.Read(row).Succeeded(out known, out var why))
            {
                // Whatever it says of the message is not written over.
                log.RowPassed(RoundRows.Table, row, (UnreadRow)why);
                return why;
            }

            var next = change(known);
            if (row is not null && next == known)
            {
                return null;
            }

            var entity = next.ToRow(address);
            entity.ETag = row?.ETag ?? default;
            switch (await tables.SubmitAsync(RoundRows.Table, address.Partition, [row is null ? TableAction.Insert(entity) : TableAction.Replace(entity)], cancellationToken))
            {
                case BatchOutcome.Done:
                    return null;
                case BatchOutcome.Unknown:
                    throw new StorageUnavailableException("What became of a post may not be noted.", innerException: null);
            }
        }

        return new SavedElsewhere();
    }

    // Our own number: only a press and the sender note the same thing at the same moment.
    private const int MostAttempts = 5;

    // Of one that is not read it is not known whether it stands, and a post goes out once at most.
    private async Task<PostedCard?> FindAsync(RoundAddress address, string channel, string part, CancellationToken cancellationToken)
    {
        if (await tables.GetAsync(RoundRows.Table, address.Partition, PostedCard.KeyOf(channel, part), cancellationToken) is not { } row)
        {
            return null;
        }

        return PostedCard.Read(row).Succeeded(out var known, out var why) ? known : throw new NotReadException(RoundRows.Table, row, (UnreadRow)why, _ => false, new NotOpenHere());
    }

    // One that failed only because nothing got through to the channel comes when something does: whoever asks here can write there again.
    private static bool IsToCome(PostedCard? post) => post is null or { Status: PostStatus.Waiting } or { Status: PostStatus.Failed, NothingGotThrough: true };

    // A leader's client asks for the card when they come by: so it is known to stand even where Teams never said so.
    private async Task<ReadOnlyMemory<byte>> DrawAsync(RoundAddress address, Round round, RoundChannel channel, CancellationToken cancellationToken)
    {
        var looking = new List<string>();
        foreach (var leader in leadership.All.Take(MostLooking))
        {
            if (await people.FindAsync(address.Tenant, leader, cancellationToken) is { } person)
            {
                looking.Add(person.Mri);
            }
        }

        return await cards.CardAsync(address, round, channel, looking, cancellationToken);
    }

    // Our own number: each makes a request whenever the card comes into their view, and Teams allows 60.
    private const int MostLooking = 5;

    private static (RoundAddress Address, string Channel) Read(Guid tenant, Content.Post post) =>
        (new(tenant, new(Guid.ParseExact(post.Subject.AsSpan(0, 32), "N"))), post.Subject[33..]);
}
