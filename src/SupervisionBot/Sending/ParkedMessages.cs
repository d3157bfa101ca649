using SupervisionBot.Storage;

namespace SupervisionBot.Sending;

/// <summary>Puts on their way again, in their order, the messages that nothing got through for, once something comes from their conversation.</summary>
/// <remarks>What was parked for another reason waits for an operator, as sending it again needs somebody who has looked.</remarks>
internal sealed class ParkedMessages(ITableStore tables, ReadyShards ready, TimeProvider clock)
{
    /// <summary>How old a message may be that is drawn as things are when it is sent. Our own number: about the time from one supervision meeting to the next; what is older, people find in their sessions.</summary>
    public static readonly TimeSpan OldestDrawn = TimeSpan.FromDays(30);

    /// <summary>How old a message may be that says what it said then, such as an answer to something typed. Our own number: on the day it is still understood.</summary>
    public static readonly TimeSpan OldestSaid = TimeSpan.FromDays(1);

    /// <summary>Brings the messages of a conversation back that are not too old; those stay where they are.</summary>
    /// <returns>Whether it is done; false when storage could not tell, so that it has to be asked for again.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer: the same once more goes on.</exception>
    public async Task<bool> ComeBackAsync(Lane lane, CancellationToken cancellationToken)
    {
        var (now, all) = (clock.GetUtcNow(), true);
        await foreach (var row in tables.QueryAllAsync(OutboxRows.Table, OutboxRows.Partition(lane.Shard), RowRange.StartingWith(OutboxRows.Parked), cancellationToken))
        {
            if (OutboxRows.Read(row).Succeeded(out var parked, out _) && parked.Message.To == lane && QueuedMessage.IsUnheardOf(parked.Reason) && now - parked.At <= OldestOf(parked.Message.What))
            {
                var due = OutboxRows.ToRow(parked with { Attempts = 0, Unknowns = 0, NotBefore = now, Reason = null, Tag = default }, OutboxRows.Due);
                all &= await tables.SubmitAsync(OutboxRows.Table, due.PartitionKey, [TableAction.Delete(row), TableAction.Upsert(due)], cancellationToken) is not BatchOutcome.Unknown;
            }
        }

        ready.Add(lane.Shard);
        return all;
    }

    private static TimeSpan OldestOf(Content what) => what is Content.Say or Content.News ? OldestSaid : OldestDrawn;
}
