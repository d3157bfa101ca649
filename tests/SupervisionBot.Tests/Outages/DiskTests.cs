using Microsoft.Data.Sqlite;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Outages;

/// <summary>Real outages of the SQLite file: a disk without room, and another program that holds the file.</summary>
public sealed class DiskTests
{
    private const string Known = "answer.information.known";

    [LinuxFact]
    public async Task AFullDiskIsSaidOnTheCardFailsTheHealthCheckAndEndsByItself()
    {
        using var app = await LimitedApp.StartAsync();
        await using var team = await SupervisionTeam.MeetAtAsync(app.Address);
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "The school rang"));

        app.FillDisk();
        await NothingIsLostAsync(team);
        await team.Priya.TypeAsync("Typed in the dark");
        await team.Priya.HearAsync("nothing was saved");

        app.EmptyDisk();
        await ItIsSavedOnceAsync(team);
        await team.Priya.TypeAsync("Typed in the light");
        await team.Connector.WaitAsync(0, sent => sent.Conversation == team.Priya.Chat.Id && sent.Card?.Has("typed.place") == true);
    }

    [Fact]
    public async Task AFileThatAnotherProgramHoldsIsSaidOnTheCardFailsTheHealthCheckAndEndsByItself()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "The school rang"));
        using var other = new SqliteConnection($"Data Source={Path.Combine(team.Folder, "supervision.db")};Pooling=False");
        other.Open();

        using (other.BeginTransaction(deferred: false))
        {
            await NothingIsLostAsync(team);
        }

        await ItIsSavedOnceAsync(team);
    }

    private static async Task NothingIsLostAsync(SupervisionTeam team)
    {
        await ReachAsync(team, 503);
        for (var press = 0; press < 2; press++)
        {
            var answer = press == 0 ? await team.Priya.PressAsync("answer.save", (Known, "The school rang twice")) : await team.Priya.PressAsync("answer.save");
            Assert.Equal(200, answer.Status);
            Assert.Contains(Hand.Unsure, team.Priya.Card.Words, StringComparison.Ordinal);
            Assert.Equal("The school rang twice", team.Priya.Card.Input(Known).Value);
        }
    }

    private static async Task ItIsSavedOnceAsync(SupervisionTeam team)
    {
        await ReachAsync(team, 200);
        await team.Priya.PressAsync("answer.save");
        Assert.Contains("Saved.", team.Priya.Card.Words.Split('\n'));
        Assert.Contains("(version 2)", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Sarah.RefreshAsync();
        Assert.Contains("The school rang twice", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    // An answer serves for some seconds.
    private static async Task ReachAsync(SupervisionTeam team, int status)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await HealthAsync(team) != status)
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<int> HealthAsync(SupervisionTeam team)
    {
        using var health = await team.Http.GetAsync(new Uri(team.Address, "/readyz"));
        return (int)health.StatusCode;
    }
}
