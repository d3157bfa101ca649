namespace SupervisionBot.Storage.Sqlite;

/// <summary>Keeps a store to one process: a file beside it that is held open, and that the operating system lets go of however the process ends.</summary>
internal static class StoreLock
{
    /// <exception cref="StorageOpenException">Someone else holds it, or the folder cannot be written, or is open to others.</exception>
    public static FileStream Take(string path)
    {
        var lockPath = path + ".lock";
        try
        {
            var file = Path.GetFileName(path);
            PrivateFiles.KeepFolder(
                Path.GetDirectoryName(path)!,
                entry => entry.StartsWith(file, StringComparison.Ordinal),
                "the records",
                own => $"the store a folder of its own, which the app makes: --Storage:Path '{Path.Combine(own, file)}'");
            // On Linux FileShare.None is an flock of the open file, so it ends with the process.
            return new FileStream(lockPath, PrivateFiles.Options(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw File.Exists(lockPath) && error is IOException and not (DirectoryNotFoundException or PathTooLongException)
                ? new StorageOpenException(
                    StorageOpenProblem.InUse,
                    $"'{path}' is already open in another process, and only one may use it at a time. Stop the other one, or set another path.",
                    error)
                : Unusable(path, error);
        }
    }

    /// <summary>An error of the file system in the operator's words.</summary>
    public static StorageOpenException Unusable(string path, Exception error) => new(
        StorageOpenProblem.Inaccessible,
        $"'{path}' cannot be opened: {error.Message} Choose a folder this account may write to, on a local disk.",
        error);
}
