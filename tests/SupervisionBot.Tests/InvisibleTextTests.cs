using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Tests.Reflections;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>Characters that nobody can see are no words: they answer nothing, and count as nothing.</summary>
public sealed class InvisibleTextTests
{
    private const string Unseen = "\u200B\u2060\uFEFF\u00AD\u3164\u2800";

    private static readonly string s_nothing = RefusalText.For(new NothingWritten());

    [Fact]
    public async Task AnAnswerThatNobodyCanSeeIsNotSavedAndTheCheckStillNamesTheQuestion()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("assessment");
        var before = await team.TrailLengthAsync(team.Sarah.Card.Session);

        await team.Sarah.PressAsync("answer.save", ("answer.assessment.childs-voice", Unseen));
        Assert.Equal(before, await team.TrailLengthAsync(team.Sarah.Card.Session));

        await team.MoveToAsync("contingency");
        await team.Sarah.PressAsync("step.next");
        Assert.Contains("voice", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMessageThatNobodyCanSeeIsNoAnswer()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        var before = await team.TrailLengthAsync(session);

        await team.Priya.TypeAsync(Unseen);

        Assert.Equal(before, await team.TrailLengthAsync(session));
        Assert.False(team.Priya.Card.Has("typed.place"));
    }

    [Fact]
    public async Task NothingElseInASessionTakesThemForWords()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("options");
        await team.Sarah.AddOptionAsync("Visit today");
        await team.MoveToAsync("plan");
        var before = await team.TrailLengthAsync(team.Sarah.Card.Session);

        await team.Sarah.OpenAsync("action.open", "action", "0");
        await team.Sarah.SubmitAsync("action.save", ("what", Unseen), ("who", "Priya Nowak"));
        Assert.Contains(s_nothing, team.Sarah.Dialog!.Words, StringComparison.Ordinal);
        await team.Sarah.OpenAsync("ethics.open");
        await team.Sarah.SubmitAsync("ethics.save", ("concern", Unseen), ("answer.ethics.duty", Unseen));
        await team.Sarah.PressAsync("answer.save", ("answer.plan.rationale", Unseen));
        await team.Sarah.TypeAsync("cancel");
        await team.Sarah.PressAsync("session.cancel", ("reason", Unseen));
        Assert.Contains(s_nothing, team.Sarah.Card.Words, StringComparison.Ordinal);

        Assert.Equal(before, await team.TrailLengthAsync(team.Sarah.Card.Session));
    }

    [Fact]
    public async Task NoSessionIsOpenedForACaseThatNobodyCanSee()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Sarah.TypeAsync("start");

        await team.Sarah.PressAsync("start.send", ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", Unseen));

        Assert.Contains("A session needs a case reference.", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReflectionThatNobodyCanSeeIsNotKept()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        await team.Priya.TypeAsync("reflect");
        await team.Priya.PressAsync("reflect.now");
        await team.SettleAsync();
        team.TakeQuestion(team.Priya);

        var answer = await team.Priya.PressAsync("reflect.save", ("text", Unseen));

        Assert.Equal(s_nothing, answer.Message);
    }
}
