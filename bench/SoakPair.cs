namespace SupervisionBot.Bench;

/// <summary>Two people who walk one whole session after the other, with what people do on the way: prepare, pause, comment.</summary>
internal sealed class SoakPair(SoakPerson supervisor, SoakPerson practitioner, int number, int seed, SoakFigures figures)
{
    private readonly Random _random = new(seed + number);
    private readonly List<Guid> _sessions = [];

    public IReadOnlyList<SoakPerson> People { get; } = [supervisor, practitioner];

    /// <summary>Sessions that were begun.</summary>
    public IReadOnlyList<Guid> Sessions => _sessions;

    public Task MeetAsync() => Task.WhenAll(People.Select(person => person.AddAsync()));

    /// <summary>Walks until it is time; the last session comes to its end.</summary>
    public async Task RunAsync(DateTimeOffset end)
    {
        while (TimeProvider.System.GetUtcNow() < end)
        {
            try
            {
                await WalkAsync();
            }
            catch (InvalidOperationException problem)
            {
                figures.Failures.Enqueue($"pair {number}, session {_sessions.LastOrDefault():N}: {problem.Message}");
            }
        }
    }

    private async Task WalkAsync()
    {
        var (session, prepares) = (await supervisor.AskForFormAsync(), _random.Next(2) == 0);
        _sessions.Add(session);
        await WholeSession.WalkAsync(PressAsync, supervisor.Who, practitioner.Who, session, $"LD-{number}{_sessions.Count:D3}");

        async Task<byte[]> PressAsync(Person person, Guid id, string verb, params (string Name, string Value)[] inputs)
        {
            var who = person == supervisor.Who ? supervisor : practitioner;
            // People read and write before they press.
            await Task.Delay(_random.Next(200, 1000));
            switch (verb)
            {
                case "start.send" when prepares:
                    inputs = [.. inputs.SkipLast(1), ("prepare", "true")];
                    break;
                case "session.join":
                    await who.AwaitCardAsync(id);
                    break;
                case "step.next" when _random.Next(3) == 0:
                    var other = People[_random.Next(People.Count)];
                    await other.PressAsync(id, "session.pause");
                    await other.PressAsync(id, "session.resume");
                    break;
                case "summary.sign" when who == supervisor:
                    await who.PressAsync(id, "summary.comment", ("remark", "This is how we saw it."));
                    break;
            }

            var answer = await who.PressAsync(id, verb, inputs);
            if (verb == "session.join" && prepares)
            {
                await practitioner.PressAsync(id, "prepare.done", ("answer.information.known", "Her school has known her for four years."));
                answer = await supervisor.PressAsync(id, "prepare.begin");
            }

            return answer;
        }
    }
}
