using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>A card that was drawn before the session moved brings the present one, and what was typed on it is not lost.</summary>
public sealed class OldCardTests
{
    [Fact]
    public async Task OnlyWhatWasChangedOnAnOldCardIsSaved()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.happening", "First"), ("answer.information.known", "Second"));
        var phone = team.Priya.OnAnotherDevice();
        await team.Priya.PressAsync("answer.save", ("answer.information.happening", "First, corrected"));

        await phone.PressAsync("answer.save", ("answer.information.known", "Second, corrected"));

        Assert.Equal("First, corrected", phone.Card.Input("answer.information.happening").Value);
        Assert.Equal("Second, corrected", phone.Card.Input("answer.information.known").Value);
    }

    [Theory]
    [InlineData("answer.save")]
    [InlineData("step.next")]
    public async Task WhatIsTypedOnTheCardOfAnEarlierStepIsSavedThere(string verb)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var phone = team.Sarah.OnAnotherDevice();
        await team.Sarah.PressAsync("step.next");

        await phone.PressAsync(verb, ("answer.information.known", "The school rang"));

        Assert.Contains(phone.Card.Inputs, input => input.Id == "answer.assessment.childs-voice");
        await phone.PressAsync("step.back");
        Assert.Equal("The school rang", phone.Card.Input("answer.information.known").Value);
    }

    [Fact]
    public async Task NextOnAnOldCardMovesNothingAndSaysSo()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var phone = team.Sarah.OnAnotherDevice();
        await team.Sarah.PressAsync("step.next");
        var length = await team.TrailLengthAsync(team.Sarah.Card.Session);

        await phone.PressAsync("step.next");

        Assert.Equal(length, await team.TrailLengthAsync(team.Sarah.Card.Session));
        Assert.Contains("older", phone.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASummaryThatChangedIsNotSignedUnread()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.SummariseAsync();
        await team.Priya.ToTheEndAsync();
        await team.Sarah.PressAsync("check.fix");
        await team.Sarah.PressAsync("step.next", ("answer.contingency.plan", "Ring the night team"));
        await team.Sarah.PressAsync("summary.prepare");

        await team.Priya.PressAsync("summary.sign");

        Assert.True(team.Priya.Card.Has("summary.disagree"));
        Assert.Contains("has changed", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Empty((await team.StoredAsync(team.Priya.Card.Session)).Session.Positions);
    }

    [Fact]
    public async Task ACommentWrittenWhileTheSessionWentBackIsGivenBackToCopy()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.SummariseAsync();
        await team.Sarah.PressAsync("check.fix");

        await team.Priya.PressAsync("summary.comment", ("remark", "The date was a Tuesday"));

        Assert.Contains("The date was a Tuesday", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerToAFrozenSessionIsGivenBackToCopy()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var phone = team.Priya.OnAnotherDevice();
        await team.SummariseAsync();
        await team.Sarah.ConfirmAsync();
        await team.Priya.ConfirmAsync();

        await phone.PressAsync("answer.save", ("answer.information.wanted-now", "One more thing"));

        Assert.True(phone.Card.Has("addendum.add"));
        Assert.Contains("One more thing", phone.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALongAnswerBesideAWrongDateIsNotLost()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("plan");
        var rationale = string.Concat(Enumerable.Repeat("Because he is tired. ", 150));

        await team.Sarah.PressAsync("answer.save", ("answer.plan.rationale", rationale), ("answer.plan.review-date", "2020-01-01"));

        Assert.Contains(rationale, team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOptionTypedWithMoreThanFitsIsNotLostWithTheRest()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("options");
        var option = string.Concat(Enumerable.Repeat("Visit. ", 400));

        await team.Sarah.PressAsync("answer.save", ("option.options.list", option));

        Assert.Contains(option[..2000], team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("2,800", team.Sarah.Card.Words, StringComparison.Ordinal);
    }
}
