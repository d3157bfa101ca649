using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>The row <c>set</c> of a round: the sealed list of those who answered. Every answer replaces it, so that none gets into a round that is being counted.</summary>
internal static class TurnoutRow
{
    public const string RowKey = "set";

    /// <summary>The schema of this row, of sealed answers and of how a round's key is found: 1 was sealed under the sealing key itself.</summary>
    public const int Schema = 2;

    private const string Locked = "Locked";

    /// <summary>The row.</summary>
    public static TableEntity Of(RoundAddress address, AnswerSeal seal, Turnout turnout) => SealedList.ToRow(address, RowKey, seal, turnout.Bytes);

    /// <summary>What it says; null where it was changed outside this app.</summary>
    public static Turnout? Read(TableEntity row, AnswerSeal seal) => SealedList.Read(row, seal) is { } lines ? Turnout.FromBytes(lines) : null;

    /// <summary>Whether no more answers are taken.</summary>
    public static bool IsLocked(TableEntity row) => row[Locked] is true;

    /// <summary>Takes no more answers.</summary>
    public static TableEntity Lock(TableEntity row)
    {
        row[Locked] = true;
        return row;
    }
}
