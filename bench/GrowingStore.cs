using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Storage;

namespace SupervisionBot.Bench;

/// <summary>What a press came to, or the middle of several.</summary>
/// <param name="Milliseconds">The median.</param>
/// <param name="RoundTrips">The most that one of them took.</param>
/// <param name="Waves">How many one after the other, the median; 0 where that can't be seen.</param>
internal readonly record struct Cost(double Milliseconds, int RoundTrips, int Waves)
{
    public static Cost Of(IReadOnlyCollection<Cost> costs) => new(
        costs.Select(cost => cost.Milliseconds).Order().ElementAt(costs.Count / 2),
        costs.Max(cost => cost.RoundTrips),
        costs.Select(cost => cost.Waves).Order().ElementAt(costs.Count / 2));
}

/// <summary>A store that is filled step by step, and the app on it, in this process, as the round trips are counted here.</summary>
/// <param name="settings">Where the app keeps what it stores.</param>
/// <param name="sink">Where it writes to people.</param>
/// <param name="roundTrips">Counts what it asks of its storage.</param>
internal sealed class GrowingStore(IReadOnlyList<string> settings, ConnectorSink sink, RoundTrips roundTrips) : IAsyncDisposable
{
    /// <summary>Sessions that are pressed in, opened through the app while the store was small; their random ids put them anywhere among all others.</summary>
    public const int Open = 40;

    // A practitioner has supervision once a month, a supervisor has some five practitioners: some two years of it.
    private const int PerSupervisor = 100;
    private const int PerPractitioner = 20;

    // Readers of a list, picked anew for each size.
    private const int Listing = 40;

    private readonly Activities _activities = new(sink.Address);
    private readonly Random _random = new(1);
    private readonly List<Guid> _supervisors = [];
    private readonly List<Guid> _practitioners = [];
    private readonly List<Press> _presses = [];
    private byte[][] _lists = [];
    private int _likenesses;
    private WebApplication? _app;
    private HttpConnection? _connection;

    /// <summary>Sessions in it.</summary>
    public int Sessions { get; private set; }

    /// <summary>Starts the app.</summary>
    /// <returns>How long that took, the check of the whole file included.</returns>
    public async Task<TimeSpan> StartAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        // No look for what other copies left, as there are none: only what a turn itself asks is counted.
        _app = SupervisionApp.Create([.. BenchHost.Settings, .. settings, "--Outbox:Poll", "3600", "--Outbox:LeaseTime", "3600"]);
        await _app.StartAsync();
        var took = Stopwatch.GetElapsedTime(begun);
        _connection = await HttpConnection.OpenAsync(Address);
        return took;
    }

    public async Task StopAsync()
    {
        _connection?.Dispose();
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    /// <summary>Opens the sessions that are pressed in.</summary>
    public async Task OpenAsync()
    {
        using var stage = new Stage(Address, _activities);
        foreach (var (walk, people) in await stage.SetAsync(Open))
        {
            _presses.Add(new(_activities, people[0], walk, Address));
        }

        Sessions += Open;
    }

    /// <summary>Walks one whole session, to have the likeness of it.</summary>
    /// <param name="wholeLikeness">With all of its rows; otherwise with those that a list and a first turn read.</param>
    public async Task<Likeness> WalkAsync(bool wholeLikeness)
    {
        using var stage = new Stage(Address, _activities);
        var (supervisor, practitioner, session) = (new Person(Guid.NewGuid(), "Supervisor"), new Person(Guid.NewGuid(), "Practitioner"), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        await stage.AddAsync(supervisor);
        await stage.AddAsync(practitioner);
        await WholeSession.WalkAsync(stage.PressAsync, supervisor, practitioner, session);
        return await Likeness.OfAsync(Store, new(session, supervisor.Id, practitioner.Id), wholeLikeness);
    }

    /// <summary>Fills the store up to a number of sessions.</summary>
    public async Task FillAsync(Likeness likeness, int sessions, int writers)
    {
        var (first, store) = (_likenesses, Store);
        _likenesses += sessions - Sessions;
        Sessions = sessions;
        Invent(_supervisors, PerSupervisor);
        Invent(_practitioners, PerPractitioner);
        await Parallel.ForEachAsync(
            Enumerable.Range(first, _likenesses - first),
            new ParallelOptions { MaxDegreeOfParallelism = writers },
            async (number, _) => await likeness.WriteAsync(store, new(Guid.NewGuid(), _supervisors[number / PerSupervisor], _practitioners[number / PerPractitioner])));
    }

    /// <summary>Lets people press something once, so that the bot has met them since its start, and picks those who go on reading their lists.</summary>
    public async Task MeetAsync()
    {
        foreach (var press in _presses)
        {
            await _connection!.SendAsync(Press.Request(Address, _activities.Press(press.Person, "sessions.list", new() { ["after"] = "" })));
        }

        var readers = Enumerable.Range(0, Math.Max(1, _likenesses / PerSupervisor)).ToArray();
        _random.Shuffle(readers);
        _lists = [.. readers.Take(Listing).Select(reader => Press.Request(Address, _activities.Press(new(_supervisors[reader], "Supervisor"), "sessions.list", new() { ["after"] = "" })))];
        foreach (var list in _lists)
        {
            await ReadAsync(list);
        }
    }

    /// <summary>A press in one of the sessions, the first since the start of the app: it finds nothing of the session in memory.</summary>
    /// <param name="session">0 to one less than <see cref="Open"/>, each once.</param>
    public Task<Cost> FirstTurnAsync(int session) => MeasureAsync(() => TurnAsync(_presses[session]));

    /// <summary>Turns in sessions picked at random, and after each a first page of the sessions of a person picked at random.</summary>
    /// <remarks>Any write makes the readers of the embedded engine forget the pages they hold, so that without one in between a store with few lists would read them from memory.</remarks>
    public async Task<(Cost Turn, Cost Page)> RoundAsync(int count)
    {
        var (turns, pages) = (new List<Cost>(count), new List<Cost>(count));
        for (var number = 0; number < count; number++)
        {
            turns.Add(await MeasureAsync(() => TurnAsync(_presses[_random.Next(_presses.Count)])));
            pages.Add(await MeasureAsync(() => ReadAsync(_lists[_random.Next(_lists.Length)])));
        }

        return (Cost.Of(turns), Cost.Of(pages));
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private ITableStore Store => _app!.Services.GetRequiredService<ITableStore>();

    private Uri Address => new(_app!.Urls.First());

    private async Task<long> TurnAsync(Press press)
    {
        var (wanted, request) = (press.Walk.Sequence + press.Answers, press.Next());
        var begun = Stopwatch.GetTimestamp();
        var answer = await _connection!.SendAsync(request);
        var ended = Stopwatch.GetTimestamp();
        press.Saw(answer.Span, wanted);
        return ended - begun;
    }

    private async Task<long> ReadAsync(byte[] list)
    {
        var begun = Stopwatch.GetTimestamp();
        var answer = await _connection!.SendAsync(list);
        var ended = Stopwatch.GetTimestamp();
        return answer.Span.IndexOf("Older sessions"u8) > 0 && answer.Span.IndexOf("Signed off"u8) > 0 ? ended - begun : throw new InvalidOperationException($"not a page that others follow: {Encoding.UTF8.GetString(answer.Span)}");
    }

    private async Task<Cost> MeasureAsync(Func<Task<long>> press)
    {
        var (total, waves) = (roundTrips.Total, roundTrips.Waves);
        var ticks = await press();
        return new(Stopwatch.GetElapsedTime(0, ticks).TotalMilliseconds, roundTrips.Total - total, roundTrips.Waves - waves);
    }

    private void Invent(List<Guid> people, int sessionsEach)
    {
        while (people.Count * sessionsEach < _likenesses)
        {
            people.Add(Guid.NewGuid());
        }
    }
}
