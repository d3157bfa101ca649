using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams.Tests;

public sealed class PeopleTests
{
    private const string LookedAfter = "19:LocalTeamsLookedAfterGeneral@thread.tacv2";

    [Fact]
    public void TenPractitionersAndSupervisorsAndTwoLeadersAreAllDifferent()
    {
        Assert.Equal((10, 2), (People.All.Count(person => person.Group != People.Leadership), People.Leaders.Count()));
        Assert.Equal(12, People.All.Select(person => person.Key).Distinct().Count());
        Assert.Equal(12, People.All.Select(person => person.ObjectId).Distinct().Count());
    }

    [Fact]
    public void NobodysIdChangesAsMoreComeIn() =>
        Assert.Equal("5f1d0c1e-7a0b-4f7e-9a53-0c0de0000014", People.Find("margaret")!.ObjectId.ToString());

    [Fact]
    public async Task TheLeadersAreInBothTeamsAndEverybodyElseInOne()
    {
        await using var stage = await Stage.OpenAsync();
        string[] duty = await MembersAsync(stage, Stage.General), lookedAfter = await MembersAsync(stage, LookedAfter);

        Assert.Equal((8, 6), (duty.Length, lookedAfter.Length));
        Assert.Equal(["Margaret Ellis", "David Osei"], duty.Intersect(lookedAfter));
    }

    [Fact]
    public void TheBotIsToldWhoLeads()
    {
        var leaders = LaunchOptions.Parse([])!.ForBot.Where(setting => setting.StartsWith("--Roles:", StringComparison.Ordinal));

        Assert.Equal(People.Leaders.Select((leader, at) => $"--Roles:Leaders:{at}={leader.ObjectId}"), leaders);
        Assert.Equal(2, leaders.Count());
    }

    [Fact]
    public async Task AFolderOfEarlierDaysGetsTheNewPeopleAndChatsAtTheNextStart()
    {
        await using var stage = await Stage.OpenAsync(meetBot: false);
        var general = await stage.BotSendsAsync(Stage.General, Stage.CardActivity("kept"));
        await stage.RestartAsync(folder =>
        {
            var file = Path.Combine(folder, LocalTeamsHost.ChatsFile);
            using (var store = new ChatStore(file))
            {
                store.Save(store.FindChat(Stage.General)! with { People = ["sarah", "priya", "tom", "margaret"], BotTold = true });
            }

            using var earlier = new SqliteConnection($"Data Source={file};Pooling=False");
            earlier.Open();
            using var forget = earlier.CreateCommand();
            forget.CommandText = $"DELETE FROM chat WHERE id IN ('{LookedAfter}', '{People.Find("grace")!.PersonalChatId}')";
            Assert.Equal(2, forget.ExecuteNonQuery());
        });

        Assert.Equal(8, (await MembersAsync(stage, Stage.General)).Length);
        Assert.Equal(6, (await MembersAsync(stage, LookedAfter)).Length);
        Assert.Equal("kept", Stage.TextOf(await stage.MessageAsync("hannah", Stage.General, general)));
        Assert.Contains(stage.Bot.Of("installationUpdate"), activity => (string?)activity["conversation"]!["id"] == People.Find("grace")!.PersonalChatId);
        Assert.DoesNotContain(stage.Bot.Of("installationUpdate"), activity => (string?)activity["conversation"]!["id"] == Stage.General);
    }

    [Fact]
    public async Task ThePageIsToldWhomPeopleWorkWith()
    {
        await using var stage = await Stage.OpenAsync();
        var groups = (await stage.ReadAsync("sarah", "people"))["people"]!.AsArray().Select(person => (string?)person!["group"]);

        Assert.Equal(["Duty team", "Looked after children", "Senior leaders"], groups.Distinct());
    }

    private static async Task<string[]> MembersAsync(Stage stage, string channel)
    {
        var response = await stage.Http.GetStringAsync(new Uri(Stage.Conversation(channel, "/members"), UriKind.Relative));
        return [.. JsonNode.Parse(response)!.AsArray().Select(member => (string)member!["name"]!)];
    }
}
