using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rounds;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Rounds;

/// <summary>What leaders are told of rounds is a small card whose one button brings the round, or its results.</summary>
public sealed class RoundNewsTests
{
    private static readonly PersonId s_leader = new(RoundScene.Leader);
    private static readonly PersonId s_other = new(RoundScene.OtherLeader);

    [Fact]
    public async Task APlanThatWaitsIsReadAndApprovedFromItsNews()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        var address = await SubmittedAsync(scene);
        await scene.Team.Tom.ReceiveNewsAsync("Read the plan, to approve it");
        Assert.DoesNotContain(scene.Team.Connector.All, sent => ((string?)sent.Body["summary"])?.Contains("What should change?", StringComparison.Ordinal) == true);

        await scene.Team.Tom.PressAsync("round.open");
        await scene.Team.Tom.PressAsync("plan.approve");

        Assert.Equal(RoundStatus.Scheduled, (await scene.FindAsync(address)).Status);
        await scene.Team.Sarah.ReceiveNewsAsync("Open the round");
        await scene.Team.Sarah.PressAsync("round.open");
        Assert.Contains("Opens on", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APlanThatWasSentBackIsOpenedFromItsNews()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        var address = await SubmittedAsync(scene);
        await scene.Turns.RunAsync(address, s_other, "back", new SendBack((await scene.FindAsync(address)).SubmittedAt, "Too wide"), default);
        await scene.Team.Sarah.ReceiveNewsAsync("Read why");
        Assert.DoesNotContain("Too wide", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);

        await scene.Team.Sarah.PressAsync("round.open");

        Assert.Contains("Too wide", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheResultsOfARoundAreReadFromItsNews()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var address = await scene.OpenAsync();
        await scene.AnswerAsync(RoundScene.SomebodyIn(scene.Channels[0], 1), scene.Channels[0], stop: "Forms");
        await scene.CountAsync(address);
        await scene.Team.Tom.ReceiveNewsAsync("Read the results");

        await scene.Team.Tom.PressAsync("results.open");

        Assert.Contains("What should change?", scene.Team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.False(scene.Team.Tom.Card.IsNews);
    }

    [Fact]
    public async Task TheNewsOfARoundBringNothingToWhoeverDoesNotLead()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        await SubmittedAsync(scene);
        await scene.Team.Tom.ReceiveNewsAsync("Read the plan, to approve it");

        var answer = await scene.Team.Priya.SendAsync(scene.Team.Priya.Execute("round.open", scene.Team.Tom.Card.Button("round.open").Data));

        Assert.Null(answer.Card);
        Assert.Equal(PlanningFeature.NotALeader, answer.Message);
    }

    [Fact]
    public async Task AButtonThatAsksOnceMoreSaysWhenItsCardIsOld()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var address = await scene.OpenAsync();
        await scene.Team.Sarah.TypeAsync("rounds");
        await scene.Team.Sarah.PressAsync("round.open");
        await scene.CountAsync(address);

        await scene.Team.Sarah.PressAsync(scene.Team.Sarah.Card.Button("round.sure", "what", "round.close"));

        Assert.Contains("That card was an older one", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Counted", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    private static async Task<RoundAddress> SubmittedAsync(RoundScene scene)
    {
        var address = new RoundAddress(SupervisionTeam.Tenant, new(Guid.NewGuid()));
        var opens = LondonTime.Of(scene.Now) + TimeSpan.FromHours(1);
        var channels = scene.Channels.Select((channel, place) => new RoundChannel(RoundChannel.KeyOf(place + 1), channel.Id, channel.Team!.Id, channel.Team.Name, "General")).ToList();
        var draft = new DraftRound(new("What should change?", channels, opens, opens + TimeSpan.FromDays(14), Anonymous: true, Repeats: null), "Sarah Ahmed");
        Assert.Null((await scene.Turns.RunAsync(address, s_leader, "draft", (_, now) => RoundDecision.Draft(s_leader, now, draft), default)).Refusal);
        Assert.Null((await scene.Turns.RunAsync(address, s_leader, "submit", new SubmitPlan(), default)).Refusal);
        return address;
    }
}
