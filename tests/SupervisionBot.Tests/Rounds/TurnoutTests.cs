using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Rounds;
using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Rounds;

/// <summary>The list of those who answered is what they did last, however it is stored, and is not believed where it was touched.</summary>
public sealed class TurnoutTests
{
    private const int Many = 1_100;

    private static readonly Gen<TurnoutChange[][]> s_changes =
        (from changes in (from name in Gen.Choose(0, 20)
                          from channel in Gen.Choose(0, 99)
                          from version in Gen.Choose(0, 5)
                          select new TurnoutChange($"{name:x14}", channel, version == 0 ? null : [.. Enumerable.Repeat((byte)version, 40)])).ArrayOf()
         select changes.DistinctBy(change => change.Name).ToArray()).ArrayOf();

    [Fact]
    public void ItIsWhatEachDidLastWhetherItIsWrittenWholeOrByWhatChanged() => Prop.ForAll(s_changes.ToArbitrary(), batches =>
    {
        var last = new Dictionary<string, TurnoutChange>(StringComparer.Ordinal);
        var (whole, since) = (Turnout.Nobody, Array.Empty<byte>());
        foreach (var batch in batches)
        {
            whole = whole.With(Turnout.LinesOf(batch));
            since = Turnout.Together(since, Turnout.LinesOf(batch));
            foreach (var change in batch)
            {
                last[change.Name] = change;
            }
        }

        var here = last.Values.Where(change => change.Sealing is not null).ToList();
        return new[] { whole, Turnout.Nobody.With(since), Turnout.FromBytes([.. whole.Bytes]) }.All(turnout => turnout.Count == here.Count
            && here.TrueForAll(change => turnout.ChannelOf(change.Name, change.Sealing) == change.Channel)
            && last.Values.All(change => turnout.Has(change.Name) == change.Sealing is not null));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task OfMoreThanAreWrittenWithEachAnswerAnotherCopyOfTheAppReadsAll()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, round, Many);
        Assert.Contains(await scene.AllRowsAsync(), row => row.Row.RowKey == "set|all");
        using var copy = ActivatorUtilities.CreateInstance<AnswerBox>(scene.Team.Services);

        Assert.Equal(Many, (await copy.PeopleAsync(round, await scene.FindAsync(round), default))!.Values.Sum());
        Assert.Equal((Many, 0), (await scene.CountAsync(round)).Tally is { } tally ? (tally.Answered, tally.LeftOut) : default);
    }

    [Theory]
    [InlineData("put back")]
    [InlineData("changed")]
    [InlineData("removed")]
    public async Task NothingIsCountedWhereTheLongListWasTouchedOutsideTheApp(string how)
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, round, 600);
        var before = await WholeAsync(scene, round);
        await AnswerAsync(scene, round, Many, from: 600);
        var row = await WholeAsync(scene, round);
        Assert.NotEqual(before.ETag, row.ETag);
        if (how == "changed")
        {
            row.GetBinary("Sealed0")![100] ^= 1;
        }

        var touched = how == "removed" ? TableAction.Delete(row) : TableAction.Upsert(how == "put back" ? before : row);
        Assert.IsType<BatchOutcome.Done>(await scene.Team.Store.SubmitAsync("rounds", round.Partition, [touched], default));

        scene.Team.Clock.Move(TimeSpan.FromDays(15));
        await scene.ReachAsync(round, RoundStatus.Closed);
        scene.Team.Clock.Move(RoundRinger.CountAfter);
        Assert.False(await scene.Team.Services.GetRequiredService<RoundCount>().RunAsync(round, default));
        Assert.Empty(await scene.SaidAsync(round));
    }

    private static async Task<TableEntity> WholeAsync(RoundScene scene, RoundAddress round) => (await scene.Team.Store.GetAsync("rounds", round.Partition, "set|all", default))!;

    private static async Task AnswerAsync(RoundScene scene, RoundAddress address, int to, int from = 0)
    {
        var box = scene.Team.Services.GetRequiredService<AnswerBox>();
        var round = await scene.FindAsync(address);
        var seal = (await box.SealAsync(address, round, default))!;
        await Task.WhenAll(Enumerable.Range(from, to - from).Select(async number =>
            Assert.Null(await box.KeepAsync(address, round, seal, new(RoundScene.SomebodyIn(scene.Channels[0], number).ObjectId), before: null, new(RoundChannel.KeyOf(1), new([$"Late panels, {number}"], [], []))))));
    }
}
