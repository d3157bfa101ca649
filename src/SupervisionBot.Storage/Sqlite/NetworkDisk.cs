using System.Collections.Frozen;
using System.Text;

namespace SupervisionBot.Storage.Sqlite;

/// <summary>Tells whether a path is on a disk of another computer, where SQLite loses data: its locks and its shared memory do not hold there (sqlite.org/wal.html, sqlite.org/howtocorrupt.html).</summary>
internal static class NetworkDisk
{
    /// <summary>The mounts of this process: <c>proc_pid_mountinfo(5)</c>.</summary>
    public const string Mounts = "/proc/self/mountinfo";

    // Names of Linux: filesystems(5), and what the usual FUSE programs call themselves. 9p is how virtual machines and WSL show a folder of their host.
    private static readonly FrozenSet<string> s_kinds = FrozenSet.Create(
        StringComparer.Ordinal,
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "afpfs", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "ncpfs", "coda", "webdav",
        "fuse.sshfs", "fuse.s3fs", "fuse.goofys", "fuse.gcsfuse", "fuse.blobfuse", "fuse.blobfuse2", "fuse.rclone", "fuse.glusterfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.davfs2", "fuse.smbnetfs", "fuse.curlftpfs",
        "fuse.juicefs", "fuse.seaweedfs", "fuse.mfs", "fuse.lizardfs");

    /// <summary>Refuses such a path.</summary>
    /// <param name="path">The database, in full.</param>
    /// <param name="mounts">The list of mounts, where there is one.</param>
    /// <exception cref="StorageOpenException">It is on a network disk.</exception>
    public static void Refuse(string path, string mounts)
    {
        if (KindOf(path, mounts) is { } kind)
        {
            throw new StorageOpenException(
                StorageOpenProblem.NetworkDisk,
                $"'{path}' is on a network disk ({kind}), where the database would be damaged sooner or later. Set Storage:Path to a file on a disk of this computer, or keep the records in Azure (Storage:Provider AzureTables).");
        }
    }

    // Null for a disk of this computer, and where it can't be told.
    private static string? KindOf(string path, string mounts)
    {
        try
        {
            return OperatingSystem.IsLinux() ? Network(MountOf(Real(path), File.ReadLines(mounts)))
                : OperatingSystem.IsWindows() && path.StartsWith(@"\\", StringComparison.Ordinal) ? "share"
                : new DriveInfo(path) is { DriveType: DriveType.Network } drive ? drive.DriveFormat : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string? Network(string? kind) => kind is not null && s_kinds.Contains(kind) ? kind : null;

    // The file system of the innermost mount that holds it; of several on one place the last hides the others.
    private static string? MountOf(string path, IEnumerable<string> mounts)
    {
        var (kind, length) = ((string?)null, 0);
        foreach (var mount in mounts)
        {
            if (mount.Split(" - ", 2) is [var before, var after] && before.Split(' ') is { Length: > 4 } fields && Unescaped(fields[4]) is var point && point.Length >= length && IsIn(path, point))
                (kind, length) = (after.Split(' ')[0], point.Length);
        }
        return kind;
    }

    private static bool IsIn(string path, string point) => point == "/" || path == point || path.StartsWith(point + '/', StringComparison.Ordinal);

    // Blank, tab, line feed and backslash are written as three octal digits.
    private static string Unescaped(string point)
    {
        var text = new StringBuilder();
        for (var at = 0; at < point.Length; at++)
        {
            if (point[at] == '\\' && at + 3 < point.Length)
            {
                text.Append((char)Convert.ToInt32(point.Substring(at + 1, 3), 8));
                at += 3;
            }
            else
            {
                text.Append(point[at]);
            }
        }
        return text.ToString();
    }

    // The path with every link followed, as far as it is there.
    private static string Real(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder) && Directory.ResolveLinkTarget(folder, returnFinalTarget: true) is { } target)
                return Real(Path.Combine(target.FullName, Path.GetRelativePath(folder, path)));
        }
        return path;
    }
}
