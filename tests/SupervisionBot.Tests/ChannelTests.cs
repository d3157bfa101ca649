using System.Text.Json.Nodes;
using SupervisionBot.FakeTeams;
using SupervisionBot.OneToOne;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>Supervision about a case in a channel of a team.</summary>
public sealed class ChannelTests
{
    private static readonly TeamIdentity s_duty = new("19:duty@thread.tacv2", "Duty", new("44444444-0000-4000-8000-000000000001"));

    [Fact]
    public async Task StartInAChannelSaysWhereInstead()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var sarah = Enter(team);

        await team.PostAsync(sarah.Types("start"));
        await team.SettleAsync();

        var said = Assert.Single(team.Connector.All, sent => sent.Conversation.StartsWith(sarah.Where.Id, StringComparison.Ordinal));
        Assert.Equal(RefusalText.For(new NotInAChannel()), said.Text);
        Assert.Contains("your own chat", said.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start.open")]
    [InlineData("start.send")]
    public async Task AFormThatStandsInAChannelStartsNothing(string verb)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var sarah = Enter(team);

        var answer = await team.PostAsync(sarah.Presses(verb, Form(team, $"{Guid.CreateVersion7(team.Clock.GetUtcNow()):N}"), "1790000000001"));

        Assert.Equal(RefusalText.For(new NotInAChannel()), answer.Message);
        Assert.Empty((await team.Store.QueryAsync("people", $"{SupervisionTeam.Tenant:N}|{team.Sarah.Person.Id:N}", Storage.RowRange.All, 10, continuation: null, default)).Entities);
    }

    [Fact]
    public async Task WhereItIsSwitchedOnASessionStartsInAThreadOfAChannel()
    {
        await using var team = await SupervisionTeam.MeetAsync("--OneToOne:Channels", "true", "--OneToOne:PeoplePicker", "false");
        var sarah = Enter(team);
        await team.PostAsync(sarah.Types("start"));
        await team.SettleAsync();
        var form = Assert.Single(team.Connector.All, sent => sent.Conversation.StartsWith(sarah.Where.Id, StringComparison.Ordinal) && sent.Card is not null);
        Assert.Contains("Priya Nowak", form.Card!.Raw, StringComparison.Ordinal);

        var answer = await team.PostAsync(sarah.Presses("start.send", Form(team, form.Card.Session), form.Activity));

        Assert.True(answer.Card?.Has("step.next"), answer.Body);
        Assert.All(team.Connector.Fake.Calls.Where(call => call.Operation is Operation.Members), call => Assert.Equal(s_duty.Id, call.Conversation));
    }

    private static TeamsClient Enter(SupervisionTeam team)
    {
        var members = new[] { team.Sarah, team.Priya }.Select(who => new Member(who.Person.Id, who.Person.Mri, who.Person.Name)).ToArray();
        var channel = Room.Channel(SupervisionTeam.Tenant, s_duty, "19:practice@thread.tacv2", "Practice", members);
        team.Connector.Fake.Open(channel);
        return new(team.Connector.ServiceUrl(SupervisionTeam.Tenant), new(SupervisionTeam.Tenant, new("33333333-0000-4000-8000-000000000003")), members[0], channel, team.Clock);
    }

    private static JsonObject Form(SupervisionTeam team, string session) =>
        new() { ["verb"] = "start.send", ["session"] = session, ["practitioner"] = team.Priya.Person.Id.ToString(), ["caseReference"] = "KN-7" };
}
