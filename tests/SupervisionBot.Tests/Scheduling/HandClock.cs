namespace SupervisionBot.Tests.Scheduling;

/// <summary>A clock that only moves by hand. Leases measure by it too.</summary>
internal sealed class HandClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
