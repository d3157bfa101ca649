using SupervisionBot.Core.Summaries;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Trails;

/// <summary>Trails and summaries of the version before go on, keep their fingerprint, and are changed unnoticed no more.</summary>
public sealed class EarlierTrailTests
{
    [Fact]
    public async Task ATrailFromBeforeGoesOnAndIsTakenBackFromAndNothingOfItIsChangedUnnoticed()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.happening", "zebra"));
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang"));
        await TrailRows.AsBeforeAsync(team.Store, await team.TrailAsync(team.Priya.Card.Session));
        await team.RestartAsync();
        await team.Priya.RefreshAsync();
        Assert.Contains("zebra", team.Priya.Card.Raw, StringComparison.Ordinal);

        await team.Priya.OpenAsync("mine.open");
        await team.Priya.SendAsync(team.Priya.Task("task/submit", team.Priya.Dialog!.Buttons.Last(button => button.Verb == "mine.choose").Data));
        await team.Priya.SubmitAsync("mine.back");
        await team.Priya.RefreshAsync();
        await team.Sarah.RefreshAsync();
        Assert.DoesNotContain(await team.TrailAsync(team.Priya.Card.Session), row => row.GetText("Event")!.Contains("zebra", StringComparison.Ordinal));
        await team.SummariseAsync(keep: true);
        await team.SignAsync();
        Assert.Contains("Checked just now: it matches", team.Sarah.Card.Words, StringComparison.Ordinal);

        var early = (await team.TrailAsync(team.Priya.Card.Session)).Single(row => row.GetInt32("Schema") == 1 && row.GetText("Event")!.Contains("The school rang", StringComparison.Ordinal));
        early.SetText("Event", early.GetText("Event")!.Replace("rang", "sang", StringComparison.Ordinal));
        await team.Store.SubmitAsync("sessions", early.PartitionKey, [TableAction.Replace(early)], CancellationToken.None);
        await team.Sarah.RefreshAsync();
        Assert.Contains("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASummaryThatWasFrozenBeforeKeepsItsFingerprintAndIsCheckedByIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var stored = await team.StoredAsync(team.Sarah.Card.Session);
        var summary = Summary.Compose(stored.Session, stored.Guide);
        await TrailRows.FreezeAsBeforeAsync(team.Store, stored, summary, keepTheTrail: false);
        await team.RestartAsync();

        await team.Sarah.RefreshAsync();

        Assert.Contains($"Fingerprint (SHA-256): {summary.Fingerprint()}. Checked just now: it matches.", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASummaryThatWasFrozenBeforeHasANewFingerprintBesideItsOldOneWithTheNextEntry()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var stored = await team.StoredAsync(team.Sarah.Card.Session);
        var summary = Summary.Compose(stored.Session, stored.Guide);
        await TrailRows.FreezeAsBeforeAsync(team.Store, stored, summary, keepTheTrail: false);
        await team.RestartAsync();
        await team.Sarah.RefreshAsync();

        await team.Sarah.PressAsync("addendum.add", ("addendum", "He was seen on Friday"));

        var sealing = (await team.StoredAsync(team.Sarah.Card.Session)).Session;
        Assert.Equal(summary.Fingerprint(), sealing.EarlierFingerprint);
        Assert.Contains($"Fingerprint: {sealing.Fingerprint} (key {sealing.FingerprintKey}), and from before there were keys (SHA-256): {summary.Fingerprint()}. Checked just now: it matches.", await team.Sarah.ReadAsync(), StringComparison.Ordinal);
        var decision = (await team.FrozenAsync(team.Sarah.Card.Session))!;
        Assert.Contains("4 March 2027", decision.GetString("Date"), StringComparison.Ordinal);
        decision.SetText("Rationale", "Nobody said anything");
        await team.Store.SubmitAsync("sessions", decision.PartitionKey, [TableAction.Replace(decision)], CancellationToken.None);
        await team.Sarah.RefreshAsync();
        Assert.Contains("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASummaryThatWasFrozenBeforeAndChangedSinceGetsNoNewFingerprint()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var stored = await team.StoredAsync(team.Sarah.Card.Session);
        var summary = Summary.Compose(stored.Session, stored.Guide);
        await TrailRows.FreezeAsBeforeAsync(team.Store, stored, summary, keepTheTrail: false);
        var decision = (await team.FrozenAsync(team.Sarah.Card.Session))!;
        decision.SetText("Rationale", "Nobody said anything");
        await team.Store.SubmitAsync("sessions", decision.PartitionKey, [TableAction.Replace(decision)], CancellationToken.None);
        await team.RestartAsync();
        await team.Sarah.RefreshAsync();

        await team.Sarah.PressAsync("addendum.add", ("addendum", "He was seen on Friday"));

        var after = (await team.StoredAsync(team.Sarah.Card.Session)).Session;
        Assert.Equal("He was seen on Friday", Assert.Single(after.Addenda).Text);
        Assert.Equal((summary.Fingerprint(), null), (after.Fingerprint, after.FingerprintKey));
        Assert.Contains("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
    }
}
