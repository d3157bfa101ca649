namespace SupervisionBot.Core.Shared;

/// <summary>Between instants and the clocks on the walls of England (IANA zone Europe/London), over both changes of the year.</summary>
public static class LondonTime
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The instant, in UTC, at which clocks show this.</summary>
    /// <param name="wallClock">Date and time of day; its kind is not looked at.</param>
    /// <remarks>A time that the spring change leaves out means the first moment after the gap. One that the autumn change repeats means the first of the two.</remarks>
    public static DateTimeOffset At(DateTime wallClock)
    {
        var local = DateTime.SpecifyKind(wallClock, DateTimeKind.Unspecified);
        if (London.IsInvalidTime(local))
        {
            // Gaps begin and end on whole minutes.
            local = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
            while (London.IsInvalidTime(local))
            {
                local = local.AddMinutes(1);
            }
        }

        var offset = London.IsAmbiguousTime(local) ? London.GetAmbiguousTimeOffsets(local).Max() : London.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>What clocks show at this instant; of unspecified kind.</summary>
    public static DateTime Of(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, London).DateTime;

    /// <summary>What day it is at this instant.</summary>
    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Of(at));

    /// <summary>Whether clocks are an hour ahead (BST) at this instant.</summary>
    public static bool IsSummerTime(DateTimeOffset at) => London.IsDaylightSavingTime(at);
}
