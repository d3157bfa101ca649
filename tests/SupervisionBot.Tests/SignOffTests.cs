using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Sessions;
using SupervisionBot.OneToOne;
using SupervisionBot.Sending;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>Nobody signs what they have not seen, and whoever confirms knows what that does.</summary>
public class SignOffTests
{
    private const string Toms = "--Roles:ToldOfDisagreements:0=22222222-0000-4000-8000-000000000003";

    [Fact]
    public async Task ADisagreementThatTheSupervisorHasNotSeenIsShownBeforeHerConfirmFreezesAnything()
    {
        await using var team = await SummarisedAsync();
        await team.Sarah.ToTheEndAsync();
        await team.Priya.PressAsync("summary.disagree", ("remark", "He asked us to wait, and we did not"));

        await team.Sarah.PressAsync("summary.sign", ("remark", "Agreed on Thursday"));

        Assert.Null(await team.FrozenAsync(team.Sarah.Card.Session));
        Assert.Contains("Priya Nowak, 4 March 2027", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("He asked us to wait, and we did not", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Equal("Agreed on Thursday", team.Sarah.Card.Inputs.Single(input => input.Id == "remark").Value);

        await team.Sarah.PressAsync("summary.sign");
        Assert.NotNull(await team.FrozenAsync(team.Sarah.Card.Session));
    }

    [Fact]
    public async Task ACommentThatThePractitionerHasNotSeenIsShownBeforeSheConfirms()
    {
        await using var team = await SummarisedAsync();
        await team.Priya.ToTheEndAsync();
        await team.Sarah.PressAsync("summary.comment", ("remark", "The review is a week earlier"));

        await team.Priya.PressAsync("summary.sign");

        Assert.Contains("The review is a week earlier", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Empty((await team.StoredAsync(team.Priya.Card.Session)).Session.Positions);
    }

    [Fact]
    public async Task NobodyIsToldOfADisagreementThatWasTakenBackMeanwhile()
    {
        await using var team = await SummarisedAsync(Toms);
        var session = team.Priya.Card.Session;
        await team.Priya.PressAsync("summary.disagree", ("remark", "He asked us to wait, and we did not"));
        var (telling, chat) = (team.Services.GetRequiredService<Disagreements>(), new ConversationReference(SupervisionTeam.Tenant, team.Tom.Chat.Id, ConversationKind.Personal, "https://example.com/", "28:bot"));
        Task<Preparation> prepareAsync() => telling.PrepareAsync(SupervisionTeam.Tenant, chat, new Content.Post(telling.Kind, session, $"{team.Priya.Person.Id:N}"), default);
        Assert.IsType<Preparation.Send>(await prepareAsync());

        var disagreement = (await team.StoredAsync(session)).Session.Positions.Single().Sequence;
        await team.Priya.OpenAsync("mine.open");
        await team.Priya.SubmitAsync("mine.choose", ("entry", $"{disagreement}"));
        await team.Priya.SubmitAsync("mine.back");

        Assert.IsType<Preparation.Never>(await prepareAsync());
    }

    [Fact]
    public async Task ADisagreementWithASummaryThatIsPutAsideIsStillCalledOne()
    {
        await using var team = await SummarisedAsync();
        await team.Priya.PressAsync("summary.disagree", ("remark", "He asked us to wait, and we did not"));
        await team.Sarah.RefreshAsync();
        await team.Sarah.PressAsync("check.fix");
        await team.Sarah.PressAsync("step.next");
        await team.Sarah.PressAsync("summary.prepare");

        Assert.Contains("Disagreement with an earlier summary", await team.Sarah.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("turned")]
    [InlineData("refreshed")]
    public async Task WhatWasSaidWhileSomebodyReadsIsShownBeforeTheyConfirmOnTheirPage(string how)
    {
        await using var team = await SummarisedAsync();
        if (how is "refreshed")
        {
            await team.Sarah.ToTheEndAsync();
        }

        await team.Priya.PressAsync("summary.comment", ("remark", "The review is a week earlier"));
        await (how is "refreshed" ? team.Sarah.RefreshAsync() : team.Sarah.ToTheEndAsync());

        await team.Sarah.PressAsync("summary.sign");

        Assert.Empty((await team.StoredAsync(team.Sarah.Card.Session)).Session.Positions);
        Assert.Contains("It is shown here; please read it, then press again.", team.Sarah.Card.Words, StringComparison.Ordinal);
        await team.Sarah.PressAsync("summary.sign");
        Assert.Single((await team.StoredAsync(team.Sarah.Card.Session)).Session.Positions);
    }

    [Fact]
    public async Task WhoeverConfirmedFirstIsAskedAgainWhenTheOtherWritesSomethingAndConfirms()
    {
        await using var team = await SummarisedAsync();
        await team.Priya.ConfirmAsync();

        await team.Sarah.ConfirmAsync(("remark", "Priya was told twice"));
        await team.SettleAsync();

        Assert.Equal(SessionStatus.Summarised, (await team.StoredAsync(team.Sarah.Card.Session)).Session.Status);
        Assert.Contains("Priya was told twice", await team.Priya.ReadAsync(), StringComparison.Ordinal);
        await team.Priya.ConfirmAsync();
        Assert.Equal(SessionStatus.Frozen, (await team.StoredAsync(team.Sarah.Card.Session)).Session.Status);
    }

    [Fact]
    public async Task WhoeverHasToConfirmAgainIsTold()
    {
        await using var team = await SummarisedAsync();
        await team.Priya.ConfirmAsync();

        await team.Sarah.ConfirmAsync(("remark", "Priya was told twice"));
        await team.SettleAsync();

        Assert.StartsWith("Something changed in a summary that was confirmed already", team.Priya.News[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCardOfWhoeverHasToConfirmAgainIsDrawnAnew()
    {
        await using var team = await SummarisedAsync();
        await team.Priya.ConfirmAsync();
        await team.SettleAsync();
        var before = team.Connector.All.Count;

        await team.Sarah.ConfirmAsync(("remark", "Priya was told twice"));
        await team.SettleAsync();

        Assert.Contains(team.Connector.All.Skip(before), sent => sent.Conversation == team.Priya.Chat.Id && sent.Card is not null);
    }

    [Fact]
    public async Task OfManyWordsEachIsShownBeforeAnybodySigns()
    {
        await using var team = await SummarisedAsync();
        await team.Sarah.RefreshAsync();
        await team.Sarah.ToTheEndAsync();
        foreach (var number in new[] { 1, 2, 3 })
        {
            await team.Priya.PressAsync("summary.comment", ("remark", $"{number} {new string('x', 1_990)}"));
        }

        await team.Sarah.PressAsync("summary.sign");
        Assert.Contains("1 xxx", team.Sarah.Card.Words, StringComparison.Ordinal);
        await team.Sarah.PressAsync("summary.sign");

        Assert.Empty((await team.StoredAsync(team.Sarah.Card.Session)).Session.Positions);
        Assert.Contains("3 xxx", team.Sarah.Card.Words, StringComparison.Ordinal);
        await team.Sarah.PressAsync("summary.sign");
        Assert.Single((await team.StoredAsync(team.Sarah.Card.Session)).Session.Positions);
    }

    [Fact]
    public async Task OnAnOldClientTheSummaryComesFromItsBeginningWhenSomethingIsNew()
    {
        await using var team = await SummarisedAsync();
        await team.Sarah.RefreshAsync();
        await team.Sarah.ToTheEndAsync();
        await team.Priya.PressAsync("summary.comment", ("remark", "The review is a week earlier"));

        await team.Sarah.PressOnAnOldClientAsync("summary.sign");

        Assert.Empty((await team.StoredAsync(team.Sarah.Card.Session)).Session.Positions);
        Assert.Contains("Page 1 of", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefreshShowsThePageThatSomebodyReads()
    {
        await using var team = await SummarisedAsync();
        await team.Sarah.ToTheEndAsync();

        await team.Sarah.RefreshAsync();

        Assert.True(team.Sarah.Card.Has("summary.sign"));
    }

    [Fact]
    public async Task ConfirmStandsOnTheLastPageAndTheOthersSayWhere()
    {
        await using var team = await SummarisedAsync();
        Assert.False(team.Sarah.Card.Has("summary.sign"));
        Assert.Contains("Confirm stands on the last page", team.Sarah.Card.Words, StringComparison.Ordinal);

        await team.Sarah.ToTheEndAsync();

        Assert.True(team.Sarah.Card.Has("summary.sign"));
        Assert.DoesNotContain("Confirm stands on the last page", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfirmSaysThatItFreezesTheRecordAndForWhomItWaits()
    {
        await using var team = await SummarisedAsync();

        await team.Sarah.ToTheEndAsync();
        Assert.Contains("When Priya Nowak has confirmed or disagreed too, everybody has. Then the record is frozen", team.Sarah.Card.Words, StringComparison.Ordinal);

        await team.Sarah.PressAsync("summary.sign");
        await team.Priya.RefreshAsync();
        await team.Priya.ToTheEndAsync();
        Assert.Contains("If you confirm and write nothing, yours is the last word. Then the record is frozen", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfirmSaysNothingOfWhoeverCameAndSpoke()
    {
        await using var team = await SummarisedAsync();

        await team.Sarah.ToTheEndAsync();

        Assert.DoesNotContain("has said nothing", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("has not opened", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("disagreed:", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverHasConfirmedIsNotAskedToAgain()
    {
        await using var team = await SummarisedAsync();
        await team.Sarah.ConfirmAsync();

        await team.Sarah.RefreshAsync();
        await team.Sarah.ToTheEndAsync();

        Assert.False(team.Sarah.Card.Has("summary.sign"));
        Assert.False(team.Sarah.Card.Has("summary.disagree"));
        Assert.DoesNotContain("Then the record is frozen", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfirmNamesWhoeverHasDisagreed()
    {
        await using var team = await SummarisedAsync();
        await team.Priya.PressAsync("summary.disagree", ("remark", "We should have waited"));

        await team.Sarah.RefreshAsync();
        await team.Sarah.ToTheEndAsync();

        Assert.Contains("Priya Nowak disagreed: the words are in the summary.", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "Priya Nowak has not opened the session.", "has said nothing")]
    [InlineData(true, "Priya Nowak has said nothing in it.", "has not opened")]
    public async Task ConfirmNamesWhoeverNeverCameOrSaidNothing(bool joins, string said, string unsaid)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.InviteAsync();
        if (joins)
        {
            await team.Priya.PressAsync("session.join");
        }

        while (team.Sarah.Card.Has("step.next"))
        {
            await team.Sarah.PressAsync("step.next");
        }

        Assert.Equal(!joins, team.Sarah.Card.Words.Contains("Somebody who was invited has not opened the session.", StringComparison.Ordinal));
        await team.Sarah.PressAsync("summary.prepare", ("reason", "She is away this week"));
        await team.Sarah.ToTheEndAsync();

        Assert.Contains(said, team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(unsaid, team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverSaidNothingElseThanThatTheyDisagreeHasNotSaidNothing()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.InviteAsync();
        await team.Priya.PressAsync("session.join");
        while (team.Sarah.Card.Has("step.next"))
        {
            await team.Sarah.PressAsync("step.next");
        }

        await team.Sarah.PressAsync("summary.prepare", ("reason", "She is away this week"));
        await team.Priya.RefreshAsync();
        await team.Priya.PressAsync("summary.disagree", ("remark", "We should have waited"));
        await team.Sarah.RefreshAsync();
        await team.Sarah.ToTheEndAsync();

        Assert.DoesNotContain("has said nothing", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Priya Nowak disagreed", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverIsNamedInTheSettingIsToldOfADisagreementAndNotOfItsWords()
    {
        await using var team = await SummarisedAsync(Toms);
        await team.Priya.ToTheEndAsync();
        Assert.Contains("whoever your organisation has named for it is told", team.Priya.Card.Words, StringComparison.Ordinal);

        await team.Priya.PressAsync("summary.disagree", ("remark", "We should have waited"));

        var told = await team.Connector.WaitAsync(0, sent => sent.Conversation == team.Tom.Chat.Id && sent.Card?.Words.Contains("disagreed", StringComparison.Ordinal) == true);
        Assert.Contains($"Priya Nowak disagreed with the summary of case {Walks.CaseReference}, in supervision of Sarah Ahmed and Priya Nowak.", told.Card!.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("waited", told.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Supervision", (string?)told.Body["summary"]);
    }

    [Fact]
    public async Task NobodyIsToldOfADisagreementWhereTheSettingNamesNobody()
    {
        await using var team = await SummarisedAsync();
        await team.Priya.ToTheEndAsync();
        Assert.DoesNotContain("your organisation has named", team.Priya.Card.Words, StringComparison.Ordinal);

        await team.Priya.PressAsync("summary.disagree", ("remark", "We should have waited"));
        await team.Sarah.HearAsync("There is something new in one of your sessions.");

        Assert.DoesNotContain(team.Connector.All, sent => sent.Conversation == team.Tom.Chat.Id && sent.Card?.Words.Contains("disagreed", StringComparison.Ordinal) == true);
    }

    private static async Task<SupervisionTeam> SummarisedAsync(params string[] settings)
    {
        var team = await SupervisionTeam.MeetAsync(settings);
        await team.OpenAsync();
        await team.SummariseAsync();
        return team;
    }
}
