namespace SupervisionBot.Storage.Sqlite;

/// <summary>Keeps a store, and what belongs to it, to the account that runs the app: its folder can be entered by nobody else, and its files can be read by nobody else, from the moment they exist.</summary>
/// <remarks>Where there are no Unix modes, as on Windows, nothing is done: there the folder's access list decides.</remarks>
public static class PrivateFiles
{
    private const UnixFileMode Everything = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder where it is missing; one that others can enter is narrowed where it holds nothing but files of the app.</summary>
    /// <param name="folder">The folder, in full.</param>
    /// <param name="isOwn">Whether an entry of it, by its name, is the app's.</param>
    /// <param name="holds">What is kept there, in words, such as <c>the records</c>.</param>
    /// <param name="instead">How the operator gives it a folder of its own, given one within this.</param>
    /// <exception cref="StorageOpenException">Others can enter the folder, and it is not the app's own.</exception>
    public static void KeepFolder(string folder, Func<string, bool> isOwn, string holds, Func<string, string> instead)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, Everything);
        var mode = File.GetUnixFileMode(folder);
        if ((mode & Others) == UnixFileMode.None)
            return;
        var isAllOwn = Directory.EnumerateFileSystemEntries(folder).All(entry => isOwn(Path.GetFileName(entry)));
        if (isAllOwn && !mode.HasFlag(UnixFileMode.StickyBit) && Narrow(folder, mode))
            return;
        var why = isAllOwn ? "this account may not change that" : "it holds other files as well, so it is left as it is";
        // What is everybody's must stay so: /tmp and the like.
        var command = mode.HasFlag(UnixFileMode.StickyBit) || Path.GetDirectoryName(folder) is null ? "" : $"If nobody else needs it, type: chmod 700 '{folder}'{Environment.NewLine}Otherwise ";
        throw new StorageOpenException(
            StorageOpenProblem.Exposed,
            $"Others can open the folder '{folder}' (mode {Octal(mode)}) with {holds} in it, and {why}.{Environment.NewLine}{command}{(command.Length == 0 ? "Give" : "give")} {instead(Path.Combine(folder, "supervision"))}");
    }

    /// <summary>Makes a file of the store where it is missing; one that others can read is narrowed.</summary>
    /// <exception cref="StorageOpenException">Others can read it, and it belongs to another account.</exception>
    public static void KeepFiles(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        if (!Path.Exists(path))
            new FileStream(path, Options(FileMode.CreateNew, FileShare.ReadWrite)).Dispose();
        // SQLite gives the files beside it the mode of the database ("Write-Ahead Logging", sqlite.org/wal.html; findCreateFileMode in os_unix.c).
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*"))
        {
            var mode = File.GetUnixFileMode(file);
            if ((mode & Others) != UnixFileMode.None && !Narrow(file, mode))
                throw new StorageOpenException(StorageOpenProblem.Exposed, $"Others can read '{file}' (mode {Octal(mode)}), and this account may not change that. Type, as the account it belongs to: chmod 600 '{file}'");
        }
    }

    /// <summary>How a file is opened that only this account may read.</summary>
    public static FileStreamOptions Options(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 1 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnFile;
        return options;
    }

    private static bool Narrow(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            return true;
        try
        {
            File.SetUnixFileMode(path, mode & ~Others);
            return true;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8);
}
