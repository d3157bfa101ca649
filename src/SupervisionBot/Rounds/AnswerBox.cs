using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.People;
using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>What opens the answers of a round while it is open.</summary>
/// <param name="Seal">Its seal.</param>
/// <param name="Former">The seal of an earlier version that opened the round; null where this one did.</param>
internal sealed record OpenSeal(AnswerSeal Seal, FormerSeal? Former);

/// <summary>The answers of a round while it is open: sealed, one a person, to be changed and withdrawn by that person and read by nobody.</summary>
/// <remarks>
/// <c>ballot|name</c> holds what was said, in one length whatever it is; <c>set</c> the sealed list of those names with their channels, from which cards count; <c>seal</c> how the round's key is found.
/// A name is made from the person under the round's key. Nothing else is written when somebody answers, so that neither times nor versions nor an order bring an answer and anything else together.
/// </remarks>
internal sealed class AnswerBox(ITableStore tables, RoundKeys keys, FormerSecret former, RoundGuests guests, Leadership leadership, ILogger<AnswerBox> log) : IDisposable
{
    private const string Ballots = "ballot|";
    private const string SealRow = "seal";
    private const string Content = "Sealed";
    private const string Check = "Seal";

    private readonly ConcurrentDictionary<string, AnswerQueue> _queues = new(StringComparer.Ordinal);

    // Deriving keys and reading a file costs more than the rest of a press. Good as long as row and plan are the same.
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>Makes the key of a round that is about to be opened, and its empty list. What is there already stays, but for thresholds that are others by now.</summary>
    /// <param name="address">The round.</param>
    /// <param name="opened">It, as it will be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether they are there now.</returns>
    public async Task<bool> PrepareAsync(RoundAddress address, Round opened, CancellationToken cancellationToken)
    {
        // Read before the seal: whoever opened the round meanwhile and has answers in it has changed the list.
        var there = new Dictionary<string, TableEntity?>(StringComparer.Ordinal);
        foreach (var list in new[] { TurnoutRow.RowKey, RoundGuests.RowKey })
        {
            there[list] = await tables.GetAsync(RoundRows.Table, address.Partition, list, cancellationToken);
        }

        var before = await SealRowAsync(address, cancellationToken);
        if (before is not null && keys.Find(address, before) is { } key && Bound(address, opened, key).Check == before[Check] as string)
        {
            return true;
        }

        var row = new TableEntity(address.Partition, SealRow) { ["Schema"] = TurnoutRow.Schema };

        var seal = Bound(address, opened, keys.Make(address, row));
        row[Check] = seal.Check;
        TableEntity[] lists = [TurnoutRow.Nobody(address, seal), RoundGuests.None(address, seal)];
        return await tables.SubmitAsync(RoundRows.Table, address.Partition, [Put(row, before), .. lists.Select(list => Put(list, there.GetValueOrDefault(list.RowKey)))], cancellationToken) is BatchOutcome.Done;
    }

    /// <summary>The seal of a round; null when it is counted already, when its key is not here, or when its plan was changed outside this app: then nothing of it is opened.</summary>
    /// <exception cref="NotReadException">A newer version of the app wrote its row.</exception>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<OpenSeal?> SealAsync(RoundAddress address, Round round, CancellationToken cancellationToken)
    {
        if (await SealRowAsync(address, cancellationToken) is not { } row)
        {
            return null;
        }

        if (StoredRow.Unread(row, TurnoutRow.Schema) is { } unread)
        {
            throw new NotReadException(RoundRows.Table, row, unread, _ => true, new NotOpenHere());
        }

        if (row[FormerSeal.Salt] is not null && row[Check] is null)
        {
            return await TakeOverAsync(address, round, row, cancellationToken) ? await SealAsync(address, round, cancellationToken) : null;
        }

        if (_known.GetValueOrDefault(address.Partition) is { } known && known.Row == row.ETag && ReferenceEquals(known.Plan, round.Plan))
        {
            return known.Seal;
        }

        if (keys.Find(address, row) is { } key && Bound(address, round, key) is var seal && seal.Check == row[Check] as string)
        {
            var formerSeal = row[FormerSeal.Salt] is null ? null : former.Find(row);
            if (row[FormerSeal.Salt] is null || formerSeal is not null)
            {
                var open = new OpenSeal(seal, formerSeal);
                _known[address.Partition] = new(row.ETag, round.Plan, open);
                return open;
            }
        }

        log.SealingKeyChanged();
        return null;
    }

    /// <summary>What a person has answered; null when nothing.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    /// <exception cref="NotReadException">It was changed outside this app.</exception>
    public async Task<GivenAnswer?> FindAsync(RoundAddress address, OpenSeal seal, PersonId person, CancellationToken cancellationToken)
    {
        var name = seal.Seal.Ballot(person);
        if (await tables.GetAsync(RoundRows.Table, address.Partition, Ballots + name, cancellationToken) is { } row)
        {
            return new(Needed(row, () => Open(seal, name, row)), row.ETag, Former: false);
        }

        var earlier = seal.Former?.Ballot(person);
        return earlier is not null && await tables.GetAsync(RoundRows.Table, address.Partition, Ballots + earlier, cancellationToken) is { } old
            ? new(Needed(old, () => seal.Former!.Open(earlier, old)), old.ETag, Former: true)
            : null;
    }

    /// <summary>Keeps a person's answer, in the place of the one they had.</summary>
    /// <param name="address">The round.</param>
    /// <param name="round">Its state.</param>
    /// <param name="seal">Its seal.</param>
    /// <param name="person">Whose.</param>
    /// <param name="before">What <see cref="FindAsync"/> found: one that came in since, as from another device, is not written over.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>Null when it is kept.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer; it may be kept all the same.</exception>
    public async Task<Refusal?> KeepAsync(RoundAddress address, Round round, OpenSeal seal, PersonId person, GivenAnswer? before, SealedAnswer answer)
    {
        var name = seal.Seal.Ballot(person);
        var sealing = seal.Seal.Seal(name, answer.ToBytes());
        var channel = round.Plan.Channels.ToList().FindIndex(candidate => candidate.Key == answer.Channel);
        var ballot = new TableEntity(address.Partition, Ballots + name) { ["Schema"] = TurnoutRow.Schema, [Content] = sealing, ETag = before is { Former: false } ? before.Tag : default };
        var rows = new List<TableAction> { before is null or { Former: true } ? TableAction.Insert(ballot) : TableAction.Replace(ballot) };
        if (before is { Former: true })
        {
            rows.AddRange(await FormerRowsAsync(address, seal.Former!, person, before));
        }

        return await Queue(address).WriteAsync(seal.Seal, new(name, channel, sealing), rows);
    }

    /// <summary>Takes a person's answer back.</summary>
    /// <returns>Null when it is gone; otherwise the same once more finds out, or takes back what was changed at the same moment.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer; it may be gone all the same.</exception>
    public async Task<Refusal?> WithdrawAsync(RoundAddress address, OpenSeal seal, PersonId person, GivenAnswer given)
    {
        var name = seal.Seal.Ballot(person);
        IReadOnlyList<TableAction> rows = given.Former
            ? await FormerRowsAsync(address, seal.Former!, person, given)
            : [TableAction.Delete(new(address.Partition, Ballots + name) { ETag = given.Tag })];
        var refusal = await Queue(address).WriteAsync(seal.Seal, new(name, Channel: 0, Sealing: null), rows);
        await tables.ForgetAsync(CancellationToken.None);
        return refusal;
    }

    /// <summary>How many people have answered so far, by channel; leaders and guests are in no number. Null where that can't be told.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<IReadOnlyDictionary<string, int>?> PeopleAsync(RoundAddress address, Round round, CancellationToken cancellationToken)
    {
        if (await SealAsync(address, round, cancellationToken) is not { } seal
            || await TurnoutRow.ReadAsync(tables, address, seal.Seal, cancellationToken) is not { Turnout.All: var turnout }
            || await UncountedAsync(address, seal, cancellationToken) is not { } uncounted)
        {
            return null;
        }

        var people = turnout.People(uncounted.Select(seal.Seal.Ballot)).Where(channel => channel.Key < round.Plan.Channels.Count).ToDictionary(channel => round.Plan.Channels[channel.Key].Key, channel => channel.Value, StringComparer.Ordinal);
        if (seal.Former is { } earlier)
        {
            await foreach (var receipt in tables.QueryAllAsync(RoundRows.Table, address.Partition, RowRange.StartingWith(FormerSeal.Receipts), cancellationToken))
            {
                if (receipt.RowKey.Split('|') is [_, var channel, _] && !uncounted.Any(person => earlier.ReceiptKey(channel, person) == receipt.RowKey))
                {
                    people[channel] = people.GetValueOrDefault(channel) + 1;
                }
            }
        }

        return people;
    }

    /// <summary>Takes no more answers, and says who has answered. To be done before anything is counted.</summary>
    /// <returns>The list; null where it was changed outside this app, or another copy has changed it at this moment.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<Turnout?> LockAsync(RoundAddress address, OpenSeal seal, CancellationToken cancellationToken)
    {
        if (await TurnoutRow.ReadAsync(tables, address, seal.Seal, cancellationToken) is not { Row: { } row, Turnout.All: var turnout })
        {
            return null;
        }

        return TurnoutRow.IsLocked(row) || await tables.SubmitAsync(RoundRows.Table, address.Partition, [TableAction.Replace(TurnoutRow.Lock(row))], cancellationToken) is BatchOutcome.Done ? turnout : null;
    }

    /// <summary>Opens all answers of a round. One that was put there, changed or brought back outside this app, or can't be read, is left out.</summary>
    /// <returns>The answers by name; and how many are left out or missing.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<(IReadOnlyList<(string Ballot, SealedAnswer Answer)> Answers, int LeftOut)> OpenAllAsync(RoundAddress address, OpenSeal seal, Turnout turnout, CancellationToken cancellationToken)
    {
        var answers = new List<(string, SealedAnswer)>();
        var (found, leftOut) = (0, 0);
        await foreach (var row in tables.QueryAllAsync(RoundRows.Table, address.Partition, RowRange.StartingWith(Ballots), cancellationToken))
        {
            var name = row.RowKey[Ballots.Length..];
            var isFormer = seal.Former is not null && FormerSeal.IsName(name);
            if (!isFormer && (row[Content] is not byte[] sealing || turnout.ChannelOf(name, sealing) is null))
            {
                leftOut += turnout.Has(name) ? 0 : 1;
                continue;
            }

            if (TryOpen(() => isFormer ? seal.Former!.Open(name, row) : Open(seal, name, row)) is { } answer)
            {
                answers.Add((name, answer));
                found += isFormer ? 0 : 1;
            }
            else
            {
                leftOut += isFormer ? 1 : 0;
            }
        }

        return (answers, leftOut + turnout.Count - found);
    }

    /// <summary>The names under which those have answered who are in no number; null where that can't be told, as the list of guests was changed outside this app.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<IReadOnlySet<string>?> NobodyAsync(RoundAddress address, OpenSeal seal, CancellationToken cancellationToken) =>
        (await UncountedAsync(address, seal, cancellationToken))?.SelectMany(person => new[] { seal.Seal.Ballot(person), seal.Former?.Ballot(person) ?? "" }).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether nothing is left of what led from people to answers.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<bool> IsEmptyAsync(RoundAddress address, CancellationToken cancellationToken) =>
        await SealRowAsync(address, cancellationToken) is null
        && (await tables.QueryAsync(RoundRows.Table, address.Partition, RowRange.StartingWith(Ballots), pageSize: 1, continuation: null, cancellationToken)).Entities.Count == 0;

    /// <summary>Destroys the key of a round, and removes everything that could still lead from a person to an answer.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer: the same once more goes on.</exception>
    public async Task<bool> EmptyAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        keys.Destroy(address);
        foreach (var range in new[] { RowRange.StartingWith(SealRow), RowRange.StartingWith(TurnoutRow.RowKey), RowRange.StartingWith(Ballots), RowRange.StartingWith(FormerSeal.Receipts), RowRange.StartingWith(RoundGuests.RowKey) })
        {
            if (!await RemoveAsync(address, range, cancellationToken))
            {
                return false;
            }
        }

        _queues.TryRemove(address.Partition, out _);
        _known.TryRemove(address.Partition, out _);
        await tables.ForgetAsync(cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }
    }

    private async Task<IReadOnlyList<PersonId>?> UncountedAsync(RoundAddress address, OpenSeal seal, CancellationToken cancellationToken) =>
        await guests.OfAsync(address, seal.Seal, cancellationToken) is { } known ? [.. leadership.All, .. known] : null;

    private AnswerQueue Queue(RoundAddress address) => _queues.GetOrAdd(address.Partition, static (_, given) => new(given.Tables, given.Address), (Tables: tables, Address: address));

    private AnswerSeal Bound(RoundAddress address, Round round, byte[] key) => new(key, AnswerSeal.BindingOf(keys.Installation, address, round), round.Plan.Anonymous);

    // A round that an earlier version opened gets a key of its own; what it has of before is found under the old one.
    private async Task<bool> TakeOverAsync(RoundAddress address, Round round, TableEntity row, CancellationToken cancellationToken)
    {
        if (former.Find(row) is null)
        {
            log.SealingKeyChanged();
            return false;
        }

        var seal = Bound(address, round, keys.Make(address, row));
        (row[Check], row["Schema"]) = (seal.Check, TurnoutRow.Schema);
        return await tables.SubmitAsync(RoundRows.Table, address.Partition, [TableAction.Replace(row), TableAction.Upsert(TurnoutRow.Nobody(address, seal)), TableAction.Upsert(RoundGuests.None(address, seal))], cancellationToken) is BatchOutcome.Done or BatchOutcome.Conflict;
    }

    private async Task<IReadOnlyList<TableAction>> FormerRowsAsync(RoundAddress address, FormerSeal earlier, PersonId person, GivenAnswer given)
    {
        var rows = new List<TableAction> { TableAction.Delete(new(address.Partition, Ballots + earlier.Ballot(person)) { ETag = given.Tag }) };
        if (await tables.GetAsync(RoundRows.Table, address.Partition, earlier.ReceiptKey(given.Answer.Channel, person), CancellationToken.None) is { } receipt)
        {
            rows.Add(TableAction.Delete(receipt));
        }

        return rows;
    }

    private async Task<bool> RemoveAsync(RoundAddress address, RowRange range, CancellationToken cancellationToken)
    {
        var rows = new List<TableAction>();
        await foreach (var row in tables.QueryAllAsync(RoundRows.Table, address.Partition, range, cancellationToken))
        {
            // For a deletion only key and version count, and a sealed answer is long.
            rows.Add(TableAction.Delete(new(row.PartitionKey, row.RowKey) { ETag = row.ETag }));
        }

        foreach (var batch in rows.Chunk(TableLimits.BatchActions))
        {
            if (await tables.SubmitAsync(RoundRows.Table, address.Partition, batch, cancellationToken) is not BatchOutcome.Done)
            {
                return false;
            }
        }

        return true;
    }

    private static TableAction Put(TableEntity row, TableEntity? before)
    {
        row.ETag = before?.ETag ?? default;
        return before is null ? TableAction.Insert(row) : TableAction.Replace(row);
    }

    private Task<TableEntity?> SealRowAsync(RoundAddress address, CancellationToken cancellationToken) => tables.GetAsync(RoundRows.Table, address.Partition, SealRow, cancellationToken);

    private sealed record Known(ETag Row, RoundPlan Plan, OpenSeal Seal);

    private static SealedAnswer Open(OpenSeal seal, string name, TableEntity row) => SealedAnswer.FromBytes(seal.Seal.Open(name, row[Content] as byte[] ?? throw new UnreadColumnException(Content)));

    private static SealedAnswer Needed(TableEntity row, Func<SealedAnswer> open) =>
        TryOpen(open) ?? throw new NotReadException(RoundRows.Table, row, new DamagedRow(Content), _ => true, new NotOpenHere());

    private static SealedAnswer? TryOpen(Func<SealedAnswer> open)
    {
        try
        {
            return open();
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or UnreadColumnException or JsonException or IOException or ArgumentException)
        {
            return null;
        }
    }
}
