using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SupervisionBot.FakeTeams;

/// <summary>What came of delivering an activity.</summary>
/// <param name="Status">Status of the last answer; null when there was none.</param>
/// <param name="Body">Its body.</param>
/// <param name="Attempts">How often it was delivered until then, copies aside.</param>
public sealed record DeliveryAnswer(int? Status, string Body, int Attempts)
{
    public bool IsTaken => Status is >= 200 and < 300;
}

/// <summary>
/// Brings activities to the bot as the service does: at least once. What is not answered well in time comes again with the same id; some come twice at once, and some
/// once more later under a new id.
/// </summary>
/// <param name="http">Posts; its own timeout must be longer than <see cref="Patience"/>.</param>
/// <param name="endpoint">The bot's <c>/api/messages</c>; asked anew for each attempt, as a load balancer would choose.</param>
/// <param name="clock">Times the waits.</param>
/// <param name="seed">Decides which activities come more than once, in the order in which they are delivered.</param>
/// <remarks>Two deliveries with one id, and later ones with a new id about 30 seconds after: microsoft/botbuilder-dotnet issue 5005.</remarks>
public sealed class DeliveryPump(HttpClient http, Func<Uri> endpoint, TimeProvider clock, int seed = 1) : IAsyncDisposable
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json", "utf-8");

    private readonly Random _random = new(seed);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<Task> _later = new();

    /// <summary>The bearer token of a request, given its activity; null sends none.</summary>
    public Func<JsonObject, string?> Token { get; set; } = _ => null;

    /// <summary>Share of the activities that come twice at once with the same id, 0 to 1.</summary>
    public double Twice { get; set; }

    /// <summary>Share of the activities that come again later under a new id, 0 to 1.</summary>
    public double Later { get; set; }

    /// <summary>When those come.</summary>
    public TimeSpan LaterBy { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Attempts at most.</summary>
    public int Attempts { get; set; } = 4;

    /// <summary>Wait before another attempt.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Delivers an activity until the bot takes or refuses it.</summary>
    /// <returns>What the client of Teams gets to see; copies are answered to nobody.</returns>
    public async Task<DeliveryAnswer> DeliverAsync(JsonObject activity)
    {
        var (twice, later) = Chances();
        var copy = twice ? InsistAsync(activity) : null;
        if (later)
        {
            _later.Enqueue(DeliverLaterAsync(activity));
        }

        var answer = await InsistAsync(activity);
        if (copy is not null)
        {
            await copy;
        }

        return answer;
    }

    /// <summary>Delivers activities all at once, in an order of chance.</summary>
    /// <returns>The answers, in the order in which the activities were given.</returns>
    public async Task<IReadOnlyList<DeliveryAnswer>> DeliverInDisorderAsync(IReadOnlyList<JsonObject> activities)
    {
        var order = Enumerable.Range(0, activities.Count).ToArray();
        lock (_random)
        {
            _random.Shuffle(order);
        }

        var answers = new Task<DeliveryAnswer>[activities.Count];
        foreach (var at in order)
        {
            answers[at] = DeliverAsync(activities[at]);
        }

        return await Task.WhenAll(answers);
    }

    /// <summary>Waits for the deliveries that come later.</summary>
    public async Task DrainAsync()
    {
        while (_later.TryDequeue(out var delivery))
        {
            await delivery;
        }
    }

    /// <summary>Gives up what was to come later.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await DrainAsync();
        _stopping.Dispose();
    }

    private (bool Twice, bool Later) Chances()
    {
        lock (_random)
        {
            return (_random.NextDouble() < Twice, _random.NextDouble() < Later);
        }
    }

    private async Task DeliverLaterAsync(JsonObject activity)
    {
        var again = activity.DeepClone().AsObject();
        // The late delivery itself, by the clock the test gives.
        await Task.Delay(LaterBy, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_stopping.IsCancellationRequested)
        {
            again["id"] = TeamsClient.NewEventId();
            await InsistAsync(again);
        }
    }

    // Read before the first wait: two threads must not read one activity.
    private async Task<DeliveryAnswer> InsistAsync(JsonObject activity)
    {
        var (bytes, token) = (Encoding.UTF8.GetBytes(activity.ToJsonString()), Token(activity));
        for (var attempt = 1; ; attempt++)
        {
            var (status, body) = await PostAsync(bytes, token);
            if (status is < 500 and not 429 || attempt >= Attempts || _stopping.IsCancellationRequested)
            {
                return new(status, body, attempt);
            }

            // The pause of a service that delivers again, by the clock the test gives.
            await Task.Delay(Pause, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(int? Status, string Body)> PostAsync(byte[] bytes, string? token)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = s_json;
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint()) { Content = content };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            using var response = await http.SendAsync(request, patience.Token);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(patience.Token));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return (null, "");
        }
    }
}
