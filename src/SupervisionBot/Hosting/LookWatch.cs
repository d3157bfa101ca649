namespace SupervisionBot.Hosting;

/// <summary>When a loop that looks for work has last looked at everything it has to: what tells one that is stuck from one that has nothing to do.</summary>
/// <param name="name">What the loop is called in the log and in a measure.</param>
/// <param name="poll">How often it looks.</param>
/// <param name="clock">Measures time that passes.</param>
internal sealed class LookWatch(string name, TimeSpan poll, TimeProvider clock)
{
    // Our own numbers: ten looks left out are no chance, and within a minute an outage of storage, or a busy computer, is told by itself.
    private const int MissedLooks = 10;

    /// <summary>The least time without a look after which a loop is taken to be stuck, however often it looks.</summary>
    public static TimeSpan Least { get; } = TimeSpan.FromMinutes(1);

    private long _completed = clock.GetTimestamp();

    /// <summary>What the loop is called.</summary>
    public string Name => name;

    /// <summary>Time since a look was completed, or since the start.</summary>
    public TimeSpan Age => clock.GetElapsedTime(Volatile.Read(ref _completed));

    /// <summary>Whether it looks no more.</summary>
    public bool IsStuck => Age > (poll * MissedLooks > Least ? poll * MissedLooks : Least);

    /// <summary>A look is completed.</summary>
    public void Completed() => Volatile.Write(ref _completed, clock.GetTimestamp());
}

/// <summary>The loops of a copy of the app that look for work.</summary>
/// <param name="Sender">Looks for messages.</param>
/// <param name="Alarms">Looks for what is due.</param>
internal sealed record Looks(LookWatch Sender, LookWatch Alarms)
{
    /// <summary>The one that is stuck; null when none is.</summary>
    public LookWatch? Stuck => Sender.IsStuck ? Sender : Alarms.IsStuck ? Alarms : null;
}
