using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.FakeTeams;
using SupervisionBot.People;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Registry;

public sealed class InstalledTeamTests
{
    private static readonly TeamIdentity s_duty = new("19:duty@thread.tacv2", "Duty", new("44444444-0000-4000-8000-000000000001"));

    [Fact]
    public async Task AddingTheAppToATeamMakesEachOfItsChannelsKnown()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await AddAsync(team);

        Assert.NotNull(await FindAsync(team, "19:practice@thread.tacv2"));
    }

    [Fact]
    public async Task ATeamWhoseChannelsCannotBeReadIsKnownAllTheSame()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        team.Connector.Fake.FailNext(FakeTeams.Fault.Before(), call => call.Operation is Operation.Channels);
        await AddAsync(team);

        Assert.NotNull(await FindAsync(team, s_duty.Id));
        Assert.Null(await FindAsync(team, "19:practice@thread.tacv2"));
    }

    private static async Task AddAsync(SupervisionTeam team)
    {
        var nora = new Member(new("22222222-0000-4000-8000-000000000009"), "29:nora", "Nora Hill");
        var general = Room.Channel(SupervisionTeam.Tenant, s_duty, s_duty.Id, name: null, nora);
        team.Connector.Fake.Open(general, Room.Channel(SupervisionTeam.Tenant, s_duty, "19:practice@thread.tacv2", "Practice", nora));
        var client = new TeamsClient(team.Connector.ServiceUrl(SupervisionTeam.Tenant), new(SupervisionTeam.Tenant, new("33333333-0000-4000-8000-000000000003")), nora, general, team.Clock);
        Assert.Equal(200, (await team.PostAsync(client.Installs())).Status);
    }

    private static Task<Teams.ConversationReference?> FindAsync(SupervisionTeam team, string channel) =>
        team.Services.GetRequiredService<ChatDirectory>().FindAsync(SupervisionTeam.Tenant, channel, default);
}
