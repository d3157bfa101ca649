using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Samples;

/// <summary>Always the same moment, so that samples are always the same.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Clock.Start;
}
