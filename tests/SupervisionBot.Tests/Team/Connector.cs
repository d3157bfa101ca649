using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Tests.Team;

/// <summary>Something the bot sent, or changed.</summary>
internal sealed record Sent(int Number, string Method, string Conversation, string Activity, JsonObject Body)
{
    public ShownCard? Card { get; } = Body["attachments"]?[0]?["content"] is { } content ? new(content) : null;

    public string? Text => (string?)Body["text"];
}

/// <summary>How a call is refused.</summary>
internal sealed record Refused(int Status, string Code = "Refused", int? RetryAfterSeconds = null);

/// <summary>The connector of Teams on loopback: keeps what the bot sends, tells who is in a chat, and can refuse.</summary>
internal sealed class Connector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly List<Sent> _sent = [];
    private readonly List<(Func<Sent, bool> Wanted, TaskCompletionSource<Sent> Found)> _waiting = [];
    private readonly Dictionary<string, IReadOnlyList<Person>> _members = new(StringComparer.Ordinal);

    private Connector()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/emea/{tenant}/v3/conversations/{conversation}/activities", (string conversation, HttpRequest request) => TakeAsync("POST", conversation, activity: null, request));
        _app.MapPut("/emea/{tenant}/v3/conversations/{conversation}/activities/{activity}", (string conversation, string activity, HttpRequest request) => TakeAsync("PUT", conversation, activity, request));
        _app.MapGet("/emea/{tenant}/v3/conversations/{conversation}/pagedmembers", (string conversation) => Results.Json(Members(conversation)));
    }

    /// <summary>Says how a call is refused; null lets it through. Given method and conversation.</summary>
    public Func<string, string, Refused?> Refuse { get; set; } = (_, _) => null;

    public IReadOnlyList<Sent> All
    {
        get
        {
            lock (_sent)
            {
                return [.. _sent];
            }
        }
    }

    public static async Task<Connector> StartAsync()
    {
        var connector = new Connector();
        await connector._app.StartAsync();
        return connector;
    }

    public string ServiceUrl(Guid tenant) => $"{_app.Urls.Single()}/emea/{tenant}/";

    public void Seat(Chat chat, params Person[] members) => _members[chat.Id] = members;

    /// <summary>The first thing sent, from a number on, that is wanted; waits for it.</summary>
    public async Task<Sent> WaitAsync(int from, Func<Sent, bool> wanted)
    {
        bool Wanted(Sent sent) => sent.Number >= from && wanted(sent);
        var found = new TaskCompletionSource<Sent>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_sent)
        {
            if (_sent.Find(Wanted) is { } there)
            {
                return there;
            }

            _waiting.Add((Wanted, found));
        }

        return await found.Task.WaitAsync(Patience);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(string method, string conversation, string? activity, HttpRequest request)
    {
        var body = (await JsonNode.ParseAsync(request.Body))!.AsObject();
        if (Refuse(method, conversation) is { } refused)
        {
            request.HttpContext.Response.Headers.RetryAfter = refused.RetryAfterSeconds?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Error(refused.Status, refused.Code);
        }

        lock (_sent)
        {
            if (activity is not null && !_sent.Exists(earlier => earlier.Activity == activity))
            {
                return Error(StatusCodes.Status404NotFound, "ActivityNotFoundInConversation");
            }

            var sent = new Sent(_sent.Count, method, conversation, activity ?? $"179{_sent.Count:D10}", body);
            _sent.Add(sent);
            foreach (var waiting in _waiting.Where(waiting => waiting.Wanted(sent)).ToList())
            {
                waiting.Found.TrySetResult(sent);
                _waiting.Remove(waiting);
            }

            return Results.Json(new { id = sent.Activity }, statusCode: method == "POST" ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        }
    }

    private object Members(string conversation) => new
    {
        members = _members.GetValueOrDefault(conversation, []).Select(person => new { id = person.Mri, aadObjectId = person.Id, name = person.Name, tenantId = person.Tenant, userRole = "user" }),
    };

    private static IResult Error(int status, string code) => Results.Json(new { error = new { code, message = "No." } }, statusCode: status);
}
