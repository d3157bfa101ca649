using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SupervisionBot.FakeTeams;

/// <summary>
/// The connector of Teams: keeps what the bot shows in each conversation, knows who is in it, and goes wrong as it is told. Records of every call what it truly did.
/// Safe to use from many threads.
/// </summary>
public sealed partial class FakeConnector(TimeProvider clock)
{
    /// <summary>Longest activity in UTF-16 characters: 80 KB, as learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages advises.</summary>
    public const int MaxActivityLength = 40_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<ConnectorCall> _calls = [];
    private readonly List<Posting> _postings = [];
    private readonly Dictionary<string, List<ShownMessage>> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _callsIn = new(StringComparer.Ordinal);
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly List<(Fault Fault, Func<ConnectorCall, bool> Where)> _script = [];
    private readonly List<(Func<Posting, bool> Wanted, TaskCompletionSource<Posting> Found)> _waiting = [];
    private readonly LimitWatch _limits = new();

    /// <summary>The fault of a call that none of <see cref="FailNext"/> was meant for; null lets it through. See <see cref="FaultRates.Of"/>.</summary>
    public Func<ConnectorCall, Fault?> Weather { get; set; } = _ => null;

    /// <summary>Limits that answer 429; null for none.</summary>
    public ConnectorLimits? Limits { get; set; }

    /// <summary>Whether a write is answered 412 while another is at work in the same conversation.</summary>
    public bool OneAtATime { get; set; }

    /// <summary>How long the connector works on each call before it is done.</summary>
    public TimeSpan Work { get; set; }

    /// <summary>Says whether a call may come in with its <c>Authorization</c>, null when it has none; else it is answered 401. See <see cref="TokenEndpoint.Accepts"/>.</summary>
    public Func<string?, bool> Accepts { get; set; } = _ => true;

    /// <summary>Every call so far, those at work included.</summary>
    public IReadOnlyList<ConnectorCall> Calls => Copy(_calls);

    /// <summary>Everything that was sent, updated and deleted.</summary>
    public IReadOnlyList<Posting> Postings => Copy(_postings);

    /// <summary>Calls that came too soon after others.</summary>
    public int LimitViolations => CountOf(Cause.Limit);

    /// <summary>Writes that came while another was at work in the same conversation.</summary>
    public int Overlaps => CountOf(Cause.Overlap);

    /// <summary>Conversations in which the bot sent something.</summary>
    public IReadOnlyList<string> Conversations
    {
        get
        {
            lock (_lock)
            {
                return [.. _shown.Keys];
            }
        }
    }

    /// <summary>Has the next call go wrong for which this holds; told several times, it is used up one after the other.</summary>
    public void FailNext(Fault fault, Func<ConnectorCall, bool>? where = null)
    {
        lock (_lock)
        {
            _script.Add((fault, where ?? (_ => true)));
        }
    }

    /// <summary>What the bot sent into a conversation, in order, with deleted messages.</summary>
    public IReadOnlyList<ShownMessage> MessagesIn(string conversation)
    {
        lock (_lock)
        {
            return [.. _shown.GetValueOrDefault(conversation, [])];
        }
    }

    /// <summary>What a conversation shows now, in order.</summary>
    public IReadOnlyList<ShownMessage> ShownIn(string conversation) => [.. MessagesIn(conversation).Where(message => message.Body is not null)];

    /// <summary>The messages, in whatever conversation, that show these words now.</summary>
    public IReadOnlyList<(string Conversation, ShownMessage Message)> Carrying(string words) =>
        [.. from conversation in Conversations from message in MessagesIn(conversation) where message.Carries(words) select (conversation, message)];

    /// <summary>The messages that were sent into a conversation again, after one with the same content.</summary>
    public IReadOnlyList<ShownMessage> RepeatsIn(string conversation)
    {
        var messages = MessagesIn(conversation);
        return [.. messages.Where((message, at) => messages.Take(at).Any(message.Repeats))];
    }

    /// <summary>The first thing sent, updated or deleted that is wanted; waits for it, 30 seconds at most.</summary>
    /// <param name="wanted">Asked under a lock: must not call the connector.</param>
    public async Task<Posting> WaitAsync(Func<Posting, bool> wanted)
    {
        var found = new TaskCompletionSource<Posting>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_postings.Find(new(wanted)) is { } there)
            {
                return there;
            }

            _waiting.Add((wanted, found));
        }

        return await found.Task.WaitAsync(s_patience);
    }

    // Done before it is answered: who has an answer may call again.
    private async Task<IResult> TakeAsync(HttpContext http, Operation operation, Guid tenant, string conversation, string? activity, Func<ConnectorCall, ConnectorAnswer> perform)
    {
        var body = await ReadAsync(http.Request);
        var (call, fault, answer, holds) = Admit(http, operation, tenant, conversation, activity, body);
        if (answer is null && Work > TimeSpan.Zero)
        {
            await Task.Delay(Work, clock);
        }

        lock (_lock)
        {
            if (holds)
            {
                _busy.Remove(conversation);
            }

            if (answer is null && fault is null or { Delivers: true } or { Status: null, Cut: false })
            {
                answer = perform(call);
                call = call with { Done = answer.Done, Activity = answer.Activity ?? call.Activity };
            }

            _calls[call.Number] = call;
        }

        return await AnswerAsync(http, call, fault, answer);
    }

    private (ConnectorCall Call, Fault? Fault, ConnectorAnswer? Refusal, bool Holds) Admit(HttpContext http, Operation operation, Guid tenant, string conversation, string? activity, JsonObject? body)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var nth = _callsIn[conversation] = _callsIn.GetValueOrDefault(conversation, -1) + 1;
            var call = new ConnectorCall(_calls.Count, nth, operation, tenant, conversation, activity, body, now);
            _calls.Add(call);
            if (!Accepts(http.Request.Headers.Authorization))
            {
                return (call with { Cause = Cause.Token }, null, ConnectorAnswer.Of(Fault.Unauthorized), false);
            }

            if (Limits is { } limits && _limits.Wait(limits, call, now) is { } wait)
            {
                var seconds = (int)Math.Ceiling(wait.TotalSeconds);
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                return (call with { Cause = Cause.Limit }, null, ConnectorAnswer.Of(Fault.Throttled(seconds)), false);
            }

            if (OneAtATime && call.Writes && !_busy.Add(conversation))
            {
                return (call with { Cause = Cause.Overlap }, null, ConnectorAnswer.Of(Fault.Overlap), false);
            }

            var scripted = _script.FindIndex(each => each.Where(call));
            var fault = scripted < 0 ? Weather(call) : _script[scripted].Fault;
            if (scripted >= 0)
            {
                _script.RemoveAt(scripted);
            }

            return (fault is null ? call : call with { Cause = Cause.Fault }, fault, null, call.Writes);
        }
    }

    private async Task<IResult> AnswerAsync(HttpContext http, ConnectorCall call, Fault? fault, ConnectorAnswer? answer)
    {
        if (fault is { Delay.Ticks: > 0 })
        {
            try
            {
                await Task.Delay(fault.Delay, clock, http.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // The bot did not wait for the answer.
                return Results.Empty;
            }
        }

        if (fault is { Cut: true })
        {
            http.Abort();
            return Results.Empty;
        }

        answer = fault is { Status: not null } ? ConnectorAnswer.Of(fault) : answer!;
        if (fault?.RetryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        lock (_lock)
        {
            _calls[call.Number] = call with { Status = answer.Status };
        }

        return Results.Json(answer.Body, statusCode: answer.Status);
    }

    private static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return null;
        }

        try
        {
            return await JsonNode.ParseAsync(request.Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Under the lock.
    private void Post(string method, string conversation, string activity, JsonObject? body)
    {
        var posting = new Posting(_postings.Count, method, conversation, activity, body, clock.GetUtcNow());
        _postings.Add(posting);
        if (!_shown.TryGetValue(conversation, out var messages))
        {
            _shown[conversation] = messages = [];
        }

        var at = messages.FindIndex(message => message.Id == activity);
        if (at < 0)
        {
            messages.Add(new(activity, [posting]));
        }
        else
        {
            messages[at] = messages[at] with { Versions = [.. messages[at].Versions, posting] };
        }

        foreach (var waiting in _waiting.Where(waiting => waiting.Wanted(posting)).ToList())
        {
            waiting.Found.TrySetResult(posting);
            _waiting.Remove(waiting);
        }
    }

    private int CountOf(Cause cause)
    {
        lock (_lock)
        {
            return _calls.Count(call => call.Cause == cause);
        }
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
