namespace SupervisionBot.Tests.Team;

/// <summary>A clock that begins at a fixed moment, goes on at the usual pace unless it is stopped, and can be moved forward.</summary>
internal sealed class Clock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2027, 3, 4, 9, 15, 0, TimeSpan.Zero);

    private readonly long _started = System.GetTimestamp();
    private TimeSpan _moved;

    /// <summary>Stands still between moves, so that what happens twice at the same moves bears the same times. Timers go on.</summary>
    public bool IsStopped { get; set; }

    public override DateTimeOffset GetUtcNow() => Start + (IsStopped ? TimeSpan.Zero : System.GetElapsedTime(_started)) + _moved;

    public void Move(TimeSpan by) => _moved += by;
}
