namespace SupervisionBot.LocalTeams.Tests;

public sealed class MovableClockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly SetClock _real = new();

    [Fact]
    public void MoveForward_MovesTheTimeByThatMuch()
    {
        var clock = new MovableClock(_real, TimeSpan.FromHours(1));

        clock.MoveForward(TimeSpan.FromDays(7));

        Assert.Equal(_real.Now + TimeSpan.FromHours(1) + TimeSpan.FromDays(7), clock.GetUtcNow());
    }

    [Fact]
    public void MoveForward_Backwards_IsRefused()
    {
        var clock = new MovableClock(_real, TimeSpan.Zero);

        Assert.Throws<ArgumentOutOfRangeException>(() => clock.MoveForward(TimeSpan.FromHours(-1)));
    }

    [Fact]
    public async Task MoveForward_PastADelay_EndsTheDelay()
    {
        var clock = new MovableClock(_real, TimeSpan.Zero);
        var delay = Task.Delay(TimeSpan.FromDays(1), clock);

        clock.MoveForward(TimeSpan.FromHours(23));
        Assert.False(delay.IsCompleted);
        clock.MoveForward(TimeSpan.FromHours(1));

        await delay.WaitAsync(Patience);
    }

    [Fact]
    public async Task MoveForward_PastAPeriod_TicksAndThenWaitsForTheNext()
    {
        var clock = new MovableClock(_real, TimeSpan.Zero);
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        for (var tick = 0; tick < 2; tick++)
        {
            var next = timer.WaitForNextTickAsync().AsTask();
            Assert.False(next.IsCompleted);
            clock.MoveForward(TimeSpan.FromHours(1));
            Assert.True(await next.WaitAsync(Patience));
        }
    }
}
