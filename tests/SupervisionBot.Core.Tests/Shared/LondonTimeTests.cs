using System.Globalization;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Tests.Shared;

public class LondonTimeTests
{
    [Theory]
    [InlineData("2026-01-15 09:00", "2026-01-15 09:00")]
    [InlineData("2026-07-15 09:00", "2026-07-15 08:00")]
    [InlineData("2026-03-29 00:59", "2026-03-29 00:59")]
    [InlineData("2026-03-29 02:00", "2026-03-29 01:00")]
    [InlineData("2027-03-28 02:00", "2027-03-28 01:00")]
    [InlineData("2026-10-25 00:59", "2026-10-24 23:59")]
    [InlineData("2026-10-25 02:00", "2026-10-25 02:00")]
    [InlineData("2027-10-31 02:00", "2027-10-31 02:00")]
    public void AWallClockTimeIsOneInstant(string wallClock, string utc) => Assert.Equal(Utc(utc), LondonTime.At(Wall(wallClock)));

    [Theory]
    [InlineData("2026-03-29 01:00", "2026-03-29 01:00")]
    [InlineData("2026-03-29 01:30", "2026-03-29 01:00")]
    [InlineData("2026-03-29 01:59:59", "2026-03-29 01:00")]
    [InlineData("2027-03-28 01:00", "2027-03-28 01:00")]
    [InlineData("2027-03-28 01:45", "2027-03-28 01:00")]
    public void ATimeThatTheSpringLeavesOutIsTheFirstMomentAfterTheGap(string wallClock, string utc) => Assert.Equal(Utc(utc), LondonTime.At(Wall(wallClock)));

    [Theory]
    [InlineData("2026-10-25 01:00", "2026-10-25 00:00")]
    [InlineData("2026-10-25 01:30", "2026-10-25 00:30")]
    [InlineData("2026-10-25 01:59", "2026-10-25 00:59")]
    [InlineData("2027-10-31 01:00", "2027-10-31 00:00")]
    [InlineData("2027-10-31 01:30", "2027-10-31 00:30")]
    public void ATimeThatTheAutumnRepeatsIsTheFirstOfTheTwo(string wallClock, string utc) => Assert.Equal(Utc(utc), LondonTime.At(Wall(wallClock)));

    [Theory]
    [InlineData("2026-03-29 01:00", "2026-03-29 02:00")]
    [InlineData("2026-10-25 00:30", "2026-10-25 01:30")]
    [InlineData("2026-10-25 01:30", "2026-10-25 01:30")]
    [InlineData("2026-06-30 23:30", "2026-07-01 00:30")]
    public void AnInstantIsWhatTheClocksShow(string utc, string wallClock)
    {
        Assert.Equal(Wall(wallClock), LondonTime.Of(Utc(utc)));
        Assert.Equal(DateOnly.FromDateTime(Wall(wallClock)), LondonTime.Day(Utc(utc)));
    }

    [Fact]
    public void InstantsAreUtcWhateverKindTheTimeSaysItIs()
    {
        var said = DateTime.SpecifyKind(Wall("2026-07-15 09:00"), DateTimeKind.Utc);

        Assert.Equal(TimeSpan.Zero, LondonTime.At(said).Offset);
        Assert.Equal(Utc("2026-07-15 08:00"), LondonTime.At(said));
    }

    [Fact]
    public void EachMinuteOfTwoYearsIsFoundAgainExceptTheRepeatedHour()
    {
        for (var at = Utc("2026-01-01 00:00"); at < Utc("2028-01-01 00:00"); at = at.AddMinutes(15))
        {
            var repeated = at.Month == 10 && at.Hour == 1 && at.Day is 25 or 31 && LondonTime.At(LondonTime.Of(at)) != at;
            Assert.Equal(at.AddHours(repeated ? -1 : 0), LondonTime.At(LondonTime.Of(at)));
        }
    }

    private static DateTime Wall(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(string text) => new(Wall(text), TimeSpan.Zero);
}
