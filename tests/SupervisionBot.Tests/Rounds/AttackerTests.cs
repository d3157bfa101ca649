using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Rounds;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;
using static SupervisionBot.Tests.Rounds.Attack;

namespace SupervisionBot.Tests.Rounds;

/// <summary>Somebody who writes rows without having the key, or copies the folder after the count, or waits for a round with few in it, comes to nobody's words.</summary>
public sealed class AttackerTests
{
    [Fact]
    public async Task SealedAnswersOfAnOpenRoundAreNotOpenedInAnotherThatSomebodyMakesUp()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 12);
        var fake = round with { Round = new(Guid.NewGuid()) };
        foreach (var row in await RowsAsync(scene, round))
        {
            await PutAsync(scene, Moved(row, fake.Partition));
        }

        var made = (await scene.FindAsync(fake))!;
        await PutAsync(scene, new(fake.Partition, $"evt|{made.Sequence + 1:D10}") { ["Schema"] = 1, ["At"] = scene.Now, ["Operation"] = "x", ["Event"] = """{"is":"closed","early":true}""" });
        await CountNowAsync(scene, fake);

        Assert.Empty(await scene.SaidAsync(fake));
        Assert.Null((await scene.FindAsync(fake)).Tally);
    }

    [Theory]
    [InlineData("\"anonymous\":true", "\"anonymous\":false")]
    [InlineData("\"team\":\"19:team01@thread.tacv2\"", "\"team\":\"19:team99@thread.tacv2\"")]
    [InlineData("\"conversation\":\"19:team01@thread.tacv2\"", "\"conversation\":\"19:team99@thread.tacv2\"")]
    [InlineData("\"comments\":10", "\"comments\":3")]
    [InlineData("\"counts\":5", "\"counts\":3")]
    public async Task NothingIsOpenedWhosePlanWasChangedOutsideTheApp(string planned, string changed)
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 12);
        foreach (var row in (await RowsAsync(scene, round)).Where(row => row.GetString("Event")?.Contains(planned, StringComparison.Ordinal) == true))
        {
            row["Event"] = row.GetString("Event")!.Replace(planned, changed, StringComparison.Ordinal);
            await PutAsync(scene, row);
        }

        await scene.Team.RestartAsync("--Roles:Leaders:0", $"{RoundScene.Leader}", "--Roles:Leaders:1", $"{RoundScene.OtherLeader}", "--Schedule:Poll", "0.05");
        scene.Team.Clock.Move(TimeSpan.FromDays(15));
        await scene.ReachAsync(round, RoundStatus.Closed);
        await CountNowAsync(scene, round);

        Assert.Empty(await scene.SaidAsync(round));
        Assert.Equal(RoundStatus.Closed, (await scene.FindAsync(round)).Status);
        await scene.Team.Sarah.TypeAsync("rounds");
        await scene.Team.Sarah.PressAsync("round.open");
        Assert.Contains("Its answers can't be opened", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("put back")]
    [InlineData("changed")]
    [InlineData("removed")]
    [InlineData("put in")]
    public async Task AnAnswerThatWasTouchedOutsideTheAppIsLeftOutCountedAndTold(string how)
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 12);
        var (who, channel) = (RoundScene.SomebodyIn(scene.Channels[0], 3), scene.Channels[0]);
        var before = (await RowsAsync(scene, round)).Where(row => row.RowKey.StartsWith("ballot|", StringComparison.Ordinal)).ToDictionary(row => row.RowKey, row => row);
        var dialog = (await scene.OpenDialogAsync(who, channel)).Card!;
        await scene.SendAsync(who, channel, dialog, "reply.save", ("stop.1", "I have changed my mind"));
        var touched = (await RowsAsync(scene, round)).First(row => row.RowKey.StartsWith("ballot|", StringComparison.Ordinal) && !row.GetBinary("Sealed")!.AsSpan().SequenceEqual(before[row.RowKey].GetBinary("Sealed")));
        switch (how)
        {
            case "put back":
                await PutAsync(scene, before[touched.RowKey]);
                break;
            case "changed":
                touched.GetBinary("Sealed")![40] ^= 1;
                await PutAsync(scene, touched);
                break;
            case "removed":
                Assert.IsType<BatchOutcome.Done>(await scene.Team.Store.SubmitAsync("rounds", round.Partition, [TableAction.Delete(touched)], default));
                break;
            default:
                await PutAsync(scene, new(round.Partition, "ballot|00000000000000") { ["Schema"] = 2, ["Sealed"] = touched.GetBinary("Sealed") });
                break;
        }

        var counted = await scene.CountAsync(round);

        Assert.Equal(1, counted.Tally!.LeftOut);
        Assert.Equal(how == "put in" ? 12 : 11, counted.Tally.Answered);
        Assert.DoesNotContain(await scene.SaidAsync(round), said => said.Text == $"{Target}, 3");
        Assert.Contains("One answer is left out", string.Join('\n', SupervisionBot.Rounds.Results.WhyNotShown.Of(new(round, counted, await scene.ResultsAsync(round), new()))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AListOfThoseWhoAnsweredThatWasChangedOutsideTheAppIsNotCountedAndThatIsSaid()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 12);
        var list = (await RowsAsync(scene, round)).Single(row => row.RowKey == "set");
        list.GetBinary("Sealed0")![^3] ^= 1;
        await PutAsync(scene, list);

        scene.Team.Clock.Move(TimeSpan.FromDays(14));
        await scene.ReachAsync(round, RoundStatus.Closed);
        await CountNowAsync(scene, round);

        Assert.Equal(RoundStatus.Closed, (await scene.FindAsync(round)).Status);
        Assert.Empty(await scene.SaidAsync(round));
        await scene.Team.Sarah.OpenNewestAsync();
        Assert.Contains("or its list of answers was changed outside this app", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACopyThatStalledBeforeTheOpeningReplacesNoListThatHasAnswers()
    {
        HeldStore? store = null;
        await using var scene = await RoundScene.MeetAsync(1, services => services.Decorate(own => store = new(own)));
        var planned = await scene.PlanAsync();
        var round = await scene.FindAsync(planned);
        var box = scene.Team.Services.GetRequiredService<AnswerBox>();
        Assert.True(await box.PrepareAsync(planned, round with { Thresholds = new(5, 10) }, default));
        store!.Hold("rounds");
        var stalled = box.PrepareAsync(planned, round with { Thresholds = new(3, 5) }, default);
        await store.WaitsAsync();
        scene.Team.Clock.Move(TimeSpan.FromHours(1));
        await scene.ReachAsync(planned, RoundStatus.Open);
        await scene.PostedAsync(planned);
        await AnswerAsync(scene, 10);

        store.Release();

        Assert.False(await stalled);
        Assert.Equal(10, (await scene.CountAsync(planned)).Tally!.Answered);
    }

    [Fact]
    public async Task NoRowWithANameIsWrittenWhenSomebodyAnswers()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        await scene.OpenAsync();
        var who = RoundScene.SomebodyIn(scene.Channels[0], 7);

        await scene.AnswerAsync(who, scene.Channels[0], stop: Target);

        Assert.DoesNotContain(await scene.AllRowsAsync(), row => row.Row.RowKey.Contains($"{who.ObjectId:N}", StringComparison.Ordinal) || row.Row.PartitionKey.Contains($"{who.ObjectId:N}", StringComparison.Ordinal)
            || row.Row.PropertyNames.Any(name => $"{row.Row[name]}".Contains($"{who.ObjectId}", StringComparison.Ordinal) || $"{row.Row[name]}".Contains(who.Mri, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AfterTheCountNoCopyOfTheFolderOpensAnything()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 12);
        var keys = Directory.GetFiles($"{scene.Team.Folder}-keys");
        var key = await File.ReadAllBytesAsync(Assert.Single(keys));
        var sealings = await SealingsAsync(scene, round);
        Assert.Equal(12, sealings.Count);
        Assert.True(scene.Team.IsInAFile(sealings[0]));

        await scene.CountAsync(round);
        await scene.EmptiedAsync(round);

        Assert.Empty(Directory.GetFiles($"{scene.Team.Folder}-keys"));
        Assert.False(scene.Team.IsInAFile(key));

        // The last row is gone a moment before the log is emptied; the same once more ends after both, but not while the clock does it too.
        await RoundScene.UntilAsync(() => scene.Team.Services.GetRequiredService<AnswerBox>().EmptyAsync(round, default));
        Assert.All(sealings, sealing => Assert.False(scene.Team.IsInAFile(sealing)));
    }

    [Fact]
    public async Task AnAnswerThatIsWithdrawnIsInNoFileAtOnce()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 1);
        var sealing = Assert.Single(await SealingsAsync(scene, round));
        Assert.True(scene.Team.IsInAFile(sealing));
        var (who, channel) = (RoundScene.SomebodyIn(scene.Channels[0], 0), scene.Channels[0]);

        await scene.SendAsync(who, channel, (await scene.OpenDialogAsync(who, channel)).Card!, "reply.withdraw");

        Assert.Empty(await SealingsAsync(scene, round));
        Assert.False(scene.Team.IsInAFile(sealing));
    }

    [Fact]
    public async Task AnExportHasNothingOfAnOpenRoundsAnswersAndSaysWhich()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 2);
        var file = Path.Combine(scene.Team.Folder, "export.jsonl");

        var result = await new SupervisionBot.Transfer.Export(scene.Team.Store, TextWriter.Null, scene.Team.Clock).RunAsync(file, withReflections: true, default);

        Assert.Equal([round.Partition], result.OpenRounds);
        var text = await File.ReadAllTextAsync(file);
        Assert.All(["\"ballot|", "\"seal\"", "\"set\""], part => Assert.DoesNotContain(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AKeyThatIsMissingIsNotMadeAnew()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 2);
        var key = Assert.Single(Directory.GetFiles($"{scene.Team.Folder}-keys"));
        File.Move(key, $"{scene.Team.Folder}.moved");
        await scene.Team.RestartAsync("--Roles:Leaders:0", $"{RoundScene.Leader}", "--Schedule:Poll", "0.05");

        var answer = await scene.OpenDialogAsync(RoundScene.SomebodyIn(scene.Channels[0], 1), scene.Channels[0]);

        Assert.Contains("Answers can't be taken just now", answer.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles($"{scene.Team.Folder}-keys"));
        File.Move($"{scene.Team.Folder}.moved", key);
        Assert.Equal(2, (await scene.CountAsync(round)).Tally!.Answered);
    }

    [Fact]
    public async Task ACopyThatStalledWritesNothingIntoARoundThatIsBeingCounted()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 12);
        var box = scene.Team.Services.GetRequiredService<AnswerBox>();
        var open = await scene.FindAsync(round);
        var seal = (await box.SealAsync(round, open, default))!;
        await box.LockAsync(round, seal, default);

        var refusal = await box.KeepAsync(round, open, seal, new(Guid.NewGuid()), before: null, new("c1", new(["Too late"], [], [])));

        Assert.IsType<NoAnswersNow>(refusal);
    }

    [Fact]
    public async Task ACountThatWasBrokenOffTakesNoMoreAnswersOfACopyThatStalled()
    {
        RacingStore? store = null;
        await using var scene = await RoundScene.MeetAsync(1, services => services.Decorate(own => store = new(own, RoundRows.Head)));
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 12);
        var box = scene.Team.Services.GetRequiredService<AnswerBox>();
        var open = await scene.FindAsync(round);
        var seal = (await box.SealAsync(round, open, default))!;
        scene.Team.Clock.Move(TimeSpan.FromDays(14));
        await scene.ReachAsync(round, RoundStatus.Closed);
        store!.Races = int.MaxValue;
        Assert.False(await CountNowAsync(scene, round));

        var refusal = await box.KeepAsync(round, open, seal, new(Guid.NewGuid()), before: null, new("c01", new(["Too late"], [], [])));

        Assert.IsType<NoAnswersNow>(refusal);
    }
}
