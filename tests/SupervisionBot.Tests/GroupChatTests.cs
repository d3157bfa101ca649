using SupervisionBot.OneToOne;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

public sealed class GroupChatTests
{
    [Fact]
    public async Task TheSharedCardRevealsNothing()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (sarah, priya) = await OpenAsync(team);
        await priya.PressAsync("answer.save", ("answer.information.known", "The school rang"));
        await sarah.PressAsync("step.next", ("answer.information.happening", "Two missed days"));
        await team.Connector.WaitAsync(0, sent => sent.Method == "PUT" && sent.Conversation == team.Group.Id && sent.Card!.Json["refresh"] is not null && sent.Card.Has("session.view"));

        var shared = team.Connector.All.Where(sent => sent.Conversation == team.Group.Id).Select(sent => sent.Body.ToJsonString()).ToList();

        Assert.DoesNotContain(shared, body => body.Contains(Walks.CaseReference, StringComparison.Ordinal) || body.Contains("The school rang", StringComparison.Ordinal) || body.Contains("Two missed days", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SomebodyElsesNextDrawsNothingAnewThere()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (sarah, priya) = await OpenAsync(team);
        await team.SettleAsync();
        var before = team.Connector.All.Count;

        await sarah.PressAsync("step.next");
        await team.SettleAsync();

        Assert.DoesNotContain(team.Connector.All.Skip(before), sent => sent.Conversation == team.Group.Id);
        await priya.PressAsync("answer.save", ("answer.information.known", "The school rang"));
        Assert.Equal("The school rang", (await team.StoredAsync(priya.Card.Session)).Session.Answer("information.known", new(priya.Person.Id))!.Value);
    }

    [Theory]
    [InlineData("Duty on Monday", "in a group chat: Duty on Monday")]
    [InlineData(null, "in a group chat")]
    public async Task NewsInTheOwnChatSayInWhichChatItIs(string? name, string said)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (sarah, _) = await OpenAsync(team);
        var next = sarah.Pressed(sarah.Card.Button("step.next"));
        next["conversation"]!["name"] = name;

        await sarah.SendAsync(next);
        await team.Priya.ReceiveNewsAsync("Go to Assessment");

        Assert.Contains(said, team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(team.Connector.All, sent => ((string?)sent.Body["summary"])?.Contains("Duty", StringComparison.Ordinal) == true);
        await team.Priya.PressAsync("session.view");
        Assert.Contains(team.Priya.Card.Inputs, input => input.Id == "answer.assessment.childs-voice");
    }

    [Theory]
    [InlineData("one-to-one/shared")]
    [InlineData("rounds/channel")]
    [InlineData("rounds/channel-response")]
    [InlineData("start/help")]
    public void WhatIsDrawnAnewAmongOthersHasNoInputs(string template) =>
        Assert.DoesNotContain("\"Input.", File.ReadAllText(Path.Combine(Repository.Root, "cards", $"{template}.json")), StringComparison.Ordinal);

    [Fact]
    public async Task EachParticipantSeesTheirOwnView()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (sarah, priya) = await OpenAsync(team);
        await sarah.PressAsync("answer.save", ("answer.information.known", "The school rang"));

        await priya.RefreshAsync();

        Assert.True(sarah.Card.Has("step.next"));
        Assert.False(priya.Card.Has("step.next"));
        Assert.Equal("The school rang", sarah.Card.Input("answer.information.known").Value);
        Assert.Contains("The school rang", priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyElseInTheChatSeesNothingWhenTheyAskForTheirView()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await OpenAsync(team);
        var shared = await SharedAsync(team);
        var tom = team.Tom.In(team.Group);
        tom.Take(shared);

        var answer = await tom.PressAsync("session.view");

        Assert.DoesNotContain(tom.Person.Mri, shared.Card!.RefreshesFor);
        Assert.Null(answer.Card);
        Assert.DoesNotContain(Walks.CaseReference, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAutomaticRefreshChangesNothing()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (_, priya) = await OpenAsync(team, join: false);
        var before = await team.TrailLengthAsync(priya.Card.Session);

        await priya.RefreshAsync();
        await priya.RefreshAsync();

        Assert.True(priya.Card.Has("session.join"));
        Assert.Equal(before, await team.TrailLengthAsync(priya.Card.Session));
    }

    [Theory]
    [InlineData("step.next")]
    [InlineData("answer.save")]
    [InlineData("session.join")]
    [InlineData("start.open")]
    public async Task NoOtherVerbWorksAutomatically(string verb)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var before = await team.TrailLengthAsync(team.Sarah.Card.Session);
        var data = team.Sarah.Card.Button("step.next").Data.DeepClone().AsObject();
        data["answer.information.known"] = "The school rang";

        var answer = await team.Sarah.SendAsync(team.Sarah.Execute(verb, data, "automatic"));

        Assert.Null(answer.Card);
        Assert.Equal(before, await team.TrailLengthAsync(team.Sarah.Card.Session));
    }

    [Fact]
    public async Task TheWholeSessionWorksInAGroupChat()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (sarah, priya) = await OpenAsync(team);
        while (sarah.Card.Has("step.next"))
        {
            await sarah.PressAsync("step.next");
        }

        await sarah.PressAsync("summary.prepare", ("reason", "Said in the room"));
        await sarah.ConfirmAsync();
        await priya.ConfirmAsync();

        Assert.True(priya.Card.Has("addendum.add"));
    }

    [Fact]
    public async Task WhatIsOfferedInAGroupChatWorksThereAndNothingElseDoes()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var sarah = team.Sarah.In(team.Group);
        foreach (var command in TypedCommands.In(ConversationKind.Personal))
        {
            var before = team.Connector.All.Count;

            await sarah.TypeAsync(command);

            var said = team.Connector.All.Skip(before).Single(sent => sent.Conversation == team.Group.Id);
            var sentElsewhere = said.Text is { } text && (text.Contains("your own chat", StringComparison.Ordinal) || text.Contains("Show my view", StringComparison.Ordinal));
            Assert.Equal(TypedCommands.In(ConversationKind.GroupChat).Contains(command), !sentElsewhere);
        }
    }

    [Fact]
    public async Task SomebodyWhoIsNotInTheChatCannotBeChosen()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        team.Connector.Seat(team.Group, team.Sarah.Person, team.Tom.Person);
        var sarah = team.Sarah.In(team.Group);
        await sarah.TypeAsync("start");

        await sarah.PressAsync("start.send", ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", Walks.CaseReference));

        Assert.True(sarah.Card.Has("start.send"));
    }

    [Fact]
    public async Task ADialogInAGroupChatLeavesTheSharedCardBare()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (_, priya) = await OpenAsync(team);

        await priya.OpenAsync("prompt.open", "prompt", "information.known");
        await priya.SubmitAsync("prompt.save", ("answer.information.known", "The school rang"));

        Assert.DoesNotContain(team.Connector.All, sent => sent.Conversation == team.Group.Id && sent.Body.ToJsonString().Contains("The school rang", StringComparison.Ordinal));
        Assert.Equal("The school rang", priya.Card.Input("answer.information.known").Value);
    }

    [Fact]
    public async Task BothDevicesOfOnePersonAskForTheirOwnViewAndBothShowThePresentOne()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (sarah, priya) = await OpenAsync(team);
        var phone = priya.OnAnotherDevice();
        await priya.PressAsync("answer.save", ("answer.information.known", "The school rang"));
        await sarah.RefreshAsync();
        await sarah.PressAsync("step.next", ("answer.information.known", "I heard so"));

        await priya.RefreshAsync();
        await phone.RefreshAsync();

        Assert.Equal(priya.Card.Raw, phone.Card.Raw);
        Assert.Contains("answer.assessment.childs-voice", phone.Card.Inputs.Select(input => input.Id));
        Assert.Contains(priya.Person.Mri, phone.Card.RefreshesFor);
    }

    private static async Task<(Somebody Sarah, Somebody Priya)> OpenAsync(SupervisionTeam team, bool join = true)
    {
        var (sarah, priya) = (team.Sarah.In(team.Group), team.Priya.In(team.Group));
        await sarah.TypeAsync("start");
        await sarah.PressAsync("start.send", ("practitioner", priya.Person.Id.ToString()), ("caseReference", Walks.CaseReference));
        priya.Take(await SharedAsync(team));
        await priya.RefreshAsync();
        if (join)
        {
            await priya.PressAsync("session.join");
        }

        return (sarah, priya);
    }

    private static Task<Sent> SharedAsync(SupervisionTeam team) =>
        team.Connector.WaitAsync(0, sent => sent.Conversation == team.Group.Id && sent.Card?.Has("session.view") == true);
}
