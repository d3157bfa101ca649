namespace SupervisionBot.Storage;

/// <summary>The storage does not answer a read at present: file locked or gone, network down, access withdrawn. It recovers by itself once the cause is gone.</summary>
/// <param name="message">What could not be done and why; holds no stored values and nothing that a service answered, so it can be logged.</param>
/// <param name="innerException">The engine's own error; its words may be anything.</param>
public sealed class StorageUnavailableException(string message, Exception? innerException) : Exception(message, innerException);

/// <summary>Why a store could not be opened.</summary>
public enum StorageOpenProblem
{
    /// <summary>Another process, or another part of this one, has it open.</summary>
    InUse,

    /// <summary>The file is damaged, or is no database.</summary>
    Corrupt,

    /// <summary>The file belongs to another program or to a newer version of this one.</summary>
    UnknownSchema,

    /// <summary>The path cannot be used: no permission, not a folder, disk full, and the like.</summary>
    Inaccessible,

    /// <summary>Other accounts of the computer can read it, and it is not the app's to change that.</summary>
    Exposed,

    /// <summary>The file is on a disk of another computer.</summary>
    NetworkDisk,
}

/// <summary>The store cannot be opened; the message says what to do. The application should not start.</summary>
/// <param name="problem">Why.</param>
/// <param name="message">The path, the cause and what to do, for the operator.</param>
/// <param name="innerException">The cause, if there is one.</param>
public sealed class StorageOpenException(StorageOpenProblem problem, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Why the store could not be opened.</summary>
    public StorageOpenProblem Problem { get; } = problem;
}
