using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Teams.Tests.FakeTeams;

/// <summary>The connector that the other suites rely on.</summary>
public sealed class FakeConnectorTests : IAsyncLifetime
{
    private const string Chat = "19:group/1@thread.v2";

    private static readonly Guid s_tenant = new("11111111-0000-4000-8000-000000000001");
    private static readonly Member s_anna = new(new("22222222-0000-4000-8000-000000000002"), "29:1Anna", "Anna Keller");

    private readonly StoppedClock _clock = new();
    private readonly HttpClient _http = new();
    private FakeConnector _connector = null!;
    private FakeTeamsService _service = null!;

    public async Task InitializeAsync()
    {
        _connector = new(_clock);
        _service = await FakeTeamsService.StartAsync(_connector.MapConnector);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task AConversationShowsTheNewestVersionOfEachMessageInOrder()
    {
        var first = await IdAsync(await SendAsync("one"));
        var second = await IdAsync(await SendAsync("two"));
        await SendAsync("three");
        await SendAsync(HttpMethod.Put, $"activities/{first}", "one, changed");
        await SendAsync(HttpMethod.Delete, $"activities/{second}", text: null);

        Assert.Equal(["one, changed", "three"], _connector.ShownIn(Chat).Select(message => message.Text));
        Assert.Equal(["POST", "PUT"], _connector.MessagesIn(Chat)[0].Versions.Select(version => version.Method));
        Assert.Equal(first, Assert.Single(_connector.Carrying("changed")).Message.Id);
    }

    [Fact]
    public async Task AMessageThatWasDeletedIsAnsweredLikeNoOther()
    {
        var sent = await IdAsync(await SendAsync("one"));
        _connector.Delete(Chat, sent);

        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete })
        {
            var answer = await SendAsync(method, $"activities/{sent}", "again");
            Assert.Equal((HttpStatusCode.Forbidden, "ServiceError"), (answer.StatusCode, (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]!["code"]));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Put, "activities/1", "never there")).StatusCode);
    }

    [Fact]
    public async Task AThreadHasNoMembersAndATeamHas()
    {
        var rooms = Room.ChannelsOf(s_tenant, "Duty team", 2, s_anna);
        _connector.KnowsItsRooms = true;
        _connector.Open(rooms[1]);

        foreach (var rest in new[] { "pagedmembers", $"members/{s_anna.ObjectId}" })
        {
            using var thread = await _http.GetAsync(Address(rest, $"{rooms[1].Id};messageid=17"));
            Assert.Equal(HttpStatusCode.NotFound, thread.StatusCode);
            Assert.Equal("Failure due to: ThreadNotFound.", (string?)(await thread.Content.ReadFromJsonAsync<JsonObject>())!["error"]!["message"]);
            foreach (var place in new[] { rooms[1].Id, rooms[1].Team!.Id })
            {
                Assert.Contains(s_anna.Mri, await _http.GetStringAsync(Address(rest, place)), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task APostOfAChannelIsReachedThroughItsThreadToo()
    {
        var post = await IdAsync(await SendAsync("post"));

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, $"activities/{post}", "changed", chat: $"{Chat};messageid={post}")).StatusCode);
        Assert.Equal(["changed"], _connector.ShownIn(Chat).Select(message => message.Text));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Put, $"activities/{post}", "again", chat: "19:other@thread.v2")).StatusCode);
    }

    [Fact]
    public async Task TheThreadsOfAChannelShareItsLimit()
    {
        _connector.Limits = ConnectorLimits.Documented;
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await SendAsync("hello", chat: $"{Chat};messageid={i}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync("hello")).StatusCode);
    }

    [Fact]
    public async Task FiftyChannelsOfFiveTeamsAndInOneOfThemTheAnswerIsLost()
    {
        var rooms = Enumerable.Range(0, 5).SelectMany(team => Room.ChannelsOf(s_tenant, $"Team {team}", 10, s_anna)).ToArray();
        _connector.KnowsItsRooms = true;
        _connector.Open(rooms);
        var unlucky = rooms[17].Id;
        _connector.FailNext(Fault.CutAfter, call => call is { Operation: Operation.Send } && call.Conversation == unlucky);

        var answers = await Task.WhenAll(rooms.Select(async room => (room.Id, Known: await AnsweredAsync(room.Id))));

        Assert.Equal([unlucky], answers.Where(answer => !answer.Known).Select(answer => answer.Id));
        Assert.All(rooms, room => Assert.Equal("round", Assert.Single(_connector.ShownIn(room.Id)).Text));
        Assert.True(Assert.Single(_connector.Calls, call => call.IsUnknownToTheBot) is { Done: true, Status: null });
        var channels = (await _http.GetFromJsonAsync<JsonObject>(new Uri($"{_service.ServiceUrl(s_tenant)}v3/teams/{Uri.EscapeDataString(rooms[10].Id)}/conversations")))!["conversations"]!.AsArray();
        Assert.Equal(rooms[10..20].Select(room => room.Id), channels.Select(channel => (string?)channel!["id"]));

        async Task<bool> AnsweredAsync(string channel)
        {
            try
            {
                return (await SendAsync("round", chat: channel)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    [Fact]
    public void ATeamTellsOfItselfInEveryChannel()
    {
        var rooms = Room.ChannelsOf(s_tenant, "Duty team", 2, s_anna);
        var anna = new TeamsClient("http://127.0.0.1:9/", new(s_tenant, Guid.NewGuid()), s_anna, rooms[1], _clock);

        var installs = anna.Installs();
        var created = anna.TeamEvent("channelCreated", rooms[1].Id, rooms[1].Name);

        Assert.Equal((rooms[0].Id, rooms[1].Id), ((string?)installs["channelData"]!["team"]!["id"], (string?)installs["channelData"]!["channel"]!["id"]));
        Assert.Equal((rooms[0].Id, "Channel 1"), ((string?)created["conversation"]!["id"], (string?)created["channelData"]!["channel"]!["name"]));
        Assert.Null(rooms[0].Name);
    }

    [Fact]
    public async Task AMessageThatWasDeliveredThoughAnsweredAsAnErrorIsTold()
    {
        _connector.FailNext(Fault.After(502));
        _connector.FailNext(Fault.Before(503));
        _connector.FailNext(Fault.CutAfter);

        Assert.Equal(HttpStatusCode.BadGateway, (await SendAsync("kept")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync("lost")).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("kept"));

        Assert.Equal([true, false, true], _connector.Calls.Select(call => call.Done));
        Assert.Equal([true, false, true], _connector.Calls.Select(call => call.IsUnknownToTheBot));
        Assert.Equal([502, 503, null], _connector.Calls.Select(call => call.Status));
        Assert.Single(_connector.RepeatsIn(Chat));
    }

    [Fact]
    public async Task TheEighthMessageWithinASecondIsThrottledUntilThereIsRoom()
    {
        _connector.Limits = ConnectorLimits.Documented;
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await SendAsync($"{i}")).StatusCode);
        }

        var throttled = await SendAsync("too soon");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (throttled.StatusCode, throttled.Headers.RetryAfter!.Delta));
        Assert.Equal(HttpStatusCode.Created, (await SendAsync("elsewhere", chat: "19:other@thread.v2")).StatusCode);

        _clock.Move(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Created, (await SendAsync("eighth in two seconds")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync("ninth in two seconds")).StatusCode);
        Assert.Equal(2, _connector.LimitViolations);
    }

    [Fact]
    public async Task TheFiftyFirstCallOfATenantWithinASecondIsThrottled()
    {
        _connector.Limits = ConnectorLimits.Documented;
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await SendAsync("hello", chat: $"a:{i}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync("hello", chat: "a:50")).StatusCode);
    }

    [Fact]
    public async Task TwoWritesAtOnceInOneConversationOverlap()
    {
        _connector.OneAtATime = true;
        _connector.Work = TimeSpan.FromSeconds(1);

        var first = SendAsync("one");
        await _clock.TimerAsync();
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await SendAsync("two")).StatusCode);
        var elsewhere = SendAsync("elsewhere", chat: "19:other@thread.v2");
        await _clock.TimerAsync();
        _clock.Move(TimeSpan.FromSeconds(1));
        Assert.All(await Task.WhenAll(first, elsewhere), answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));

        _connector.Work = TimeSpan.Zero;
        Assert.Equal(HttpStatusCode.Created, (await SendAsync("after")).StatusCode);
        Assert.Equal(1, _connector.Overlaps);
    }

    [Fact]
    public void TheSameSeedGivesTheSameFaultsAtAboutTheirRate()
    {
        IReadOnlyList<Fault?> Faults(int seed) =>
        [
            .. from nth in Enumerable.Range(0, 2000)
               select new FaultRates(seed) { Throttled = 0.1, After = 0.05, CutBefore = 0.05 }.Of(new(nth, nth, Operation.Send, s_tenant, Chat, null, null, default)),
        ];

        Assert.Equal(Faults(1), Faults(1));
        Assert.NotEqual(Faults(1), Faults(2));
        Assert.InRange(Faults(1).Count(fault => fault?.Status == 429), 150, 250);
        Assert.InRange(Faults(1).Count(fault => fault is { Delivers: true }), 60, 140);
        Assert.InRange(Faults(1).Count(fault => fault is null), 1500, 1700);
    }

    [Fact]
    public async Task MembersComeInPagesUntilTheTokenIsMissing()
    {
        _connector.LargestPage = 2;
        _connector.Open(Room.Group(s_tenant, Chat, [s_anna, .. Enumerable.Range(0, 4).Select(i => new Member(Guid.NewGuid(), $"29:{i}", $"Person {i}"))]));

        var (read, token) = (new List<string>(), "");
        do
        {
            var page = (await _http.GetFromJsonAsync<JsonObject>(Address($"pagedmembers?pageSize=500{token}")))!;
            read.AddRange(page["members"]!.AsArray().Select(member => (string)member!["id"]!));
            token = (string?)page["continuationToken"] is { } next ? $"&continuationToken={Uri.EscapeDataString(next)}" : null;
        }
        while (token is not null);

        Assert.Equal([s_anna.Mri, "29:0", "29:1", "29:2", "29:3"], read);
        Assert.Equal(3, _connector.Calls.Count);
    }

    [Fact]
    public async Task OpeningAPersonalChatAgainGivesTheSameId()
    {
        _connector.Open(Room.Personal(s_tenant, s_anna, "a:1AnnaOpaque"));
        JsonObject body = new() { ["members"] = new JsonArray(new JsonObject { ["id"] = s_anna.Mri }), ["tenantId"] = s_tenant.ToString() };
        var address = new Uri(_service.ServiceUrl(s_tenant) + "v3/conversations");

        var first = await _http.PostAsJsonAsync(address, body);
        var second = await _http.PostAsJsonAsync(address, body);
        Assert.Equal(["a:1AnnaOpaque", "a:1AnnaOpaque"], [await IdAsync(first), await IdAsync(second)]);
    }

    [Fact]
    public async Task WhereTheBotWasRemovedItCannotWrite()
    {
        _connector.RemoveBotFrom(Chat);
        var answer = await SendAsync("hello");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("BotNotInConversationRoster", (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]!["code"]);
    }

    [Fact]
    public async Task ACallWithoutTheRightTokenIsUnauthorized()
    {
        _connector.Accepts = authorization => authorization == "Bearer right";
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("hello")).StatusCode);
        _http.DefaultRequestHeaders.Authorization = new("Bearer", "right");
        Assert.Equal(HttpStatusCode.Created, (await SendAsync("hello")).StatusCode);
    }

    private static async Task<string> IdAsync(HttpResponseMessage answer) => (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;

    private Task<HttpResponseMessage> SendAsync(string text, string chat = Chat) => SendAsync(HttpMethod.Post, "activities", text, chat);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string rest, string? text, string chat = Chat)
    {
        using var request = new HttpRequestMessage(method, Address(rest, chat)) { Content = text is null ? null : JsonContent.Create(new { type = "message", text }) };
        return await _http.SendAsync(request);
    }

    private Uri Address(string rest, string chat = Chat) => new($"{_service.ServiceUrl(s_tenant)}v3/conversations/{Uri.EscapeDataString(chat)}/{rest}");
}

/// <summary>A clock that moves only when it is moved, and then fires every timer.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private readonly SemaphoreSlim _made = new(0);
    private readonly ConcurrentQueue<Timer> _timers = new();
    private DateTimeOffset _now = new(2027, 3, 4, 9, 15, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state));
        _timers.Enqueue(timer);
        _made.Release();
        return timer;
    }

    /// <summary>Waits until something waits for this clock.</summary>
    public async Task TimerAsync() => Assert.True(await _made.WaitAsync(TimeSpan.FromSeconds(30)));

    public void Move(TimeSpan by)
    {
        _now += by;
        while (_timers.TryDequeue(out var timer))
        {
            timer.Fire();
        }
    }

    private sealed record Timer(Action Fire) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
