using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.OwnWords;

/// <summary>Whoever leads puts the case reference right until the summary is frozen, and the old one is gone.</summary>
public sealed class CaseReferenceTests
{
    [Fact]
    public async Task ACaseReferenceThatIsSentUnchangedIsNotSaidToBePutRight()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Sarah.OpenAsync("mine.open");

        await team.Sarah.SubmitAsync("mine.reference", ("reference", Walks.CaseReference));

        Assert.Contains("Nothing was changed", team.Sarah.Dialog!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACaseReferenceThatLooksPersonalIsTakenWhenThatOneIsConfirmed()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Sarah.OpenAsync("mine.open");
        await team.Sarah.SubmitAsync("mine.reference", ("reference", "Kay Smith"));

        await team.Sarah.SubmitAsync("mine.reference", ("reference", "Tom Smith"), ("confirmed", "true"));
        Assert.Contains("This looks like", team.Sarah.Dialog!.Words, StringComparison.Ordinal);
        await team.Sarah.SubmitAsync("mine.reference", ("confirmed", "false"));
        Assert.Contains("This looks like", team.Sarah.Dialog!.Words, StringComparison.Ordinal);
        Assert.Equal(Walks.CaseReference, (await team.StoredAsync(team.Sarah.Card.Session)).Session.CaseReference);
        await team.Sarah.SubmitAsync("mine.reference", ("confirmed", "true"));

        Assert.Equal("Tom Smith", (await team.StoredAsync(team.Sarah.Card.Session)).Session.CaseReference);
    }

    [Fact]
    public async Task WhoeverLeadsPutsTheCaseReferenceRightAndTheOldOneIsGone()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync("ZEBRA-1");
        await team.Priya.OpenAsync("mine.open");
        Assert.False(team.Priya.Dialog!.Has("mine.reference"));

        await team.Sarah.OpenAsync("mine.open");
        await team.Sarah.SubmitAsync("mine.reference", ("reference", "Kay Smith 03/11/2019"));
        Assert.Contains("This looks like", team.Sarah.Dialog!.Words, StringComparison.Ordinal);
        await team.Sarah.SubmitAsync("mine.reference", ("reference", "KN-7732"));

        Assert.Contains("the one before is erased", team.Sarah.Dialog!.Words, StringComparison.Ordinal);
        var stored = await team.StoredTextAsync(team.Sarah.Card.Session);
        Assert.DoesNotContain("ZEBRA-1", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Kay", stored, StringComparison.Ordinal);
        await team.Priya.RefreshAsync();
        Assert.Contains("Case KN-7732", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Priya.TypeAsync("sessions");
        Assert.Contains("KN-7732", team.Priya.Card.Words, StringComparison.Ordinal);
    }
}
