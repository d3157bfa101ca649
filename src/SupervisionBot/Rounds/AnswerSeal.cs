using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;

namespace SupervisionBot.Rounds;

/// <summary>Seals the answers of one round until it closes. When its salt is deleted, nobody can tell any more whose they were.</summary>
/// <remarks>
/// Keys are derived from the secret and the salt (HKDF, "RFC 5869"): one names a person's receipt, one their sealed answer, one seals what is in it (AES-GCM), one names what comes
/// out of it. Without the secret the names can't be told from chance, nor be brought together with each other or with a person. What is sealed is filled up, so that its length tells nothing either.
/// </remarks>
internal sealed class AnswerSeal
{
    /// <summary>Length of a round's salt in bytes. Our own number: as long as the keys.</summary>
    public const int SaltLength = 32;

    // "NIST SP 800-38D", 8.2: a nonce of 96 bits; the tag at its full 128.
    private const int NonceLength = 12;
    private const int TagLength = 16;

    // Bytes of a name. Our own numbers: an entry's goes to and fro in cards, and only has to differ within its round.
    private const int NameLength = 32;
    private const int EntryLength = 8;

    // Nearly all answers fill up to this; a longer one to the next power of two.
    private const int ShortestContent = 1024;

    private readonly byte[] _receipts;
    private readonly byte[] _ballots;
    private readonly byte[] _contents;
    private readonly byte[] _entries;

    public AnswerSeal(byte[] secret, byte[] salt)
    {
        byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, SecretKey.Length, salt, Encoding.UTF8.GetBytes(purpose));
        (_receipts, _ballots, _contents, _entries) = (Derive("receipt"), Derive("ballot"), Derive("content"), Derive("entry"));
        Check = Convert.ToHexStringLower(Derive("check").AsSpan(0, 8));
    }

    /// <summary>Tells whether the secret is still the one that the round was opened with. Says nothing about it.</summary>
    public string Check { get; }

    /// <summary>The name of a person's receipt, 64 hexadecimal digits.</summary>
    public string Receipt(PersonId person) => Name(_receipts, person.Value.ToByteArray(), NameLength);

    /// <summary>The name of a person's sealed answer, 64 hexadecimal digits.</summary>
    public string Ballot(PersonId person) => Name(_ballots, person.Value.ToByteArray(), NameLength);

    /// <summary>The name of one entry of an answer, 16 hexadecimal digits. Once the salt is gone, nothing leads from it to the answer, or to its other entries.</summary>
    public string Entry(string ballot, string place) => Name(_entries, Encoding.UTF8.GetBytes($"{ballot}|{place}"), EntryLength);

    /// <summary>Seals a content under the name it is stored by.</summary>
    public byte[] Seal(string ballot, ReadOnlySpan<byte> content)
    {
        var filled = new byte[Math.Max(ShortestContent, (int)BitOperations.RoundUpToPowerOf2((uint)(content.Length + sizeof(int))))];
        BinaryPrimitives.WriteInt32LittleEndian(filled, content.Length);
        content.CopyTo(filled.AsSpan(sizeof(int)));
        var sealing = new byte[NonceLength + TagLength + filled.Length];
        RandomNumberGenerator.Fill(sealing.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_contents, TagLength);
        aes.Encrypt(sealing.AsSpan(0, NonceLength), filled, sealing.AsSpan(NonceLength + TagLength), sealing.AsSpan(NonceLength, TagLength), Encoding.UTF8.GetBytes(ballot));
        return sealing;
    }

    /// <summary>Opens what was sealed.</summary>
    /// <exception cref="CryptographicException">It was sealed under another secret, salt or name, or was changed since.</exception>
    public byte[] Open(string ballot, ReadOnlySpan<byte> sealing)
    {
        var filled = new byte[sealing.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_contents, TagLength);
        aes.Decrypt(sealing[..NonceLength], sealing[(NonceLength + TagLength)..], sealing.Slice(NonceLength, TagLength), filled, Encoding.UTF8.GetBytes(ballot));
        return filled.AsSpan(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(filled)).ToArray();
    }

    private static string Name(byte[] key, byte[] of, int length) => Convert.ToHexStringLower(HMACSHA256.HashData(key, of).AsSpan(0, length));
}
