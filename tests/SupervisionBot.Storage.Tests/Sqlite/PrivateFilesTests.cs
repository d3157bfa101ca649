using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage.Sqlite;

namespace SupervisionBot.Storage.Tests.Sqlite;

/// <summary>Runs where files have Unix modes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "needs Unix modes" : null;
}

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Wide = Folder | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    private const UnixFileMode Read = Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly StoreFolder _folder = new();

    private string Root => Path.GetDirectoryName(_folder.StorePath)!;

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public async Task WhatIsMade_IsForThisAccountAlone()
    {
        await using var store = _folder.Open();
        await store.SubmitAsync("kept", "p", [TableAction.Insert(new("p", "r"))], default);

        Assert.Equal(Folder, File.GetUnixFileMode(Root));
        Assert.Equal(["store.db", "store.db-shm", "store.db-wal", "store.db.lock"], Directory.GetFiles(Root).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(Root), file => Assert.Equal(Own, File.GetUnixFileMode(file)));
    }

    [UnixFact]
    public async Task FolderWithNothingButTheStore_IsNarrowedWithItsFilesAndKeys()
    {
        await _folder.Open().DisposeAsync();
        await File.WriteAllBytesAsync(_folder.StorePath + ".some-key", new byte[32]);
        File.SetUnixFileMode(Root, Wide);
        foreach (var file in Directory.GetFiles(Root))
            File.SetUnixFileMode(file, Read);

        await using var store = _folder.Open();

        Assert.Equal(Folder, File.GetUnixFileMode(Root));
        Assert.All(Directory.GetFiles(Root), file => Assert.Equal(Own, File.GetUnixFileMode(file)));
    }

    [UnixFact]
    public async Task FolderWithOtherThings_IsRefusedWithTheCommandToType()
    {
        Directory.CreateDirectory(Root);
        File.SetUnixFileMode(Root, Wide);
        await File.WriteAllTextAsync(Path.Combine(Root, "letter.txt"), "Somebody else's");

        var error = Assert.Throws<StorageOpenException>(_folder.Open);

        Assert.Equal(StorageOpenProblem.Exposed, error.Problem);
        Assert.Contains($"chmod 700 '{Root}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("(mode 755)", error.Message, StringComparison.Ordinal);
        Assert.Equal(Wide, File.GetUnixFileMode(Root));
        Assert.False(File.Exists(_folder.StorePath));
        File.SetUnixFileMode(Root, Folder);
        await _folder.Open().DisposeAsync();
    }

    [UnixFact]
    public async Task FolderOfEverybody_IsNotToBeTakenFromThem()
    {
        Directory.CreateDirectory(Root);
        File.SetUnixFileMode(Root, Wide | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        await File.WriteAllTextAsync(Path.Combine(Root, "letter.txt"), "Somebody else's");

        var error = Assert.Throws<StorageOpenException>(_folder.Open);

        Assert.DoesNotContain("chmod", error.Message, StringComparison.Ordinal);
        var own = Path.Combine(Root, "supervision", "store.db");
        Assert.Contains($"--Storage:Path '{own}'", error.Message, StringComparison.Ordinal);
        await SqliteTableStore.Open(own, TimeProvider.System, NullLogger.Instance).DisposeAsync();
    }
}
