using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.FakeTeams;
using SupervisionBot.Rounds;
using Cause = SupervisionBot.FakeTeams.Cause;

namespace SupervisionBot.Bench;

/// <summary>
/// One round in many channels, answered by many people at once while Teams throttles as documented: the posts go out without a storm of refusals, each answer is counted once,
/// and in the end each card shows the right number and then the right state.
/// </summary>
internal static class Rounds
{
    private const int TeamSize = 5;
    private const int AtOnce = 64;

    private static readonly Guid s_leader = new("22222222-0000-4000-8000-000000000001");
    private static readonly Guid s_other = new("22222222-0000-4000-8000-000000000002");
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(int channels, int answers)
    {
        var folder = Directory.CreateTempSubdirectory("rounds").FullName;
        var clock = new SteppedClock();
        var tenant = new Tenant(Guid.NewGuid(), new("33333333-0000-4000-8000-000000000003"));
        var connector = new FakeConnector(TimeProvider.System) { OneAtATime = true, Limits = ConnectorLimits.Documented, Work = TimeSpan.FromMilliseconds(20) };
        await using var teams = await FakeTeamsService.StartAsync(connector.MapConnector);
        var app = SupervisionApp.Create(
            ["--urls", "http://127.0.0.1:0", "--environment", "Development", "--Teams:Anonymous", "true", "--Storage:Path", Path.Combine(folder, "rounds.db"), "--Schedule:Poll", "0.2", "--OneToOne:AnswerWithin", "10", "--Roles:Leaders:0", $"{s_leader}", "--Roles:Leaders:1", $"{s_other}"],
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Logging.ClearProviders();
            });
        try
        {
            await app.StartAsync();
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce }) { BaseAddress = new(app.Urls.Single()) };
            var run = new Run(http, app.Services, connector, teams.ServiceUrl(tenant.Id), tenant, clock);
            return await run.ThroughAsync(channels, answers);
        }
        finally
        {
            await app.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Tell(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed class Run(HttpClient http, IServiceProvider services, FakeConnector connector, string serviceUrl, Tenant tenant, SteppedClock clock)
    {
        private readonly RoundStore _rounds = services.GetRequiredService<RoundStore>();
        private readonly RoundTurns _turns = services.GetRequiredService<RoundTurns>();

        public async Task<int> ThroughAsync(int channels, int answers)
        {
            var rooms = Enumerable.Range(0, channels).Select(Room).ToList();
            foreach (var room in rooms)
            {
                connector.Open(room);
                await PostAsync(Client(Worker(room, 0), room).Installs());
            }

            var address = await OpenAsync(rooms);
            var opening = TimeProvider.System.GetTimestamp();
            await UntilAsync(() => Task.FromResult(rooms.TrueForAll(room => Cards(room).Count == 1)));
            Tell($"posted to {channels} channels in {TimeProvider.System.GetElapsedTime(opening).TotalSeconds:F1} s");

            var times = new List<double>(channels * answers);
            var began = TimeProvider.System.GetTimestamp();
            await Parallel.ForEachAsync(
                from number in Enumerable.Range(0, answers) from room in rooms select (room, number),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (who, _) =>
                {
                    var pressed = TimeProvider.System.GetTimestamp();
                    await AnswerAsync(address, rooms, who.room, who.number);
                    lock (times)
                    {
                        times.Add(TimeProvider.System.GetElapsedTime(pressed).TotalMilliseconds);
                    }
                });
            var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            times.Sort();
            Tell($"{times.Count} answers in {took:F1} s, {times.Count / took:F0} a second; p50 {times[times.Count / 2]:F1} ms, p99 {times[times.Count * 99 / 100]:F1} ms");

            var settling = TimeProvider.System.GetTimestamp();
            await UntilAsync(() => Task.FromResult(rooms.TrueForAll(room => Shows(room, $"{answers} people have answered here."))));
            Tell($"every card right {TimeProvider.System.GetElapsedTime(settling).TotalSeconds:F1} s after the last answer; {connector.Postings.Count(posting => posting.Method == "PUT")} updates for {times.Count} answers");

            clock.Step(TimeSpan.FromDays(14) + TimeSpan.FromHours(1));
            await ReachAsync(address, RoundStatus.Closed);
            var counting = TimeProvider.System.GetTimestamp();
            clock.Step(RoundRinger.CountAfter);
            var counted = await ReachAsync(address, RoundStatus.Counted);
            Tell($"counted {counted.Tally!.Answered} people in {TimeProvider.System.GetElapsedTime(counting).TotalSeconds:F1} s");
            await UntilAsync(() => Task.FromResult(rooms.TrueForAll(room => Shows(room, "This round is closed."))));

            var wrong = rooms.Count(room => Cards(room).Count != 1) + Math.Abs(counted.Tally.Answered - (channels * answers));
            Tell($"calls {connector.Calls.Count}: answered 429 {connector.Calls.Count(call => call.Cause == Cause.Limit)}, at the same time in one conversation {connector.Overlaps}");
            Tell($"round_throttled={connector.LimitViolations}");
            Tell($"round_wrong={wrong}");
            return wrong + connector.LimitViolations == 0 ? 0 : 1;
        }

        private async Task<RoundAddress> OpenAsync(List<Room> rooms)
        {
            var address = new RoundAddress(tenant.Id, new(Guid.NewGuid()));
            var opens = LondonTime.Of(clock.GetUtcNow()) + TimeSpan.FromHours(1);
            var plan = new RoundPlan(
                "What should change?",
                [.. rooms.Select((room, place) => new RoundChannel(RoundChannel.KeyOf(place + 1), room.Id, room.Team!.Id, room.Team.Name, room.Name ?? "General"))],
                opens,
                opens + TimeSpan.FromDays(14),
                Anonymous: true,
                Repeats: null);
            await _turns.RunAsync(address, new(s_leader), "draft", (_, now) => RoundDecision.Draft(new(s_leader), now, new(plan, "Leader")), default);
            var submitted = await _turns.RunAsync(address, new(s_leader), "submit", new SubmitPlan(), default);
            await _turns.RunAsync(address, new(s_other), "approve", new Approve(submitted.Stored!.Round.SubmittedAt), default);
            clock.Step(TimeSpan.FromHours(1));
            await ReachAsync(address, RoundStatus.Open);
            return address;
        }

        private Task AnswerAsync(RoundAddress address, List<Room> rooms, Room room, int number) => PostAsync(Client(Worker(room, number), room).Submits(new JsonObject
        {
            ["verb"] = "reply.save",
            ["round"] = $"{address.Round.Value:N}",
            ["channel"] = RoundChannel.KeyOf(rooms.IndexOf(room) + 1),
            ["stop.1"] = $"Panels that begin late, as the one of number {number} did",
            ["start.1"] = "",
            ["continue.1"] = "Reading each other's records on a quiet morning",
        }));

        private async Task PostAsync(JsonObject activity)
        {
            using var response = await http.PostAsJsonAsync(Activities.Path, activity, JsonSerializerOptions.Web);
            response.EnsureSuccessStatusCode();
            var body = await response.Content.ReadAsStringAsync();
            if ((string?)activity["name"] == "task/submit" && !body.Contains("Thank you.", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"An answer was not kept: {body}");
            }
        }

        private async Task<Round> ReachAsync(RoundAddress address, RoundStatus status)
        {
            Round? round = null;
            await UntilAsync(async () => (round = (await _rounds.FindAsync(address, default))?.Round)?.Status == status);
            return round!;
        }

        private static async Task UntilAsync(Func<Task<bool>> holds)
        {
            using var patience = new CancellationTokenSource(s_patience);
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (!await holds())
            {
                await pause.WaitForNextTickAsync(patience.Token);
            }
        }

        private List<ShownMessage> Cards(Room room) => [.. connector.ShownIn(room.Id).Where(message => message.Carries("round.look"))];

        private bool Shows(Room room, string words) => Cards(room) is [var card] && card.Carries(words);

        private TeamsClient Client(Member who, Room where) => new(serviceUrl, tenant, who, where, TimeProvider.System);

        private static Member Worker(Room room, int number) => new(new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{room.Id}|{number}")).AsSpan(0, 16)), $"29:{room.Id}|{number}", $"Worker {number}");

        private Room Room(int number)
        {
            var team = new TeamIdentity($"19:team{number / TeamSize:000}@thread.tacv2", $"Team {number / TeamSize}", new(number / TeamSize, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1));
            return FakeTeams.Room.Channel(tenant.Id, team, number % TeamSize == 0 ? team.Id : $"19:channel{number:000}@thread.tacv2", number % TeamSize == 0 ? null : $"Channel {number}");
        }
    }

    private sealed class SteppedClock : TimeProvider
    {
        private long _ahead;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

        public void Step(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
    }
}
