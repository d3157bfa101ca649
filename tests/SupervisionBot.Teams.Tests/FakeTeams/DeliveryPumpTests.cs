using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Teams.Tests.FakeTeams;

/// <summary>How activities are brought to the bot, and the activities themselves, read by the edge.</summary>
public sealed class DeliveryPumpTests(TeamsHost host) : IClassFixture<TeamsHost>
{
    private static readonly Tenant s_tenant = new(new("11111111-0000-4000-8000-000000000001"), new("33333333-0000-4000-8000-000000000003"));
    private static readonly Member s_anna = new(new("22222222-0000-4000-8000-000000000002"), "29:1Anna", "Anna Keller");

    [Fact]
    public async Task EveryKindOfActivityIsTakenByTheEdge()
    {
        var channel = Room.Channel(s_tenant.Id, new TeamIdentity("19:t@thread.tacv2", "Duty", Guid.NewGuid()), "19:c@thread.tacv2", "Cases", s_anna);
        using var http = new HttpClient();
        await using var pump = new DeliveryPump(http, () => new Uri(host.Http.BaseAddress!, "/api/messages"), TimeProvider.System);
        foreach (var client in new[] { ClientIn(Room.Personal(s_tenant.Id, s_anna)), ClientIn(Room.Group(s_tenant.Id, "19:g@thread.v2", s_anna)), ClientIn(channel) })
        {
            var typed = client.Types("status");
            JsonObject data = new() { ["op"] = "1" };
            JsonObject[] all =
            [
                client.Installs(), client.AddsBot(), typed, client.Presses("go", data, "1"), client.Sends(data), client.Opens(data), client.Submits(data),
                client.AddsMember(s_anna), client.Reacts("1"), client.Edits(typed, "more"), client.Deletes(typed), client.RemovesBot(), client.Installs("remove"),
            ];
            Assert.All(await pump.DeliverInDisorderAsync(all), answer => Assert.Equal(200, answer.Status));

            var heard = host.Handler.Take();
            Assert.Equal(["card", "deleted", "edited", "fetch", "installed", "message", "save", "submit", "uninstalled"], heard.Select(call => call.Method).Order(StringComparer.Ordinal));
            Assert.All(heard, call => Assert.Equal(client.Where.Kind, call.Delivery.Conversation.Kind.ToString(), ignoreCase: true));
            Assert.Equal("status", heard.Single(call => call.Method == "message").Text);
        }

        Assert.Equal(200, (await pump.DeliverAsync(ClientIn(channel).TeamEvent("channelRenamed", "19:c@thread.tacv2", "New"))).Status);
    }

    [Fact]
    public async Task WhatIsNotTakenComesAgainWithTheSameIdToWhoeverIsNext()
    {
        using var bot = new StubBot(id => id == 0 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
        var answer = await PumpTo(bot).DeliverAsync(ClientIn(Room.Personal(s_tenant.Id, s_anna)).Types("help"));

        Assert.Equal((200, 2), (answer.Status, answer.Attempts));
        Assert.Single(bot.Ids.Distinct());
        Assert.Equal(["Bearer token"], bot.Tokens.Distinct());
    }

    [Fact]
    public async Task ACopyBearsTheSameIdAndALaterOneANewId()
    {
        using var bot = new StubBot(_ => HttpStatusCode.OK);
        var pump = PumpTo(bot);
        (pump.Twice, pump.Later, pump.LaterBy) = (1, 1, TimeSpan.FromMilliseconds(1));
        await pump.DeliverAsync(ClientIn(Room.Personal(s_tenant.Id, s_anna)).Types("help"));
        await pump.DrainAsync();

        Assert.Equal([1, 2], bot.Ids.GroupBy(id => id).Select(same => same.Count()).Order());
    }

    private static DeliveryPump PumpTo(StubBot bot) =>
        new(new HttpClient(bot), () => new Uri("http://bot.example/api/messages"), TimeProvider.System) { Pause = TimeSpan.Zero, Token = _ => "token" };

    private static TeamsClient ClientIn(Room room) => new("http://127.0.0.1:9/emea/x/", s_tenant, s_anna, room, TimeProvider.System);

    private sealed class StubBot(Func<int, HttpStatusCode> answer) : HttpMessageHandler
    {
        private int _requests = -1;

        public ConcurrentQueue<string> Ids { get; } = new();

        public ConcurrentQueue<string?> Tokens { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Ids.Enqueue((string)JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!["id"]!);
            Tokens.Enqueue(request.Headers.Authorization?.ToString());
            return new(answer(Interlocked.Increment(ref _requests)));
        }
    }
}
