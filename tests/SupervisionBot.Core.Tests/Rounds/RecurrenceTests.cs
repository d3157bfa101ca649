using System.Globalization;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using static SupervisionBot.Core.Tests.Rounds.RoundScene;

namespace SupervisionBot.Core.Tests.Rounds;

public class RecurrenceTests
{
    [Fact]
    public void WeeklyRoundsKeepTheirTimeOfDayOverBothClockChanges()
    {
        var openings = Series(new(2027, 3, 20, 9, 0, 0), new(1, RecurrenceUnit.Weeks)).Take(35).ToList();

        Assert.All(openings, opens => Assert.Equal((DayOfWeek.Saturday, new TimeSpan(9, 0, 0)), (opens.DayOfWeek, opens.TimeOfDay)));
        Assert.Equal(["2027-03-27 09:00", "2027-04-03 08:00"], Utc(openings.Take(2)));
        Assert.Equal(["2027-10-30 08:00", "2027-11-06 09:00"], Utc(openings.Skip(31).Take(2)));
    }

    [Fact]
    public void TheOpeningInTheLostHourComesBackToItsTime() =>
        Assert.Equal(["2027-03-28 01:00", "2027-04-04 00:30"], Utc(Series(new(2027, 3, 21, 1, 30, 0), new(1, RecurrenceUnit.Weeks)).Take(2)));

    [Fact]
    public void MonthsKeepTheDayOfTheFirstOrTakeTheLast() =>
        Assert.Equal(
            [new(2027, 4, 30), new(2027, 5, 31), new(2027, 6, 30), new(2027, 7, 31), new(2027, 8, 31), new(2027, 9, 30), new(2027, 10, 31), new(2027, 11, 30), new(2027, 12, 31), new(2028, 1, 31), new(2028, 2, 29), new(2028, 3, 31)],
            Series(new(2027, 3, 31, 1, 30, 0), new(1, RecurrenceUnit.Months)).Take(12).Select(DateOnly.FromDateTime));

    [Fact]
    public void EveryThirdMonthIsCountedFromTheFirst() =>
        Assert.Equal([new(2027, 6, 30), new(2027, 9, 30), new(2027, 12, 31)], Series(new(2027, 3, 31, 12, 0, 0), new(3, RecurrenceUnit.Months)).Take(3).Select(DateOnly.FromDateTime));

    [Theory]
    [InlineData("2027-03-12 17:00", "2027-03-15 09:00")]
    [InlineData("2027-03-15 08:59", "2027-03-15 09:00")]
    [InlineData("2027-03-22 08:59", "2027-03-15 09:00")]
    [InlineData("2027-03-22 09:00", "2027-03-22 09:00")]
    [InlineData("2027-06-03 12:00", "2027-05-31 09:00")]
    public void TurnsMissedWhileNothingRanCollapseIntoTheLatest(string now, string opens)
    {
        var round = Closed(OneTeam with { Repeats = new(1, RecurrenceUnit.Weeks) }).Round;

        Assert.Equal(Wall(opens), RoundClock.NextPlan(round, new(Wall(now), TimeSpan.Zero))!.OpensAt);
    }

    [Fact]
    public void AWeekThatWasMissedWithItsClosingCollapsesToo()
    {
        // Down from Tuesday of the first week to Wednesday of the fourth: closed late, then the fourth week's round opens, once.
        var scene = Open(OneTeam with { Repeats = new(1, RecurrenceUnit.Weeks) });
        var back = new DateTimeOffset(2027, 3, 31, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal([new Close()], scene.CatchUp(back));

        var next = RoundClock.NextPlan(scene.Round, back)!;

        Assert.Equal(new(2027, 3, 29, 9, 0, 0), next.OpensAt);
        Assert.Equal(LondonTime.At(new(2027, 4, 2, 17, 0, 0)), RoundClock.ClosingWhenOpened(next, back));
    }

    [Fact]
    public void TurnsThatCameWhileTheRoundWasOpenArePassedOver()
    {
        var scene = Open(OneTeam with { Repeats = new(1, RecurrenceUnit.Weeks) }).Do(Ben, new Extend(new(2027, 3, 23, 17, 0, 0)));
        Assert.Equal(new(2027, 3, 29, 9, 0, 0), RoundClock.NextPlan(scene.Round, scene.Now)!.OpensAt);

        var closes = scene.Round.ClosesAt!.Value;
        scene.CatchUp(closes);
        Assert.Equal(new(2027, 3, 29, 9, 0, 0), RoundClock.NextPlan(scene.Round, closes)!.OpensAt);
    }

    [Fact]
    public void ARoundClosedEarlyIsFollowedByTheNextTurn()
    {
        var scene = Open(OneTeam with { Repeats = new(1, RecurrenceUnit.Weeks) }).At(Opens.AddHours(1)).Do(Ben, new CloseEarly());

        Assert.Equal(new(2027, 3, 15, 9, 0, 0), RoundClock.NextPlan(scene.Round, scene.Now)!.OpensAt);
    }

    [Fact]
    public void ARoundThatNeverEndsMeetsItsNextTurnAtOnce()
    {
        var scene = Open(OneTeam with { ClosesAt = OneTeam.OpensAt.AddDays(7), Repeats = new(1, RecurrenceUnit.Weeks) });
        scene.CatchUp(Opens.AddDays(7));

        var next = RoundClock.NextPlan(scene.Round, scene.Now)!;

        Assert.Equal(new(2027, 3, 15, 9, 0, 0), next.OpensAt);
    }

    [Fact]
    public void ARoundThatHasNotOpenedHasNoNext() => Assert.Null(RoundClock.NextPlan(Scheduled(OneTeam with { Repeats = new(1, RecurrenceUnit.Weeks) }).Round, Planned));

    // The openings that follow the first when each round runs to its time and the next is drafted at its closing.
    private static IEnumerable<DateTime> Series(DateTime first, Recurrence repeats)
    {
        var scene = Scheduled(OneTeam with { OpensAt = first, ClosesAt = first.AddHours(30), Repeats = repeats });
        while (true)
        {
            scene.CatchUp(RoundClock.NextAlarm(scene.Round, scene.Now)!.Value);
            if (scene.Round.Status == RoundStatus.Closed)
            {
                var (before, now) = (scene.Round, scene.Now);
                yield return RoundClock.NextPlan(before, now)!.OpensAt;
                scene = Following(before, now);
            }
        }
    }

    private static IEnumerable<string> Utc(IEnumerable<DateTime> openings) => openings.Select(opens => LondonTime.At(opens).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    private static DateTime Wall(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
