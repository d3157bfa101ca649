using SupervisionBot.Tests.Reflections;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Typing;

/// <summary>Whoever goes to something else does not type about the last question any more.</summary>
public sealed class AnswerTypingEndsTests
{
    [Theory]
    [InlineData("done")]
    [InlineData("Stop.")]
    [InlineData("help")]
    [InlineData("sessions")]
    public async Task AWordOrACommandEndsIt(string text)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();

        await team.Priya.TypeAsync(text);
        await team.Priya.TypeAsync("My own affair");

        Assert.Null(await team.AnswerAsync(session, Typed.Known, team.Priya));
        Assert.True(team.Priya.Card.Has("typed.drop"));
    }

    [Fact]
    public async Task DoneEndsIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();
        await team.Priya.TypeAsync("The school rang");

        await team.Priya.PressAsync("typed.done");
        await team.Priya.TypeAsync("My own affair");

        Assert.Equal("The school rang", await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Theory]
    [InlineData(14, true)]
    [InlineData(15, false)]
    public async Task FifteenQuietMinutesEndIt(int minutes, bool isAdded)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();
        team.Clock.IsStopped = true;
        await team.Priya.TypeAsync("The school rang");
        team.Clock.Move(TimeSpan.FromMinutes(minutes));

        await team.Priya.TypeAsync("So did his aunt");

        Assert.Equal(isAdded ? "The school rang\n\nSo did his aunt" : "The school rang", await team.AnswerAsync(session, Typed.Known, team.Priya));
        Assert.Equal(!isAdded, team.Priya.Card.Words.Contains("Answering by typing had ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheEndOfTheStepEndsIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();

        await team.Sarah.PressAsync("step.next");
        await team.Priya.TypeAsync("The school rang");

        Assert.Null(await team.AnswerAsync(session, Typed.Known, team.Priya));
        Assert.True(team.Priya.Card.Has("typed.drop"));
    }

    [Fact]
    public async Task TheEndOfTheLastStepEndsIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        while (!team.Sarah.Card.Has("summary.prepare") && (await team.StoredAsync(session)).Session.Step != "contingency")
        {
            await team.Sarah.PressAsync("step.next");
        }

        await team.Priya.RefreshAsync();
        await team.Priya.AnswerByTypingAsync("contingency.plan");
        await team.Sarah.PressAsync("step.next");
        await team.Priya.TypeAsync("Can we talk about my leave?");

        Assert.Null(await team.AnswerAsync(session, "contingency.plan", team.Priya));
    }

    [Fact]
    public async Task WhoeverComesBackToTheStepBeginsAnew()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();

        await team.Sarah.PressAsync("step.next");
        await team.Sarah.PressAsync("step.back");
        await team.Priya.TypeAsync("Can we talk about my leave?");

        Assert.Null(await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task AnotherSessionThatComesUpEndsIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();
        team.Clock.Move(TimeSpan.FromSeconds(1));

        await team.InviteAsync("KN-2");
        await team.Priya.TypeAsync("The school rang");

        Assert.Null(await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task OpeningAnotherSessionEndsIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync("KN-1");
        var other = team.Priya.Card.Session;
        var session = await team.BeginTypingAsync("KN-2");

        await team.Priya.SendAsync(team.Priya.Execute("session.view", new() { ["session"] = other }));
        await team.Priya.TypeAsync("The school rang");

        Assert.Null(await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task AReflectionThatComesUpEndsItSoThatPrivateWordsStayPrivate()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        team.Clock.Move(Reflecting.ToMonday - TimeSpan.FromMinutes(2));
        team.Clock.IsStopped = true;
        var session = await team.BeginTypingAsync();
        await team.Priya.TypeAsync("The school rang");

        await team.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Single(team.QuestionsTo(team.Priya));
        await team.Priya.TypeAsync("I was frightened");

        Assert.Equal("The school rang", await team.AnswerAsync(session, Typed.Known, team.Priya));
        Assert.StartsWith("Only you: ", team.Priya.Card.Buttons.First(button => button.Verb == "typed.place").Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookingAtOnesReflectionsEndsIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await team.BeginTypingAsync();

        await team.Priya.SendAsync(team.Priya.Execute("reflect.view", new()));
        await team.Priya.TypeAsync("I was frightened");

        Assert.Null(await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Theory]
    [InlineData("session.join")]
    [InlineData("typed.open")]
    public async Task AnInvitationThatWasThereBeforeEndsItWhenItIsOpened(string verb)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.InviteAsync("KN-2");
        var invitation = team.Priya.Card.Button("session.join");
        await team.Priya.TypeAsync("Nobody was there");
        var open = team.Priya.Card.Button("typed.open");
        await team.Priya.PressAsync("typed.drop");
        var session = await team.BeginTypingAsync("KN-1");

        // In one moment: nothing is newer than what was typed last, so only going there ends it.
        team.Clock.IsStopped = true;
        await team.Priya.TypeAsync("His aunt rang");
        await team.Priya.PressAsync(verb == "session.join" ? invitation : open);
        await team.Priya.TypeAsync("The school rang");

        Assert.Equal("His aunt rang", await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task StartingASessionOfOnesOwnEndsIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.TypeAsync("start");
        var desk = team.Priya.OnAnotherDevice();
        var session = await team.BeginTypingAsync("KN-1");

        // In one moment: nothing is newer than what was typed last, so only going there ends it.
        team.Clock.IsStopped = true;
        await team.Priya.TypeAsync("His aunt rang");
        await desk.PressAsync("start.send", ("practitioner", team.Tom.Person.Id.ToString()), ("caseReference", "KN-2"));
        await team.Priya.TypeAsync("The school rang");

        Assert.Equal("His aunt rang", await team.AnswerAsync(session, Typed.Known, team.Priya));
    }
}
