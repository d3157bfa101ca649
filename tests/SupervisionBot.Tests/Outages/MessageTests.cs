using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Sessions;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Outages;

/// <summary>Messages and notes while storage does not answer.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData(Fault.WritesAreLost)]
    [InlineData(Fault.AnswersAreLost)]
    [InlineData(Fault.NothingAnswers)]
    public async Task NotesThatAreNotStoredDoNotKeepAnybodyFromBeingWelcomed(Fault fault)
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        var nora = team.At(new("Nora Hill", new("22222222-0000-4000-8000-000000000009"), SupervisionTeam.Tenant));
        store.Fail(fault);

        var answer = await nora.AddAppAsync();

        Assert.Equal(200, answer.Status);
        store.Heal();
        if (fault == Fault.AnswersAreLost)
        {
            // It was stored before its answer got lost, and goes out now.
            await nora.ReceiveAsync("start.open");
        }
        else
        {
            Assert.Contains("Please type help in a minute", nora.Texts[^1], StringComparison.Ordinal);
        }

        await nora.TypeAsync("help");
        Assert.True(nora.Card.Has("start.open"));
        await team.Sarah.TypeAsync("start");
        await team.Sarah.PressAsync("start.send", ("practitioner", nora.Person.Id.ToString()), ("caseReference", "KN-9"));
        Assert.True(team.Sarah.Card.Has("step.next"));
    }

    [Theory]
    [InlineData(Fault.WritesAreLost)]
    [InlineData(Fault.AnswersAreLost)]
    [InlineData(Fault.NothingAnswers)]
    public async Task ARemovalIsConfirmedWhateverBecameOfIt(Fault fault)
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        store.Fail(fault);
        var removal = team.Tom.Activity("installationUpdate");
        removal["action"] = "remove";

        Assert.Equal(200, (await team.Tom.SendAsync(removal)).Status);
    }

    [Fact]
    public async Task TheOthersHearWhatWasSavedWithoutAnAnswerOnceItIsFound()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        store.Fail(Fault.AnswersAreLost);
        await team.Sarah.PressAsync("session.pause");
        store.Heal();
        Assert.DoesNotContain(team.Priya.News, text => text.Contains("paused", StringComparison.Ordinal));

        await team.Sarah.PressAsync("session.pause");

        await team.Priya.HearAsync("is paused");
    }

    [Fact]
    public async Task WordsTooLongForAnyCardStayOnTheOneThatIsThere()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        var before = team.Priya.Card;
        store.Fail(Fault.AnswersAreLost);
        var press = team.Priya.Pressed(before.Button("answer.save"), ("answer.information.known", new string('a', 3_000)));

        var answer = await team.Priya.SendAsync(press);
        store.Heal();

        Assert.Contains(Hand.Unsure, answer.Message, StringComparison.Ordinal);
        Assert.Same(before, team.Priya.Card);
        await team.Priya.SendAsync(press);
        Assert.Single((await team.StoredAsync(before.Session)).Session.Responses);
    }

    [Theory]
    [InlineData(Fault.WritesAreLost)]
    [InlineData(Fault.AnswersAreLost)]
    [InlineData(Fault.NothingAnswers)]
    public async Task AStartIsOneSessionWhicheverCallIsTheFirstToFail(Fault fault)
    {
        var (team, store) = await MeetAsync();
        await using var meeting = team;
        for (var after = 0; after < 8; after++)
        {
            await team.Sarah.TypeAsync("start");
            var press = team.Sarah.Pressed(team.Sarah.Card.Button("start.send"), ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", $"KN-{after}"));
            store.Fail(fault, after);
            var answer = await team.Sarah.SendAsync(press);
            store.Heal();
            Assert.Equal(200, answer.Status);

            await team.Sarah.SendAsync(press);
            Assert.True(team.Sarah.Card.Has("step.next"));
            var (listed, _, _) = await team.Services.GetRequiredService<SessionPointers>().ListAsync(SupervisionTeam.Tenant, new(team.Priya.Person.Id), pageSize: 50, continuation: null, CancellationToken.None);
            Assert.Single(listed, session => session.CaseReference == $"KN-{after}");
        }
    }

    [Fact]
    public async Task ACardThatRefreshesByItselfStaysAsItIs()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        var before = team.Priya.Card;
        store.Fail(Fault.NothingAnswers);

        var answer = await team.Priya.RefreshAsync();

        Assert.Contains("may be an old one", answer.Message, StringComparison.Ordinal);
        Assert.Same(before, team.Priya.Card);
    }

    [Theory]
    [InlineData("reflect", "Please type reflect again")]
    [InlineData("rounds", "Please type rounds again")]
    [InlineData("results", "Please type results again")]
    [InlineData("challenge", "Please type challenge again")]
    [InlineData("area 2", "Please type area 2 again")]
    public async Task AWordOfAFeatureIsAnsweredInItsOwnWordsWhileNothingCanBeRead(string text, string said)
    {
        FaultyStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own)), "--Roles:Leaders:0", "22222222-0000-4000-8000-000000000001");
        store!.Fail(Fault.NothingAnswers);

        await team.Sarah.TypeAsync(text);

        Assert.Contains(said, team.Sarah.Texts[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("your message was saved", team.Sarah.Texts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryButtonOfEveryFeatureThatOnlyShowsSomethingLeavesNoDoubtThatSomethingWasSaved()
    {
        FaultyStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own)), "--Roles:Leaders:0", "22222222-0000-4000-8000-000000000001");
        await team.OpenAsync();
        var session = team.Sarah.Card.Session;
        store!.Fail(Fault.NothingAnswers);

        foreach (var verb in team.Services.GetServices<Feature>().SelectMany(feature => feature.Showing.Keys).Where(verb => !verb.EndsWith(".news", StringComparison.Ordinal)))
        {
            var answer = await team.PostAsync(team.Sarah.Execute(verb, new() { ["session"] = session, ["number"] = 1, ["round"] = session }));
            Assert.True(answer.Message is null || answer.Message.Contains("may be an old one", StringComparison.Ordinal) || answer.Message.Contains("in the channel", StringComparison.Ordinal), $"{verb}: {answer.Message}");
        }
    }

    [Theory]
    [InlineData("session.view")]
    [InlineData("summary.page")]
    [InlineData("sessions.list")]
    public async Task AButtonThatOnlyShowsSomethingLeavesNoDoubtThatSomethingWasSaved(string verb)
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        var before = team.Priya.Card;
        store.Fail(Fault.NothingAnswers);

        var answer = await team.Priya.SendAsync(team.Priya.Execute(verb, new() { ["session"] = before.Session }));

        Assert.Contains("may be an old one", answer.Message, StringComparison.Ordinal);
        Assert.Same(before, team.Priya.Card);
    }

    [Fact]
    public async Task AnOutageLeavesNoWordsAndNoStackInTheLogs()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        foreach (var fault in new[] { Fault.WritesAreLost, Fault.NothingAnswers })
        {
            store.Fail(fault);
            await team.Priya.TypeAsync("Said in the dark");
            await team.Priya.PressAsync("answer.save", ("answer.information.known", "Said in the dark"));
            store.Heal();
        }

        Assert.Contains(team.Logs.Lines, line => line.Contains("storage does not answer", StringComparison.Ordinal));
        Assert.DoesNotContain(team.Logs.Lines, line => line.Contains("Said in the dark", StringComparison.Ordinal) || line.Contains(FaultyStore.InnerWords, StringComparison.Ordinal) || line.Contains("   at ", StringComparison.Ordinal));
    }

    private static async Task<(SupervisionTeam Team, FaultyStore Store)> MeetAsync()
    {
        FaultyStore? store = null;
        var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own)));
        return (team, store!);
    }
}
