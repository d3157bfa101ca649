namespace SupervisionBot.Core.Shared;

/// <summary>When a decision is taken: the instant, and what day that is for the people who take it.</summary>
/// <param name="At">The instant, in UTC.</param>
/// <param name="Today">The calendar day in Europe/London at that instant; dates people type are compared with it.</param>
public readonly record struct Moment(DateTimeOffset At, DateOnly Today);
