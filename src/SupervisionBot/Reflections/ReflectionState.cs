using Azure;

namespace SupervisionBot.Reflections;

/// <summary>Whether somebody is being asked.</summary>
internal enum ReflectionStatus
{
    /// <summary>Not started, or stopped.</summary>
    Off,

    /// <summary>The next question has its time.</summary>
    On,

    /// <summary>Nothing comes until they go on.</summary>
    Paused,
}

/// <summary>Where somebody's reflective questions stand.</summary>
internal sealed record ReflectionState
{
    /// <summary>Nobody has asked for anything yet.</summary>
    public static ReflectionState New { get; } = new();

    public ReflectionStatus Status { get; init; }

    /// <summary>When they want to be asked; kept while paused and stopped.</summary>
    public Rhythm Rhythm { get; init; } = Rhythm.Usual;

    /// <summary>When the next question comes; null unless it is on.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>How many questions have been asked: the number of the last one.</summary>
    public int Asked { get; init; }

    /// <summary>Number of the question that waits for an answer; 0 where none does.</summary>
    public int Open { get; init; }

    /// <summary>When that one was asked.</summary>
    public DateTimeOffset? OpenSince { get; init; }

    /// <summary>Ids of the questions asked since all had been asked.</summary>
    public IReadOnlyList<string> Round { get; init; } = [];

    /// <summary>The version of its row; empty where there is none.</summary>
    public ETag Tag { get; init; }

    /// <summary>Begins, or begins again, or changes the times.</summary>
    public ReflectionState Start(Rhythm rhythm, DateTimeOffset now) =>
        Status == ReflectionStatus.On && Rhythm == rhythm ? this : this with { Status = ReflectionStatus.On, Rhythm = rhythm, NextAt = rhythm.FirstAfter(now) };

    /// <summary>Stops for a while.</summary>
    public ReflectionState Pause() => Status == ReflectionStatus.On ? this with { Status = ReflectionStatus.Paused, NextAt = null } : this;

    /// <summary>Goes on at the times chosen before.</summary>
    public ReflectionState Resume(DateTimeOffset now) => Status == ReflectionStatus.Paused ? this with { Status = ReflectionStatus.On, NextAt = Rhythm.FirstAfter(now) } : this;

    /// <summary>Stops. What was written stays.</summary>
    public ReflectionState Stop() => Status == ReflectionStatus.Off ? this : this with { Status = ReflectionStatus.Off, NextAt = null };

    /// <summary>Whether the time has come.</summary>
    public bool IsDue(DateTimeOffset now) => Status == ReflectionStatus.On && NextAt <= now;

    /// <summary>Goes on to the next time after now; of several that were missed none is made up for.</summary>
    public ReflectionState Past(DateTimeOffset now) => this with { NextAt = Rhythm.NextAfter(NextAt ?? now, now) };

    /// <summary>Whether a question waits that was asked so short a time ago that the next one must wait too. Later the next one takes its place: nobody is reminded.</summary>
    public bool IsWaiting(DateTimeOffset now) => Open > 0 && OpenSince is { } since && !Rhythm.HasPassed(since, now);

    /// <summary>One more question is asked.</summary>
    public ReflectionState Ask(IReadOnlyList<string> round, DateTimeOffset now) => this with { Asked = Asked + 1, Open = Asked + 1, OpenSince = now, Round = round };

    /// <summary>A question waits no longer.</summary>
    public ReflectionState Close(int number) => Open == number ? this with { Open = 0, OpenSince = null } : this;
}
