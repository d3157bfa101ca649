using SupervisionBot.Tests.Team;
using SupervisionBot.Tests.Typing;

namespace SupervisionBot.Tests.Outages;

/// <summary>Typed messages while storage does not answer: nothing is lost, and nothing is saved twice.</summary>
public sealed class TypingTests
{
    private const string Words = "Two missed days";

    [Fact]
    public async Task WordsThatCouldNotBeKeptAreSaidToBeInTheChatAndAreAskedAboutWhenSentAgain()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        store.Fail(Fault.WritesAreLost);
        await team.Priya.TypeAsync(Words);
        store.Heal();

        Assert.Contains("nothing was saved. Your message is still in this chat", team.Priya.Texts[^1], StringComparison.Ordinal);
        await team.Priya.TypeAsync(Words);

        Assert.True(team.Priya.Card.Has("typed.place"));
    }

    [Theory]
    [InlineData(Fault.WritesAreLost)]
    [InlineData(Fault.AnswersAreLost)]
    [InlineData(Fault.NothingAnswers)]
    public async Task APressThatWasNotAnsweredLeavesTheCardAndPressedAgainSavesOnce(Fault fault)
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        store.Fail(fault);
        var answer = await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");
        store.Heal();

        Assert.Contains("be sure that this was saved", answer.Message, StringComparison.Ordinal);
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Equal(Words, await team.AnswerAsync(session, Typed.Happening, team.Priya));
        Assert.Single((await team.StoredAsync(session)).Session.Responses);
    }

    [Theory]
    [InlineData(Fault.WritesAreLost)]
    [InlineData(Fault.AnswersAreLost)]
    public async Task APressElsewhereAfterAnUnansweredOneSavesInOnePlaceOnly(Fault fault)
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        store.Fail(fault);
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");
        store.Heal();
        team.Clock.Move(TimeSpan.FromMinutes(2));

        await team.Priya.PressAsync(team.Priya.Card.Buttons.Single(button => button.Verb == "typed.place" && button.SendsInputs), ("target", $"{session}|{Typed.Known}"));

        Assert.Equal(Words, Assert.Single((await team.StoredAsync(session)).Session.Responses).Value[^1].Value);
    }

    [Fact]
    public async Task AtWhateverCallAPressWentUnansweredAPressElsewhereSavesInOnePlaceOnly()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        for (var call = 0; call < 20; call++)
        {
            var words = $"Missed day {call}.";
            await team.Priya.TypeAsync(words);
            var phone = team.Priya.OnAnotherDevice();
            store.Fail(Fault.AnswersAreLost, after: call);
            await PlaceAsync(team.Priya, Typed.Known);
            store.Heal();
            team.Clock.Move(TimeSpan.FromMinutes(2));

            await PlaceAsync(phone, "information.to-know");

            var saved = $"{await team.AnswerAsync(session, Typed.Known, team.Priya)}\n{await team.AnswerAsync(session, "information.to-know", team.Priya)}";
            Assert.Equal(2, saved.Split(words).Length);
        }

        Task<HttpAnswer> PlaceAsync(Somebody who, string prompt) =>
            who.PressAsync(who.Card.Buttons.Single(button => button.Verb == "typed.place" && button.SendsInputs), ("target", $"{session}|{prompt}"));
    }

    [Fact]
    public async Task AMessageThatWasAddedWithoutAnAnswerIsFoundAndConfirmed()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.AnswerByTypingAsync(Typed.Known);
        store.Fail(Fault.AnswersAreLost);

        await team.Priya.TypeAsync(Words);
        store.Heal();

        Assert.Equal(Words, await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Theory]
    [InlineData("Two missed days", "It is still in this chat")]
    [InlineData("sessions", "type that again in a minute")]
    [InlineData("Sessions, please", "type that again in a minute")]
    public async Task AMessageIsAnsweredWhileNothingCanBeRead(string text, string said)
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        store.Fail(Fault.NothingAnswers);

        var answer = await team.Priya.TypeAsync(text);

        Assert.Equal(200, answer.Status);
        Assert.Contains(said, team.Priya.Texts[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AChangeIsAnsweredWhileNothingCanBeRead(bool edits)
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        var typed = team.Priya.Typed(Words);
        await team.Priya.SendAsync(typed);
        store.Fail(Fault.NothingAnswers);

        var answer = await (edits ? team.Priya.EditAsync(typed, "Twelve missed days") : team.Priya.DeleteAsync(typed));

        Assert.Equal(200, answer.Status);
        Assert.Contains("Nothing was changed", team.Priya.Texts[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fault.WritesAreLost)]
    [InlineData(Fault.AnswersAreLost)]
    public async Task ACardOfTheVersionBeforeKeepsItsWordsAndPressedAgainSavesOnce(Fault fault)
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        var press = team.Priya.Execute("message.place", new() { ["message"] = "bWVzc2FnZQ", ["text"] = Words, ["target"] = $"{session}|{Typed.Known}" });
        store.Fail(fault);
        var answer = await team.Priya.SendAsync(press);
        store.Heal();

        Assert.Contains(Hand.Unsure, answer.Message, StringComparison.Ordinal);
        await team.Priya.SendAsync(press);

        Assert.Contains("Saved under", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Single((await team.StoredAsync(session)).Session.Responses);
    }

    private static async Task<(SupervisionTeam Team, FaultyStore Store)> MeetAsync()
    {
        FaultyStore? store = null;
        var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own)));
        return (team, store!);
    }
}
