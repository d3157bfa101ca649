using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Rounds;
using SupervisionBot.Storage;
using static SupervisionBot.Tests.Rounds.Attack;

namespace SupervisionBot.Tests.Rounds;

/// <summary>No word of few is kept, and leaders and guests may answer and are in no number, whatever is changed outside the app.</summary>
public sealed class FewAnswersTests
{
    [Fact]
    public async Task OfTooFewNotOneAnswerIsOpened()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 3);
        await ChangeOneAsync(scene, round);

        var counted = await scene.CountAsync(round);

        Assert.Equal((3, 0), (counted.Tally!.Answered, counted.Tally.LeftOut));
    }

    [Fact]
    public async Task WhereTooFewAreLeftOnceTouchedAnswersAreLeftOutNoWordIsKept()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 10);
        await ChangeOneAsync(scene, round);

        var counted = await scene.CountAsync(round);

        Assert.Equal((9, 1), (counted.Tally!.Answered, counted.Tally.LeftOut));
        Assert.Empty(await scene.SaidAsync(round));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public async Task OfFewerThanTheCardSaysNoWordIsKept(int people)
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        Assert.Contains("only if at least 10 people answer in all", scene.CardIn(scene.Channels[0]).Words, StringComparison.Ordinal);
        await AnswerAsync(scene, people);

        var counted = await scene.CountAsync(round);
        await scene.EmptiedAsync(round);

        Assert.Equal(people, counted.Tally!.Answered);
        Assert.DoesNotContain(await scene.AllRowsAsync(), row => row.Row.PropertyNames.Any(name => row.Row[name] is string text && text.Contains(Target, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LeadersMayAnswerAndAreInNoNumber()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 9);
        await scene.AnswerAsync(new(RoundScene.Leader, "29:leader", "Sarah Ahmed"), scene.Channels[0], stop: "A leader's own");
        await RoundScene.UntilAsync(() => Task.FromResult(scene.CardIn(scene.Channels[0]).Words.Contains("9 people have answered here.", StringComparison.Ordinal)));

        var counted = await scene.CountAsync(round);

        Assert.Equal(9, counted.Tally!.Answered);
        Assert.Empty(await scene.SaidAsync(round));
    }

    [Fact]
    public async Task AlsoWhereEnoughAnsweredALeaderIsInNoNumber()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 10);
        await scene.AnswerAsync(new(RoundScene.Leader, "29:leader", "Sarah Ahmed"), scene.Channels[0], stop: "A leader's own");

        Assert.Equal(10, (await scene.CountAsync(round)).Tally!.Answered);
    }

    [Theory]
    [InlineData("guest", null)]
    [InlineData("user", "99999999-0000-4000-8000-000000000001")]
    public async Task GuestsMayAnswerAndAreInNoNumber(string role, string? tenant)
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var guest = RoundScene.SomebodyIn(scene.Channels[0], 20) with { Role = role, Tenant = tenant is null ? null : Guid.Parse(tenant) };
        scene.Team.Connector.Fake.Open(scene.Channels[0] with { Members = [guest] });
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 9);
        await scene.AnswerAsync(guest, scene.Channels[0], stop: "A guest's own");
        await RoundScene.UntilAsync(() => Task.FromResult(scene.CardIn(scene.Channels[0]).Words.Contains("9 people have answered here.", StringComparison.Ordinal)));

        var counted = await scene.CountAsync(round);

        Assert.Equal(9, counted.Tally!.Answered);
        Assert.Empty(await scene.SaidAsync(round));
    }

    [Fact]
    public async Task AGuestWhoCameLaterIsKnownADayLater()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        var guest = RoundScene.SomebodyIn(scene.Channels[0], 20) with { Role = "guest" };
        await scene.AnswerAsync(guest, scene.Channels[0], stop: "A guest's own");
        await AnswerAsync(scene, 9);
        scene.Team.Connector.Fake.Open(scene.Channels[0] with { Members = [guest] });

        scene.Team.Clock.Move(TimeSpan.FromDays(2));
        var box = scene.Team.Services.GetRequiredService<AnswerBox>();
        await RoundScene.UntilAsync(async () => (await box.PeopleAsync(round, await scene.FindAsync(round), default))!.Values.Sum() == 9);

        Assert.Equal(9, (await scene.CountAsync(round)).Tally!.Answered);
    }

    [Fact]
    public async Task AGuestWhoIsNotSaidToBeThereAnyMoreIsStillInNoNumber()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var guest = RoundScene.SomebodyIn(scene.Channels[0], 20) with { Role = "guest" };
        scene.Team.Connector.Fake.Open(scene.Channels[0] with { Members = [guest] });
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 9);
        await scene.AnswerAsync(guest, scene.Channels[0], stop: "A guest's own");
        scene.Team.Connector.Fake.Open(scene.Channels[0] with { Members = [] });

        Assert.Equal(9, (await scene.CountAsync(round)).Tally!.Answered);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("removed")]
    [InlineData("another's")]
    public async Task NothingIsCountedWhereTheListOfGuestsWasTouchedOutsideTheApp(string how)
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 12);
        var row = (await RowsAsync(scene, round)).Single(row => row.RowKey == RoundGuests.RowKey);
        switch (how)
        {
            case "changed":
                row.GetBinary("Sealed0")![30] ^= 1;
                await PutAsync(scene, row);
                break;
            case "removed":
                Assert.IsType<BatchOutcome.Done>(await scene.Team.Store.SubmitAsync("rounds", round.Partition, [TableAction.Delete(row)], default));
                break;
            default:
                row["Sealed0"] = (await RowsAsync(scene, round)).Single(row => row.RowKey == TurnoutRow.RowKey).GetBinary("Sealed0");
                await PutAsync(scene, row);
                break;
        }

        scene.Team.Clock.Move(TimeSpan.FromDays(15));
        await scene.ReachAsync(round, RoundStatus.Closed);
        scene.Team.Clock.Move(RoundRinger.CountAfter);
        Assert.False(await CountNowAsync(scene, round));

        Assert.Equal(RoundStatus.Closed, (await scene.FindAsync(round)).Status);
        Assert.Empty(await scene.SaidAsync(round));
    }

    [Fact]
    public async Task NobodysPartInATeamIsAskedForWhenTheyAnswer()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var guest = RoundScene.SomebodyIn(scene.Channels[0], 20) with { Role = "guest" };
        scene.Team.Connector.Fake.Open(scene.Channels[0] with { Members = [guest] });
        var round = await scene.OpenAsync();
        async Task<(int Calls, object? Row)> AskedAsync() => (
            scene.Team.Connector.Fake.Calls.Count(call => call.Operation is FakeTeams.Operation.Members or FakeTeams.Operation.Member),
            (await RowsAsync(scene, round)).SingleOrDefault(row => row.RowKey == RoundGuests.RowKey)?.ETag);
        var (box, guests) = (scene.Team.Services.GetRequiredService<AnswerBox>(), scene.Team.Services.GetRequiredService<RoundGuests>());
        var seal = (await box.SealAsync(round, await scene.FindAsync(round), default))!;
        await RoundScene.UntilAsync(async () => (await guests.OfAsync(round, seal.Seal, default))!.Count == 1);
        var before = await AskedAsync();

        await scene.AnswerAsync(guest, scene.Channels[0], stop: "A guest's own");

        Assert.Equal(before, await AskedAsync());
    }

    [Fact]
    public async Task ThresholdsLoweredWhileARoundIsOpenChangeNothingForIt()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        await AnswerAsync(scene, 4);

        await scene.Team.RestartAsync("--Roles:Leaders:0", $"{RoundScene.Leader}", "--Roles:Leaders:1", $"{RoundScene.OtherLeader}", "--Schedule:Poll", "0.05", "--Rounds:MinimumGroup", "3", "--Rounds:MinimumForComments", "3");
        var counted = await scene.CountAsync(round);

        Assert.Equal(10, counted.Tally!.Thresholds.Comments);
        Assert.Empty(await scene.SaidAsync(round));
    }
}
