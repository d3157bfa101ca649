using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.People;
using SupervisionBot.Storage;
using SupervisionBot.Storage.Sqlite;
using SupervisionBot.Teams;

namespace SupervisionBot.Rounds;

/// <summary>The key of each round: made when it opens, and destroyed when it is counted or taken back. From then on nothing opens what was sealed under it.</summary>
/// <remarks>
/// Where <see cref="RoundOptions.SealingKey"/> is set, it stands in the round's own row, wrapped under that key (AES-GCM, "NIST SP 800-38D"), whose id stands beside it. Without, it is a file
/// in a folder that is not the one of the database, so that a copy of one is not a copy of the other. A file that is missing is never made anew: the answers sealed under it would be lost without a word.
/// </remarks>
internal sealed class RoundKeys(IOptions<RoundOptions> rounds, IOptions<StorageOptions> storage, IOptions<AzureAdOptions> identity, IOptions<RoleOptions> roles) : IHostedService
{
    private const string Ending = ".round-key";
    private const string Key = "Key";
    private const string Wrapped = "Wrapped";
    private const string InFile = "file";
    private const string Label = "round key";

    // "NIST SP 800-38D", 8.2: a nonce of 96 bits; the tag at its full 128.
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly Lazy<KeyRing> _ring = new(() => new("sealing key id", [.. rounds.Value.SealingKey is { } given ? [Convert.FromBase64String(given)] : Array.Empty<byte[]>(), .. rounds.Value.OldSealingKeys.Select(Convert.FromBase64String)]));

    /// <summary>What tells this installation from others that may share a key or a store: the app id of its bot.</summary>
    public string Installation => identity.Value.ClientId?.ToString("N") ?? "";

    /// <summary>Makes the key of a round that is about to open, and notes in its row where it is.</summary>
    /// <exception cref="IOException">The file can't be made.</exception>
    /// <exception cref="StorageOpenException">Others can enter its folder, and it is not the app's own.</exception>
    public byte[] Make(RoundAddress address, TableEntity seal)
    {
        if (rounds.Value.SealingKey is null)
        {
            seal[Key] = InFile;
            KeepFolder();
            return SecretKey.FromFile(FileOf(address));
        }

        var key = RandomNumberGenerator.GetBytes(SecretKey.Length);
        var wrapped = new byte[NonceLength + TagLength + key.Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceLength));
        using var aes = new AesGcm(Wrapping(_ring.Value.Find(_ring.Value.CurrentId)!), TagLength);
        aes.Encrypt(wrapped.AsSpan(0, NonceLength), key, wrapped.AsSpan(NonceLength + TagLength), wrapped.AsSpan(NonceLength, TagLength), Of(address));
        (seal[Key], seal[Wrapped]) = (_ring.Value.CurrentId, wrapped);
        return key;
    }

    /// <summary>The key of a round; null where it is not here: its file is missing, the key it is wrapped under is not among those of the settings, or the row was changed.</summary>
    public byte[]? Find(RoundAddress address, TableEntity seal)
    {
        if (seal[Key] as string == InFile)
        {
            return File.Exists(FileOf(address)) ? SecretKey.FromFile(FileOf(address)) : null;
        }

        if (seal[Wrapped] is not byte[] { Length: NonceLength + TagLength + SecretKey.Length } wrapped || _ring.Value.Find(seal[Key] as string ?? "") is not { } under)
        {
            return null;
        }

        var key = new byte[SecretKey.Length];
        try
        {
            using var aes = new AesGcm(Wrapping(under), TagLength);
            aes.Decrypt(wrapped.AsSpan(0, NonceLength), wrapped.AsSpan(NonceLength + TagLength), wrapped.AsSpan(NonceLength, TagLength), key, Of(address));
            return key;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Destroys the key of a round that is in a file; one that is in the round's row goes with the row. Nothing happens where it is gone already.</summary>
    /// <exception cref="IOException">The file can't be removed.</exception>
    public void Destroy(RoundAddress address)
    {
        if (!Directory.Exists(Folder) || !File.Exists(FileOf(address)))
        {
            return;
        }

        // What the disk keeps of old blocks is for its encryption; this is what a program can do.
        using (var file = new FileStream(FileOf(address), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            file.Write(new byte[SecretKey.Length]);
            file.Flush(flushToDisk: true);
        }

        File.Delete(FileOf(address));
    }

    /// <summary>Makes the folder of key files where somebody leads, so that one that can't be used is told at the start.</summary>
    /// <exception cref="StorageOpenException">Others can enter it, and it is not the app's own.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (rounds.Value.SealingKey is null && roles.Value.Leaders.Count > 0)
        {
            KeepFolder();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether a folder is the one of a database, or in it.</summary>
    public static bool IsWithin(string folder, string database)
    {
        var from = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(database))!, Path.GetFullPath(folder));
        return from != ".." && !from.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Path.IsPathRooted(from);
    }

    private string Folder => rounds.Value.KeyFolder is { Length: > 0 } given ? Path.GetFullPath(given) : $"{Path.GetDirectoryName(Path.GetFullPath(storage.Value.Path))}-keys";

    private string FileOf(RoundAddress address) => Path.Combine(Folder, $"{address.Tenant:N}-{address.Round.Value:N}{Ending}");

    private byte[] Of(RoundAddress address) => Canonical.Bytes([Label, Installation, address.Partition]);

    private static byte[] Wrapping(byte[] key) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, SecretKey.Length, salt: [], info: Encoding.UTF8.GetBytes(Label));

    private void KeepFolder() => PrivateFiles.KeepFolder(
        Folder,
        entry => entry.EndsWith(Ending, StringComparison.Ordinal),
        "the keys of rounds",
        own => $"the keys a folder of their own, which the app makes: --Rounds:KeyFolder '{own}'");
}
