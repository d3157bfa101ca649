using System.Security.Cryptography;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>The row <c>set</c> of a round: the sealed list of those who answered, in as many columns as it needs. Every answer replaces it, so that none gets into a round that is being counted.</summary>
internal static class TurnoutRow
{
    public const string RowKey = "set";

    /// <summary>The schema of this row, of sealed answers and of how a round's key is found: 1 was sealed under the sealing key itself.</summary>
    public const int Schema = 2;

    private const string Sealed = "Sealed";
    private const string Locked = "Locked";

    /// <summary>The row.</summary>
    public static TableEntity Of(RoundAddress address, AnswerSeal seal, Turnout turnout)
    {
        var row = new TableEntity(address.Partition, RowKey) { ["Schema"] = Schema };
        var sealing = seal.SealSet(turnout.Bytes);
        for (var (part, at) = (0, 0); at < sealing.Length; (part, at) = (part + 1, at + TableLimits.BinaryBytes))
        {
            row[$"{Sealed}{part}"] = sealing[at..Math.Min(at + TableLimits.BinaryBytes, sealing.Length)];
        }

        return row;
    }

    /// <summary>What it says; null where it was changed outside this app.</summary>
    public static Turnout? Read(TableEntity row, AnswerSeal seal)
    {
        try
        {
            using var sealing = new MemoryStream();
            for (var part = 0; row[$"{Sealed}{part}"] is byte[] bytes; part++)
            {
                sealing.Write(bytes);
            }

            return Turnout.FromBytes(seal.OpenSet(sealing.ToArray()));
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether no more answers are taken.</summary>
    public static bool IsLocked(TableEntity row) => row[Locked] is true;

    /// <summary>Takes no more answers.</summary>
    public static TableEntity Lock(TableEntity row)
    {
        row[Locked] = true;
        return row;
    }
}
