using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.FakeTeams;
using SupervisionBot.Rounds;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Rounds;

/// <summary>Two leaders, teams with channels, and people who answer there.</summary>
internal sealed class RoundScene : IAsyncDisposable
{
    public static readonly Guid Leader = new("22222222-0000-4000-8000-000000000001");
    public static readonly Guid OtherLeader = new("22222222-0000-4000-8000-000000000003");

    private static readonly Guid s_bot = new("33333333-0000-4000-8000-000000000003");

    private RoundScene(SupervisionTeam team, IReadOnlyList<Room> channels) => (Team, Channels) = (team, channels);

    public SupervisionTeam Team { get; }

    public IReadOnlyList<Room> Channels { get; }

    public RoundTurns Turns => Team.Services.GetRequiredService<RoundTurns>();

    public DateTimeOffset Now => Team.Clock.GetUtcNow();

    /// <summary>Has leaders, and one channel in each of so many teams.</summary>
    public static Task<RoundScene> MeetAsync(int teams, params string[] settings) => MeetAsync(teams, _ => { }, settings);

    public static async Task<RoundScene> MeetAsync(int teams, Action<IServiceCollection> change, params string[] settings)
    {
        var team = await SupervisionTeam.MeetAsync(change, ["--Roles:Leaders:0", $"{Leader}", "--Roles:Leaders:1", $"{OtherLeader}", "--Schedule:Poll", "0.05", .. settings]);
        var channels = Enumerable.Range(1, teams).Select(number =>
        {
            var identity = new TeamIdentity($"19:team{number:00}@thread.tacv2", $"Team {number:00}", new($"44444444-0000-4000-8000-{number:000000000000}"));
            return Room.Channel(SupervisionTeam.Tenant, identity, identity.Id, name: null);
        }).ToList();
        var scene = new RoundScene(team, channels);
        foreach (var channel in channels)
        {
            team.Connector.Fake.Open(channel);
            Assert.Equal(200, (await team.PostAsync(scene.Client(SomebodyIn(channel, 0), channel).Installs())).Status);
        }

        return scene;
    }

    /// <summary>Somebody who works in the team of a channel.</summary>
    public static Member SomebodyIn(Room channel, int number)
    {
        var place = int.Parse(channel.Id.AsSpan(7, 2), System.Globalization.CultureInfo.InvariantCulture);
        return new(new($"55555555-0000-4000-8000-{place:000000}{number:000000}"), $"29:worker{place}x{number}", $"Worker {place} {number}");
    }

    public TeamsClient Client(Member who, Room where) => new(Team.Connector.ServiceUrl(SupervisionTeam.Tenant), new(SupervisionTeam.Tenant, s_bot), who, where, Team.Clock);

    /// <summary>Plans a round in all channels, has it approved where that is needed, and opens it.</summary>
    public async Task<RoundAddress> OpenAsync(bool anonymous = true, Recurrence? repeats = null, TimeSpan? length = null)
    {
        var address = await PlanAsync(anonymous, repeats, length);
        Team.Clock.Move(TimeSpan.FromHours(1));
        await ReachAsync(address, RoundStatus.Open);
        await PostedAsync(address);
        return address;
    }

    /// <summary>Plans a round that opens in an hour, and has it approved where that is needed.</summary>
    public async Task<RoundAddress> PlanAsync(bool anonymous = true, Recurrence? repeats = null, TimeSpan? length = null)
    {
        var address = new RoundAddress(SupervisionTeam.Tenant, new(Guid.NewGuid()));
        var opens = LondonTime.Of(Now) + TimeSpan.FromHours(1);
        var channels = Channels.Select((channel, place) => new RoundChannel(RoundChannel.KeyOf(place + 1), channel.Id, channel.Team!.Id, channel.Team.Name, "General")).ToList();
        var draft = new DraftRound(new("What should change?", channels, opens, opens + (length ?? TimeSpan.FromDays(14)), anonymous, repeats), "Sarah Ahmed");
        Sound(await Turns.RunAsync(address, new(Leader), "draft", (round, now) => RoundDecision.Draft(new(Leader), now, draft), default));
        var submitted = Sound(await Turns.RunAsync(address, new(Leader), "submit", new SubmitPlan(), default));
        if (submitted.Status == RoundStatus.AwaitingApproval)
        {
            Sound(await Turns.RunAsync(address, new(OtherLeader), "approve", new Approve(submitted.SubmittedAt), default));
        }

        return address;
    }

    public Task<RoundOutcome> DoAsync(RoundAddress address, RoundCommand command) => Turns.RunAsync(address, new(Leader), $"{Guid.NewGuid():N}", command, default);

    public async Task<Round> FindAsync(RoundAddress address) => (await Team.Services.GetRequiredService<RoundStore>().FindAsync(address, default))!.Round;

    public Task<IReadOnlyList<PostedCard>> ReportAsync(RoundAddress address) => Team.Services.GetRequiredService<RoundPosting>().ReportAsync(address, default);

    public Task<IReadOnlyList<OpenedEntry>> SaidAsync(RoundAddress address) => Team.Services.GetRequiredService<SaidRows>().ReadAsync(address, default);

    /// <summary>What a leader may see.</summary>
    public async Task<RoundResults> ResultsAsync(RoundAddress address)
    {
        var options = Team.Services.GetRequiredService<IOptions<RoundOptions>>().Value;
        return RoundResults.Of(await FindAsync(address), await SaidAsync(address), new(options.MinimumGroup, options.MinimumForComments));
    }

    /// <summary>Waits until the clock has brought a round so far.</summary>
    public async Task<Round> ReachAsync(RoundAddress address, RoundStatus status)
    {
        Round? round = null;
        await UntilAsync(async () => (round = (await Team.Services.GetRequiredService<RoundStore>().FindAsync(address, default))?.Round)?.Status == status);
        return round!;
    }

    /// <summary>Waits until what became of each channel's card is known.</summary>
    public Task PostedAsync(RoundAddress address) => UntilAsync(async () => (await ReportAsync(address)).Count(post => post.Part == RoundPosting.Card && post.Status != PostStatus.Waiting) == Channels.Count);

    /// <summary>Lets the round run to its end, and be counted.</summary>
    public async Task<Round> CountAsync(RoundAddress address)
    {
        Team.Clock.Move(TimeSpan.FromDays(14));
        await ReachAsync(address, RoundStatus.Closed);
        Team.Clock.Move(RoundRinger.CountAfter);
        return await ReachAsync(address, RoundStatus.Counted);
    }

    /// <summary>Waits until nothing is left of what led from people to answers.</summary>
    public Task EmptiedAsync(RoundAddress address) =>
        UntilAsync(async () => (await AllRowsAsync()).All(row => row.Row.PartitionKey != address.Partition || row.Row.RowKey.Split('|')[0] is not ("seal" or "set" or "ballot")));

    /// <summary>Waits, 30 seconds at most.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds())
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>The card of a channel as everybody sees it now.</summary>
    public ShownCard CardIn(Room channel) => new(Assert.Single(CardsIn(channel)).Body!["attachments"]![0]!["content"]!);

    /// <summary>Every card of a round that stands in a channel.</summary>
    public IReadOnlyList<ShownMessage> CardsIn(Room channel) => [.. Team.Connector.Fake.ShownIn(channel.Id).Where(message => message.Carries("round.look"))];

    /// <summary>Opens the dialog.</summary>
    public Task<HttpAnswer> OpenDialogAsync(Member who, Room channel)
    {
        var message = Assert.Single(CardsIn(channel));
        return Team.PostAsync(Client(who, channel).Opens(CardIn(channel).Button("reply.open").Data, message.Id));
    }

    /// <summary>Presses a button of an open dialog with something typed into it.</summary>
    public Task<HttpAnswer> SendAsync(Member who, Room channel, ShownCard dialog, string verb, params (string Input, string Value)[] typed)
    {
        var button = dialog.Button(verb);
        var data = button.Data.DeepClone().AsObject();
        foreach (var (name, value) in button.SendsInputs ? dialog.Fill(typed) : [])
        {
            data[name] = value;
        }

        return Team.PostAsync(Client(who, channel).Submits(data));
    }

    /// <summary>Answers from the dialog on, and is thanked.</summary>
    public async Task AnswerAsync(Member who, Room channel, string stop = "", string start = "", string @continue = "")
    {
        var dialog = (await OpenDialogAsync(who, channel)).Card!;
        var answer = await SendAsync(who, channel, dialog, "reply.save", ("stop.1", stop), ("start.1", start), ("continue.1", @continue));
        Assert.StartsWith("Thank you.", answer.Message, StringComparison.Ordinal);
    }

    /// <summary>When something rings next, in no order.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> AlarmsAsync() =>
        [.. (await AllRowsAsync()).Where(row => row.Table == "due").Select(row => row.Row.GetDateTimeOffset("At")!.Value)];

    /// <summary>Everything in the store, leases left out as they change all the time.</summary>
    public async Task<IReadOnlyList<(string Table, TableEntity Row)>> AllRowsAsync()
    {
        var rows = new List<(string, TableEntity)>();
        foreach (var table in (await Team.Store.ListTablesAsync(default)).Where(table => table != "leases"))
        {
            string? next = null;
            do
            {
                var page = await Team.Store.ScanAsync(table, fromPartition: null, TableLimits.PageSize, next, default);
                rows.AddRange(page.Entities.Select(row => (table, row)));
                next = page.Continuation;
            }
            while (next is not null);
        }

        return rows;
    }

    public ValueTask DisposeAsync() => Team.DisposeAsync();

    private static Round Sound(RoundOutcome outcome)
    {
        Assert.Null(outcome.Refusal);
        return outcome.Stored!.Round;
    }
}
