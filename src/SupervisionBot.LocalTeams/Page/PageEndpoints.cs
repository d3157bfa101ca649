using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams.Page;

/// <summary>What the page calls. Each call is made as one person, who finds only the chats they are in.</summary>
internal static class PageEndpoints
{
    /// <summary>Longest message a person can send, in UTF-16 characters.</summary>
    /// <remarks>Our own limit, near what the Teams composer takes (28 KB with formatting).</remarks>
    public const int LongestText = 28_000;

    public static void MapPage(this IEndpointRouteBuilder app)
    {
        var page = app.MapGroup("/api/local");
        page.MapGet("/people", () => new
        {
            bot = People.BotName,
            people = People.All.Select(person => new { person.Key, person.Name, person.Role, person.Group, person.ObjectId, person.Mri }),
        });
        page.MapLive();
        page.MapGet("/clock", Now);
        page.MapPost("/clock", MoveClock);
        page.MapPost("/redeliver", async (Viewer viewer, BotLink bot) => await bot.PostLastAgainAsync(viewer.Person) is { } answer
            ? TypedResults.Json(new { text = answer.Trouble ?? $"Delivered again: {People.BotName} answered with status {answer.Status}." })
            : Results.NotFound(new { text = "Nothing was delivered since the start." }));

        page.MapGet("/chats", (Viewer viewer, ChatRooms rooms) => rooms.Of(viewer.Person).Select(chat => ChatModel.From(chat, rooms.LastMessage(chat, viewer.Person))));
        page.MapPost("/chats", CreateChatAsync);

        var chat = page.MapGroup("/chats/{chatId}");
        chat.MapPost("/installation", InstallAsync);
        chat.MapGet("/messages", (string chatId, Viewer viewer, ChatRooms rooms, PrivateViews views) => rooms.Find(chatId, viewer.Person) is { } room
            ? TypedResults.Json(rooms.Messages(room, viewer.Person).Select(message => MessageModel.Of(viewer, room, message, views)))
            : Results.NotFound());
        chat.MapPost("/messages", SendAsync);

        var message = chat.MapGroup("/messages/{messageId}");
        message.MapGet("/", (string chatId, string messageId, Viewer viewer, ChatRooms rooms, PrivateViews views) =>
            OnMessageAsync(chatId, messageId, viewer, rooms, (room, found) => Task.FromResult(MessageModel.Of(viewer, room, found, views))));
        message.MapPost("/submit", (string chatId, string messageId, Submitted body, Viewer viewer, ChatRooms rooms, Turns turns) =>
            OnMessageAsync(chatId, messageId, viewer, rooms, (room, card) => turns.SubmitAsync(viewer, room, card, body.Data)));
        message.MapPost("/execute", (string chatId, string messageId, Executed body, Viewer viewer, ChatRooms rooms, Turns turns) =>
            OnMessageAsync(chatId, messageId, viewer, rooms, (room, card) => turns.ExecuteAsync(viewer, room, card, body.Action)));
        message.MapPost("/refresh", (string chatId, string messageId, RefreshWanted body, Viewer viewer, ChatRooms rooms, Turns turns) =>
            OnMessageAsync(chatId, messageId, viewer, rooms, (room, card) => turns.RefreshAsync(viewer, room, card, body.ByHand)));
        message.MapPost("/file", (string chatId, string messageId, FileAnswer body, Viewer viewer, ChatRooms rooms, Turns turns) =>
            OnMessageAsync(chatId, messageId, viewer, rooms, (room, offer) => turns.AnswerOfferAsync(viewer, room, offer, body.Allowed)));
        message.MapPost("/dialog", (string chatId, string messageId, DialogStep body, Viewer viewer, ChatRooms rooms, Turns turns) =>
            OnMessageAsync(chatId, messageId, viewer, rooms, (room, card) =>
                turns.DialogAsync(viewer, room, card, body.Submit ? "task/submit" : "task/fetch", body.Data, body.Theme)));
    }

    private static async Task<IResult> OnMessageAsync<T>(string chatId, string messageId, Viewer viewer, ChatRooms rooms, Func<Chat, Message, Task<T>> act) =>
        rooms.Find(chatId, viewer.Person) is { } chat && rooms.Find(chat, messageId) is { } message && message.IsVisibleTo(viewer.Person)
            ? TypedResults.Json(await act(chat, message))
            : TypedResults.NotFound();

    private static async Task<IResult> CreateChatAsync(NewChat body, Viewer viewer, ChatRooms rooms, Installations installations)
    {
        Person?[] others = [.. body.People.Distinct().Where(key => key != viewer.Person.Key).Select(People.Find)];
        if (others is [] || others.Contains(null))
        {
            return TypedResults.BadRequest();
        }

        Person[] people = [viewer.Person, .. others.OfType<Person>()];
        var name = string.IsNullOrWhiteSpace(body.Name) ? string.Join(", ", people.Select(person => person.Name.Split(' ')[0])) : body.Name.Trim();
        var chat = rooms.CreateGroupChat(name, [.. people.Select(person => person.Key)]);
        await installations.AddAsync(chat, viewer.Person);
        return TypedResults.Json(ChatModel.From(chat, last: null), statusCode: 201);
    }

    private static async Task<IResult> InstallAsync(string chatId, Installation body, Viewer viewer, ChatRooms rooms, Installations installations)
    {
        if (rooms.Find(chatId, viewer.Person) is not { } chat)
        {
            return TypedResults.NotFound();
        }

        await (body.Installed ? installations.AddAsync(chat, viewer.Person) : installations.RemoveAsync(chat, viewer.Person));
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SendAsync(string chatId, NewMessage body, Viewer viewer, ChatRooms rooms, Turns turns)
    {
        if (rooms.Find(chatId, viewer.Person) is not { } chat || (body.Thread is { } thread && (chat.Kind is not ChatKind.Channel || rooms.Find(chat, thread) is null)))
        {
            return TypedResults.NotFound();
        }

        if (string.IsNullOrWhiteSpace(body.Text) || body.Text.Length > LongestText)
        {
            return TypedResults.BadRequest();
        }

        var sent = await turns.SendAsync(viewer, chat, body.Text.Trim(), body.Mention, body.Thread);
        return TypedResults.Json(new { sent.Id }, statusCode: 201);
    }

    private static ClockModel Now(MovableClock clock) => new(clock.GetUtcNow(), clock.Offset);

    private static IResult MoveClock(ClockStep body, MovableClock clock, ChatStore store, LiveUpdates live)
    {
        if (body.Hours is < 1 or > ClockStep.MostHours)
        {
            return TypedResults.BadRequest();
        }

        var step = TimeSpan.FromHours(body.Hours);
        store.ClockOffset = clock.Offset + step;
        clock.MoveForward(step);
        live.Publish(new("clock"), People.All.Select(person => person.Key));
        return TypedResults.Json(Now(clock));
    }
}
