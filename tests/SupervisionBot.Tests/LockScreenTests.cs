using SupervisionBot.Tests.Reflections;
using SupervisionBot.Tests.Rounds;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>Text and summary of a message show on lock screens: neither person nor case nor what is said or asked is in them.</summary>
public sealed class LockScreenTests
{
    private const string Brought = "Are there chances for supervisors with more experience to go on improving how they supervise, and to learn from one another here?";
    private const string Answer = "Two missed school days";
    private const string Typed = "Typed on the bus";
    private const string Comment = "Please spell the school right";
    private const string Disagreement = "I do not think that he was seen";
    private const string Remark = "The school rang again";
    private const string Reason = "The family has moved away";
    private const string Reflection = "I was tired on that visit";

    // Also what the walks of other tests say on the way, and what a round asks.
    private static readonly string[] s_telling =
    [
        "Sarah", "Ahmed", "Priya", "Nowak", "Tom", "Byrne", Walks.CaseReference, "KN-", Brought, Answer, Typed, Comment, Disagreement, Remark, Reason, Reflection,
        "disagree", "Visit", "tired", "Ring the duty team", "What should change?", "Team 01",
    ];

    [Fact]
    public async Task NoMessageTellsALockScreenWhoOrWhichCaseOrWhat()
    {
        await using var scene = await RoundScene.MeetAsync(2, ["--Roles:ToldOfDisagreements:0", $"{RoundScene.OtherLeader}", .. BringingGuide.InUse]);
        await WalkAsync(scene.Team);
        await scene.Team.ReflectAsync(scene.Team.Priya, Reflection);
        var round = await scene.OpenAsync();
        await scene.AnswerAsync(RoundScene.SomebodyIn(scene.Channels[0], 1), scene.Channels[0], stop: "Forms");
        await scene.CountAsync(round);
        await scene.Team.SettleAsync();
        await scene.Team.Sarah.TypeAsync("rounds");
        await scene.Team.Sarah.TypeAsync("results");

        var shown = scene.Team.Connector.All
            .SelectMany(sent => new[] { (string?)sent.Body["text"], (string?)sent.Body["summary"] })
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.Contains("There is something new in one of your sessions.", shown);
        Assert.Contains(shown, text => text.Contains("is counted", StringComparison.Ordinal));
        Assert.DoesNotContain(shown, text => s_telling.Any(telling => text.Contains(telling, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task EveryMessageWithACardHasASummary()
    {
        await using var team = await SupervisionTeam.MeetAsync(BringingGuide.InUse);
        await WalkAsync(team);

        Assert.All(team.Connector.All.Where(sent => sent.Card is not null), sent => Assert.False(string.IsNullOrWhiteSpace((string?)sent.Body["summary"])));
    }

    private static async Task WalkAsync(SupervisionTeam team)
    {
        var (sarah, priya) = (team.Sarah, team.Priya);
        await team.InviteAsync(prepare: true);
        await priya.PressAsync("session.join");
        await priya.PressAsync("prepare.done", ("answer.information.happening", Answer));
        await sarah.RefreshAsync();
        await sarah.PressAsync("prepare.begin");
        await priya.OnAnotherDevice().TypeAsync(Typed);
        await sarah.PressAsync("session.pause");
        await sarah.PressAsync("session.resume");
        await sarah.OpenAsync("bring.open");
        await sarah.SubmitAsync("bring.save", ("question", "supervision.q5"));
        await priya.RefreshAsync();
        await team.SummariseAsync(keep: true);
        await priya.ToTheEndAsync();
        await priya.PressAsync("summary.comment", ("remark", Comment));
        await priya.ToTheEndAsync();
        await priya.PressAsync("summary.disagree", ("remark", Disagreement));
        await sarah.ConfirmAsync();
        await sarah.PressAsync("addendum.add", ("addendum", Remark));
        await team.OpenAsync("KN-7732");
        await sarah.TypeAsync("cancel");
        await sarah.PressAsync("session.cancel", ("reason", Reason));
        await team.SettleAsync();
    }
}
