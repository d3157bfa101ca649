using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Tests.Team;

/// <summary>Something the bot sent, or changed.</summary>
internal sealed record Sent(int Number, string Method, string Conversation, string Activity, JsonObject Body)
{
    public ShownCard? Card { get; } = Body["attachments"]?[0]?["content"] is { } content ? new(content) : null;

    public string? Text => (string?)Body["text"];
}

/// <summary>How a call is refused.</summary>
internal sealed record Refused(int Status, string Code = "Refused", int? RetryAfterSeconds = null);

/// <summary>The connector of Teams on loopback, as most tests use it.</summary>
internal sealed class Connector : IAsyncDisposable
{
    private readonly FakeTeamsService _service;
    private readonly ConcurrentDictionary<int, Sent> _sent = new();

    private Connector(FakeConnector fake, FakeTeamsService service)
    {
        (Fake, _service) = (fake, service);
        fake.Weather = call => call.Writes && Refuse(call.Operation is Operation.Update ? "PUT" : "POST", call.Conversation) is { } refused
            ? new(refused.Status, refused.Code) { RetryAfterSeconds = refused.RetryAfterSeconds }
            : null;
    }

    /// <summary>All that it can do.</summary>
    public FakeConnector Fake { get; }

    /// <summary>Says how a call is refused; null lets it through. Given method and conversation.</summary>
    public Func<string, string, Refused?> Refuse { get; set; } = (_, _) => null;

    /// <summary>What was sent or changed; what was deleted is asked of <see cref="Fake"/>.</summary>
    public IReadOnlyList<Sent> All => [.. Fake.Postings.Where(posting => posting.Body is not null).Select(SentIn)];

    public static async Task<Connector> StartAsync()
    {
        var fake = new FakeConnector(TimeProvider.System);
        return new(fake, await FakeTeamsService.StartAsync(fake.MapConnector));
    }

    public string ServiceUrl(Guid tenant) => _service.ServiceUrl(tenant);

    public void Seat(Chat chat, params Person[] members) =>
        Fake.Open(new Room(members[0].Tenant, chat.Id, chat.Kind, [.. members.Select(person => new Member(person.Id, person.Mri, person.Name))]));

    /// <summary>The first thing sent, from a number on, that is wanted; waits for it.</summary>
    public async Task<Sent> WaitAsync(int from, Func<Sent, bool> wanted) => SentIn(await Fake.WaitAsync(posting => posting.Number >= from && posting.Body is not null && wanted(SentIn(posting))));

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private Sent SentIn(Posting posting) => _sent.GetOrAdd(posting.Number, _ => new(posting.Number, posting.Method, posting.Conversation, posting.Activity, posting.Body!));
}
