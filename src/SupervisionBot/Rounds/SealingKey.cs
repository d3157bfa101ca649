using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;

namespace SupervisionBot.Rounds;

/// <summary>The secret under which answers are sealed while their round is open. It is not in the store, so that whoever can read all of the store can't open them.</summary>
internal sealed class SealingKey(IOptions<RoundOptions> rounds, IOptions<StorageOptions> storage)
{
    private readonly Lazy<byte[]> _bytes = new(() => rounds.Value.SealingKey is { } given ? Convert.FromBase64String(given) : SecretKey.FromFile(storage.Value.Path + ".sealing-key"));

    /// <summary>The key. The first time it is asked for, a file may be made.</summary>
    /// <exception cref="IOException">The key file can't be read or made.</exception>
    public byte[] Bytes => _bytes.Value;
}
