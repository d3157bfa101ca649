using System.Text.Json.Nodes;

namespace SupervisionBot.LocalTeams.Tests;

public sealed class InstallationTests
{
    [Fact]
    public async Task OnTheFirstStartTheBotHearsOfEachPersonAndOfEachTeam()
    {
        await using var stage = await Stage.OpenAsync();

        var expected = People.All.Select(person => person.PersonalChatId).Append(Stage.General).Append("19:LocalTeamsLookedAfterGeneral@thread.tacv2").Order();
        Assert.Equal(expected, stage.Bot.Of("installationUpdate").Select(Conversation).Order());
        Assert.Equal(expected, stage.Bot.Of("conversationUpdate").Select(Conversation).Order());
        Assert.All(stage.Bot.Of("installationUpdate"), activity => Assert.Equal("add", activity["action"]!.GetValue<string>()));
        Assert.All(stage.Bot.Of("conversationUpdate"), activity => Assert.Equal(People.BotId, activity["membersAdded"]![0]!["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task TheTeamIsAnnouncedWithItsNameAndEventType()
    {
        await using var stage = await Stage.OpenAsync();

        var joined = stage.Bot.Of("conversationUpdate").Single(activity => Conversation(activity) == Stage.General);

        Assert.Equal("teamMemberAdded", joined["channelData"]!["eventType"]!.GetValue<string>());
        Assert.Equal("Children's social care: Duty team", joined["channelData"]!["team"]!["name"]!.GetValue<string>());
        Assert.Equal(Stage.General, joined["channelData"]!["settings"]!["selectedChannel"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task OnTheNextStartTheBotHearsNothingNew()
    {
        await using var stage = await Stage.OpenAsync();
        var heard = stage.Bot.Received.Count;

        await stage.RestartAsync();

        Assert.Equal(heard, stage.Bot.Received.Count);
    }

    [Fact]
    public async Task ABotThatRefusedTheNewsIsToldAgainAtTheNextStart()
    {
        await using var stage = await Stage.OpenAsync(meetBot: false);
        stage.Bot.Answer = _ => Task.FromResult((500, (JsonNode?)null));
        await stage.Host.MeetBotAsync(stage.Bot.Address);
        stage.Bot.Answer = _ => Task.FromResult((200, (JsonNode?)null));

        await stage.RestartAsync();

        Assert.Equal(2, stage.Bot.Of("installationUpdate").Count(activity => Conversation(activity) == Stage.Sarah));
    }

    [Fact]
    public async Task NewsThatNobodyAnsweredIsDeliveredAgainUnderTheSameId()
    {
        await using var stage = await Stage.OpenAsync(meetBot: false);
        stage.Bot.Answer = activity => Task.FromResult((IsNewsOfSarah(activity) && stage.Bot.Received.Count(IsNewsOfSarah) == 1 ? 0 : 200, (JsonNode?)null));

        await stage.Host.MeetBotAsync(stage.Bot.Address);

        Assert.Equal(2, stage.Bot.Received.Count(IsNewsOfSarah));
        Assert.Single(stage.Bot.Received.Where(IsNewsOfSarah).Select(activity => activity["id"]!.GetValue<string>()).Distinct());
        Assert.Empty(await stage.MessagesAsync("sarah", Stage.Sarah));

        static bool IsNewsOfSarah(JsonObject activity) => activity["type"]!.GetValue<string>() is "installationUpdate" && Conversation(activity) == Stage.Sarah;
    }

    [Fact]
    public async Task ANewGroupChatIsAnnounced()
    {
        await using var stage = await Stage.OpenAsync();

        var group = await stage.GroupOfSarahAndPriyaAsync();

        var installed = Assert.Single(stage.Bot.Of("installationUpdate"), activity => Conversation(activity) == group);
        Assert.Equal("groupChat", installed["conversation"]!["conversationType"]!.GetValue<string>());
        Assert.Equal("29:1LocalTeamssarah", installed["from"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task RemovingTheAppIsAnnouncedAndThenTheBotHearsNoMessages()
    {
        await using var stage = await Stage.OpenAsync();

        await stage.AsAsync("sarah", $"chats/{Stage.Sarah}/installation", new { installed = false });
        await stage.ReadAsync("sarah", $"chats/{Stage.Sarah}/messages", new { text = "anyone?" });

        Assert.Contains(stage.Bot.Of("installationUpdate"), activity => activity["action"]!.GetValue<string>() == "remove");
        Assert.Empty(stage.Bot.Of("message"));
    }

    [Fact]
    public async Task AddingTheAppAgainIsAnnouncedAgain()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.AsAsync("sarah", $"chats/{Stage.Sarah}/installation", new { installed = false });

        await stage.AsAsync("sarah", $"chats/{Stage.Sarah}/installation", new { installed = true });

        Assert.Equal("add", stage.Bot.Of("installationUpdate")[^1]["action"]!.GetValue<string>());
        Assert.NotEmpty(await stage.BotSendsAsync(Stage.Sarah, new { type = "message", text = "back" }));
    }

    private static string Conversation(JsonObject activity) => activity["conversation"]!["id"]!.GetValue<string>();
}
