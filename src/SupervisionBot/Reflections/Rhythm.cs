using System.Globalization;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Reflections;

/// <summary>When somebody wants to be asked: a weekday and an hour in Europe/London, every so many weeks. Over both clock changes it is the same hour by the clock on the wall.</summary>
/// <param name="Day">The weekday.</param>
/// <param name="Hour">The hour, 7 to 18: within a working day, and at no hour that a clock change leaves out or doubles.</param>
/// <param name="Weeks">Every 1, 2 or 4 weeks.</param>
internal sealed record Rhythm(DayOfWeek Day, int Hour, int Weeks)
{
    public const int FirstHour = 7;
    public const int LastHour = 18;

    private const int Week = 7;
    private static readonly int[] s_weeks = [1, 2, 4];

    /// <summary>Each Monday at nine.</summary>
    public static Rhythm Usual { get; } = new(DayOfWeek.Monday, 9, 1);

    /// <summary>What a form says; null where it says something else.</summary>
    public static Rhythm? Read(string day, string hour, string weeks) =>
        Number(day) is { } weekday and <= 6 && Number(hour) is { } at and >= FirstHour and <= LastHour && Number(weeks) is { } every && s_weeks.Contains(every)
            ? new((DayOfWeek)weekday, at, every)
            : null;

    /// <summary>The first time after an instant.</summary>
    public DateTimeOffset FirstAfter(DateTimeOffset now)
    {
        var day = LondonTime.Day(now);
        day = day.AddDays((Day - day.DayOfWeek + Week) % Week);
        var at = At(day);
        return at > now ? at : At(day.AddDays(Week));
    }

    /// <summary>The first time after an instant that keeps the distance to an earlier one: however many were missed, there is one next.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset last, DateTimeOffset now)
    {
        var day = LondonTime.Day(last);
        DateTimeOffset next;
        do
        {
            day = day.AddDays(Week * Weeks);
            next = At(day);
        }
        while (next <= now);
        return next;
    }

    /// <summary>Whether as many days as lie between two questions have gone by. Days and not hours, as the hour a question arrives at is never quite the same.</summary>
    public bool HasPassed(DateTimeOffset since, DateTimeOffset now) => LondonTime.Day(now) >= LondonTime.Day(since).AddDays(Week * Weeks);

    private DateTimeOffset At(DateOnly day) => LondonTime.At(day.ToDateTime(new TimeOnly(Hour, 0)));

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
