using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;

namespace SupervisionBot.Rounds;

/// <summary>The secret under which answers are sealed while their round is open. It is not in the store, so that whoever can read all of the store can't open them.</summary>
internal sealed class SealingKey(IOptions<RoundOptions> rounds, IOptions<StorageOptions> storage)
{
    /// <summary>Length of the key in bytes.</summary>
    public const int Length = 32;

    private readonly Lazy<byte[]> _bytes = new(() => rounds.Value.SealingKey is { } given ? Convert.FromBase64String(given) : FromFile(storage.Value.Path + ".sealing-key"));

    /// <summary>The key. The first time it is asked for, a file may be made.</summary>
    /// <exception cref="IOException">The key file can't be read or made.</exception>
    public byte[] Bytes => _bytes.Value;

    /// <summary>Whether a setting holds a key.</summary>
    public static bool IsKey(string? setting)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return setting is not null && Convert.TryFromBase64String(setting, bytes, out var length) && length == Length;
    }

    // One process has the database at a time, so one makes the file.
    private static byte[] FromFile(string path)
    {
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        var key = File.ReadAllBytes(path);
        return key.Length == Length ? key : throw new InvalidDataException($"The key file {Path.GetFileName(path)} does not hold {Length} bytes.");
    }
}
