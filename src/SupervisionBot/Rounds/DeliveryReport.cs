using System.Globalization;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.People;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>What became of everything that a round posts, as far as it is known, and what a leader does about it. Nothing is known of whether anybody has read it.</summary>
internal sealed class DeliveryReport(CardPress press, RoundPosting posting, ChatDirectory chats, Outbox outbox, TimeProvider clock)
{
    // Our own number: with two buttons on each they fit a card.
    private const int PageSize = 12;

    /// <summary>After this long a message that was sent once more, and of which nothing was heard, may be asked for again. Our own number: by then it has been tried several times.</summary>
    private static readonly TimeSpan LongUnderWay = TimeSpan.FromMinutes(10);

    /// <summary>One page of the report; what needs somebody comes first.</summary>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public async Task<ReadOnlyMemory<byte>> CardAsync(StoredRound stored, int page, Notice notice, CancellationToken cancellationToken)
    {
        var round = stored.Round;
        var known = (await posting.ReportAsync(stored.Address, cancellationToken)).ToDictionary(post => (post.Channel, post.Part));
        var lines = Parts(round).SelectMany(part => round.Plan.Channels.Select(channel => new Line(channel, part, known.GetValueOrDefault((channel.Key, part)), known.GetValueOrDefault((channel.Key, RoundPosting.Card))))).ToList();
        var now = clock.GetUtcNow();
        var pages = Math.Max(1, (lines.Count + PageSize - 1) / PageSize);
        var shown = Math.Clamp(page, 1, pages);
        return press.Print(
            "rounds/report",
            new ReportCard(
                notice,
                "Delivery report.",
                $"{round.Id.Value:N}",
                round.Sequence,
                Cut.To(Cut.Excerpt, round.Plan.Focus),
                [.. lines.GroupBy(line => line.Part).Select(part => new ChannelLine($"{PostWords.Name(part.Key)}:", Total(round, [.. part])))],
                [.. lines.OrderBy(line => PostWords.Rank(line.State(round))).Skip((shown - 1) * PageSize).Take(PageSize).Select((line, index) => ToLine(round, line, now, ((shown - 1) * PageSize) + index + 1))],
                pages > 1,
                $"Page {shown} of {pages}; what needs somebody comes first.",
                shown < pages,
                shown,
                shown + 1,
                shown > 1,
                shown - 1),
            PlanningCardJson.Default.ReportCard);
    }

    /// <summary>Notes that a leader has found a message of which it was not known.</summary>
    /// <returns>Why nothing was noted; null when it was, be it before.</returns>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public async Task<Refusal?> FoundAsync(StoredRound stored, CardData data, CancellationToken cancellationToken)
    {
        if (await FindAsync(stored, data, cancellationToken) is not { Known: { } known } line)
        {
            return new PostChangedSince();
        }

        if (known.Status == PostStatus.Unknown && Stamp(known) == data.Text("at"))
        {
            return await posting.FoundAsync(stored.Address, line.Channel.Key, line.Part, cancellationToken);
        }

        return known.Status == PostStatus.Sent ? null : new PostChangedSince();
    }

    /// <summary>Sends a message once more that has failed, or that a leader has looked for and not found. However often it is pressed, one message goes out.</summary>
    /// <returns>Why nothing is sent; null when it is on its way.</returns>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer: the same once more goes on.</exception>
    public async Task<Refusal?> AgainAsync(StoredRound stored, CardData data, CancellationToken cancellationToken)
    {
        if (await FindAsync(stored, data, cancellationToken) is not { Known: { } known } line
            || !long.TryParse(data.Text("at"), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || at > clock.GetUtcNow().UtcTicks
            || (known.Status != PostStatus.Waiting && (Stamp(known) != data.Text("at") || !MayBePosted(stored.Round, line))))
        {
            return new PostChangedSince();
        }

        if (await chats.FindAsync(stored.Address.Tenant, line.Channel.Conversation, cancellationToken) is not { } via)
        {
            return new ChannelUnreachable();
        }

        if (known.Status != PostStatus.Waiting && await posting.AgainAsync(stored.Address, line.Channel.Key, line.Part, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // Named after the fate that was seen: a second press, or one after a crash in between, adds the same message.
        var message = OutboxMessage.Again(via, RoundPosting.PostOf(stored.Round.Id, line.Channel.Key, line.Part), new(at, TimeSpan.Zero));
        return await outbox.AddAsync([message], cancellationToken) ? null : new NotSaved();
    }

    private async Task<Line?> FindAsync(StoredRound stored, CardData data, CancellationToken cancellationToken)
    {
        var posts = await posting.ReportAsync(stored.Address, cancellationToken);
        PostedCard? Known(string part) => posts.FirstOrDefault(post => post.Channel == data.Text("channel") && post.Part == part);
        return stored.Round.Plan.Channels.FirstOrDefault(channel => channel.Key == data.Text("channel")) is { } channel && Parts(stored.Round).Contains(data.Text("part"))
            ? new(channel, data.Text("part"), Known(data.Text("part")), Known(RoundPosting.Card))
            : null;
    }

    private static ReportLine ToLine(Round round, Line line, DateTimeOffset now, int number)
    {
        var (state, known) = (line.State(round), line.Known);
        var canAgain = known is not null && (MayBePosted(round, line) || (known.Status == PostStatus.Waiting && now - known.At > LongUnderWay));
        var toDo = PostWords.ToDo(state, known, canAgain);
        return new(
            line.Channel.Key,
            line.Part,
            known is null ? "" : Stamp(known),
            $"{number}. {Cut.To(Cut.Line, line.Channel.TeamName)} · {Cut.To(Cut.Line, line.Channel.ChannelName)}, {PostWords.Name(line.Part).ToLowerInvariant()}",
            PostWords.State(state, known),
            toDo.Length > 0,
            toDo,
            state == PostState.Unknown || canAgain,
            state == PostState.Unknown,
            canAgain,
            known?.Status switch { PostStatus.Unknown => "It is not there: post it again", PostStatus.Removed => "Post it again", _ => "Try again" });
    }

    // A card or a reminder is of use while people can answer.
    private static bool MayBePosted(Round round, Line line) =>
        line.Known?.Status is PostStatus.Unknown or PostStatus.Failed or PostStatus.Removed
        && (line.Part == RoundPosting.Response || (round.Status == RoundStatus.Open && (line.Part == RoundPosting.Card || line.Card is { Status: PostStatus.Sent, Activity: not null })));

    private static IReadOnlyList<string> Parts(Round round) =>
    [
        .. round.OpenedAt is null ? [] : new[] { RoundPosting.Card },
        .. round.Reminded ? new[] { RoundPosting.Reminder } : [],
        .. round.Response is null ? [] : new[] { RoundPosting.Response },
    ];

    private static string Total(Round round, List<Line> lines) => string.Join(" · ", lines
        .CountBy(line => line.State(round))
        .OrderBy(state => PostWords.Rank(state.Key))
        .Select(state => $"{state.Value} {PostWords.Short(state.Key)}"));

    private static string Stamp(PostedCard known) => known.At.UtcTicks.ToString(CultureInfo.InvariantCulture);

    private sealed record Line(RoundChannel Channel, string Part, PostedCard? Known, PostedCard? Card)
    {
        public PostState State(Round round) => Known?.Status switch
        {
            PostStatus.Sent => PostState.Sent,
            PostStatus.Failed => PostState.Failed,
            PostStatus.Unknown => PostState.Unknown,
            PostStatus.Removed => PostState.Removed,
            PostStatus.Waiting => PostState.UnderWay,
            null when Part == RoundPosting.Reminder && (round.Status != RoundStatus.Open || Card is not (null or { Status: PostStatus.Waiting } or { Status: PostStatus.Sent, Activity: not null })) => PostState.NotSent,
            null => PostState.UnderWay,
        };
    }
}
