using System.Globalization;
using Azure;
using Microsoft.Extensions.Caching.Memory;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Trails;

namespace SupervisionBot.Rounds;

/// <summary>A round as it was read.</summary>
/// <param name="Address">Where it is stored.</param>
/// <param name="Round">Its state.</param>
/// <param name="Head">The version of its head row; an append holds only while the head still has it.</param>
internal sealed record StoredRound(RoundAddress Address, Round Round, ETag Head);

/// <summary>Reads rounds from their trail and appends to it.</summary>
/// <remarks>What was folded before is kept in memory, and each read asks storage for what came after: a turn late in a round costs what an early one does.</remarks>
internal sealed class RoundStore(ITableStore tables, ILogger<RoundStore> log) : IDisposable
{
    /// <summary>Rounds kept folded in memory. Our own number: an organisation has a few under way.</summary>
    private const int MostRemembered = 200;

    private static readonly TimeSpan Forget = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _folded = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    /// <summary>The round, or null when there is none.</summary>
    /// <exception cref="NotReadException">A row that its state hangs on is not read.</exception>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<StoredRound?> FindAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        var round = _folded.Get<Round>(address.Partition);
        TableEntity? head = null;
        await foreach (var row in tables.QueryAllAsync(RoundRows.Table, address.Partition, RoundRows.From((round?.Sequence ?? 0) + 1), cancellationToken))
        {
            if (!TrailAddress.IsEntry(row))
            {
                head = row;
                continue;
            }

            if (!Fold(address, round, row).Succeeded(out var folded, out var why))
            {
                throw NotRead(row, (UnreadRow)why, round);
            }

            round = folded.Round;
        }

        if (head is not null && StoredRow.Unread(head, RoundRows.Schema) is { } unread)
        {
            throw NotRead(head, unread, round);
        }

        if (round is null || head is null)
        {
            return null;
        }

        Remember(address, round);
        return new(address, round, head.ETag);
    }

    /// <summary>Appends entries in one atomic write; with no head before, it is the beginning of the round.</summary>
    /// <returns>The round with the entries; null when somebody else appended first. With <see cref="BatchOutcome.Unknown"/> they may be stored or not.</returns>
    public async Task<BatchOutcome> AppendAsync(StoredRound? before, RoundAddress address, Round after, IReadOnlyList<RoundEntry> entries, CancellationToken cancellationToken)
    {
        var head = RoundRows.FromHead(address, after);
        head.ETag = before?.Head ?? default;
        var outcome = await tables.SubmitAsync(
            RoundRows.Table,
            address.Partition,
            [before is null ? TableAction.Insert(head) : TableAction.Replace(head), .. entries.Select(entry => TableAction.Insert(RoundRows.FromEntry(address, entry)))],
            cancellationToken);
        if (outcome is BatchOutcome.Done)
        {
            Remember(address, after);
        }

        return outcome;
    }

    /// <summary>Puts a round into its tenant's list, before the round itself is stored.</summary>
    /// <returns>Whether it is in the list.</returns>
    public async Task<bool> PointAsync(RoundAddress address, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // The newest first.
        var key = string.Create(CultureInfo.InvariantCulture, $"{RoundRows.Pointer}{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:D19}|{address.Round.Value:N}");
        var row = new TableEntity(RoundRows.ListOf(address.Tenant), key) { ["Round"] = address.Round.Value };
        return await tables.SubmitAsync(RoundRows.Table, row.PartitionKey, [TableAction.Upsert(row)], cancellationToken) is BatchOutcome.Done;
    }

    /// <summary>A page of a tenant's rounds, the newest first. Those that are not read are passed over.</summary>
    /// <returns>The rounds, and where the next page begins; null after the last.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<(IReadOnlyList<Round> Rounds, string? Next)> ListAsync(Guid tenant, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        var page = await tables.QueryAsync(RoundRows.Table, RoundRows.ListOf(tenant), RowRange.StartingWith(RoundRows.Pointer), pageSize, IsOurs(continuation) ? continuation : null, cancellationToken);
        var found = await Task.WhenAll(page.Entities.Select(row => FindOrPassAsync(tenant, row, cancellationToken)));

        // A first write that was broken off and came again has left two pointers.
        return ([.. found.OfType<StoredRound>().Select(stored => stored.Round).DistinctBy(round => round.Id)], page.Continuation);
    }

    /// <inheritdoc/>
    public void Dispose() => _folded.Dispose();

    // It has been in a card, so in the hands of a client; anything else begins at the first page.
    private static bool IsOurs(string? continuation) =>
        continuation?.Length <= TableLimits.KeyLength && continuation.StartsWith(RoundRows.Pointer, StringComparison.Ordinal) && continuation.All(c => char.IsAsciiLetterOrDigit(c) || c == '|');

    private async Task<StoredRound?> FindOrPassAsync(Guid tenant, TableEntity pointer, CancellationToken cancellationToken)
    {
        try
        {
            return StoredRow.ReadOrPass(pointer, RoundRows.Schema, row => new Pointer(new(tenant, new(row.NeededGuid("Round")))), RoundRows.Table, log) is { } to
                ? await FindAsync(to.To, cancellationToken)
                : null;
        }
        catch (NotReadException unread)
        {
            log.RowPassed(unread.Table, unread.Row, unread.Why);
            return null;
        }
    }

    private sealed record Pointer(RoundAddress To);

    // An entry that is missing would make another round of it, and so would one that is passed over.
    private static Outcome<Folded> Fold(RoundAddress address, Round? before, TableEntity row) => StoredRow.Read(
        row,
        RoundRows.Schema,
        stored => RoundRows.ToEntry(stored) is var entry && entry.Sequence == (before?.Sequence ?? 0) + 1
            ? new Folded(RoundFold.Apply(address.Round, before, entry))
            : throw new UnreadColumnException("RowKey"));

    private sealed record Folded(Round? Round);

    // In a channel it is nobody's business that there are rounds elsewhere; in a chat of their own only leaders come as far as this.
    private static NotReadException NotRead(TableEntity row, UnreadRow why, Round? round) => new(
        RoundRows.Table,
        row,
        why,
        who => who.Conversation.Kind == ConversationKind.Personal
            || round?.Plan.Channels.Any(channel => channel.Conversation == ConversationReference.WholeOf(who.Conversation.ConversationId)) == true,
        new NotOpenHere());

    private void Remember(RoundAddress address, Round round) =>
        _folded.Set(address.Partition, round, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Forget });
}
