using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams;

/// <summary>Adds the app to chats and teams and removes it, with the events Teams sends for each.</summary>
internal sealed class Installations(ChatRooms rooms, BotLink bot, TeamsActivities activities)
{
    /// <summary>How often news that nobody answered is delivered, the first time included. Our own number: Teams delivers at least once.</summary>
    private const int MostDeliveries = 3;

    /// <summary>Chats that a bot hears of at once. Our own number: one that has just started would else use up the patience of many with each.</summary>
    private const int AtOnce = 4;

    /// <summary>Tells the bot of every chat it has not yet accepted news of.</summary>
    public Task TellBotAsync() => Parallel.ForEachAsync(
        rooms.All().Where(chat => chat is { IsInstallationRoot: true, BotInstalled: true, BotTold: false }),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (chat, _) => await AddAsync(chat, People.Find(chat.People[0])!));

    /// <summary>Adds the app to the chat, or to the whole team of a channel.</summary>
    public async Task AddAsync(Chat chat, Person by)
    {
        foreach (var room in Reach(chat))
        {
            rooms.Save(room with { BotInstalled = true });
        }

        var root = Root(chat);
        var installed = await TellAsync(root, by, activities.Installation(root, by, "add"));
        var joined = await TellAsync(root, by, activities.Membership(root, by, added: true));
        rooms.Save(root with { BotInstalled = true, BotTold = installed && joined });
    }

    /// <summary>Removes the app from the chat, or from the whole team of a channel.</summary>
    public async Task RemoveAsync(Chat chat, Person by)
    {
        foreach (var room in Reach(chat))
        {
            rooms.Save(room with { BotInstalled = false, BotTold = false });
        }

        var root = Root(chat);
        await TellAsync(root, by, activities.Installation(root, by, "remove"));
        await TellAsync(root, by, activities.Membership(root, by, added: false));
    }

    private async Task<bool> TellAsync(Chat chat, Person by, System.Text.Json.Nodes.JsonObject activity)
    {
        var answer = await bot.PostAsync(by, activity);
        for (var deliveries = 1; deliveries < MostDeliveries && answer.Status is null; deliveries++)
        {
            answer = await bot.PostAsync(by, activity);
        }

        if (answer.Trouble is { } trouble)
        {
            rooms.AddSystemLine(chat, by, trouble);
        }

        return answer.Accepted;
    }

    private Chat Root(Chat chat) => chat.Team is { } team ? rooms.Find(team.Id)! : chat;

    private IEnumerable<Chat> Reach(Chat chat) => chat.Team is { } team ? rooms.All().Where(room => room.Team?.Id == team.Id) : [chat];
}
