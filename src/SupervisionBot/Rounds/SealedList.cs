using System.Security.Cryptography;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>A list of a round that is sealed as a whole, in a row of its own, in as many columns as it needs. Its name is the key of the row.</summary>
internal static class SealedList
{
    private const string Sealed = "Sealed";

    /// <summary>The row.</summary>
    public static TableEntity ToRow(RoundAddress address, string name, AnswerSeal seal, ReadOnlySpan<byte> list)
    {
        var row = new TableEntity(address.Partition, name) { ["Schema"] = TurnoutRow.Schema };
        var sealing = seal.SealList(name, list);
        for (var (part, at) = (0, 0); at < sealing.Length; (part, at) = (part + 1, at + TableLimits.BinaryBytes))
        {
            row[$"{Sealed}{part}"] = sealing[at..Math.Min(at + TableLimits.BinaryBytes, sealing.Length)];
        }

        return row;
    }

    /// <summary>What tells this version of a list from all others.</summary>
    public static byte[] TagOf(TableEntity row) => AnswerSeal.TagOf((byte[])row[$"{Sealed}0"]!).ToArray();

    /// <summary>What is in it; null where it was changed outside this app.</summary>
    public static byte[]? Read(TableEntity row, AnswerSeal seal)
    {
        using var sealing = new MemoryStream();
        for (var part = 0; row[$"{Sealed}{part}"] is byte[] bytes; part++)
        {
            sealing.Write(bytes);
        }

        try
        {
            return seal.OpenList(row.RowKey, sealing.ToArray());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
