using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;

namespace SupervisionBot.Rounds;

/// <summary>Seals the answers of one round until it closes. When its key is destroyed, nobody can tell any more whose they were.</summary>
/// <remarks>
/// Keys are derived from the round's (HKDF, "RFC 5869") and from what the round is: installation, tenant, id, whether it is anonymous, its channels and teams, its thresholds. So nothing that was sealed
/// in one round opens in another, nor in the same one with another plan. One key names a person's sealed answer, one seals what is in it (AES-GCM), one the lists of those who answered and of guests, one names what comes out.
/// Every sealed answer has the same length, whatever is in it.
/// </remarks>
internal sealed class AnswerSeal
{
    /// <summary>
    /// Bytes of the content of an answer without a name, filled up, whatever is in it. Our own number: the longest answer there can be, <see cref="AnswerRules.LongestAnswer"/> UTF-16 characters of two bytes each,
    /// and its frame.
    /// </summary>
    public const int ContentLength = (2 * AnswerRules.LongestAnswer) + 160;

    /// <summary>The same of one with a name, of 1,000 UTF-16 characters at most. Our own number: the longest that Teams gives is far shorter.</summary>
    public const int NamedLength = ContentLength + 2048;

    /// <summary>Bytes of the name of a sealed answer. Our own number: it only has to differ within its round.</summary>
    public const int NameLength = 7;

    /// <summary>Bytes of what tells one version of a sealed answer from another.</summary>
    public const int TagLength = 16;

    // "NIST SP 800-38D", 8.2: a nonce of 96 bits.
    private const int NonceLength = 12;

    // Bytes of an entry's name. Our own number: it goes to and fro in cards, and only has to differ within its round.
    private const int EntryLength = 8;

    private readonly byte[] _ballots;
    private readonly byte[] _contents;
    private readonly byte[] _entries;
    private readonly byte[] _lists;
    private readonly int _length;

    /// <summary>The seal of a round.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="binding">What it is: <see cref="BindingOf"/>.</param>
    /// <param name="isAnonymous">Its answers have no names.</param>
    public AnswerSeal(byte[] key, byte[] binding, bool isAnonymous)
    {
        byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, SecretKey.Length, binding, Encoding.UTF8.GetBytes(purpose));
        (_ballots, _contents, _entries, _lists) = (Derive("ballot"), Derive("content"), Derive("entry"), Derive("set"));
        Check = Convert.ToHexStringLower(Derive("check").AsSpan(0, EntryLength));
        _length = isAnonymous ? ContentLength : NamedLength;
    }

    /// <summary>Tells whether key and plan are still those that the round was opened with. Says nothing about either.</summary>
    public string Check { get; }

    /// <summary>What a round is, as far as its answers hang on it.</summary>
    public static byte[] BindingOf(string installation, RoundAddress address, Round round) => SHA256.HashData(Canonical.Bytes(
    [
        installation,
        address.Partition,
        $"{round.Plan.Anonymous}",
        round.Thresholds is { } thresholds ? $"{thresholds.Counts} {thresholds.Comments}" : "",
        .. round.Plan.Channels.SelectMany(channel => new[] { channel.Key, channel.Conversation, channel.Team }),
    ]));

    /// <summary>The name of a person's sealed answer, 14 hexadecimal digits.</summary>
    public string Ballot(PersonId person) => Name(_ballots, person.Value.ToByteArray(), NameLength);

    /// <summary>The name of one entry of an answer, 16 hexadecimal digits. Once the key is gone, nothing leads from it to the answer, or to its other entries.</summary>
    public string Entry(string ballot, string place) => Name(_entries, Encoding.UTF8.GetBytes($"{ballot}|{place}"), EntryLength);

    /// <summary>Seals the content of an answer under the name it is stored by.</summary>
    /// <exception cref="ArgumentException">It is longer than an answer can be.</exception>
    public byte[] Seal(string ballot, ReadOnlySpan<byte> content)
    {
        var filled = new byte[_length];
        if (content.Length > filled.Length - sizeof(int))
        {
            throw new ArgumentException("is longer than an answer can be", nameof(content));
        }

        BinaryPrimitives.WriteInt32LittleEndian(filled, content.Length);
        content.CopyTo(filled.AsSpan(sizeof(int)));
        return Encrypt(_contents, ballot, filled);
    }

    /// <summary>Opens an answer.</summary>
    /// <exception cref="CryptographicException">It was sealed in another round, under another plan or name, or was changed since.</exception>
    public byte[] Open(string ballot, ReadOnlySpan<byte> sealing)
    {
        var filled = Decrypt(_contents, ballot, sealing);
        return filled.AsSpan(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(filled)).ToArray();
    }

    /// <summary>What tells this version of a sealed answer from all others.</summary>
    public static ReadOnlySpan<byte> TagOf(ReadOnlySpan<byte> sealing) => sealing.Slice(NonceLength, TagLength);

    /// <summary>Seals a list of the round: of those who answered, or of its guests.</summary>
    /// <param name="name">Which.</param>
    /// <param name="list">What is in it.</param>
    public byte[] SealList(string name, ReadOnlySpan<byte> list) => Encrypt(_lists, name, list);

    /// <summary>Opens a list of the round.</summary>
    /// <exception cref="CryptographicException">As in <see cref="Open"/>.</exception>
    public byte[] OpenList(string name, ReadOnlySpan<byte> sealing) => Decrypt(_lists, name, sealing);

    private static byte[] Encrypt(byte[] key, string name, ReadOnlySpan<byte> content)
    {
        var sealing = new byte[NonceLength + TagLength + content.Length];
        RandomNumberGenerator.Fill(sealing.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(sealing.AsSpan(0, NonceLength), content, sealing.AsSpan(NonceLength + TagLength), sealing.AsSpan(NonceLength, TagLength), Encoding.UTF8.GetBytes(name));
        return sealing;
    }

    private static byte[] Decrypt(byte[] key, string name, ReadOnlySpan<byte> sealing)
    {
        if (sealing.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("It is too short to be sealed.");
        }

        var content = new byte[sealing.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(sealing[..NonceLength], sealing[(NonceLength + TagLength)..], sealing.Slice(NonceLength, TagLength), content, Encoding.UTF8.GetBytes(name));
        return content;
    }

    private static string Name(byte[] key, byte[] of, int length) => Convert.ToHexStringLower(HMACSHA256.HashData(key, of).AsSpan(0, length));
}
