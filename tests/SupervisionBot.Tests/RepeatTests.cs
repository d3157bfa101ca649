using System.Text.Json.Nodes;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>Teams delivers again and people press twice: nothing is done or said twice.</summary>
public sealed class RepeatTests
{
    [Theory]
    [InlineData("answer.save")]
    [InlineData("step.next")]
    [InlineData("session.pause")]
    public async Task APressThatIsDeliveredAgainChangesNothingAndIsAnsweredTheSame(string verb)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Sarah.Card.Session;
        var press = team.Sarah.Pressed(team.Sarah.Card.Button(verb), ("answer.information.known", "The school rang"));
        var first = await team.Sarah.SendAsync(press);
        var length = await team.TrailLengthAsync(session);

        var again = await team.Sarah.SendAsync(press);

        Assert.Equal(first.Body, again.Body);
        Assert.Equal(length, await team.TrailLengthAsync(session));
    }

    [Fact]
    public async Task TheSamePressUnderANewIdChangesNothing()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Sarah.Card.Session;
        var press = team.Sarah.Pressed(team.Sarah.Card.Button("step.next"), ("answer.information.known", "The school rang"));
        var first = await team.Sarah.SendAsync(press);
        var length = await team.TrailLengthAsync(session);

        var again = await team.Sarah.SendAsync(WithNewId(team.Sarah, press));

        Assert.Equal(first.Body, again.Body);
        Assert.Equal(length, await team.TrailLengthAsync(session));
    }

    [Fact]
    public async Task ADoubleClickAtTheSameInstantIsOnePress()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Sarah.Card.Session;
        var before = await team.TrailLengthAsync(session);
        var press = team.Sarah.Pressed(team.Sarah.Card.Button("step.next"), ("answer.information.known", "The school rang"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => team.PostAsync(WithNewId(team.Sarah, press))));

        Assert.Equal(before + 2, await team.TrailLengthAsync(session));
        Assert.Single(answers.Select(answer => answer.Body).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task StartPressedTwiceAtOnceOpensOneSessionAndInvitesOnce()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Sarah.TypeAsync("start");
        var press = team.Sarah.Pressed(team.Sarah.Card.Button("start.send"), ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", Walks.CaseReference));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => team.PostAsync(WithNewId(team.Sarah, press))));
        await team.Priya.ReceiveAsync("session.join");
        await team.Sarah.SendAsync(press);

        await team.Sarah.PressAsync("step.next");
        await team.Connector.WaitAsync(0, sent => sent.Method == "PUT" && sent.Conversation == team.Priya.Chat.Id);
        await team.Sarah.TypeAsync("sessions");

        Assert.Single(team.Sarah.Card.Buttons, button => button.Verb == "session.view");
        Assert.Single(team.Connector.All, sent => sent.Conversation == team.Priya.Chat.Id && sent.Method == "POST" && sent.Card?.Has("session.join") == true);
    }

    [Theory]
    [InlineData("caseReference", "KN-2")]
    [InlineData("practitioner", "22222222-0000-4000-8000-000000000003")]
    public async Task AFormThatHasOpenedItsSessionSaysThatWhatWasChangedSinceIsNotTaken(string input, string value)
    {
        const string Said = "What you changed in the form since was not taken";
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Sarah.TypeAsync("start");
        (string Input, string Value)[] typed = [("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", "KN-1")];
        var (form, same) = (team.Sarah.OnAnotherDevice(), team.Sarah.OnAnotherDevice());
        await team.Sarah.PressAsync("start.send", typed);

        await form.PressAsync("start.send", [.. typed.Where(text => text.Input != input), (input, value)]);
        await same.PressAsync("start.send", typed);

        Assert.Contains(Said, form.Card.Words, StringComparison.Ordinal);
        Assert.Equal((team.Sarah.Card.Session, "KN-1"), (form.Card.Session, (await team.StoredAsync(form.Card.Session)).Session.CaseReference));
        Assert.DoesNotContain(Said, same.Card.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("help")]
    [InlineData("sessions")]
    [InlineData("There is no session for this")]
    public async Task AMessageThatIsDeliveredAgainIsAnsweredOnce(string text)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var message = team.Sarah.Typed(text);
        await team.Sarah.SendAsync(message);
        var sent = team.Connector.All.Count;

        await team.Sarah.SendAsync(message);

        Assert.Equal(sent, team.Connector.All.Count);
    }

    [Fact]
    public async Task ATypedMessageThatIsDeliveredAgainIsAskedAboutOnceAndSavedOnce()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        var message = team.Priya.Typed("Two missed days");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => team.PostAsync(message.DeepClone().AsObject())));
        await team.PostAsync(message);
        await team.SettleAsync();
        await team.Priya.ReceiveAsync("typed.place");
        var press = team.Priya.Pressed(team.Priya.Card.Button("typed.place"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => team.PostAsync(WithNewId(team.Priya, press))));

        Assert.Single(team.Connector.All, sent => sent.Card?.Has("typed.drop") == true);
        Assert.Single((await team.StoredAsync(session)).Session.Responses);
    }

    [Fact]
    public async Task ADialogSentTwiceAddsOneAction()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("plan");
        await team.Sarah.OpenAsync("action.open", "action", "0");
        var data = team.Sarah.Dialog!.Button("action.save").Data.DeepClone().AsObject();
        data["what"] = "Ring the school";

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => team.PostAsync(team.Sarah.Task("task/submit", data))));

        Assert.Single((await team.StoredAsync(team.Sarah.Card.Session)).Session.Actions);
    }

    [Fact]
    public async Task AnOptionTypedOnceIsThereOnceHoweverOftenItIsSent()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("options");
        var press = team.Sarah.Pressed(team.Sarah.Card.Button("answer.save"), ("option.options.list", "Visit today"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => team.PostAsync(WithNewId(team.Sarah, press))));

        Assert.Single((await team.StoredAsync(team.Sarah.Card.Session)).Session.Options);
    }

    [Fact]
    public async Task ASignatureSentTwiceIsOneSignature()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.SummariseAsync();
        await team.Sarah.ToTheEndAsync();
        var press = team.Sarah.Pressed(team.Sarah.Card.Button("summary.sign"), ("remark", "Agreed"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => team.PostAsync(WithNewId(team.Sarah, press))));

        var session = (await team.StoredAsync(team.Sarah.Card.Session)).Session;
        Assert.Single(session.Positions);
        Assert.Single(session.Comments);
    }

    private static JsonObject WithNewId(Somebody who, JsonObject activity)
    {
        var copy = activity.DeepClone().AsObject();
        copy["id"] = (string)who.Activity("invoke")["id"]!;
        return copy;
    }
}
