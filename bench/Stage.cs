using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.Bench;

/// <summary>Sets the scene through the app's own door: everybody adds the bot, supervisors start sessions, practitioners join them.</summary>
/// <param name="app">The app.</param>
/// <param name="activities">What Teams makes of what people do.</param>
/// <param name="token">The bearer token of each request; null for none.</param>
internal sealed class Stage(Uri app, Activities activities, string? token = null) : IDisposable
{
    private const int Pairs = 20;

    private readonly HttpClient _http = new() { BaseAddress = app, DefaultRequestHeaders = { Authorization = token is null ? null : new("Bearer", token) } };

    /// <summary>The sessions, each with its two people.</summary>
    public async Task<IReadOnlyList<(Walk Walk, Person[] People)>> SetAsync(int sessions)
    {
        var pairs = Enumerable.Range(1, Pairs).Select(number => new[] { new Person(Guid.NewGuid(), $"Supervisor {number}"), new Person(Guid.NewGuid(), $"Practitioner {number}") }).ToArray();
        foreach (var person in pairs.SelectMany(pair => pair))
        {
            await AddAsync(person);
        }

        var walks = new List<(Walk, Person[])>(sessions);
        for (var number = 0; number < sessions; number++)
        {
            var (id, pair) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), pairs[number % Pairs]);
            await PressAsync(pair[0], id, "start.send", ("practitioner", pair[1].Id.ToString()), ("caseReference", $"LD-{number:D4}"), ("guide", "knowsley-decision-walk"), ("prepare", "false"));
            var card = await PressAsync(pair[1], id, "session.join");
            walks.Add((new(id, SequenceOf(card)), pair));
        }

        return walks;
    }

    /// <summary>A person adds the bot.</summary>
    public Task AddAsync(Person person) => PostAsync(activities.Install(person));

    /// <summary>A person's present card.</summary>
    public Task<byte[]> CardAsync(Person person, Walk walk) => PressAsync(person, walk.Id, "session.view");

    /// <summary>A person presses a button of a session.</summary>
    /// <returns>The card that comes back.</returns>
    public Task<byte[]> PressAsync(Person person, Guid session, string verb, params (string Name, string Value)[] inputs)
    {
        var data = new JsonObject { ["session"] = session.ToString("N") };
        foreach (var (name, value) in inputs)
        {
            data[name] = value;
        }

        return PostAsync(activities.Press(person, verb, data));
    }

    public void Dispose() => _http.Dispose();

    private static int SequenceOf(byte[] card)
    {
        var data = card.AsSpan()[(card.AsSpan().IndexOf("\"v\":"u8) + 4)..];
        return System.Buffers.Text.Utf8Parser.TryParse(data, out int sequence, out _) ? sequence : throw new InvalidOperationException("this is no card of a session");
    }

    private async Task<byte[]> PostAsync(JsonObject activity)
    {
        using var response = await _http.PostAsJsonAsync(Activities.Path, activity, JsonSerializerOptions.Web);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }
}
