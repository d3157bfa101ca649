using SupervisionBot.FakeTeams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>Where others read along, the first message says who brought it there.</summary>
public sealed class WelcomeTests
{
    [Theory]
    [InlineData("Sarah Ahmed", "Sarah Ahmed added me to this team.")]
    [InlineData(null, "I was added to this team.")]
    public async Task InATeamTheWelcomeSaysWhoAddedTheApp(string? name, string said)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var duty = new TeamIdentity("19:duty@thread.tacv2", "Duty", new("44444444-0000-4000-8000-000000000001"));
        var somebody = new Member(new("55555555-0000-4000-8000-000000000009"), "29:somebody", name ?? "");
        var channel = Room.Channel(SupervisionTeam.Tenant, duty, duty.Id, name: null, somebody);
        team.Connector.Fake.Open(channel);
        var client = new TeamsClient(team.Connector.ServiceUrl(SupervisionTeam.Tenant), new(SupervisionTeam.Tenant, new("33333333-0000-4000-8000-000000000003")), somebody, channel, team.Clock);

        await team.PostAsync(client.Installs());
        await team.SettleAsync();

        var welcome = Assert.Single(team.Connector.All, sent => sent.Conversation == duty.Id);
        Assert.Contains(said, welcome.Card!.Words, StringComparison.Ordinal);
        Assert.Equal("Supervision", (string?)welcome.Body["summary"]);
    }

    [Fact]
    public async Task InAGroupChatAsWell()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var sarah = team.Sarah.In(team.Group);

        await sarah.AddAppAsync();

        Assert.Contains("Sarah Ahmed added me to this chat.", sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InTheOwnChatNobodyIsToldWhoTheyAre()
    {
        await using var team = await SupervisionTeam.MeetAsync();

        Assert.DoesNotContain(team.Connector.All, sent => sent.Body.ToJsonString().Contains("added me", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HelpThatIsAskedForSaysNothingOfIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var sarah = team.Sarah.In(team.Group);

        await sarah.TypeAsync("help");

        Assert.DoesNotContain("added me", sarah.Card.Words, StringComparison.Ordinal);
    }
}
