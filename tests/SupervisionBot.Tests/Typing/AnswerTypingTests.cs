using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Typing;

/// <summary>Who has chosen to answer by typing has each message added, until it could be meant for something else.</summary>
public sealed class AnswerTypingTests
{
    [Fact]
    public async Task EachMessageIsAddedAsAParagraphAndConfirmed()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();

        await team.Priya.TypeAsync("The school rang");
        Assert.Contains("Added to:", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Priya.TypeAsync("So did his aunt");

        Assert.Equal("The school rang\n\nSo did his aunt", await team.AnswerAsync(session, Typed.Known, team.Priya));
        Assert.All(["typed.back", "typed.next", "typed.done"], verb => Assert.True(team.Priya.Card.Has(verb)));
        Assert.DoesNotContain(await team.TypedRowsAsync(team.Priya), row => row.GetText("Text") is not null);
    }

    [Fact]
    public async Task WhatWasWrittenInTheDialogIsSavedWhenTypingIsChosen()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.OpenAsync("prompt.open", "prompt", Typed.Known);

        await team.Priya.SubmitAsync("typed.start", ("answer.information.known", "The school rang"));
        await team.Priya.ReceiveAsync("typed.done");
        await team.Priya.TypeAsync("So did his aunt");

        Assert.Equal("The school rang\n\nSo did his aunt", await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task WhatIsTooLongInTheDialogComesBackInTheDialog()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.OpenAsync("prompt.open", "prompt", Typed.Known);

        await team.Priya.SubmitAsync("typed.start", ("answer.information.known", new string('y', 5000)));

        Assert.Contains("5,000", team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.Equal(5000, team.Priya.Dialog.Input("answer.information.known").Value!.Length);
    }

    [Fact]
    public async Task TheSmallCardSavesAndGoesOnWithTyping()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync("Two missed days");

        await team.Priya.PressAsync("typed.start");
        await team.Priya.TypeAsync("And one morning");

        Assert.Equal("Two missed days\n\nAnd one morning", await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task AMessageDeliveredTwiceIsAddedOnce()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();
        var message = team.Priya.Typed("The school rang");

        await team.Priya.SendAsync(message);
        await team.PostAsync(message);

        Assert.Equal("The school rang", await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task TakingBackTakesExactlyThatMessageOut()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();
        await team.Priya.TypeAsync("The school rang");
        await team.Priya.TypeAsync("sorry, ignore that");
        var wrong = team.Priya.OnAnotherDevice();
        await team.Priya.TypeAsync("So did his aunt");

        await wrong.PressAsync("typed.back");
        Assert.Equal("The school rang\n\nSo did his aunt", await team.AnswerAsync(session, Typed.Known, team.Priya));
        Assert.Contains("Taken back from:", wrong.Card.Words, StringComparison.Ordinal);
        Assert.False(wrong.Card.Has("typed.back"));
        await team.Priya.PressAsync("typed.back");

        Assert.Equal("The school rang", await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task WhatIsTakenBackIsInNoVersionOfTheAnswer()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();
        await team.Priya.TypeAsync("The school rang");
        await team.Priya.TypeAsync("Casey hides him at Mill Lane");
        var wrong = team.Priya.OnAnotherDevice();
        await team.Priya.TypeAsync("So did his aunt");

        await wrong.PressAsync("typed.back");

        Assert.Contains("erased from the record", wrong.Card.Words, StringComparison.Ordinal);
        Assert.Equal("The school rang\n\nSo did his aunt", await team.AnswerAsync(session, Typed.Known, team.Priya));
        Assert.Contains("So did his aunt", await team.StoredTextAsync(session), StringComparison.Ordinal);
        Assert.DoesNotContain("Mill Lane", await team.StoredTextAsync(session), StringComparison.Ordinal);
        await team.Priya.PressAsync("typed.back");
        Assert.DoesNotContain("his aunt", await team.StoredTextAsync(session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakingBackTwiceTakesOneMessageOut()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();
        await team.Priya.TypeAsync("He was away");
        await team.Priya.TypeAsync("He was away");
        var phone = team.Priya.OnAnotherDevice();

        await team.Priya.PressAsync("typed.back");
        await phone.PressAsync("typed.back");

        Assert.Equal("He was away", await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task AnAnswerThatWasChangedOnItsCardIsNotGuessedAt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();
        await team.Priya.TypeAsync("The school rang");
        var small = team.Priya.OnAnotherDevice();
        await team.Priya.SendAsync(team.Priya.Execute("session.view", new() { ["session"] = session }));
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang me at nine"));

        await small.PressAsync("typed.back");

        Assert.Contains("You have changed that answer since", small.Card.Words, StringComparison.Ordinal);
        Assert.Equal("The school rang me at nine", await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task NextGoesToTheNextQuestionWithoutAnAnswerAndTheSamePressAgainGoesNoFurther()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();
        await team.Priya.TypeAsync("The school rang");
        var phone = team.Priya.OnAnotherDevice();

        await team.Priya.PressAsync("typed.next");
        await phone.PressAsync("typed.next");
        await team.Priya.TypeAsync("Who saw him");

        Assert.Equal("Who saw him", await team.AnswerAsync(session, "information.to-know", team.Priya));
    }

    [Fact]
    public async Task AfterTheLastQuestionOfTheStepItIsOver()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.PressAsync("answer.save", ("answer.information.happening", "1"), ("answer.information.to-know", "3"), ("answer.information.wanted-now", "4"));
        await team.Priya.AnswerByTypingAsync(Typed.Known);

        await team.Priya.PressAsync("typed.next");

        Assert.Contains("That was the last question for you in this step", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Priya.TypeAsync("My own affair");
        Assert.Null(await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task AnAnswerThatBecomesTooLongIsKeptForAnotherPlace()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();
        await team.Priya.TypeAsync(new string('y', 3_990));

        await team.Priya.TypeAsync("and one more thing");

        Assert.Contains("4,000 fit", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains("and one more thing", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Equal(3_990, (await team.AnswerAsync(session, Typed.Known, team.Priya))!.Length);
    }

    [Fact]
    public async Task InAGroupChatNoDialogOffersIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        var there = team.Priya.In(team.Group);

        await there.SendAsync(there.Task("task/fetch", new() { ["verb"] = "prompt.open", ["session"] = session, ["prompt"] = Typed.Known }));
        Assert.False(there.Dialog!.Has("typed.start"));
        await there.SendAsync(there.Task("task/submit", new() { ["verb"] = "typed.start", ["session"] = session, ["prompt"] = Typed.Known }));
        await team.Priya.TypeAsync("The school rang");

        Assert.Null(await team.AnswerAsync(session, Typed.Known, team.Priya));
    }
}
