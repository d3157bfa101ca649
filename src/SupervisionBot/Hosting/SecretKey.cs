using System.Security.Cryptography;

namespace SupervisionBot.Hosting;

/// <summary>A secret of the installation: from a setting, or made once in a file beside a SQLite database. It is never in the store.</summary>
internal static class SecretKey
{
    /// <summary>Length in bytes. Our own number: as long as the hash that the keys are used with.</summary>
    public const int Length = 32;

    /// <summary>What a setting has to hold, in words for the operator.</summary>
    public const string Form = "32 random bytes in base64, such as the command openssl rand -base64 32 prints";

    /// <summary>Whether a setting holds a key.</summary>
    public static bool IsKey(string? setting)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return setting is not null && Convert.TryFromBase64String(setting, bytes, out var length) && length == Length;
    }

    /// <summary>The key in a file. A file that is not there is made, for nobody but the app to read.</summary>
    /// <exception cref="IOException">It can't be read or made.</exception>
    /// <exception cref="InvalidDataException">It holds no key.</exception>
    public static byte[] FromFile(string path)
    {
        // One process has the database at a time, so one makes the file.
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
