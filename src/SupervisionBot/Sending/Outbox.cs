using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Sending;

/// <summary>Messages that are to be sent, kept in storage until they are. Added before the entry they tell about is stored: one whose entry never comes is dropped.</summary>
/// <remarks>
/// Nothing is atomic across partitions, so what is told goes first. A message is sent only when its <see cref="Cause"/> stands in the trail, under the sequence and
/// by the operation it was added with: of an attempt that lost a race nothing is ever sent, and of one that won everything is, whatever is killed in between.
/// </remarks>
internal sealed class Outbox(ITableStore tables, RecordKeys keys, ReadyShards ready, IOptions<OutboxOptions> options, TimeProvider clock)
{
    /// <summary>How long the entry of a message may still come. Our own number: a store is given up after seconds.</summary>
    public static readonly TimeSpan MostDelayOfCause = TimeSpan.FromMinutes(2);

    /// <summary>Adds messages. Those without a cause are sent from now on; for the others call <see cref="Release"/> when their cause is stored, or they wait for the next look.</summary>
    /// <returns>Whether all of them are in now, be it since earlier. False: it is not known, and what they tell about must not be stored.</returns>
    public async Task<bool> AddAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var added = await Task.WhenAll(messages.Select(message => message with { Id = IdOf(message) }).GroupBy(message => message.To.Shard).Select(shard => AddAsync(shard.Key, [.. shard], cancellationToken)));
        Release(messages.Where(message => message.Cause is null));
        return added.All(all => all);
    }

    /// <summary>What these messages tell about is stored.</summary>
    public void Release(IEnumerable<OutboxMessage> messages)
    {
        foreach (var shard in messages.Select(message => message.To.Shard).Distinct())
        {
            ready.Add(shard);
        }
    }

    /// <summary>The id that a message gets when it is added: the same for the same message, and nothing that its words could be tried against by whoever has only the store.</summary>
    /// <returns>43 characters of <c>A-Z a-z 0-9 - _</c>.</returns>
    public string IdOf(OutboxMessage message) => Base64Url.EncodeToString(keys.Mac("message id", Encoding.UTF8.GetBytes(message.Id)));

    private async Task<bool> AddAsync(int shard, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        TableAction[] Rows(OutboxMessage message, int index) =>
        [
            TableAction.Insert(OutboxRows.Mark(message, now)),
            // A tick apart, so that they keep their order.
            TableAction.Insert(OutboxRows.ToRow(new(message, now.AddTicks(index), Attempts: 0, Unknowns: 0, now + AfterAnswer(message), IsBeingSent: false, Reason: null, Tag: default), OutboxRows.Due)),
        ];
        switch (await tables.SubmitAsync(OutboxRows.Table, OutboxRows.Partition(shard), [.. messages.SelectMany(Rows)], cancellationToken))
        {
            case BatchOutcome.Done:
                return true;
            case BatchOutcome.Unknown:
                return await AreInAsync(messages, cancellationToken);
            case BatchOutcome.Conflict when messages.Count > 1:
                var all = true;
                foreach (var message in messages)
                {
                    all &= await AddAsync(shard, [message], cancellationToken);
                }

                return all;
            default:
                return await KeepAsync(messages[0], now, cancellationToken) ?? await AddAsync(shard, messages, cancellationToken);
        }
    }

    // The client that pressed gets a card of its own with the answer; one that came before it would only be in its way.
    private TimeSpan AfterAnswer(OutboxMessage message) => message is { Cause: not null, What: Content.Draw } ? TimeSpan.FromSeconds(options.Value.AfterAnswer) : message.After;

    private async Task<bool> AreInAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await Task.WhenAll(messages.Select(message => tables.GetAsync(OutboxRows.Table, OutboxRows.Partition(message.To.Shard), OutboxRows.Due + message.Id, cancellationToken)));
            return rows.All(row => row is not null);
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    // It was added before. While it waits for its cause it must not be dropped now. Null: it was dropped, so it has to be added again.
    private async Task<bool?> KeepAsync(OutboxMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var partition = OutboxRows.Partition(message.To.Shard);
        if (await tables.GetAsync(OutboxRows.Table, partition, OutboxRows.Due + message.Id, cancellationToken) is { } row)
        {
            // One that is not read here is left as it is: it was added, and whoever can read it sends it.
            if (!OutboxRows.Read(row).Succeeded(out var waiting, out _) || waiting.Message.Cause is null || waiting.IsBeingSent)
            {
                return true;
            }

            switch (await tables.SubmitAsync(OutboxRows.Table, partition, [TableAction.Replace(OutboxRows.ToRow(waiting with { At = now }, OutboxRows.Due))], cancellationToken))
            {
                case BatchOutcome.Done:
                    return true;
                case BatchOutcome.Unknown:
                    return false;
            }
        }

        return await tables.GetAsync(OutboxRows.Table, partition, OutboxRows.Seen + message.Id, cancellationToken) is null ? null : true;
    }
}
