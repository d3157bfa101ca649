using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;
using SupervisionBot.People;
using SupervisionBot.Rows;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Sending;

/// <summary>What an attempt means for the messages behind it.</summary>
internal enum DeliveryStep
{
    /// <summary>It is off the lane.</summary>
    Done,

    /// <summary>It is not its turn yet; others may go before it.</summary>
    Waits,

    /// <summary>It will be tried again, and the others wait behind it.</summary>
    Blocks,
}

/// <summary>One attempt to send one message, and what is noted about it.</summary>
/// <remarks>
/// Sending has no key that would tell a repetition, so a message that may have arrived is sent once more and no oftener, and a record of it stays. Replacing a message may be
/// repeated freely. Statuses: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages.
/// </remarks>
internal sealed class MessageDelivery(
    ITableStore tables,
    MessageDrawing drawing,
    CardPlaces places,
    PeopleDirectory people,
    ChatDirectory chats,
    ConnectorClient connector,
    SendingLimits limits,
    OutboxMeter meter,
    IOptions<OutboxOptions> options,
    TimeProvider clock,
    ILogger<MessageDelivery> log)
{
    /// <summary>How often a message may be sent that may have arrived: once, and once more.</summary>
    private const int MostUnknowns = 2;

    /// <summary>How long a message is not looked at again that waits for a newer version of the app. Our own number: an update of all copies takes minutes.</summary>
    private static readonly TimeSpan s_pauseForNewer = TimeSpan.FromSeconds(30);

    // Until when.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _forNewer = new(StringComparer.Ordinal);

    // Whatever its row says, here it is known: true when nothing is left to do but to take it off, false when its row may say that a request is out and none was.
    private readonly ConcurrentDictionary<string, bool> _sent = new(StringComparer.Ordinal);

    // What became of posts, until it is noted.
    private readonly ConcurrentDictionary<string, PostFate> _fates = new(StringComparer.Ordinal);

    /// <summary>Tries once. What was begun is brought to its end, so there is no way to cancel.</summary>
    /// <param name="queued">The message.</param>
    /// <param name="behind">Those behind it in its lane.</param>
    /// <param name="leases">Who may send.</param>
    public async Task<DeliveryStep> DeliverAsync(QueuedMessage queued, IEnumerable<QueuedMessage> behind, ShardLeases leases)
    {
        if (_fates.TryGetValue(queued.Message.Id, out var fate))
        {
            return await NoteFateAsync(queued, fate);
        }

        if (_sent.TryGetValue(queued.Message.Id, out var sent) && sent)
        {
            return await FinishAsync(queued);
        }

        if (queued.IsBeingSent && !_sent.TryRemove(queued.Message.Id, out _))
        {
            // Whoever sent it is gone.
            return await DoubtAsync(queued, "Interrupted");
        }

        if (_forNewer.TryGetValue(queued.Message.Id, out var until) && clock.GetUtcNow() < until)
        {
            return DeliveryStep.Waits;
        }

        await limits.WaitAsync(queued.Message.To, leases.Copies, CancellationToken.None);
        if (!leases.Holds(queued.Message.To.Shard))
        {
            return DeliveryStep.Blocks;
        }

        switch (await PrepareAsync(queued))
        {
            case Preparation.NotYet:
                return DeliveryStep.Waits;
            case Preparation.NotRead { Why: NewerRow }:
                _forNewer[queued.Message.Id] = clock.GetUtcNow() + s_pauseForNewer;
                return DeliveryStep.Waits;
            case Preparation.NotRead unread:
                return await ParkAsync(queued, $"NotRead {unread.Table}: {unread.Why.Reason}");
            case Preparation.Failed failed:
                return await RetryAsync(queued, failed.Reason, after: null);
            case Preparation.Never:
                return await DropAsync(queued);
            case Preparation.Send send:
                return await SendAsync(queued, send, behind);
            default:
                throw new InvalidOperationException("A preparation of no known kind.");
        }
    }

    private async Task<Preparation> PrepareAsync(QueuedMessage queued)
    {
        try
        {
            var preparation = await drawing.PrepareAsync(queued, CancellationToken.None);
            _forNewer.TryRemove(queued.Message.Id, out _);
            return preparation;
        }
        catch (NotReadException unread)
        {
            return new Preparation.NotRead(unread.Table, unread.Why);
        }
        catch (Exception error) when (error is not StorageUnavailableException)
        {
            // One that can't be drawn must not hold its lane for good: like one that can't be sent it is parked in the end.
            log.OutboxFailed(error.GetType().Name);
            return new Preparation.Failed(error.GetType().Name);
        }
    }

    private async Task<DeliveryStep> SendAsync(QueuedMessage queued, Preparation.Send send, IEnumerable<QueuedMessage> behind)
    {
        if (send.Replaces is { } shown)
        {
            switch (await connector.UpdateCardAsync(send.To, shown, send.Card!.Value, send.Text, CancellationToken.None))
            {
                case ConnectorOutcome.Gone when queued.Message.What is Content.Post:
                    return await NoteFateAsync(queued, new PostFate.Removed());
                case ConnectorOutcome.Gone:
                case ConnectorOutcome.Rejected { Status: StatusCodes.Status400BadRequest } when queued.Message.What is not Content.Post:
                    // A message that Teams does not know may be a bad request as well (github.com/MicrosoftDocs/msteams-docs/issues/399).
                    break;
                case ConnectorOutcome.Unknown:
                    return await RetryAsync(queued, "NoAnswer", after: null);
                case var outcome:
                    return await ConcludeAsync(queued, send, behind, outcome);
            }
        }

        // From here on, whoever finds this message alone can't know whether it arrived.
        switch (await WriteAsync(queued with { IsBeingSent = true }))
        {
            case BatchOutcome.Done done:
                queued = queued with { IsBeingSent = true, Tag = done.ETags[0] };
                break;
            case BatchOutcome.Unknown:
                _sent[queued.Message.Id] = false;
                return DeliveryStep.Blocks;
            default:
                return DeliveryStep.Blocks;
        }

        var sent = send.Card is { } card
            ? await connector.SendCardAsync(send.To, card, send.Text, CancellationToken.None)
            : await connector.SendTextAsync(send.To, send.Text, CancellationToken.None);
        return sent is ConnectorOutcome.Unknown ? await DoubtAsync(queued, "NoAnswer") : await ConcludeAsync(queued, send with { Replaces = null }, behind, sent);
    }

    private async Task<DeliveryStep> ConcludeAsync(QueuedMessage queued, Preparation.Send send, IEnumerable<QueuedMessage> behind, ConnectorOutcome outcome)
    {
        switch (outcome)
        {
            case ConnectorOutcome.Delivered delivered:
                meter.Sent(clock.GetUtcNow() - queued.At);
                if (queued.Message.What is Content.Post && send.Replaces is null)
                {
                    return await NoteFateAsync(queued, new PostFate.Stands(delivered.Id));
                }

                _sent[queued.Message.Id] = true;

                if (send is { Replaces: null, Place: { } place } && delivered.Id is { } activity && queued.Message.What is Content.Draw draw)
                {
                    await places.NoteAsync(new(queued.Message.To.Tenant, draw.Session), place with { ActivityId = activity }, CancellationToken.None);
                }

                foreach (var covered in behind.Where(other => send.Draws(other.Message)))
                {
                    _sent[covered.Message.Id] = true;
                }

                return await FinishAsync(queued);
            case ConnectorOutcome.Throttled throttled:
                meter.Count("throttled");
                return await RetryAsync(queued, "Throttled", throttled.RetryAfter);
            case ConnectorOutcome.NotSent or ConnectorOutcome.Unauthorized:
                return await RetryAsync(queued, outcome.GetType().Name, after: null);
            case ConnectorOutcome.Unreachable unreachable:
                return await ParkUntilHeardOfAsync(queued, send.To, $"{QueuedMessage.Unreachable} {unreachable.Code}", unreachable.Code);
            case ConnectorOutcome.Gone when send.To.IsThread:
                // What was to be answered is gone; of the channel this says nothing.
                return await ParkAsync(queued, "ThreadGone");
            case ConnectorOutcome.Gone:
                return await ParkUntilHeardOfAsync(queued, send.To, QueuedMessage.Gone, "ConversationNotFound");
            case ConnectorOutcome.Rejected rejected:
                return await ParkAsync(queued, $"Rejected {rejected.Status} {rejected.Code}".TrimEnd());
            default:
                return await ParkAsync(queued, outcome.GetType().Name);
        }
    }

    private async Task<DeliveryStep> FinishAsync(QueuedMessage queued)
    {
        var row = OutboxRows.ToRow(queued, OutboxRows.Due);
        if (await tables.SubmitAsync(OutboxRows.Table, row.PartitionKey, [TableAction.Delete(row)], CancellationToken.None) is BatchOutcome.Done or BatchOutcome.Conflict { Reason: ConflictReason.Missing })
        {
            _sent.TryRemove(queued.Message.Id, out _);
        }

        return DeliveryStep.Done;
    }

    // Parked first: whoever lifts the mark finds the message.
    private async Task<DeliveryStep> ParkUntilHeardOfAsync(QueuedMessage queued, ConversationReference conversation, string reason, string code)
    {
        var step = await ParkAsync(queued, reason);
        await MarkAsync(queued.Message, conversation, code);
        return step;
    }

    // Until something comes from there again, nothing is lost by not writing there.
    private Task MarkAsync(OutboxMessage message, ConversationReference conversation, string? code) => message.To.Person is { } person
        ? people.MarkUnreachableAsync(message.To.Tenant, person, code, CancellationToken.None)
        : chats.MarkUnreachableAsync(message.To.Tenant, conversation.ConversationId, code, CancellationToken.None);

    // Taken off with its mark: should what it tells about come after all, it is added again.
    private async Task<DeliveryStep> DropAsync(QueuedMessage queued)
    {
        meter.Count("dropped");
        var partition = OutboxRows.Partition(queued.Message.To.Shard);
        var mark = await tables.GetAsync(OutboxRows.Table, partition, OutboxRows.Seen + queued.Message.Id, CancellationToken.None);
        await tables.SubmitAsync(
            OutboxRows.Table,
            partition,
            [TableAction.Delete(OutboxRows.ToRow(queued, OutboxRows.Due)), .. mark is null ? Array.Empty<TableAction>() : [TableAction.Delete(mark)]],
            CancellationToken.None);
        return DeliveryStep.Done;
    }

    private async Task<DeliveryStep> RetryAsync(QueuedMessage queued, string reason, TimeSpan? after)
    {
        var attempts = queued.Attempts + 1;
        if (attempts >= options.Value.MaxAttempts)
        {
            return await ParkAsync(queued with { Attempts = attempts }, reason);
        }

        meter.Count("retried");
        await WriteAsync(queued with { Attempts = attempts, IsBeingSent = false, Reason = reason, NotBefore = clock.GetUtcNow() + Pause(attempts, after) });
        return DeliveryStep.Blocks;
    }

    // It may have arrived. A message that nobody gets is worse than one that comes twice, so it is sent once more; the record of it stays.
    private async Task<DeliveryStep> DoubtAsync(QueuedMessage queued, string reason)
    {
        meter.Count("unknown");
        if (queued.Message.What is Content.Post)
        {
            log.OutboxDoubt(queued.Message.To.Shard, reason, queued.Unknowns + 1);
            return await NoteFateAsync(queued, new PostFate.Unknown());
        }

        var doubted = queued with { Unknowns = queued.Unknowns + 1, IsBeingSent = false, Reason = reason, NotBefore = clock.GetUtcNow() + Pause(1, after: null) };
        var ends = doubted.Unknowns >= MostUnknowns;
        log.OutboxDoubt(queued.Message.To.Shard, reason, doubted.Unknowns);
        var row = OutboxRows.ToRow(doubted, OutboxRows.Due);
        var parked = OutboxRows.ToRow(doubted, OutboxRows.Parked);
        parked.ETag = default;
        TableAction[] kept = ends ? [TableAction.Delete(row), TableAction.Upsert(parked)] : [TableAction.Replace(row)];
        await tables.SubmitAsync(
            OutboxRows.Table,
            row.PartitionKey,
            [.. kept, TableAction.Upsert(OutboxRows.Doubt(doubted, clock.GetUtcNow(), ends ? "parked" : "sent again"))],
            CancellationToken.None);
        return ends ? DeliveryStep.Done : DeliveryStep.Blocks;
    }

    private async Task<DeliveryStep> ParkAsync(QueuedMessage queued, string reason)
    {
        meter.Count("parked");
        if (queued.Message.What is Content.Post)
        {
            await NoteAsync(queued, new PostFate.Failed(reason));
        }

        log.OutboxParked(queued.Message.To.Shard, queued.Message.What.Name, reason);
        var parked = OutboxRows.ToRow(queued with { IsBeingSent = false, Reason = reason }, OutboxRows.Parked);
        parked.ETag = default;
        await tables.SubmitAsync(
            OutboxRows.Table,
            parked.PartitionKey,
            [TableAction.Delete(OutboxRows.ToRow(queued, OutboxRows.Due)), TableAction.Upsert(parked)],
            CancellationToken.None);
        return DeliveryStep.Done;
    }

    // Noted first: whoever is killed in between finds the message once more, and notes that its fate is not known only where nothing better is.
    private async Task<DeliveryStep> NoteFateAsync(QueuedMessage queued, PostFate fate)
    {
        _fates[queued.Message.Id] = fate;
        await NoteAsync(queued, fate);
        _fates.TryRemove(queued.Message.Id, out _);
        _sent[queued.Message.Id] = true;
        return await FinishAsync(queued);
    }

    private Task NoteAsync(QueuedMessage queued, PostFate fate) => queued.Message.What is Content.Post post && drawing.Of(post) is { } posting
        ? posting.NoteAsync(queued.Message.To.Tenant, post, fate, CancellationToken.None)
        : Task.CompletedTask;

    private Task<BatchOutcome> WriteAsync(QueuedMessage queued)
    {
        var row = OutboxRows.ToRow(queued, OutboxRows.Due);
        return tables.SubmitAsync(OutboxRows.Table, row.PartitionKey, [TableAction.Replace(row)], CancellationToken.None);
    }

    // Half of it is certain and half is chance, so that messages that failed together do not come back together.
    private TimeSpan Pause(int attempts, TimeSpan? after)
    {
        var most = Math.Min(options.Value.Delay * Math.Pow(2, Math.Min(attempts - 1, 20)), options.Value.MaxDelay);
        var pause = TimeSpan.FromSeconds(most * (0.5 + (Random.Shared.NextDouble() / 2)));
        return after > pause ? after.Value : pause;
    }
}
