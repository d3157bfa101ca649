using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.People;
using SupervisionBot.Sending;
using SupervisionBot.Storage.Sqlite;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Registry;

/// <summary>The directory on SQLite, as two copies of the app see it, and things that arrive.</summary>
public abstract class RegistryTest : IAsyncLifetime
{
    internal static readonly Guid Tenant = new("11111111-0000-4000-8000-000000000001");
    internal static readonly TeamsPerson Nora = new(Tenant, new("22222222-0000-4000-8000-000000000009"), "29:nora", "Nora Hill");
    internal static readonly TeamsTeam Duty = new("19:general@thread.tacv2", "Duty Team", new("44444444-0000-4000-8000-000000000004"));

    private readonly string _folder = Directory.CreateTempSubdirectory("directory").FullName;

    private readonly ReadyShards _ready = new();

    private protected RegistryTest()
    {
        Clock.IsStopped = true;
        Store = new(SqliteTableStore.Open(Path.Combine(_folder, "supervision.db"), TimeProvider.System, NullLogger.Instance));
        var parked = new ParkedMessages(Store, _ready, Clock);
        (People, OtherPeople) = (new(Store, parked, Clock, NullLogger<PeopleDirectory>.Instance), new(Store, parked, Clock, NullLogger<PeopleDirectory>.Instance));
        (Chats, OtherChats) = (new(Store, parked, Clock, NullLogger<ChatDirectory>.Instance), new(Store, parked, Clock, NullLogger<ChatDirectory>.Instance));
    }

    private protected Clock Clock { get; } = new();

    private protected WatchedStore Store { get; }

    private protected PeopleDirectory People { get; }

    private protected PeopleDirectory OtherPeople { get; }

    private protected ChatDirectory Chats { get; }

    private protected ChatDirectory OtherChats { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        _ready.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private protected static ConversationReference Chat(string id, ConversationKind kind = ConversationKind.Channel, string serviceUrl = "https://smba.trafficmanager.net/emea/") =>
        new(Tenant, id, kind, serviceUrl, "28:bot");

    private protected static Delivery From(ConversationReference chat, TeamsTeam? team = null) => new(Nora, chat, "key", ReplyToId: null, team);
}
