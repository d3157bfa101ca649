using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Team;

/// <summary>The app as it is, over HTTP on loopback with SQLite on disk, and the people who use it.</summary>
internal sealed class SupervisionTeam : IAsyncDisposable
{
    public static readonly Guid Tenant = new("11111111-0000-4000-8000-000000000001");
    public static readonly Guid OtherTenant = new("11111111-0000-4000-8000-000000000002");

    private readonly HttpClient _http = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("supervision").FullName;
    private readonly ConcurrentQueue<ShownCard> _answered = new();
    private WebApplication? _app;

    private SupervisionTeam(Connector connector)
    {
        Connector = connector;
        Sarah = At(new("Sarah Ahmed", new("22222222-0000-4000-8000-000000000001"), Tenant));
        Priya = At(new("Priya Nowak", new("22222222-0000-4000-8000-000000000002"), Tenant));
        Tom = At(new("Tom Byrne", new("22222222-0000-4000-8000-000000000003"), Tenant));
        Eve = At(new("Eve Marsh", new("22222222-0000-4000-8000-000000000004"), OtherTenant));
    }

    /// <summary>The supervisor.</summary>
    public Somebody Sarah { get; }

    /// <summary>The practitioner.</summary>
    public Somebody Priya { get; }

    /// <summary>A colleague who is in no session.</summary>
    public Somebody Tom { get; }

    /// <summary>Somebody of another organisation.</summary>
    public Somebody Eve { get; }

    /// <summary>A chat of all three colleagues with the bot.</summary>
    public Chat Group { get; } = new("19:0f6a4c2e@thread.v2", "groupChat");

    public Connector Connector { get; }

    public Clock Clock { get; } = new();

    public RecordingLogs Logs { get; } = new();

    /// <summary>A folder of this team's own; the database is in it.</summary>
    public string Folder => _folder;

    public IServiceProvider Services => _app!.Services;

    public HttpClient Http => _http;

    /// <summary>Whether the app runs in a process of its own.</summary>
    public bool IsElsewhere => _app is null;

    /// <summary>Where the app listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts the app, and has everybody add it.</summary>
    /// <param name="settings">Settings beside the usual ones, as on the command line.</param>
    public static Task<SupervisionTeam> MeetAsync(params string[] settings) => MeetAsync(_ => { }, settings);

    public static async Task<SupervisionTeam> MeetAsync(Action<IServiceCollection> change, params string[] settings)
    {
        var team = new SupervisionTeam(await Connector.StartAsync());
        await team.StartAsync(change, settings);
        await team.GatherAsync();
        return team;
    }

    /// <summary>Has everybody add an app that runs in a process of its own.</summary>
    public static async Task<SupervisionTeam> MeetAtAsync(Uri address)
    {
        var team = new SupervisionTeam(await Connector.StartAsync()) { Address = address };
        await team.GatherAsync();
        return team;
    }

    public Somebody At(Person person) => new(this, person, person.OwnChat);

    /// <summary>Stops the app and starts it again on the same file.</summary>
    public async Task RestartAsync(params string[] settings)
    {
        await StopAsync();
        await StartAsync(_ => { }, settings);
    }

    public Task<HttpAnswer> PostAsync(JsonObject activity) => PostAsync(Encoding.UTF8.GetBytes(activity.ToJsonString()));

    /// <summary>Every body that anybody posted.</summary>
    public ConcurrentQueue<byte[]> Posted { get; } = new();

    public async Task<HttpAnswer> PostAsync(byte[] body)
    {
        Posted.Enqueue(body);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var response = await _http.PostAsync(new Uri(Address, "/api/messages"), content);
        var answer = new HttpAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        if (answer.Card is { } card)
        {
            _answered.Enqueue(card);
        }

        return answer;
    }

    /// <summary>Every card that anybody was answered or sent.</summary>
    public IEnumerable<ShownCard> Cards => _answered.Concat(Connector.All.Select(sent => sent.Card).OfType<ShownCard>());

    /// <summary>A session as it is stored.</summary>
    public async Task<StoredSession> StoredAsync(string session) =>
        (await Services.GetRequiredService<SessionStore>().FindAsync(new(Tenant, new(Guid.ParseExact(session, "N"))), CancellationToken.None))!;

    /// <summary>The row of a frozen summary.</summary>
    public Task<TableEntity?> FrozenAsync(string session) => Store.GetAsync("sessions", $"{Tenant:N}|{session}", FrozenSummaryRow.RowKey, CancellationToken.None);

    public ITableStore Store => Services.GetRequiredService<ITableStore>();

    /// <summary>How many entries the trail of a session has, read from storage.</summary>
    public async Task<int> TrailLengthAsync(string session) => (await TrailAsync(session)).Count;

    /// <summary>The rows of a session's trail.</summary>
    public async Task<IReadOnlyList<TableEntity>> TrailAsync(string session) =>
        (await Store.QueryAsync("sessions", $"{Tenant:N}|{session}", RowRange.StartingWith("evt|"), TableLimits.PageSize, continuation: null, CancellationToken.None)).Entities;

    /// <summary>Waits until everything that can be sent now is sent. An app in another process is not asked.</summary>
    public async Task SettleAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (_app is { } app && await WorkAsync(app.Services.GetRequiredService<ITableStore>()) is { } work)
        {
            Assert.False(patience.IsCancellationRequested, $"Something waits to be sent and is not: {work}\n{string.Join('\n', Logs.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal)))}");
            await pause.WaitForNextTickAsync();
        }
    }

    // A message that is due now; null when there is none.
    private static async Task<QueuedMessage?> WorkAsync(ITableStore store)
    {
        if (store is FaultyStore { IsFailing: true })
        {
            // Nothing gets done until it is healed.
            return null;
        }

        store = store switch
        {
            FaultyStore faulty => faulty.Sound,
            WatchedStore watched => watched.Unwatched,
            _ => store,
        };
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            var page = await store.QueryAsync(OutboxRows.Table, OutboxRows.Partition(shard), RowRange.StartingWith(OutboxRows.Due), 10, continuation: null, CancellationToken.None);
            foreach (var row in page.Entities)
            {
                if (OutboxRows.Read(row).Succeeded(out var queued, out _) && queued.NotBefore <= TimeProvider.System.GetUtcNow())
                {
                    return queued;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a text or bytes stand in the database, or in the logs beside it, as somebody finds them who copies its folder.</summary>
    public bool IsInAFile(string text) => IsInAFile(Encoding.UTF8.GetBytes(text));

    public bool IsInAFile(ReadOnlySpan<byte> bytes)
    {
        foreach (var path in Directory.GetFiles(_folder).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // Its log may be emptied meanwhile.
            using var all = new MemoryStream();
            file.CopyTo(all);
            if (all.GetBuffer().AsSpan(0, (int)all.Length).IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Connector.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
        if (Directory.Exists($"{_folder}-keys"))
        {
            Directory.Delete($"{_folder}-keys", recursive: true);
        }
    }

    private async Task GatherAsync()
    {
        Connector.Seat(Group, Sarah.Person, Priya.Person, Tom.Person);
        foreach (var somebody in new[] { Sarah, Priya, Tom, Eve })
        {
            Assert.Equal(200, (await somebody.AddAppAsync()).Status);
        }
    }

    private async Task StartAsync(Action<IServiceCollection> change, string[] settings)
    {
        string[] usual = ["--urls", "http://127.0.0.1:0", "--environment", "Development", "--Teams:Anonymous", "true", "--Storage:Path", Path.Combine(_folder, "supervision.db"), "--Outbox:Poll", "0.05", "--Outbox:AfterAnswer", "0", "--OneToOne:AnswerWithin", "10", "--Outbox:PerSecond", "1000", "--Outbox:PerTwoSeconds", "2000", "--Outbox:PerHalfMinute", "5000", "--Outbox:PerTenantPerSecond", "1000"];
        _app = SupervisionApp.Create([.. usual, .. settings], builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Trace);
            ((IHostApplicationBuilder)builder).ConfigureContainer(new DefaultServiceProviderFactory(), change);
        });
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
    }

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is { } app)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
