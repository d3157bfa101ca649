using System.Globalization;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Hosting;

/// <summary>Instants are stored in UTC and shown as people in England read their clocks.</summary>
internal static class UkTime
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static Moment Now(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new(now, Day(now));
    }

    public static DateOnly Day(DateTimeOffset at) => LondonTime.Day(at);

    /// <summary>Such as "Monday 8 March 2027 at 09:00".</summary>
    public static string Appointment(DateTimeOffset at) => LondonTime.Of(at).ToString("dddd d MMMM yyyy 'at' HH:mm", English);

    /// <summary>Such as "4 March 2027, 09:15 GMT". The zone tells the two hours apart that have the same name when the clocks go back.</summary>
    public static string Text(DateTimeOffset at) => $"{LondonTime.Of(at).ToString("d MMMM yyyy, HH:mm", English)} {(LondonTime.IsSummerTime(at) ? "BST" : "GMT")}";

    /// <summary>Such as "4 Mar 2027, 09:15", for lists.</summary>
    public static string Short(DateTimeOffset at) => LondonTime.Of(at).ToString("d MMM yyyy, HH:mm", English);
}
