namespace SupervisionBot.LocalTeams;

/// <summary>A clock that can be moved forward, so that a reminder due next week can be seen today. Timers made from it keep its time: a move fires those that fall due.</summary>
/// <remarks>Thread safe. Time measured with <see cref="TimeProvider.GetTimestamp"/> is real time and does not jump.</remarks>
internal sealed class MovableClock(TimeProvider real, TimeSpan offset) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<MovableTimer> _timers = [];
    private TimeSpan _offset = offset;

    /// <summary>How far this clock is ahead of the real one.</summary>
    public TimeSpan Offset
    {
        get
        {
            lock (_gate)
            {
                return _offset;
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Offset;

    /// <summary>Moves the clock forward by <paramref name="step"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive: time that was handed out is never taken back.</exception>
    public void MoveForward(TimeSpan step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        MovableTimer[] timers;
        lock (_gate)
        {
            _offset += step;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Reschedule();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new MovableTimer(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class MovableTimer : ITimer
    {
        private readonly MovableClock _clock;
        private readonly Lock _gate = new();
        private readonly ITimer _inner;
        private DateTimeOffset? _due;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public MovableTimer(MovableClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _inner = System.CreateTimer(
                _ =>
                {
                    Next();
                    callback(state);
                },
                state: null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
                _due = dueTime < TimeSpan.Zero ? null : _clock.GetUtcNow() + dueTime;
                return _inner.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }

        public void Reschedule()
        {
            lock (_gate)
            {
                if (_due is { } due)
                {
                    var wait = due - _clock.GetUtcNow();
                    _inner.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                }
            }
        }

        public void Dispose()
        {
            lock (_clock._gate)
            {
                _clock._timers.Remove(this);
            }

            _inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Next()
        {
            lock (_gate)
            {
                var repeats = _period > TimeSpan.Zero;
                _due = repeats ? _clock.GetUtcNow() + _period : null;
                _inner.Change(repeats ? _period : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
