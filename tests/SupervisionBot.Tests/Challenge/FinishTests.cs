using SupervisionBot.Core.Sessions;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Challenge;

/// <summary>The end of a run, and the next one.</summary>
public sealed class FinishTests
{
    [Fact]
    public async Task ARunIsFinishedWithAnActionAndSignedOffAlone()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.RateAsync(2, ("supervision.q9", "not-yet"));
        await team.Tom.PressAsync("step.next");
        await team.Tom.OpenAsync("action.open", "action", "0");
        await team.Tom.SubmitAsync("action.save", ("what", "Protect an hour a month"), ("who", "Tom Byrne"), ("when", "2027-05-03"), ("measure", "It is in each diary"));
        await team.Tom.PressAsync("answer.save", ("answer.supervision.reflect.improve", "Line management of supervisors."));
        await team.Tom.PressAsync("challenge.areas");

        await team.Tom.PressAsync("challenge.finish");

        Assert.Contains("Left out, which is fine: Induction, training and development of practitioners; Evidencing", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Waiting for", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.False(team.Tom.Card.Has("summary.disagree"));
        Assert.StartsWith("Summary to confirm", team.Tom.Card.Words.Split('\n').First(line => line.StartsWith("Summary", StringComparison.Ordinal)), StringComparison.Ordinal);
        var words = await team.Tom.ReadAsync();
        Assert.Contains("Protect an hour a month", words, StringComparison.Ordinal);
        Assert.Contains("3 May 2027", words, StringComparison.Ordinal);
        Assert.Contains("Line management of supervisors.", words, StringComparison.Ordinal);
        await team.Tom.ConfirmAsync();
        Assert.Equal(SessionStatus.Frozen, (await team.StoredAsync(team.Tom.Card.Session)).Session.Status);
    }

    [Fact]
    public async Task WhoeverSignsOffAloneIsToldNothingOfDisagreements()
    {
        await using var team = await SupervisionTeam.MeetAsync("--Roles:Leaders:0", "22222222-0000-4000-8000-000000000003", "--Roles:ToldOfDisagreements:0", "22222222-0000-4000-8000-000000000001");
        await team.Tom.RateAsync(1, ("training.q1", "strength"));
        await team.Tom.TypeAsync("challenge");

        await team.Tom.PressAsync("challenge.finish");
        await team.Tom.ToTheEndAsync();

        Assert.Contains("Yours is the last word.", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("If you disagree", team.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoCardOfARunSpeaksOfACaseOrADecision()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.TypeAsync("area 1");
        await team.Tom.PressAsync("session.ending");
        await team.Tom.PressAsync("session.cancel", ("reason", "Begun by mistake."));
        await team.Tom.TypeAsync("sessions");

        Assert.DoesNotContain(team.Connector.All.Select(sent => sent.Card).OfType<ShownCard>().Append(team.Tom.Card).Where(card => !card.Has("start.open")), card =>
            card.Words.Contains("Case ", StringComparison.Ordinal) || card.Words.Contains("without a decision", StringComparison.Ordinal) || card.Words.Contains("not here yet", StringComparison.Ordinal));
        Assert.Contains("Challenge questions for leaders", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Ended", team.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SoonAfterASignOffTheCardSaysWhenTheNextRunIsDueAndForbidsNothing()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.RateAsync(1, ("training.q1", "strength"));
        await team.Tom.SignOffAsync();

        await team.Tom.TypeAsync("challenge");

        Assert.Contains("The next one is due on 4 September 2027", team.Tom.Card.Words, StringComparison.Ordinal);
        await team.Tom.PressAsync(team.Tom.Card.Button("challenge.area", "area", "1"));
        Assert.True(string.IsNullOrEmpty(team.Tom.Card.Input("answer.training.q1").Value));
    }

    [Fact]
    public async Task AfterSixMonthsTheCardSaysThatItIsTime()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.RateAsync(1, ("training.q1", "strength"));
        await team.Tom.SignOffAsync();

        team.Clock.Move(TimeSpan.FromDays(190));
        await team.Tom.TypeAsync("challenge");

        Assert.Contains("it is time to see what has moved", team.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatMovedIsToldAreaByAreaWithBothAnswers()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.RateAsync(1, ("training.q1", "not-yet"), ("training.q2", "strength"));
        await team.Tom.SignOffAsync();
        team.Clock.Move(TimeSpan.FromDays(190));
        await team.Tom.RateAsync(1, ("training.q1", "developing"), ("training.q2", "strength"), ("training.q3", "not-yet"));
        await team.Tom.TypeAsync("challenge");

        await team.Tom.PressAsync("challenge.moved");

        Assert.Contains("1 moved up, 1 the same, 1 newly answered.", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Not yet → Developing", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Not answered → Not yet", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Strength →", team.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithOneRunNothingHasMovedYet()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.RateAsync(1, ("training.q1", "not-yet"));
        await team.Tom.TypeAsync("challenge");

        await team.Tom.PressAsync("challenge.moved");

        Assert.Contains("once a second one has answers", team.Tom.Card.Words, StringComparison.Ordinal);
    }
}
