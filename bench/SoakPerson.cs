using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Bench;

/// <summary>Somebody at their own chat with the bot, who presses what stands there, and presses again where no answer comes.</summary>
internal sealed class SoakPerson(Person who, TeamsClient client, FakeConnector connector, DeliveryPump pump, SoakFigures figures)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // What the bot says when a person is to press again.
    private static readonly string[] s_again = ["be sure that this was saved", "did not get through", "does not answer just now"];

    private readonly Dictionary<Guid, int> _seen = [];

    public Person Who => who;

    /// <summary>The conversation.</summary>
    public string Chat => client.Where.Id;

    /// <summary>The person's id in Teams.</summary>
    public string Mri => client.Who.Mri;

    /// <summary>Adds the bot.</summary>
    public Task AddAsync() => InsistAsync("add", () => client.Installs(), _ => true);

    /// <summary>Asks for a form and waits for it.</summary>
    /// <returns>The session that the form opens.</returns>
    public async Task<Guid> AskForFormAsync()
    {
        await InsistAsync("start", () => client.Types("start"), _ => true);
        return await WaitAsync("a form", () => connector.ShownIn(Chat).Where(SoakCards.IsForm).Select(SoakCards.SessionOf).LastOrDefault(session => session is not null && !_seen.ContainsKey(session.Value)));
    }

    /// <summary>Waits until a card of a session stands in the chat.</summary>
    public Task AwaitCardAsync(Guid session) => WaitAsync("a card", () => CardOf(session) is null ? null : session);

    /// <summary>Presses a button of a session until it is answered that it was done.</summary>
    public async Task<byte[]> PressAsync(Guid session, string verb, params (string Name, string Value)[] inputs)
    {
        var card = CardOf(session);
        var data = new JsonObject { ["session"] = session.ToString("N") };
        if (verb != "start.send")
        {
            data["v"] = Math.Max(_seen.GetValueOrDefault(session), SoakCards.SequenceIn(card?.Card?.ToJsonString()));
        }

        foreach (var (name, value) in inputs)
        {
            data[name] = value;
        }

        var begun = Stopwatch.GetTimestamp();
        var answer = await InsistAsync(verb, () => client.Presses(verb, data, card?.Id), IsDone);
        figures.Turns.Enqueue(Stopwatch.GetElapsedTime(begun));
        _seen[session] = SoakCards.SequenceIn(answer);
        return Encoding.UTF8.GetBytes(answer);
    }

    /// <summary>The card of a session as this person's client gets it when it refreshes one.</summary>
    public async Task<JsonNode?> RefreshAsync(Guid session)
    {
        var data = new JsonObject { ["session"] = session.ToString("N") };
        return JsonNode.Parse(await InsistAsync("session.view", () => client.Presses("session.view", data, CardOf(session)?.Id, trigger: "automatic"), IsDone))?["value"];
    }

    private ShownMessage? CardOf(Guid session) => connector.ShownIn(Chat).LastOrDefault(message => SoakCards.SessionOf(message) == session);

    private static bool IsDone(string answer) =>
        answer.Contains("\"type\":\"application/vnd.microsoft.card.adaptive\"", StringComparison.Ordinal) && !s_again.Any(words => answer.Contains(words, StringComparison.Ordinal));

    // Each time it is another delivery of the same press.
    private async Task<string> InsistAsync(string what, Func<JsonObject> make, Func<string, bool> isDone)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            Interlocked.Increment(ref figures.Deliveries);
            var answer = await pump.DeliverAsync(make());
            if (answer.IsTaken && isDone(answer.Body))
            {
                return answer.Body;
            }

            if (answer.Status is >= 400 and < 500 and not 429 || Stopwatch.GetElapsedTime(begun) > s_patience)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{what} was answered {answer.Status}: {answer.Body}"));
            }

            Interlocked.Increment(ref figures.Again);
            // A person waits a moment before pressing again.
            await Task.Delay(s_pause);
        }
    }

    private static async Task<Guid> WaitAsync(string what, Func<Guid?> look)
    {
        // Looks again and again, as the fake has no event for what a conversation shows after an update.
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < s_patience; await Task.Delay(s_pause / 4))
        {
            if (look() is { } found)
            {
                return found;
            }
        }

        throw new InvalidOperationException($"{what} did not arrive");
    }
}
