namespace SupervisionBot.Storage;

/// <summary>Whether the storage answers.</summary>
/// <param name="CanRead">A read was answered.</param>
/// <param name="CanWrite">A write became durable.</param>
/// <param name="Problem">What failed, for the operator's log; null when nothing did.</param>
public sealed record StorageHealth(bool CanRead, bool CanWrite, string? Problem)
{
    /// <summary>Both reading and writing work.</summary>
    public bool IsHealthy => CanRead && CanWrite;
}
