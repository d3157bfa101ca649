using SupervisionBot.Scheduling;

namespace SupervisionBot.Tests.Scheduling;

/// <summary>Rings, and says what it is told to say.</summary>
internal sealed class Bell(string kind = "bell") : AlarmRinger
{
    private readonly List<string> _rung = [];

    public override string Kind => kind;

    /// <summary>Subjects rung, in order.</summary>
    public IReadOnlyList<string> Rung => [.. _rung];

    /// <summary>What becomes of a ring.</summary>
    public Func<string, Task<bool>> Answer { get; set; } = _ => Task.FromResult(true);

    public override Task<bool> RingAsync(Guid tenant, string subject, CancellationToken cancellationToken)
    {
        lock (_rung)
        {
            _rung.Add(subject);
        }

        return Answer(subject);
    }
}
