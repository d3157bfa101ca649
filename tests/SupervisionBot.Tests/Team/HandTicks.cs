namespace SupervisionBot.Tests.Team;

/// <summary>Time that passes by hand only.</summary>
internal sealed class HandTicks : TimeProvider
{
    private long _ticks;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
