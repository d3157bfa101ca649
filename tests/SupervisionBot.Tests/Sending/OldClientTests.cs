using SupervisionBot.FakeTeams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Sending;

/// <summary>A client that does not know <c>Action.Execute</c> is answered with a message: words that are not saved are never kept for it, and are not lost either.</summary>
public sealed class OldClientTests
{
    private const string Known = "answer.information.known";

    [Fact]
    public async Task WordsThatAreRefusedArePutBackIntoTheirCard()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.Priya.PressOnAnOldClientAsync("answer.save", (Known, $"The school rang{new string('x', 4_500)}"));

        Assert.Equal("PUT", team.Connector.All.Last(sent => sent.Conversation == team.Priya.Chat.Id).Method);
        Assert.Contains("This is too long", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains("The school rang", team.Priya.Card.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereTheyCannotBePutBackTheCardStaysAndTheRefusalIsSaid()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var before = team.Priya.Card;
        team.Connector.Fake.FailNext(new(429, "Throttled"), call => call.Operation is Operation.Update && call.Conversation == team.Priya.Chat.Id);

        await team.Priya.PressOnAnOldClientAsync("answer.save", (Known, $"The school rang{new string('x', 4_500)}"));

        Assert.Same(before, team.Priya.Card);
        Assert.Contains("This is too long", team.Priya.Texts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACaseReferenceThatLooksPersonalCanBeConfirmed()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Sarah.TypeAsync("start");

        await team.Sarah.PressOnAnOldClientAsync("start.send", ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", "John Smith"));
        await team.Sarah.PressOnAnOldClientAsync("start.send", ("confirmed", "true"));

        Assert.True(team.Sarah.Card.Has("step.next"));
    }

    [Fact]
    public async Task AnOldCardBringsThePresentOne()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var phone = team.Sarah.OnAnotherDevice();
        await team.Sarah.PressAsync("step.next");

        await phone.PressOnAnOldClientAsync("step.next");

        Assert.Contains("older", phone.Card.Words, StringComparison.Ordinal);
        Assert.Contains(phone.Card.Inputs, input => input.Id == "answer.assessment.childs-voice");
    }

    [Fact]
    public async Task ADialogsVerbThatIsPressedAsAButtonDoesNothing()
    {
        await using var team = await SupervisionTeam.MeetAsync("--Roles:Leaders:0", "22222222-0000-4000-8000-000000000001");

        foreach (var verb in new[] { "plan.preview", "response.post", "bring.save", "themes.rename", "reflect.bringin", "reply.save" })
        {
            var answer = await team.Sarah.SendAsync(team.Sarah.Execute(verb, []));
            Assert.Contains("Nothing was changed", answer.Message, StringComparison.Ordinal);
        }
    }
}
