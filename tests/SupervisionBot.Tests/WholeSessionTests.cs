using System.Text.Json.Nodes;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

public sealed class WholeSessionTests
{
    [Fact]
    public async Task TwoPeopleCompleteASessionAndBothGetTheFrozenSummary()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();

        Assert.True(team.Sarah.Card.Has("addendum.add"));
        var words = await team.Sarah.ReadAsync();
        foreach (var said in new[] { "Two missed school days", "The school rang", "Who saw him last", "He says he is tired", "Visit today", "It is quick and kind", "Too slow for a tired child", "Visit at home", "He was seen", "He is tired and nobody saw him", "19 March 2027", "Ring the duty team" })
        {
            Assert.Contains(said, words, StringComparison.Ordinal);
        }

        Assert.Equal(words.Replace(team.Sarah.Person.Mri, "", StringComparison.Ordinal), (await team.Priya.ReadAsync()).Replace(team.Priya.Person.Mri, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ThePractitionerPreparesTheFirstStepBeforeTheyMeet()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync(prepare: true);

        await team.Priya.PressAsync("prepare.done", ("answer.information.happening", "I was at the house on Tuesday"));
        await team.Sarah.HearAsync("There is something new in one of your sessions.");
        await team.Sarah.RefreshAsync();

        Assert.Contains("I was at the house on Tuesday", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.False(team.Priya.Card.Has("prepare.begin"));
        await team.Sarah.PressAsync("prepare.begin");
        Assert.True(team.Sarah.Card.Has("step.next"));
    }

    [Fact]
    public async Task ARevisedAnswerShowsItsEarlierVersion()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang on Monday"));
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang on Tuesday"));

        await team.Priya.OpenAsync("prompt.open", "prompt", "information.known");

        Assert.Equal("The school rang on Tuesday", team.Priya.Dialog!.Input("answer.information.known").Value);
        Assert.Contains("The school rang on Monday", team.Priya.Dialog.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerWrittenInADialogIsOnTheCardAfterwards()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.Priya.OpenAsync("prompt.open", "prompt", "information.to-know");
        var closed = await team.Priya.SubmitAsync("prompt.save", ("answer.information.to-know", "Whether he slept"));

        Assert.Equal("", closed.Body);
        Assert.Equal("Whether he slept", team.Priya.Card.Input("answer.information.to-know").Value);
    }

    [Fact]
    public async Task AnActionIsChangedAndAnotherTakenOffTheList()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("plan");
        foreach (var what in new[] { "Ring the school", "Ring the surgery" })
        {
            await team.Sarah.OpenAsync("action.open", "action", "0");
            await team.Sarah.SubmitAsync("action.save", ("what", what));
        }

        await team.Sarah.OpenAsync("action.open", "action", "1");
        await team.Sarah.SubmitAsync("action.save", ("what", "Visit the school"), ("who", "Priya Nowak"), ("when", "2027-03-05"));
        await team.Sarah.OpenAsync("action.open", "action", "2");
        await team.Sarah.SubmitAsync("action.remove", ("why", "Done already"));

        Assert.Contains("Visit the school", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Ring the school", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Ring the surgery", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEthicsConcernACommentAndADisagreementStandInTheSummary()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.OpenAsync("ethics.open");
        await team.Priya.SubmitAsync("ethics.save", ("concern", "Nobody asked the father"), ("answer.ethics.duty", "We have to consult him"));
        await team.SummariseAsync();
        await team.Priya.PressAsync("summary.comment", ("remark", "The date was a Tuesday"));
        await team.Priya.PressAsync("summary.disagree", ("remark", "Waiting was the better option"));
        await team.Sarah.ConfirmAsync();
        await team.Priya.RefreshAsync();

        Assert.True(team.Priya.Card.Has("addendum.add"));
        var words = await team.Priya.ReadAsync();
        foreach (var said in new[] { "Nobody asked the father", "We have to consult him", "The date was a Tuesday", "Waiting was the better option" })
        {
            Assert.Contains(said, words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GapsAreNamedAndTheSupervisorGoesOnWithAReason()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("contingency");
        await team.Sarah.PressAsync("step.next");
        Assert.Contains("The child's voice is not in the record.", team.Sarah.Card.Words, StringComparison.Ordinal);

        await team.Sarah.PressAsync("summary.prepare");
        Assert.True(team.Sarah.Card.Has("summary.prepare"));
        await team.Sarah.PressAsync("summary.prepare", ("reason", "An emergency visit comes first"));

        Assert.True(team.Sarah.Card.Has("summary.comment"));
        Assert.Contains("An emergency visit comes first", await team.Sarah.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSupervisorPutsAGapRightFromTheCheck()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("contingency");
        await team.Sarah.PressAsync("step.next");

        await team.Sarah.PressAsync(team.Sarah.Card.Button("check.fix", "to", "assessment"));

        Assert.Contains(team.Sarah.Card.Inputs, input => input.Id == "answer.assessment.childs-voice");
    }

    [Fact]
    public async Task AllIsFoundAfterARestartInTheMiddle()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang"));
        await team.Sarah.PressAsync("step.next", ("answer.information.happening", "Two missed days"));
        await team.RestartAsync();

        await team.Priya.TypeAsync("resume");
        await team.Sarah.PressAsync("step.back");

        Assert.Contains(team.Priya.Card.Inputs, input => input.Id == "answer.assessment.childs-voice");
        Assert.Equal("Two missed days", team.Sarah.Card.Input("answer.information.happening").Value);
        Assert.Contains("The school rang", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllIsFoundAfterARestartAtTheEnd()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var before = await team.Priya.ReadAsync();
        await team.RestartAsync();

        await team.Priya.TypeAsync("sessions");
        await team.Priya.PressAsync("session.view");

        Assert.Equal(before, await team.Priya.ReadAsync());
    }

    [Fact]
    public async Task ALaterRemarkStandsUnderTheFrozenSummaryForBoth()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        await team.Priya.PressAsync("addendum.add", ("addendum", "The visit found him well"));
        await team.Sarah.RefreshAsync();

        var words = await team.Sarah.ReadAsync();

        Assert.Contains("The visit found him well", words, StringComparison.Ordinal);
        Assert.DoesNotContain("does not match", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASessionIsPausedAndGoneOnWith()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("session.pause", ("answer.information.known", "The school rang"));
        await team.Sarah.RefreshAsync();
        Assert.False(team.Sarah.Card.Has("step.next"));

        await team.Sarah.PressAsync("session.resume");

        Assert.True(team.Sarah.Card.Has("step.next"));
        Assert.Contains("The school rang", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASessionEndsWithoutADecisionAndSaysWhy()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Sarah.TypeAsync("cancel");
        await team.Sarah.PressAsync("session.cancel", ("reason", "The family has moved"));

        await team.Priya.RefreshAsync();

        Assert.Contains("The family has moved", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.False(team.Priya.Card.Has("answer.save"));
    }

    [Fact]
    public async Task WhoeverHadNotOpenedASessionThatEndedIsShownNothingOfIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.InviteAsync();
        var session = team.Priya.Card.Session;
        await team.Sarah.PressAsync("answer.save", ("answer.information.known", "The school rang"));
        await team.Sarah.TypeAsync("cancel");
        await team.Sarah.PressAsync("session.cancel", ("reason", "I invited the wrong person"));

        await team.Priya.RefreshAsync();
        Assert.Contains("before you opened it", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("the wrong person", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Empty(team.Priya.Card.Buttons);
        foreach (var verb in new[] { "record.open", "redact.open", "mine.open", "prompt.open" })
        {
            var answer = await team.Priya.SendAsync(team.Priya.Task("task/fetch", new JsonObject { ["verb"] = verb, ["session"] = session, ["prompt"] = "information.known" }));
            Assert.DoesNotContain("The school rang", answer.Body, StringComparison.Ordinal);
            Assert.Contains("I can't find that session for you", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task APressInAnOldClientDoesTheSame()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.Sarah.PressOnAnOldClientAsync("step.next", ("answer.information.known", "The school rang"));

        Assert.Contains(team.Sarah.Card.Inputs, input => input.Id == "answer.assessment.childs-voice");
        await team.Priya.RefreshAsync();
        await team.Sarah.PressOnAnOldClientAsync("step.back");
        Assert.Equal("The school rang", team.Sarah.Card.Input("answer.information.known").Value);
    }

    [Fact]
    public async Task TheCardOfTheOtherPersonIsChangedWhenTheSummaryIsThere()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.SummariseAsync();

        await team.Connector.WaitAsync(0, sent => sent.Method == "PUT" && sent.Conversation == team.Priya.Chat.Id && sent.Card!.Has("summary.comment"));
    }

    [Fact]
    public async Task WithoutAPickerThePractitionerIsChosenFromAList()
    {
        await using var team = await SupervisionTeam.MeetAsync("--OneToOne:PeoplePicker", "false");

        await team.Sarah.TypeAsync("start");

        var people = team.Sarah.Card.Input("practitioner").Json["choices"]!.AsArray().Select(choice => (string)choice!["title"]!);
        Assert.Equal(["Priya Nowak", "Tom Byrne"], people.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ACaseReferenceThatLooksLikeANameIsAskedAboutAgain()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Sarah.TypeAsync("start");
        await team.Sarah.PressAsync("start.send", ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", "Abi Smith"));
        Assert.Equal("Abi Smith", team.Sarah.Card.Input("caseReference").Value);

        await team.Sarah.PressAsync("start.send", ("confirmed", "true"));

        Assert.True(team.Sarah.Card.Has("step.next"));
    }

    [Fact]
    public async Task SomebodyWhoHasNotAddedTheAppCannotBeInvitedYet()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Sarah.TypeAsync("start");

        await team.Sarah.PressAsync("start.send", ("practitioner", Guid.NewGuid().ToString()), ("caseReference", Walks.CaseReference));

        Assert.Equal(Walks.CaseReference, team.Sarah.Card.Input("caseReference").Value);
        Assert.Contains("has not added this app", team.Sarah.Card.Words, StringComparison.Ordinal);
    }
}
