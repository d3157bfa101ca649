using Azure;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>The list of those who answered as it is stored.</summary>
/// <param name="All">The list.</param>
/// <param name="Since">What was changed since <paramref name="Basis"/>, as lines.</param>
/// <param name="Basis">The tag of the row <c>set|all</c> that the changes go on from; zeros where there is none.</param>
/// <param name="Version">The version of the row <c>set</c>.</param>
internal sealed record StoredTurnout(Turnout All, byte[] Since, byte[] Basis, ETag Version);

/// <summary>
/// The rows of those who answered a round: <c>set|all</c> has the list as it was some hundred answers ago, and <c>set</c> what changed since, and which list that goes on from. Both are sealed. Every answer replaces <c>set</c>,
/// so that none gets into a round that is being counted; the whole list, which is long where many answer, is written far more seldom.
/// </summary>
internal static class TurnoutRow
{
    public const string RowKey = "set";

    /// <summary>The schema of these rows, of sealed answers and of how a round's key is found: 1 was sealed under the sealing key itself.</summary>
    public const int Schema = 2;

    private const string All = "set|all";
    private const string Locked = "Locked";

    // Our own number: lines that are written with every answer, against the whole list once in so many.
    private const int MostSince = 512;

    /// <summary>The row <c>set</c> where nobody has answered.</summary>
    public static TableEntity Nobody(RoundAddress address, AnswerSeal seal) => ToRow(address, seal, new byte[AnswerSeal.TagLength], []);

    /// <summary>What is stored; no row where nothing is, and no list where it was changed outside this app.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public static async Task<(TableEntity? Row, StoredTurnout? Turnout)> ReadAsync(ITableStore tables, RoundAddress address, AnswerSeal seal, CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(RoundRows.Table, address.Partition, RowKey, cancellationToken);
        while (row is not null)
        {
            if (SealedList.Read(row, seal) is not { Length: >= AnswerSeal.TagLength } bytes)
            {
                return (row, null);
            }

            var (basis, since) = (bytes[..AnswerSeal.TagLength], bytes[AnswerSeal.TagLength..]);
            if (await BasisAsync(tables, address, seal, basis, cancellationToken) is { } all)
            {
                return (row, new(all.With(since), since, basis, row.ETag));
            }

            // Another copy may have written both since the first was read.
            var again = await tables.GetAsync(RoundRows.Table, address.Partition, RowKey, cancellationToken);
            if (again?.ETag == row.ETag)
            {
                return (row, null);
            }

            row = again;
        }

        return default;
    }

    /// <summary>What to write, the row <c>set</c> first, and how it is stored then, but for its version.</summary>
    /// <param name="address">The round.</param>
    /// <param name="seal">Its seal.</param>
    /// <param name="before">As it is stored.</param>
    /// <param name="changes">What is answered or taken back: one a name.</param>
    public static (IReadOnlyList<TableAction> Rows, StoredTurnout After) Next(RoundAddress address, AnswerSeal seal, StoredTurnout before, IEnumerable<TurnoutChange> changes)
    {
        var lines = Turnout.LinesOf(changes);
        var (all, since, basis) = (before.All.With(lines), Turnout.Together(before.Since, lines), before.Basis);
        var whole = since.Length > MostSince * Turnout.LineLength ? SealedList.ToRow(address, All, seal, all.Bytes) : null;
        if (whole is not null)
        {
            (since, basis) = ([], SealedList.TagOf(whole));
        }

        var set = ToRow(address, seal, basis, since);
        set.ETag = before.Version;
        return ([TableAction.Replace(set), .. whole is null ? Array.Empty<TableAction>() : [TableAction.Upsert(whole)]], new(all, since, basis, default));
    }

    /// <summary>Whether no more answers are taken.</summary>
    public static bool IsLocked(TableEntity row) => row[Locked] is true;

    /// <summary>Takes no more answers.</summary>
    public static TableEntity Lock(TableEntity row)
    {
        row[Locked] = true;
        return row;
    }

    private static async Task<Turnout?> BasisAsync(ITableStore tables, RoundAddress address, AnswerSeal seal, byte[] basis, CancellationToken cancellationToken)
    {
        if (basis.All(part => part == 0))
        {
            return Turnout.Nobody;
        }

        return await tables.GetAsync(RoundRows.Table, address.Partition, All, cancellationToken) is { } row && SealedList.Read(row, seal) is { } lines && SealedList.TagOf(row).AsSpan().SequenceEqual(basis)
            ? Turnout.FromBytes(lines)
            : null;
    }

    private static TableEntity ToRow(RoundAddress address, AnswerSeal seal, byte[] basis, byte[] since) => SealedList.ToRow(address, RowKey, seal, [.. basis, .. since]);
}
