using System.Security.Cryptography;
using System.Text;

namespace SupervisionBot.Hosting;

/// <summary>Keys of one use by their ids: the present one, and those before it. An id says nothing about its key.</summary>
internal sealed class KeyRing
{
    // Bytes of an id. Our own number: it only has to differ among an installation's few keys.
    private const int IdLength = 8;

    private readonly Dictionary<string, byte[]> _keys = [];

    /// <summary>Keys of one use.</summary>
    /// <param name="use">What they are for; the same key has another id in another use.</param>
    /// <param name="keys">The present one first.</param>
    public KeyRing(string use, IEnumerable<byte[]> keys)
    {
        foreach (var key in keys)
        {
            var id = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(use), .. key]).AsSpan(0, IdLength));
            CurrentId = CurrentId.Length > 0 ? CurrentId : id;
            _keys.TryAdd(id, key);
        }
    }

    /// <summary>The id of the present key, 16 hexadecimal digits; empty where there is none.</summary>
    public string CurrentId { get; } = "";

    /// <summary>The key with an id; null where it is not there (any more).</summary>
    public byte[]? Find(string id) => _keys.GetValueOrDefault(id);
}
