using Azure;

namespace SupervisionBot.Storage;

/// <summary>Why a row was not as a batch needed it.</summary>
public enum ConflictReason
{
    /// <summary>The row to insert is there already.</summary>
    AlreadyExists,

    /// <summary>The row has another ETag than the one given.</summary>
    Changed,

    /// <summary>The row to replace or delete is not there.</summary>
    Missing,
}

/// <summary>What became of a batch: <see cref="Done"/>, <see cref="Conflict"/> or <see cref="Unknown"/>.</summary>
public abstract record BatchOutcome
{
    private BatchOutcome()
    {
    }

    /// <summary>All actions are stored durably.</summary>
    /// <param name="ETags">The new version of each row, in the order of the actions; an empty tag for a deleted row.</param>
    public sealed record Done(IReadOnlyList<ETag> ETags) : BatchOutcome;

    /// <summary>Nothing was stored, because a row was not as expected.</summary>
    /// <param name="Index">The first action that failed, counted from 0.</param>
    /// <param name="Reason">Why it failed.</param>
    /// <param name="Current">The row as it is now; null when it is not there.</param>
    public sealed record Conflict(int Index, ConflictReason Reason, TableEntity? Current) : BatchOutcome;

    /// <summary>The storage did not answer, or its answer was lost, and asking again told nothing: the batch may be stored or not.</summary>
    /// <remarks>Whoever repeats it does so under keys or tags that tell a repetition, so that nothing is stored twice.</remarks>
    public sealed record Unknown : BatchOutcome;
}
