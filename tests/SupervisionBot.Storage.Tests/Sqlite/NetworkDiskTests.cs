using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage.Sqlite;

namespace SupervisionBot.Storage.Tests.Sqlite;

/// <summary>Runs on Linux, whose list of mounts is read.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs the mounts of Linux";
}

public sealed class NetworkDiskTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly string _mounts = Path.Combine(AppContext.BaseDirectory, $"mounts-{Guid.NewGuid():N}");

    private string Root => Path.GetDirectoryName(_folder.StorePath)!;

    public void Dispose()
    {
        _folder.Dispose();
        File.Delete(_mounts);
    }

    [LinuxTheory]
    [InlineData("nfs4", "server:/export")]
    [InlineData("nfs", "server:/export")]
    [InlineData("cifs", "//account.file.core.windows.net/share")]
    [InlineData("smb3", "//server/share")]
    [InlineData("9p", "drvfs")]
    [InlineData("fuse.sshfs", "me@server:/home")]
    public void StoreOnANetworkDisk_IsRefusedWithWhatToDoInstead(string kind, string source)
    {
        Mount($"31 27 0:40 / {Root} rw,relatime shared:7 - {kind} {source} rw,vers=4.2");

        var error = Assert.Throws<StorageOpenException>(Open);

        Assert.Equal(StorageOpenProblem.NetworkDisk, error.Problem);
        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
        Assert.Contains("AzureTables", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.StorePath));
    }

    [LinuxTheory]
    [InlineData("ext4", "/dev/vdb")]
    [InlineData("overlay", "overlay")]
    [InlineData("tmpfs", "tmpfs")]
    [InlineData("fuse.mergerfs", "disks")]
    public async Task StoreOnADiskOfThisComputer_Opens(string kind, string source)
    {
        Mount($"31 27 0:40 / {Root} rw,relatime - {kind} {source} rw");

        await Open().DisposeAsync();
    }

    [LinuxTheory]
    [InlineData("inside another mount", true)]
    [InlineData("beside it", false)]
    [InlineData("hidden by a later one", false)]
    public void OnlyTheInnermostMountCounts(string where, bool isRefused)
    {
        var above = Path.GetDirectoryName(Root)!;
        Mount(where switch
        {
            "inside another mount" => $"30 27 0:40 / {above} rw - ext4 /dev/vdb rw\n31 30 0:41 / {Root} rw - nfs server:/a rw",
            "beside it" => $"30 27 0:40 / {Root[..^4]} rw - nfs server:/a rw",
            _ => $"30 27 0:40 / {Root} rw - nfs server:/a rw\n31 27 0:41 / {Root} rw - ext4 /dev/vdb rw",
        });

        var error = Record.Exception(() => Open().DisposeAsync().AsTask().GetAwaiter().GetResult());

        Assert.Equal(isRefused, error is StorageOpenException { Problem: StorageOpenProblem.NetworkDisk });
        Assert.True(isRefused || error is null, error?.Message);
    }

    [LinuxTheory]
    [InlineData("a blank")]
    [InlineData("alink")]
    public void AMountIsFoundUnderItsOwnName(string name)
    {
        var share = Path.Combine(Root, "real share");
        Directory.CreateDirectory(share);
        Mount($"31 27 0:40 / {share.Replace(" ", @"\040", StringComparison.Ordinal)} rw - cifs //server/share rw");
        var path = name == "a blank" ? Path.Combine(share, "store.db") : Path.Combine(Root, name, "store.db");
        if (name == "alink")
            Directory.CreateSymbolicLink(Path.Combine(Root, name), share);

        Assert.Equal(StorageOpenProblem.NetworkDisk, Assert.Throws<StorageOpenException>(() => SqliteTableStore.Open(path, TimeProvider.System, NullLogger.Instance, _mounts)).Problem);
    }

    private SqliteTableStore Open() => SqliteTableStore.Open(_folder.StorePath, TimeProvider.System, NullLogger.Instance, _mounts);

    private void Mount(string lines) => File.WriteAllText(_mounts, $"27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n{lines}\n");
}
