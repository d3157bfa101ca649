using System.Security.Cryptography;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Rows;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>The answers of a round while it is open: sealed, one a person, to be changed and withdrawn by that person and read by nobody.</summary>
/// <remarks>
/// <c>ballot|name</c> holds what was said, <c>receipt|channel|name</c> that somebody answered there. Both names are made from the person under a secret that is not in the store,
/// and neither leads to the other: <see cref="AnswerSeal"/>. <c>seal</c> holds the salt until the round is counted; without it nothing here leads to anybody.
/// </remarks>
internal sealed class AnswerBox(ITableStore tables, SealingKey key, ILogger<AnswerBox> log)
{
    private const string Ballots = "ballot|";
    private const string Receipts = "receipt|";
    private const string SealRow = "seal";

    /// <summary>Makes the salt of a round that is about to be opened; there already, it stays.</summary>
    /// <returns>Whether there is one now.</returns>
    public async Task<bool> PrepareAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        if (await SaltAsync(address, cancellationToken) is not null)
        {
            return true;
        }

        var salt = RandomNumberGenerator.GetBytes(AnswerSeal.SaltLength);
        var row = new TableEntity(address.Partition, SealRow) { ["Salt"] = salt, ["Check"] = new AnswerSeal(key.Bytes, salt).Check };
        return await tables.SubmitAsync(RoundRows.Table, address.Partition, [TableAction.Insert(row)], cancellationToken) is BatchOutcome.Done or BatchOutcome.Conflict;
    }

    /// <summary>The seal of a round; null when it is counted already, or was sealed under another secret than this app has.</summary>
    /// <exception cref="NotReadException">It is damaged, or a newer version's.</exception>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<AnswerSeal?> SealAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        if (await SaltAsync(address, cancellationToken) is not { } row)
        {
            return null;
        }

        if (!StoredRow.Read(row, RoundRows.Schema, stored => stored.GetBinary("Salt") ?? throw new UnreadColumnException("Salt")).Succeeded(out var salt, out var why))
        {
            throw new NotReadException(RoundRows.Table, row, (UnreadRow)why, _ => true, new NotOpenHere());
        }

        var seal = new AnswerSeal(key.Bytes, salt);
        if (seal.Check == row["Check"] as string)
        {
            return seal;
        }

        log.SealingKeyChanged();
        return null;
    }

    /// <summary>What a person has answered; null when nothing.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<GivenAnswer?> FindAsync(RoundAddress address, AnswerSeal seal, PersonId person, CancellationToken cancellationToken) =>
        await tables.GetAsync(RoundRows.Table, address.Partition, Ballots + seal.Ballot(person), cancellationToken) is { } row ? new(Open(seal, row), row.ETag) : null;

    /// <summary>Keeps a person's answer, in the place of the one they had then.</summary>
    /// <param name="address">The round.</param>
    /// <param name="seal">Its seal.</param>
    /// <param name="person">Whose.</param>
    /// <param name="before">What <see cref="FindAsync"/> found: one that came in since, as from another device, is not written over.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellationToken">Gives up; it may be kept all the same.</param>
    public Task<BatchOutcome> KeepAsync(RoundAddress address, AnswerSeal seal, PersonId person, GivenAnswer? before, SealedAnswer answer, CancellationToken cancellationToken)
    {
        var name = seal.Ballot(person);
        var ballot = new TableEntity(address.Partition, Ballots + name);
        ballot.SetText("Sealed", Convert.ToBase64String(seal.Seal(name, answer.ToJson())));
        var receipt = new TableEntity(address.Partition, ReceiptKey(answer.Channel, seal.Receipt(person)));
        ballot.ETag = before?.Tag ?? default;
        return tables.SubmitAsync(
            RoundRows.Table,
            address.Partition,
            [before is null ? TableAction.Insert(ballot) : TableAction.Replace(ballot), TableAction.Upsert(receipt)],
            cancellationToken);
    }

    /// <summary>Takes a person's answer back.</summary>
    /// <returns>Null when it is gone; otherwise the same once more finds out, or takes back what was changed at the same moment.</returns>
    public async Task<Refusal?> WithdrawAsync(RoundAddress address, AnswerSeal seal, PersonId person, SealedAnswer answer, CancellationToken cancellationToken)
    {
        string[] keys = [Ballots + seal.Ballot(person), ReceiptKey(answer.Channel, seal.Receipt(person))];
        var rows = await Task.WhenAll(keys.Select(rowKey => tables.GetAsync(RoundRows.Table, address.Partition, rowKey, cancellationToken)));
        var there = rows.OfType<TableEntity>().Select(TableAction.Delete).ToList();
        return there.Count == 0 ? null : await tables.SubmitAsync(RoundRows.Table, address.Partition, there, cancellationToken) switch
        {
            BatchOutcome.Done => null,
            BatchOutcome.Conflict => new SavedElsewhere(),
            _ => new NotSaved(),
        };
    }

    /// <summary>How many people have answered in a channel so far.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<int> CountAsync(RoundAddress address, string channel, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in tables.QueryAllAsync(RoundRows.Table, address.Partition, RowRange.StartingWith(ReceiptKey(channel, "")), cancellationToken))
        {
            count++;
        }

        return count;
    }

    /// <summary>Opens all answers of a round.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    /// <exception cref="NotReadException">One was changed outside this app, or is a newer version's.</exception>
    public async Task<IReadOnlyList<(string Ballot, SealedAnswer Answer)>> OpenAllAsync(RoundAddress address, AnswerSeal seal, CancellationToken cancellationToken)
    {
        var answers = new List<(string, SealedAnswer)>();
        await foreach (var row in tables.QueryAllAsync(RoundRows.Table, address.Partition, RowRange.StartingWith(Ballots), cancellationToken))
        {
            answers.Add((row.RowKey[Ballots.Length..], Open(seal, row)));
        }

        return answers;
    }

    /// <summary>Removes everything that could still lead from a person to an answer, the salt last.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer: the same once more goes on.</exception>
    public async Task<bool> EmptyAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        foreach (var range in new[] { RowRange.StartingWith(Ballots), RowRange.StartingWith(Receipts), RowRange.StartingWith(SealRow) })
        {
            if (!await RemoveAsync(address, range, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> RemoveAsync(RoundAddress address, RowRange range, CancellationToken cancellationToken)
    {
        var rows = new List<TableAction>();
        await foreach (var row in tables.QueryAllAsync(RoundRows.Table, address.Partition, range, cancellationToken))
        {
            rows.Add(TableAction.Delete(row));
        }

        foreach (var batch in rows.Chunk(TableLimits.BatchActions))
        {
            if (!await SubmitAsync(address, batch, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> SubmitAsync(RoundAddress address, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken) =>
        await tables.SubmitAsync(RoundRows.Table, address.Partition, actions, cancellationToken) is BatchOutcome.Done;

    private Task<TableEntity?> SaltAsync(RoundAddress address, CancellationToken cancellationToken) => tables.GetAsync(RoundRows.Table, address.Partition, SealRow, cancellationToken);

    private static SealedAnswer Open(AnswerSeal seal, TableEntity row) =>
        StoredRow.Read(row, RoundRows.Schema, stored => SealedAnswer.From(seal.Open(stored.RowKey[Ballots.Length..], Convert.FromBase64String(stored.NeededText("Sealed"))))).Succeeded(out var answer, out var why)
            ? answer
            : throw new NotReadException(RoundRows.Table, row, (UnreadRow)why, _ => true, new NotOpenHere());

    private static string ReceiptKey(string channel, string receipt) => $"{Receipts}{channel}|{receipt}";
}
