namespace SupervisionBot.Scheduling;

/// <summary>Looks at one kind of thing when its time has come, and does what its state asks for by then.</summary>
internal abstract class AlarmRinger
{
    /// <summary>Names the kind in stored alarms, so never to be changed.</summary>
    public abstract string Kind { get; }

    /// <summary>Looks, and does what is due. Called at least once, perhaps by two copies of the app at the same time, and at any time after it was due.</summary>
    /// <returns>Whether it is dealt with; false to be called again after a pause.</returns>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer: it is called again.</exception>
    public abstract Task<bool> RingAsync(Guid tenant, string subject, CancellationToken cancellationToken);
}
