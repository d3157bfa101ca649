using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>The seal of a round that an earlier version opened: its answers are found, taken over when their people change them, and counted. Nothing is sealed under it any more.</summary>
/// <remarks>Its keys are derived from the sealing key and a salt of the round. <c>ballot|name</c> holds an answer, <c>receipt|channel|name</c> that somebody answered there.</remarks>
internal sealed class FormerSeal
{
    public const string Salt = "Salt";
    public const string Receipts = "receipt|";

    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int NameLength = 32;

    private readonly byte[] _receipts;
    private readonly byte[] _ballots;
    private readonly byte[] _contents;

    private FormerSeal(Func<string, byte[]> derive) => (_receipts, _ballots, _contents) = (derive("receipt"), derive("ballot"), derive("content"));

    /// <summary>The seal in a round's row; null where the sealing key is not the one that it was made under.</summary>
    public static FormerSeal? In(TableEntity row, byte[] secret)
    {
        if (row[Salt] is not byte[] salt)
        {
            return null;
        }

        byte[] derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, SecretKey.Length, salt, Encoding.UTF8.GetBytes(purpose));
        return Convert.ToHexStringLower(derive("check").AsSpan(0, 8)) == row["Check"] as string ? new(derive) : null;
    }

    /// <summary>The name of a person's sealed answer, 64 hexadecimal digits.</summary>
    public string Ballot(PersonId person) => Name(_ballots, person);

    /// <summary>The key of the row that says that a person answered in a channel.</summary>
    public string ReceiptKey(string channel, PersonId person) => $"{Receipts}{channel}|{Name(_receipts, person)}";

    /// <summary>Whether a name is one of those that were given then.</summary>
    public static bool IsName(string name) => name.Length == NameLength * 2;

    /// <summary>Opens an answer.</summary>
    /// <exception cref="UnreadColumnException">It is not there.</exception>
    /// <exception cref="CryptographicException">It was sealed in another round, or was changed since.</exception>
    /// <exception cref="FormatException">It is no sealed answer.</exception>
    public SealedAnswer Open(string name, TableEntity row)
    {
        var sealing = Convert.FromBase64String(row.NeededText("Sealed")).AsSpan();
        var filled = new byte[sealing.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_contents, TagLength);
        aes.Decrypt(sealing[..NonceLength], sealing[(NonceLength + TagLength)..], sealing.Slice(NonceLength, TagLength), filled, Encoding.UTF8.GetBytes(name));
        return SealedAnswer.FromJson(filled.AsSpan(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(filled)));
    }

    private static string Name(byte[] key, PersonId person) => Convert.ToHexStringLower(HMACSHA256.HashData(key, person.Value.ToByteArray()).AsSpan(0, NameLength));
}
