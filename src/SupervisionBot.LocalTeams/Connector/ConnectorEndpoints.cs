using System.Text.Json;
using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams.Connector;

/// <summary>The connector as a bot sees it: what it sends here appears in the chats.</summary>
/// <remarks>learn.microsoft.com, Bot Connector REST API reference. A send is stored before it is answered.</remarks>
internal static class ConnectorEndpoints
{
    public static void MapConnector(this IEndpointRouteBuilder app)
    {
        var connector = app.MapGroup("/connector/v3");
        var conversations = connector.MapGroup("/conversations");
        conversations.MapPost("/", Create);
        conversations.MapPost("/{cid}/activities", Send);
        conversations.MapPost("/{cid}/activities/{aid}", Reply);
        conversations.MapPut("/{cid}/activities/{aid}", Update);
        conversations.MapDelete("/{cid}/activities/{aid}", Delete);
        conversations.MapGet("/{cid}/pagedmembers", (string cid, ChatRooms rooms) =>
            WithMembers(cid, rooms, chat => TypedResults.Json(new { members = Members(chat) })));
        conversations.MapGet("/{cid}/members", (string cid, ChatRooms rooms) =>
            WithMembers(cid, rooms, chat => TypedResults.Json(Members(chat))));
        conversations.MapGet("/{cid}/members/{id}", (string cid, string id, ChatRooms rooms) =>
            WithMembers(cid, rooms, chat => People.FindByTeamsId(id) is { } person && chat.Has(person)
                ? TypedResults.Json(Member(person))
                : ConnectorError.NoMember));
        connector.MapGet("/teams/{id}", (string id, ChatRooms rooms) =>
            InRoom(id, rooms, (chat, _) => chat.Team is { } team ? TypedResults.Json(Details(team, chat, rooms)) : ConnectorError.NoConversation));
        connector.MapGet("/teams/{id}/conversations", (string id, ChatRooms rooms) =>
            InRoom(id, rooms, (chat, _) => chat.Team is { } team
                ? TypedResults.Json(new { conversations = Channels(team, rooms) })
                : ConnectorError.NoConversation));
    }

    private static IResult Create(JsonElement request, ChatRooms rooms)
    {
        if (!TryGet(request, out var tenant, "tenantId") && !TryGet(request, out tenant, "channelData", "tenant", "id"))
        {
            return ConnectorError.BadSyntax("tenantId is required.");
        }

        if (tenant.GetString() != People.TenantId)
        {
            return ConnectorError.NotInRoster;
        }

        return TryGet(request, out var channel, "channelData", "channel", "id")
            ? CreateThread(channel.GetString()!, request, rooms)
            : CreatePersonal(request, rooms);
    }

    private static IResult CreateThread(string channel, JsonElement request, ChatRooms rooms) =>
        !request.TryGetProperty("activity", out var activity) || activity.ValueKind is not JsonValueKind.Object
            ? ConnectorError.BadSyntax("activity is required to start a thread.")
            : Post(channel, activity, rooms, (chat, sent) => TypedResults.Json(
                new { id = new ConversationAddress(chat.Id, sent.Id).ToString(), activityId = sent.Id },
                statusCode: 201));

    private static IResult CreatePersonal(JsonElement request, ChatRooms rooms)
    {
        if (!request.TryGetProperty("members", out var members)
            || members.ValueKind is not JsonValueKind.Array
            || members.GetArrayLength() != 1
            || !TryGet(members[0], out var member, "id")
            || (request.TryGetProperty("isGroup", out var isGroup) && isGroup.ValueKind is JsonValueKind.True))
        {
            return ConnectorError.BadSyntax("A personal conversation has exactly one member.");
        }

        return People.FindByTeamsId(member.GetString()) is not { } person
            ? ConnectorError.NotInRoster
            : InRoom(person.PersonalChatId, rooms, (chat, _) =>
            {
                if (request.TryGetProperty("activity", out var activity) && activity.ValueKind is JsonValueKind.Object)
                {
                    var sent = Send(chat.Id, activity, rooms);
                    if (sent is IStatusCodeHttpResult { StatusCode: >= 400 })
                    {
                        return sent;
                    }
                }

                return TypedResults.Json(new { id = chat.Id }, statusCode: 201);
            });
    }

    private static IResult Send(string cid, JsonElement activity, ChatRooms rooms) =>
        Post(cid, activity, rooms, (_, sent) => TypedResults.Json(new { id = sent.Id }, statusCode: 201));

    // In a channel a reply goes into the thread of what it answers, whether the address names that thread or the channel.
    private static IResult Reply(string cid, string aid, JsonElement activity, ChatRooms rooms) =>
        InRoom(cid, rooms, (chat, _) => Send(
            chat.Kind is ChatKind.Channel && rooms.Find(chat, aid) is { } answered ? new ConversationAddress(chat.Id, answered.Thread ?? answered.Id).ToString() : cid, activity, rooms));

    private static IResult Post(string cid, JsonElement activity, ChatRooms rooms, Func<Chat, Message, IResult> answer) =>
        InRoom(cid, rooms, (chat, thread) =>
        {
            if (Unsendable(activity, out var message) is { } refusal)
            {
                return refusal;
            }

            if (message.IsAboutAFile && chat.Kind is not ChatKind.Personal)
            {
                return ConnectorError.BadSyntax("A file can be sent in a personal chat only.");
            }

            if (message.IsTyping)
            {
                rooms.Typing(chat);
                return TypedResults.Json(new { }, statusCode: 202);
            }

            Message[] sent = [.. message.Parts().Select(part => rooms.Add(chat, empty => part.WriteTo(empty) with { Thread = thread }))];
            return sent is [var only] ? answer(chat, only) : TypedResults.Json(new { }, statusCode: 202);
        });

    private static IResult Update(string cid, string aid, JsonElement activity, ChatRooms rooms) =>
        OnOwnMessage(cid, aid, rooms, chat =>
            Unsendable(activity, out var message) is { } refusal ? refusal
            : message.IsTyping ? ConnectorError.BadSyntax("Only a message can replace a message.")
            : rooms.Change(chat, aid, old => message.WriteTo(old) with { Version = old.Version + 1 }) is null ? ConnectorError.NoActivity
            : TypedResults.Json(new { id = aid }));

    private static IResult Delete(string cid, string aid, ChatRooms rooms) =>
        OnOwnMessage(cid, aid, rooms, chat =>
            rooms.Change(chat, aid, old => old with { Deleted = true, Text = null, Card = null, Summary = null, Offer = null, File = null }) is null
                ? ConnectorError.NoActivity
                : TypedResults.Ok());

    private static IResult? Unsendable(JsonElement activity, out BotMessage message)
    {
        var read = activity.ValueKind is JsonValueKind.Object ? BotMessage.Read(activity) : null;
        message = read!;
        return read is null ? ConnectorError.BadSyntax("The activity has no text, card or file, or its type cannot be sent.")
            : BotMessage.IsTooBig(activity) ? ConnectorError.TooBig
            : null;
    }

    private static IResult InRoom(string cid, ChatRooms rooms, Func<Chat, string?, IResult> act)
    {
        var address = ConversationAddress.Parse(cid);
        return rooms.Find(address.Chat) is not { } chat ? ConnectorError.NoConversation
            : !chat.BotInstalled ? ConnectorError.NotInRoster
            : address.Thread is { } thread && rooms.Find(chat, thread) is null ? ConnectorError.NoConversation
            : act(chat, address.Thread);
    }

    // The members are those of the chat or team: a thread has none.
    private static IResult WithMembers(string cid, ChatRooms rooms, Func<Chat, IResult> act) =>
        ConversationAddress.Parse(cid).Thread is null ? InRoom(cid, rooms, (chat, _) => act(chat)) : ConnectorError.NoThread;

    private static IResult OnOwnMessage(string cid, string aid, ChatRooms rooms, Func<Chat, IResult> act) =>
        InRoom(cid, rooms, (chat, _) => rooms.Find(chat, aid) switch
        {
            null => rooms.IsDeleted(chat, aid) ? ConnectorError.DeletedActivity : ConnectorError.NoActivity,
            { From: Message.FromBot } => act(chat),
            _ => ConnectorError.NotYourMessage,
        });

    private static object[] Members(Chat chat) => [.. chat.People.Select(key => Member(People.Find(key)!))];

    private static object Member(Person person) => new
    {
        id = person.Mri,
        aadObjectId = person.ObjectId,
        objectId = person.ObjectId,
        name = person.Name,
        givenName = person.Name.Split(' ')[0],
        surname = person.Name.Split(' ')[^1],
        userPrincipalName = $"{person.Key}@localteams.example",
        tenantId = People.TenantId,
        userRole = "user",
    };

    private static object Details(Team team, Chat chat, ChatRooms rooms) => new
    {
        id = team.Id,
        name = team.Name,
        aadGroupId = team.GroupId,
        tenantId = People.TenantId,
        type = "standard",
        channelCount = rooms.All().Count(room => room.Team?.Id == team.Id),
        memberCount = chat.People.Count,
    };

    // The General channel has no name here, as in Teams, which translates it in each client.
    private static object[] Channels(Team team, ChatRooms rooms) =>
        [.. rooms.All().Where(room => room.Team?.Id == team.Id).Select(room => new { id = room.Id, name = room.IsInstallationRoot ? null : room.Name })];

    private static bool TryGet(JsonElement from, out JsonElement found, params ReadOnlySpan<string> path)
    {
        found = from;
        foreach (var name in path)
        {
            if (found.ValueKind is not JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return false;
            }
        }

        return found.ValueKind is JsonValueKind.String;
    }
}
