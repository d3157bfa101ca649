using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SupervisionBot.Core.Shared;

/// <summary>Texts as bytes that a hash or a code is taken of.</summary>
public static class Canonical
{
    /// <summary>Length of a salt in bytes. Our own number: nobody can try all of them, so that what a commitment is to can't be guessed without its salt.</summary>
    public const int SaltLength = 16;

    /// <summary>The texts in UTF-8, each after its length in bytes (32 bits, little-endian), so that no two lists run together to the same bytes.</summary>
    public static byte[] Bytes(IEnumerable<string> texts)
    {
        var bytes = new List<byte>();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            var one = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, one.Length);
            bytes.AddRange(length);
            bytes.AddRange(one);
        }

        return [.. bytes];
    }

    /// <summary>A commitment to texts: SHA-256 over the salt and <see cref="Bytes"/>, 32 bytes. With the salt anybody can check the texts against it; once the salt is gone it tells nothing.</summary>
    public static byte[] Commitment(IEnumerable<string> texts, ReadOnlySpan<byte> salt) => SHA256.HashData([.. salt, .. Bytes(texts)]);
}
