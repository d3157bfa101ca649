using SupervisionBot.Teams;

namespace SupervisionBot.Sending;

/// <summary>
/// What is posted to channels by one part of the product: drawn when it is sent, and its fate noted where it belongs. A post goes out once at most: one that may have arrived
/// is not sent again before somebody has looked.
/// </summary>
internal abstract class Posting
{
    /// <summary>Names the part in stored messages, so never to be changed.</summary>
    public abstract string Kind { get; }

    /// <summary>What is to be sent now.</summary>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public abstract Task<Preparation> PrepareAsync(Guid tenant, ConversationReference conversation, Content.Post post, CancellationToken cancellationToken);

    /// <summary>Notes what became of it.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="post">What was sent.</param>
    /// <param name="fate">What became of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StorageUnavailableException">It is not known whether it is noted: the same is noted again later.</exception>
    public abstract Task NoteAsync(Guid tenant, Content.Post post, PostFate fate, CancellationToken cancellationToken);
}

/// <summary>What became of a post.</summary>
internal abstract record PostFate
{
    /// <summary>Why one failed that was never tried: nothing can be written to its channel, as the app was removed or Teams lets nothing through.</summary>
    public const string NotInstalled = "NotInstalled";

    private PostFate()
    {
    }

    /// <summary>It stands.</summary>
    /// <param name="Activity">Id of its message, where Teams gave one.</param>
    public sealed record Stands(string? Activity) : PostFate;

    /// <summary>It was there, and somebody has removed it.</summary>
    public sealed record Removed : PostFate;

    /// <summary>Teams did not take it.</summary>
    /// <param name="Reason">Why, as Teams calls it.</param>
    public sealed record Failed(string Reason) : PostFate;

    /// <summary>It may have arrived or not.</summary>
    public sealed record Unknown : PostFate;
}
