using SupervisionBot.Scheduling;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Scheduling;

/// <summary>Alarms ring at their time, whatever fails and however many copies of the app look. The same on each engine of storage.</summary>
public abstract class AlarmTests : AlarmScene
{
    [SkippableFact]
    public async Task WhatIsDueIsRungOnceAndRemoved()
    {
        await SetAsync("a", s_start);

        await RunAsync();
        await RunAsync();

        Assert.Equal(["a"], _bell.Rung);
        Assert.Empty(await RowsAsync());
    }

    [SkippableFact]
    public async Task NothingRingsBeforeItsTime()
    {
        await SetAsync("a", s_start.AddMinutes(5));

        _clock.Now = s_start.AddMinutes(5).AddTicks(-1);
        await RunAsync();
        Assert.Empty(_bell.Rung);
        _clock.Now = s_start.AddMinutes(5);
        await RunAsync();

        Assert.Equal(["a"], _bell.Rung);
    }

    [SkippableFact]
    public async Task AlarmsOfEveryShardRing()
    {
        var subjects = Enumerable.Range(0, 60).Select(number => $"{number}").ToList();
        foreach (var subject in subjects)
        {
            await SetAsync(subject, s_start);
        }

        await RunAsync();

        Assert.Equal(subjects.Order(StringComparer.Ordinal), _bell.Rung.Order(StringComparer.Ordinal));
        Assert.Empty(await RowsAsync());
    }

    [SkippableFact]
    public async Task SeveralAlarmsForOneThingAreOneLook()
    {
        await SetAsync("a", s_start.AddDays(-7));
        await SetAsync("a", s_start.AddDays(-1));
        await SetAsync("a", s_start.AddDays(7));

        await RunAsync();

        Assert.Equal(["a"], _bell.Rung);
        Assert.Equal(s_start.AddDays(7), Assert.Single(await RowsAsync()).GetDateTimeOffset("At"));
    }

    [SkippableFact]
    public async Task AnAlarmThatFailsRingsLaterAndLaterUpToAnHour()
    {
        _bell.Answer = _ => Task.FromResult(false);
        await SetAsync("a", s_start);

        var pauses = new List<double>();
        for (var failure = 1; failure <= 13; failure++)
        {
            await RunAsync();
            Assert.Equal(failure, _bell.Rung.Count);
            var next = RingsAt(Assert.Single(await RowsAsync()));
            pauses.Add((next - _clock.Now).TotalSeconds);
            _clock.Now = next.AddTicks(-1);
            await RunAsync();
            _clock.Now = next;
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600], pauses);
    }

    [SkippableFact]
    public async Task SeveralAlarmsOfOneThingThatFailsPauseTogether()
    {
        _bell.Answer = _ => Task.FromResult(false);
        await SetAsync("a", s_start.AddDays(-7));
        await SetAsync("a", s_start.AddDays(-1));
        await RunAsync();

        await RunAsync();

        Assert.Equal(["a"], _bell.Rung);
        Assert.Single(await RowsAsync());
    }

    [SkippableFact]
    public async Task ARingerThatThrowsFailsAndHoldsUpNoOther()
    {
        _bell.Answer = subject => subject == "a" ? throw new InvalidOperationException("broken") : Task.FromResult(true);
        foreach (var subject in new[] { "a", "b", "c", "d" })
        {
            await SetAsync(subject, s_start);
        }

        await RunAsync();

        Assert.Equal(["a", "b", "c", "d"], _bell.Rung.Order(StringComparer.Ordinal));
        Assert.Equal("a", Assert.Single(await RowsAsync()).GetString("Subject"));
    }

    [SkippableFact]
    public async Task AnAlarmThatKeepsFailingIsParkedAfterThirtyTimesAndRingsNoMoreUntilTheNextStart()
    {
        _bell.Answer = _ => Task.FromResult(false);
        await SetAsync("a", s_start);

        var sweep = Sweep();
        for (var hour = 0; hour < AlarmSweep.MostFailures + 2; hour++)
        {
            await sweep.RunAsync(default);
            _clock.Now += TimeSpan.FromHours(1);
        }

        Assert.Equal(AlarmSweep.MostFailures, _bell.Rung.Count);
        Assert.StartsWith(AlarmRows.Parked, Assert.Single(await RowsAsync()).RowKey, StringComparison.Ordinal);

        // What kept it from being dealt with has been put right, and the app is started again.
        _bell.Answer = _ => Task.FromResult(true);
        await RunAsync();
        Assert.Empty(await RowsAsync());
    }

    [SkippableFact]
    public async Task AnAlarmOfAKindThatNobodyKnowsWaitsForTheCopyThatDoes()
    {
        await new Alarms(Sound).SetAsync(new("whistle", s_tenant, "a", s_start), default);

        await RunAsync();
        Assert.StartsWith("aside|at|", Assert.Single(await RowsAsync()).RowKey, StringComparison.Ordinal);
        var whistle = new Bell("whistle");
        await Sweep(more: whistle).RunAsync(default);

        Assert.Equal(["a"], whistle.Rung);
        Assert.Empty(await RowsAsync());
    }

    [SkippableFact]
    public async Task OneShardThatFailsStopsNoneOfTheOthers()
    {
        foreach (var subject in Enumerable.Range(0, 60))
        {
            await SetAsync($"{subject}", s_start);
        }

        Assert.False(await Sweep(store: new UnluckyStore(Sound, AlarmRows.Table, AlarmRows.Partition(0))).RunAsync(default));

        Assert.All(await RowsAsync(), row => Assert.Equal(AlarmRows.Partition(0), row.PartitionKey));
        Assert.NotEmpty(_bell.Rung);
    }

    [SkippableFact]
    public async Task WhileStorageIsAwayNothingIsLostAndNothingCounted()
    {
        _bell.Answer = _ => throw new StorageUnavailableException("away", innerException: null);
        await SetAsync("a", s_start);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => RunAsync());
        Assert.Equal(0, Assert.Single(await RowsAsync()).GetInt32("Failures"));

        _bell.Answer = _ => Task.FromResult(true);
        await RunAsync();

        Assert.Equal(["a", "a"], _bell.Rung);
        Assert.Empty(await RowsAsync());
    }

    [SkippableFact]
    public async Task AnAlarmWhoseRemovalIsLostRingsAgain()
    {
        await SetAsync("a", s_start);
        Store.Fail(Fault.WritesAreLost);
        await RunAsync(_only, Store);
        Store.Heal();

        await RunAsync(_only, Store);

        Assert.Equal(["a", "a"], _bell.Rung);
        Assert.Empty(await RowsAsync());
    }

    [SkippableFact]
    public async Task AnAlarmIsOnlySaidToBeSetWhenItIs()
    {
        Store.Fail(Fault.WritesAreLost);
        Assert.False(await new Alarms(Store).SetAsync(new("bell", s_tenant, "a", s_start), default));
        Store.Heal();

        Assert.True(await new Alarms(Store).SetAsync(new("bell", s_tenant, "a", s_start), default));
        Assert.True(await new Alarms(Store).SetAsync(new("bell", s_tenant, "a", s_start), default));
        Assert.Single(await RowsAsync());
    }

    [SkippableFact]
    public async Task TwoCopiesThatLookAtTheSameTimeLeaveNothingBehindAndLoseNothing()
    {
        var subjects = Enumerable.Range(0, 10).Select(number => $"{number}").ToList();
        foreach (var subject in subjects)
        {
            await SetAsync(subject, s_start);
        }

        await Task.WhenAll(RunAsync(), RunAsync());

        Assert.Equal(subjects, _bell.Rung.Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(await RowsAsync());
    }

    [SkippableFact]
    public async Task ACopyThatFailsDoesNotUndoWhatAnotherHasDone()
    {
        await SetAsync("a", s_start);
        var done = false;
        // The other copy comes through while this one is still at it.
        _bell.Answer = async _ =>
        {
            if (done)
            {
                return true;
            }

            done = true;
            await RunAsync();
            return false;
        };

        await RunAsync();

        Assert.Equal(["a", "a"], _bell.Rung);
        Assert.Empty(await RowsAsync());
    }

    [SkippableFact]
    public async Task AShardThatAnotherCopyHoldsIsLeftAlone()
    {
        var other = new ShardLeases(Sound, "other", TimeSpan.FromMinutes(5), TimeProvider.System);
        foreach (var copy in new[] { other, _only, other })
        {
            await copy.RenewAsync(_ => false, default);
        }

        for (var number = 0; number < 40; number++)
        {
            await SetAsync($"{number}", s_start);
        }

        await RunAsync(other);
        var rung = _bell.Rung.Count;
        Assert.All(await RowsAsync(), row => Assert.True(_only.Holds(Convert.ToInt32(row.PartitionKey["shard".Length..], 16))));
        await RunAsync(_only);

        Assert.InRange(rung, 1, 39);
        Assert.Equal(40, _bell.Rung.Distinct().Count());
        Assert.Equal(40, _bell.Rung.Count);
    }

    [SkippableFact]
    public async Task AnAlarmSetAgainWhileItRingsRingsAgain()
    {
        await SetAsync("a", s_start);
        _bell.Answer = async _ =>
        {
            if (_bell.Rung.Count == 1)
            {
                await SetAsync("a", s_start);
            }

            return true;
        };

        await RunAsync();
        await RunAsync();

        Assert.Equal(["a", "a"], _bell.Rung);
        Assert.Empty(await RowsAsync());
    }

    [SkippableFact]
    public async Task WhatWasMissedRingsAtTheNextStartOnce()
    {
        await SetAsync("a", s_start.AddDays(7));
        _clock.Now = s_start.AddDays(40);

        var started = await HoldingAsync("only");
        await RunAsync(started);
        await RunAsync(started);

        Assert.Equal(["a"], _bell.Rung);
    }
}
