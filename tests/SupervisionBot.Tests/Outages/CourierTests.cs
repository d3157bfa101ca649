using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.OneToOne;
using SupervisionBot.Sessions;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Outages;

public sealed class CourierTests
{
    [Fact]
    public async Task EverybodysCardsAreDrawnAnewAlthoughOnePersonsWereAnnouncedWhileTheDeliveryFailed()
    {
        FaultyStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own)));
        await team.OpenAsync();
        var (courier, address) = (team.Services.GetRequiredService<CardCourier>(), new SessionAddress(SupervisionTeam.Tenant, new(Guid.Parse(team.Sarah.Card.Session))));
        await team.Connector.WaitAsync(0, IsSarahsCardDrawnAnew);

        // It is the last thing that the courier has to do.
        await team.Sarah.HearAsync("has opened the session");
        store!.Meanwhile = () =>
        {
            courier.Announce(address, new(team.Priya.Person.Id));
            store.Heal();
        };
        var sent = team.Connector.All.Count;

        store.Fail(Fault.NothingAnswers);
        courier.Announce(address);

        await team.Connector.WaitAsync(sent, IsSarahsCardDrawnAnew);

        bool IsSarahsCardDrawnAnew(Sent update) => update.Method == "PUT" && update.Conversation == team.Sarah.Chat.Id;
    }
}
