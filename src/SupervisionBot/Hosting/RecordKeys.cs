using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SupervisionBot.Hosting;

/// <summary>
/// The keys of the installation. What is made under them can't be made, nor guessed at, by anybody who has only the store. The present key makes; it and those before it check.
/// </summary>
/// <remarks>Each use has a key of its own, derived by its label (HKDF, "RFC 5869"), so that a code made for one use says nothing in another. Safe for any number of threads.</remarks>
internal sealed class RecordKeys(IOptions<RecordOptions> records, IOptions<StorageOptions> storage)
{
    private const string IdLabel = "record key id";
    private readonly Lazy<KeyRing> _ring = new(() => new(IdLabel, Keys(records.Value, storage.Value)));
    private readonly ConcurrentDictionary<(string KeyId, string Label), byte[]> _derived = new();

    /// <summary>The id of the key that codes are made under now, 16 hexadecimal digits; it stands beside what is made. It says nothing about the key.</summary>
    public string CurrentId => _ring.Value.CurrentId;

    /// <summary>A code over data under the present key: HMAC with SHA-256 ("RFC 2104"), 32 bytes.</summary>
    /// <param name="label">What it is for; each use has its own.</param>
    /// <param name="data">What it is over.</param>
    public byte[] Mac(string label, ReadOnlySpan<byte> data) => TryMac(CurrentId, label, data, out var mac) ? mac : throw new InvalidOperationException("the present key is always there");

    /// <summary>The same code under the key with an id, so that what was made earlier can be checked; false when this app does not have that key (any more): then it can't be checked.</summary>
    public bool TryMac(string keyId, string label, ReadOnlySpan<byte> data, [NotNullWhen(true)] out byte[]? mac)
    {
        if (_ring.Value.Find(keyId) is not { } key)
        {
            mac = null;
            return false;
        }

        var derived = _derived.GetOrAdd((keyId, label), static (use, key) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, SecretKey.Length, salt: [], info: Encoding.UTF8.GetBytes(use.Label)), key);
        mac = HMACSHA256.HashData(derived, data);
        return true;
    }

    // The present one first.
    private static IEnumerable<byte[]> Keys(RecordOptions records, StorageOptions storage) =>
    [
        records.Key is { } given ? Convert.FromBase64String(given) : SecretKey.FromFile(storage.Path + ".record-key"),
        .. records.OldKeys.Select(Convert.FromBase64String),
    ];
}
