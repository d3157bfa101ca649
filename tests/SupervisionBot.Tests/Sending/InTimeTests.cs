using System.Diagnostics;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Sending;

/// <summary>Storage that takes its time.</summary>
public sealed class InTimeTests
{
    private const string Known = "answer.information.known";
    private static readonly string[] s_impatient = ["--OneToOne:AnswerWithin", "0.2"];

    [Fact]
    public async Task APressThatTakesLongerIsAnsweredInTimeAndItsCardArrivesLater()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        store.Hold("sessions");
        var time = Stopwatch.StartNew();

        var answer = await team.Priya.PressAsync("answer.save", (Known, "The school rang"));

        Assert.Contains("longer than usual", answer.Message, StringComparison.Ordinal);
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(4), $"{time.Elapsed}");
        store.Release();
        await team.Connector.WaitAsync(0, sent => sent.Method == "PUT" && sent.Conversation == team.Priya.Chat.Id && sent.Card!.Words.Contains("The school rang", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ADialogThatTakesLongerStaysOpenWithItsWordsAndIsSavedOnce()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        await team.Priya.OpenAsync("ethics.open");
        store.Hold("sessions");

        await team.Priya.SubmitAsync("ethics.save", ("concern", "Is it fair to him?"));

        Assert.Contains("Is it fair to him?", team.Priya.Dialog!.Words, StringComparison.Ordinal);
        store.Release();
        await team.Priya.SubmitAsync("ethics.save");
        Assert.Single((await team.StoredAsync(team.Sarah.Card.Session)).Session.Concerns);
    }

    [Fact]
    public async Task AStopWaitsForWhatIsUnderWay()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        await team.OpenAsync();
        var session = team.Sarah.Card.Session;
        store.Hold("sessions");
        await team.Priya.PressAsync("answer.save", (Known, "The school rang"));

        var stopped = team.StopAsync();
        Assert.False(stopped.IsCompleted);
        store.Release();
        await stopped;

        await team.RestartAsync();
        Assert.Single((await team.StoredAsync(session)).Session.Responses);
    }

    private static async Task<(SupervisionTeam Team, SlowStore Store)> MeetAsync()
    {
        SlowStore? store = null;
        return (await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own)), s_impatient), store!);
    }
}
