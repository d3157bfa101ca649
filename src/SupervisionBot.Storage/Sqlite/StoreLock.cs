namespace SupervisionBot.Storage.Sqlite;

/// <summary>Keeps a store to one process: a file beside it that is held open, and that the operating system lets go of however the process ends.</summary>
internal static class StoreLock
{
    /// <exception cref="StorageOpenException">Someone else holds it, or the folder cannot be written.</exception>
    public static FileStream Take(string path)
    {
        var lockPath = path + ".lock";
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            // On Linux FileShare.None is an flock of the open file, so it ends with the process.
            return new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw File.Exists(lockPath) && error is IOException and not (DirectoryNotFoundException or PathTooLongException)
                ? new StorageOpenException(
                    StorageOpenProblem.InUse,
                    $"'{path}' is already open in another process, and only one may use it at a time. Stop the other one, or set another path.",
                    error)
                : new StorageOpenException(
                    StorageOpenProblem.Inaccessible,
                    $"'{path}' cannot be opened: {error.Message} Choose a folder this account may write to, on a local disk.",
                    error);
        }
    }
}
