using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SupervisionBot.FakeTeams;

/// <summary>The calls, and what each does when nothing goes wrong.</summary>
/// <remarks>learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference.</remarks>
public sealed partial class FakeConnector
{
    // Members come in pages of at least 50 and at most 500, of 200 when nobody asks (learn.microsoft.com/microsoftteams/platform/resources/team-chat-member-api-changes).
    private const int SmallestPage = 50;
    private const int UsualPage = 200;

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, Room> _rooms = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withoutTheBot = new(StringComparer.Ordinal);
    private long _lastActivity = 1_790_000_000_000;

    /// <summary>Whether the bot may write only where <see cref="Open"/> told of a room. Otherwise a room comes to be when the bot first writes there.</summary>
    public bool KnowsItsRooms { get; set; }

    /// <summary>Members in one page at most; 500, unless a test wants pages of few.</summary>
    public int LargestPage { get; set; } = 500;

    /// <summary>Tells of rooms with the bot in them, or of other people in them.</summary>
    public void Open(params IEnumerable<Room> rooms)
    {
        lock (_lock)
        {
            foreach (var room in rooms)
            {
                _rooms[room.Id] = room;
                _withoutTheBot.Remove(room.Id);
            }
        }
    }

    /// <summary>Takes the bot out of a room: 403 from then on.</summary>
    public void RemoveBotFrom(string room)
    {
        lock (_lock)
        {
            _withoutTheBot.Add(room);
        }
    }

    /// <summary>Somebody deletes a message of the bot, as an owner of a team can.</summary>
    public void Delete(string conversation, string activity)
    {
        lock (_lock)
        {
            Post("DELETE", conversation, activity, body: null);
        }
    }

    /// <summary>Answers the bot's calls, below <c>/emea/{tenant}/</c>.</summary>
    public void MapConnector(IEndpointRouteBuilder routes)
    {
        var v3 = routes.MapGroup("/emea/{tenant:guid}/v3");
        v3.MapPost("/conversations", (HttpContext http, Guid tenant) => TakeAsync(http, Operation.Open, tenant, "", activity: null, OpenFor));
        Task<IResult> Sends(HttpContext http, Guid tenant, string conversation) => TakeAsync(http, Operation.Send, tenant, Id(conversation), activity: null, SendTo);
        v3.MapPost("/conversations/{conversation}/activities", Sends);
        v3.MapPost("/conversations/{conversation}/activities/{replyTo}", Sends);
        v3.MapPut("/conversations/{conversation}/activities/{activity}", (HttpContext http, Guid tenant, string conversation, string activity) =>
            TakeAsync(http, Operation.Update, tenant, Id(conversation), activity, UpdateOf));
        v3.MapDelete("/conversations/{conversation}/activities/{activity}", (HttpContext http, Guid tenant, string conversation, string activity) =>
            TakeAsync(http, Operation.Delete, tenant, Id(conversation), activity, DeletionOf));
        v3.MapGet("/conversations/{conversation}/pagedmembers", (HttpContext http, Guid tenant, string conversation, int? pageSize, string? continuationToken) =>
            TakeAsync(http, Operation.Members, tenant, Id(conversation), activity: null, call => MembersOf(call, pageSize, continuationToken)));
        v3.MapGet("/conversations/{conversation}/members/{member}", (HttpContext http, Guid tenant, string conversation, string member) =>
            TakeAsync(http, Operation.Member, tenant, Id(conversation), activity: null, call => MemberOf(call, member)));
        v3.MapGet("/teams/{team}", (HttpContext http, Guid tenant, string team) => TakeAsync(http, Operation.Team, tenant, Id(team), activity: null, TeamOf));
        v3.MapGet("/teams/{team}/conversations", (HttpContext http, Guid tenant, string team) => TakeAsync(http, Operation.Channels, tenant, Id(team), activity: null, ChannelsOf));

        // The one character that routing leaves as it is.
        static string Id(string part) => part.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
    }

    private ConnectorAnswer SendTo(ConnectorCall call)
    {
        if (Unfit(call.Body) is { } unfit)
        {
            return unfit;
        }

        if (RefusalIn(call) is { } refusal)
        {
            return refusal;
        }

        if ((string?)call.Body!["type"] == "typing")
        {
            return ConnectorAnswer.Ok(new JsonObject(), 202);
        }

        // Text and attachment are shown as two messages, and then there is no id.
        if (call.Body["text"] is not null && call.Body["attachments"] is JsonArray { Count: > 0 })
        {
            Post("POST", call.Conversation, NewActivity(), Without("attachments"));
            Post("POST", call.Conversation, NewActivity(), Without("text"));
            return ConnectorAnswer.Ok(new JsonObject(), 202);
        }

        var id = NewActivity();
        Post("POST", call.Conversation, id, call.Body);
        return ConnectorAnswer.Ok(new JsonObject { ["id"] = id }, 201) with { Activity = id };

        JsonObject Without(string property)
        {
            var part = call.Body.DeepClone().AsObject();
            part.Remove(property);
            return part;
        }
    }

    private ConnectorAnswer UpdateOf(ConnectorCall call)
    {
        var refusal = Unfit(call.Body) ?? RefusalIn(call) ?? AbsenceOf(call);
        if (refusal is not null)
        {
            return refusal;
        }

        Post("PUT", HomeOf(call), call.Activity!, call.Body);
        return ConnectorAnswer.Ok(new JsonObject { ["id"] = call.Activity });
    }

    private ConnectorAnswer DeletionOf(ConnectorCall call)
    {
        if ((RefusalIn(call) ?? AbsenceOf(call)) is { } refusal)
        {
            return refusal;
        }

        Post("DELETE", HomeOf(call), call.Activity!, body: null);
        return ConnectorAnswer.Ok(body: null);
    }

    private ConnectorAnswer OpenFor(ConnectorCall call)
    {
        if (call.Body is not { } body || (Text(body, "tenantId") ?? Text(body, "channelData", "tenant", "id")) != call.Tenant.ToString())
        {
            return ConnectorAnswer.BadSyntax;
        }

        if (Text(body, "channelData", "channel", "id") is { } channel)
        {
            var id = $"{_lastActivity + 1}";
            var thread = $"{channel};messageid={id}";
            var sent = SendTo(call with { Conversation = thread, Body = body["activity"] as JsonObject });
            return sent.Done ? sent with { Body = new JsonObject { ["id"] = thread, ["activityId"] = id } } : sent;
        }

        if (body["members"] is not JsonArray { Count: 1 } members || members[0] is not JsonObject member || Text(member, "id") is not { } mri || body["isGroup"] is JsonValue group && group.GetValue<bool>())
        {
            return ConnectorAnswer.BadSyntax;
        }

        var room = _rooms.Values.FirstOrDefault(room => room.IsPersonal && room.Tenant == call.Tenant && room.Members.Any(each => each.Mri == mri))?.Id;
        return room is null && KnowsItsRooms ? ConnectorAnswer.NotInRoster
            : RefusalIn(call with { Conversation = room ?? Room.PersonalIdOf(mri) }) ?? ConnectorAnswer.Ok(new JsonObject { ["id"] = room ?? Room.PersonalIdOf(mri) }, 201);
    }

    private ConnectorAnswer MembersOf(ConnectorCall call, int? pageSize, string? continuationToken)
    {
        if ((ThreadIn(call) ?? RefusalIn(call)) is { } refusal)
        {
            return refusal;
        }

        var from = 0;
        if (continuationToken is not null && !int.TryParse(continuationToken.AsSpan(continuationToken.IndexOf('|', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture, out from))
        {
            return ConnectorAnswer.BadSyntax;
        }

        var members = MembersIn(call);
        var page = members.Skip(from).Take(Math.Min(LargestPage, Math.Max(SmallestPage, pageSize ?? UsualPage))).Select(member => (JsonNode)Describe(member, call.Tenant)).ToArray();
        var answer = new JsonObject { ["members"] = new JsonArray(page) };
        if (from + page.Length < members.Count)
        {
            // Has characters that must be escaped in a query.
            answer["continuationToken"] = $"at+/&=|{from + page.Length}";
        }

        return ConnectorAnswer.Ok(answer);
    }

    private ConnectorAnswer MemberOf(ConnectorCall call, string id) => ThreadIn(call) ?? RefusalIn(call)
        ?? (MembersIn(call).FirstOrDefault(member => member.Mri == id || member.ObjectId.ToString() == id || UserNameOf(member) == id) is { } found
            ? ConnectorAnswer.Ok(Describe(found, call.Tenant)) : ConnectorAnswer.NoMember);

    private ConnectorAnswer TeamOf(ConnectorCall call)
    {
        var channels = ChannelsIn(call);
        return channels is [{ Team: { } team }, ..]
            ? RefusalIn(call) ?? ConnectorAnswer.Ok(new JsonObject
            {
                ["id"] = team.Id,
                ["name"] = team.Name,
                ["aadGroupId"] = team.GroupId.ToString(),
                ["tenantId"] = call.Tenant.ToString(),
                ["type"] = "standard",
                ["channelCount"] = channels.Count,
                ["memberCount"] = channels.SelectMany(channel => channel.Members).Distinct().Count(),
            })
            : ConnectorAnswer.NoConversation;
    }

    private ConnectorAnswer ChannelsOf(ConnectorCall call)
    {
        var channels = ChannelsIn(call).Select(channel =>
        {
            var entry = new JsonObject { ["id"] = channel.Id, ["type"] = "standard" };
            if (channel.Name is { } name)
            {
                entry["name"] = name;
            }

            return (JsonNode)entry;
        }).ToArray();
        return channels.Length == 0 ? ConnectorAnswer.NoConversation : RefusalIn(call) ?? ConnectorAnswer.Ok(new JsonObject { ["conversations"] = new JsonArray(channels) });
    }

    private static ConnectorAnswer? Unfit(JsonObject? activity) =>
        activity is null || (string?)activity["type"] is null ? ConnectorAnswer.BadSyntax
        : activity.ToJsonString(s_plain).Length > MaxActivityLength ? ConnectorAnswer.TooBig
        : null;

    private ConnectorAnswer? RefusalIn(ConnectorCall call)
    {
        var id = Room.IdIn(call.Conversation);
        var room = _rooms.GetValueOrDefault(id) ?? (ChannelsIn(call) is [var channel, ..] ? channel : null);
        return _withoutTheBot.Contains(id) || (room is not null && room.Tenant != call.Tenant) ? ConnectorAnswer.NotInRoster
            : room is null && KnowsItsRooms ? ConnectorAnswer.NoConversation
            : null;
    }

    // A thread has no members of its own.
    private static ConnectorAnswer? ThreadIn(ConnectorCall call) => Room.IdIn(call.Conversation) == call.Conversation ? null : ConnectorAnswer.NoThread;

    private ConnectorAnswer? AbsenceOf(ConnectorCall call) => _shown.GetValueOrDefault(HomeOf(call))?.Find(message => message.Id == call.Activity) switch
    {
        null => ConnectorAnswer.NoActivity,
        { Body: null } => ConnectorAnswer.DeletedActivity,
        _ => null,
    };

    // A post of a channel is reached by the channel's id as well as by its thread's.
    private string HomeOf(ConnectorCall call) =>
        _shown.FirstOrDefault(home => Room.IdIn(home.Key) == Room.IdIn(call.Conversation) && home.Value.Exists(message => message.Id == call.Activity)).Key ?? call.Conversation;

    private IReadOnlyList<Member> MembersIn(ConnectorCall call) =>
        _rooms.GetValueOrDefault(call.Conversation)?.Members ?? [.. ChannelsIn(call).SelectMany(channel => channel.Members).DistinctBy(member => member.Mri)];

    private IReadOnlyList<Room> ChannelsIn(ConnectorCall call) => [.. _rooms.Values.Where(room => room.Team?.Id == call.Conversation)];

    private string NewActivity() => $"{++_lastActivity}";

    private static string UserNameOf(Member member) => $"{member.Name.Replace(' ', '.')}@example.gov.uk";

    private static JsonObject Describe(Member member, Guid tenant) => new()
    {
        ["id"] = member.Mri,
        ["aadObjectId"] = member.ObjectId.ToString(),
        ["name"] = member.Name,
        ["givenName"] = member.Name.Split(' ')[0],
        ["surname"] = member.Name.Split(' ')[^1],
        ["userPrincipalName"] = UserNameOf(member),
        ["tenantId"] = (member.Tenant ?? tenant).ToString(),
        ["userRole"] = member.Role,
    };

    private static string? Text(JsonObject from, params ReadOnlySpan<string> path)
    {
        JsonNode? found = from;
        foreach (var name in path)
        {
            found = (found as JsonObject)?[name];
        }

        return found is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }
}
