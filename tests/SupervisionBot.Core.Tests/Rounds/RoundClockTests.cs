using SupervisionBot.Core.Rounds;
using static SupervisionBot.Core.Tests.Rounds.RoundScene;

namespace SupervisionBot.Core.Tests.Rounds;

public class RoundClockTests
{
    private static readonly DateTimeOffset Halfway = Opens + ((Closes - Opens) / 2);

    [Fact]
    public void ARoundOpensIsRemindedAndClosesAtItsTimes()
    {
        var scene = Scheduled();
        var seen = new List<(DateTimeOffset, RoundCommand)>();
        while (RoundClock.NextAlarm(scene.Round, scene.Now) is { } alarm && scene.Round.Status != RoundStatus.Closed)
        {
            Assert.Null(RoundClock.Due(scene.Round, alarm.AddTicks(-1)));
            seen.AddRange(scene.CatchUp(alarm).Select(command => (alarm, command)));
        }

        Assert.Equal([(Opens, new OpenNow(new())), (Halfway, new Remind()), (Halfway, new CheckTurnout(3)), (Closes, new Close())], seen);
    }

    [Fact]
    public void ShortlyBeforeTheClosingItIsSeenHowManyAreMissingAndAgainOnceItIsMoved()
    {
        var scene = Open().At(Halfway).Clock(new Remind(), new CheckTurnout(6));
        Assert.Equal(4, scene.Round.MissingTold);

        scene.Do(Anna, new Extend(OneTeam.ClosesAt.AddDays(7)));

        Assert.Null(scene.Round.MissingTold);
        scene.RecordsNothing(actor: null, new CheckTurnout(6));
        scene.At(Closes.AddDays(7) - RoundClock.TurnoutBefore).Clock(new CheckTurnout(12));
        Assert.Equal(0, scene.Round.MissingTold);
    }

    [Fact]
    public void TheClockIsSetForTheTimeAtWhichItIsSeenHowManyAreMissing()
    {
        var scene = Open().At(Halfway).Clock(new Remind(), new CheckTurnout(6)).Do(Anna, new Extend(OneTeam.ClosesAt.AddDays(7)));

        Assert.Equal(Closes.AddDays(7) - RoundClock.TurnoutBefore, RoundClock.NextAlarm(scene.Round, scene.Now));
    }

    [Fact]
    public void OfANamedRoundNobodyIsMissing() => Assert.DoesNotContain(Open(OneTeam with { Anonymous = false }).CatchUp(Closes.AddTicks(-1)), command => command is CheckTurnout);

    [Fact]
    public void ADraftWaitsForNoClock()
    {
        Assert.All((RoundScene[])[Draft(), Awaiting(), Discarded(), Recalled(), Counted(), Finished()], scene =>
        {
            Assert.Null(RoundClock.NextAlarm(scene.Round, Closes.AddDays(9)));
            Assert.Null(RoundClock.Due(scene.Round, Closes.AddDays(9)));
        });
    }

    [Fact]
    public void AClosedRoundIsToBeCountedAtOnce() => Assert.Equal(Closes, RoundClock.NextAlarm(Closed().Round, Closes));

    [Fact]
    public void TheClockDoesNothingTwiceAndNothingBeforeItsTime()
    {
        Scheduled().RecordsNothing(actor: null, new OpenNow(new()));
        Open().RecordsNothing(actor: null, new OpenNow(new()));
        Open().RecordsNothing(actor: null, new Remind());
        Open().RecordsNothing(actor: null, new Close());
        Open().At(Halfway).Clock(new Remind()).RecordsNothing(actor: null, new Remind());
        Recalled().At(Closes).RecordsNothing(actor: null, new Close());
        Open().Do(Anna, new Extend(OneTeam.ClosesAt.AddDays(1))).At(Closes).RecordsNothing(actor: null, new Close());
    }

    [Fact]
    public void ALateOpeningKeepsTheClosing()
    {
        var scene = Scheduled();

        Assert.Equal([new OpenNow(new())], scene.CatchUp(Opens.AddDays(2)));
        Assert.Equal(Closes, scene.Round.ClosesAt);
    }

    [Fact]
    public void ARoundThatWasMissedAltogetherStaysOpenAsLongAsPlannedFromNow()
    {
        var scene = Scheduled();

        Assert.Equal([new OpenNow(new())], scene.CatchUp(Closes.AddDays(20)));
        Assert.Equal(Closes.AddDays(20) + (Closes - Opens), scene.Round.ClosesAt);
    }

    [Fact]
    public void AMissedReminderIsSentLateOnce() => Assert.Equal([new Remind()], Open().CatchUp(Closes.AddHours(-1)).Where(command => command is not CheckTurnout));

    [Fact]
    public void AReminderMissedUntilTheLastHourIsLeftOutAndTheClockWaitsForTheClosing()
    {
        var scene = Open();

        Assert.Equal([new CheckTurnout(3)], scene.CatchUp(Closes.AddMinutes(-59)));
        Assert.Equal(Closes, RoundClock.NextAlarm(scene.Round, scene.Now));
    }

    [Fact]
    public void AReminderMissedUntilTheClosingIsLeftOut() => Assert.Equal([new Close()], Open().CatchUp(Closes.AddDays(1)));

    [Fact]
    public void ARoundOfLessThanFourHoursIsNotReminded()
    {
        var least = OneTeam with { ClosesAt = OneTeam.OpensAt.AddHours(4) };
        Assert.Equal([new Remind()], Open(least).CatchUp(Opens.AddHours(2)).Where(command => command is not CheckTurnout));

        var scene = Open(least with { ClosesAt = least.ClosesAt.AddMinutes(-1) });
        Assert.DoesNotContain(scene.CatchUp(Opens.AddHours(2)), command => command is Remind);
        Assert.Equal(scene.Round.ClosesAt, RoundClock.NextAlarm(scene.Round, Opens));
    }

    [Fact]
    public void TheSpringChangeTakesNoHourFromTheClosingOnTheWall()
    {
        var scene = Draft(OneTeam with { OpensAt = new(2027, 3, 27, 9, 0, 0), ClosesAt = new(2027, 3, 29, 9, 0, 0) }).Do(Anna, new SubmitPlan());
        scene.CatchUp(new(2027, 3, 27, 9, 0, 0, TimeSpan.Zero));

        Assert.Equal(new DateTimeOffset(2027, 3, 29, 8, 0, 0, TimeSpan.Zero), scene.Round.ClosesAt);
    }
}
