using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.Hosting;
using SupervisionBot.Reflections;

namespace SupervisionBot.Tests.Reflections;

public sealed class RhythmTests
{
    [Theory]
    [InlineData("2027-03-04T09:15:00Z", "2027-03-08T09:00:00Z")]
    [InlineData("2027-03-08T08:59:59Z", "2027-03-08T09:00:00Z")]
    [InlineData("2027-03-08T09:00:00Z", "2027-03-15T09:00:00Z")]
    [InlineData("2027-03-22T09:00:00Z", "2027-03-29T08:00:00Z")]
    [InlineData("2027-10-25T08:00:00Z", "2027-11-01T09:00:00Z")]
    public void TheFirstTimeIsTheNextMondayAtNineAsClocksInEnglandShowIt(string now, string first) =>
        Assert.Equal(At(first), Rhythm.Usual.FirstAfter(At(now)));

    [Theory]
    [InlineData(1, "2027-03-22T09:00:00Z", "2027-03-22T09:00:10Z", "2027-03-29T08:00:00Z")]
    [InlineData(1, "2027-10-25T08:00:00Z", "2027-10-25T08:00:10Z", "2027-11-01T09:00:00Z")]
    [InlineData(2, "2027-03-22T09:00:00Z", "2027-03-22T09:00:10Z", "2027-04-05T08:00:00Z")]
    [InlineData(4, "2027-10-11T08:00:00Z", "2027-10-11T08:00:10Z", "2027-11-08T09:00:00Z")]
    [InlineData(2, "2027-03-01T09:00:00Z", "2027-05-05T12:00:00Z", "2027-05-10T08:00:00Z")]
    public void TheNextTimeKeepsItsHourOverClockChangesAndItsDistanceHoweverManyWereMissed(int weeks, string last, string now, string next) =>
        Assert.Equal(At(next), (Rhythm.Usual with { Weeks = weeks }).NextAfter(At(last), At(now)));

    [Theory]
    [InlineData("2027-03-22T09:00:08Z", "2027-03-29T08:00:02Z", true)]
    [InlineData("2027-03-22T09:00:08Z", "2027-03-28T20:00:00Z", false)]
    [InlineData("2027-10-25T08:00:08Z", "2027-11-01T09:00:02Z", true)]
    public void AWeekHasPassedOnTheSameWeekdayWhateverTheClocksDid(string since, string now, bool passed) =>
        Assert.Equal(passed, Rhythm.Usual.HasPassed(At(since), At(now)));

    [Theory]
    [InlineData("1", "9", "1", true)]
    [InlineData("0", "7", "4", true)]
    [InlineData("6", "18", "2", true)]
    [InlineData("7", "9", "1", false)]
    [InlineData("1", "6", "1", false)]
    [InlineData("1", "19", "1", false)]
    [InlineData("1", "9", "3", false)]
    [InlineData("1", "9", "0", false)]
    [InlineData("", "9", "1", false)]
    [InlineData("-1", "9", "1", false)]
    public void OnlyWhatTheFormOffersIsTaken(string day, string hour, string weeks, bool taken) => Assert.Equal(taken, Rhythm.Read(day, hour, weeks) is not null);

    [Fact]
    public void WheneverAndHoweverOftenTheNextTimeIsInTheFutureOnItsDayAtItsHour()
    {
        var times = from day in Gen.Choose(0, 6)
                    from hour in Gen.Choose(Rhythm.FirstHour, Rhythm.LastHour)
                    from weeks in Gen.Elements(1, 2, 4)
                    from minutes in Gen.Choose(0, 60 * 24 * 800)
                    from late in Gen.Choose(0, 60 * 24 * 200)
                    select (Rhythm: new Rhythm((DayOfWeek)day, hour, weeks), Now: Team.Clock.Start.AddMinutes(minutes), Late: TimeSpan.FromMinutes(late));
        Prop.ForAll(times.ToArbitrary(), each =>
        {
            var first = each.Rhythm.FirstAfter(each.Now);
            var next = each.Rhythm.NextAfter(first, first + each.Late);
            return IsOn(each.Rhythm, first) && IsOn(each.Rhythm, next)
                && first > each.Now && first <= each.Now.AddDays(7).AddHours(1)
                && next > first + each.Late
                && (UkTime.Day(next).DayNumber - UkTime.Day(first).DayNumber) % (7 * each.Rhythm.Weeks) == 0
                && each.Rhythm.HasPassed(first, next);
        }).QuickCheckThrowOnFailure();
    }

    private static bool IsOn(Rhythm rhythm, DateTimeOffset at)
    {
        var shown = UkTime.Appointment(at);
        return shown.StartsWith(rhythm.Day.ToString(), StringComparison.Ordinal) && shown.EndsWith($"{rhythm.Hour:00}:00", StringComparison.Ordinal);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
