using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.OwnWords;

/// <summary>Whoever wrote something can take it back until the summary is frozen, and then it is gone.</summary>
public sealed class TakingBackTests
{
    private const string Known = "answer.information.known";

    [Fact]
    public async Task AnAnswerThatIsTakenBackIsGoneFromTheStoreAndFromBothCards()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "zebra one"));
        await team.Priya.PressAsync("answer.save", (Known, "zebra two"));
        await team.Sarah.RefreshAsync();
        Assert.Contains("zebra two", team.Sarah.Card.Words, StringComparison.Ordinal);

        await team.Priya.OpenAsync("mine.open");
        Assert.Contains("and an earlier version", team.Priya.Dialog!.Words, StringComparison.Ordinal);
        await team.Priya.SubmitAsync("mine.choose");
        Assert.Contains("zebra two", team.Priya.Dialog!.Words, StringComparison.Ordinal);
        await team.Priya.SubmitAsync("mine.back");

        Assert.Contains("Taken back", team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("zebra", await team.StoredTextAsync(team.Sarah.Card.Session), StringComparison.Ordinal);
        await team.SettleAsync();
        Assert.All(new[] { team.Sarah, team.Priya }, who => Assert.DoesNotContain("zebra", team.Connector.All.Last(sent => sent.Conversation == who.Chat.Id && sent.Card is not null).Card!.Words, StringComparison.Ordinal));
        await team.RestartAsync();
        await team.Sarah.RefreshAsync();
        Assert.DoesNotContain("zebra", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerWithMoreVersionsThanOneWriteErasesIsTakenBackWhole()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        for (var version = 1; version <= 95; version++)
        {
            await team.Priya.PressAsync("answer.save", (Known, $"zebra {version}"));
        }

        await team.Priya.OpenAsync("mine.open");
        await team.Priya.SubmitAsync("mine.choose");
        var press = team.Priya.Dialog!.Button("mine.back");
        await team.Priya.SubmitAsync("mine.back");
        var entries = await team.TrailLengthAsync(team.Priya.Card.Session);

        Assert.Contains("Taken back", team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("zebra", await team.StoredTextAsync(team.Sarah.Card.Session), StringComparison.Ordinal);
        Assert.Empty((await team.StoredAsync(team.Priya.Card.Session)).Session.Answers("information.known"));
        await team.Priya.SendAsync(team.Priya.Task("task/submit", press.Data.DeepClone().AsObject()));
        Assert.Equal(entries, await team.TrailLengthAsync(team.Priya.Card.Session));
    }

    [Fact]
    public async Task WordsThatAreTakenBackAreInNoFileAtOnce()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "zebra"));
        Assert.True(team.IsInAFile("zebra"));

        await team.Priya.TakeBackAsync();

        Assert.False(team.IsInAFile("zebra"));
    }

    [Fact]
    public async Task AnotherCopyThatHasTheSessionInMemoryForgetsTheWords()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "zebra"));
        using var copy = ActivatorUtilities.CreateInstance<SessionStore>(team.Services);
        var address = new SessionAddress(SupervisionTeam.Tenant, new(Guid.ParseExact(team.Priya.Card.Session, "N")));
        Assert.Equal("zebra", Assert.Single((await copy.FindAsync(address, default))!.Session.Answers("information.known")).Value);

        await team.Priya.TakeBackAsync();

        Assert.Empty((await copy.FindAsync(address, default))!.Session.Answers("information.known"));
    }

    [Fact]
    public async Task ARedeliveredPressDoesNotBringTheWordsBack()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var press = team.Priya.Pressed(team.Priya.Card.Button("answer.save"), (Known, "zebra"));
        await team.Priya.SendAsync(press);
        await team.Priya.TakeBackAsync();

        await team.Priya.SendAsync(press);
        await team.RestartAsync();
        await team.Priya.SendAsync(press);

        Assert.DoesNotContain("zebra", await team.StoredTextAsync(team.Sarah.Card.Session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACardFromBeforeSavesNothingAndGivesBackWhatWasTyped()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "zebra"));
        var phone = team.Priya.OnAnotherDevice();
        await team.Priya.TakeBackAsync();

        await phone.PressAsync("answer.save", ("answer.information.to-know", "Who saw him last"));

        Assert.Contains("older than something you took back", phone.Card.Words, StringComparison.Ordinal);
        Assert.Equal("Who saw him last", phone.Card.Input("answer.information.to-know").Value);

        // The words themselves are given back in no box, where the next press would save them again.
        Assert.Equal("", phone.Card.Input(Known).Value ?? "");
        Assert.Contains("zebra", phone.Card.Words, StringComparison.Ordinal);
        await phone.PressAsync("answer.save");
        Assert.DoesNotContain("zebra", await team.StoredTextAsync(team.Sarah.Card.Session), StringComparison.Ordinal);
        Assert.DoesNotContain("zebra", await team.StoredTextAsync(team.Sarah.Card.Session), StringComparison.Ordinal);
        await phone.PressAsync("answer.save", (Known, ""));
        Assert.Contains("Who saw him last", await team.StoredTextAsync(team.Sarah.Card.Session), StringComparison.Ordinal);
        Assert.DoesNotContain("zebra", await team.StoredTextAsync(team.Sarah.Card.Session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACardFromBeforeWithNothingWrittenOnItStillDoesWhatItsButtonsSay()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var phone = team.Priya.OnAnotherDevice();
        await team.Priya.PressAsync("answer.save", (Known, "zebra"));
        await team.Priya.TakeBackAsync();

        await phone.PressAsync("session.pause");

        Assert.True((await team.StoredAsync(phone.Card.Session)).Session.IsPaused, phone.Card.Words);
    }

    [Fact]
    public async Task WordsThatAreStillInTheirRowAreReadByNobodyOnceAnEntrySaysThatTheyAreGone()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "zebra"));
        var row = (await team.TrailAsync(team.Priya.Card.Session))[^1];
        await team.Priya.TakeBackAsync();
        await team.Store.SubmitAsync("sessions", row.PartitionKey, [TableAction.Upsert(row)], CancellationToken.None);
        using var copy = ActivatorUtilities.CreateInstance<SessionStore>(team.Services);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        var found = await copy.FindAsync(new(SupervisionTeam.Tenant, new(Guid.ParseExact(team.Priya.Card.Session, "N"))), patience.Token);

        Assert.Empty(found!.Session.Answers("information.known"));
    }

    [Fact]
    public async Task OnceTheSummaryIsOpenEverybodyConfirmsItAnew()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.SummariseAsync();
        await team.Sarah.ConfirmAsync();
        await team.Priya.RefreshAsync();

        await team.Priya.TakeBackAsync();

        await team.SettleAsync();
        await team.Sarah.RefreshAsync();
        Assert.True(team.Sarah.Card.Has("summary.disagree"));
        Assert.Empty((await team.StoredAsync(team.Sarah.Card.Session)).Session.Positions);
        await team.Sarah.ConfirmAsync();
        await team.Priya.ConfirmAsync();
        Assert.Contains("it matches", await team.Priya.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodySeesOrTakesBackWhatSomebodyElseWroteThere()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "zebra"));
        var session = team.Priya.Card.Session;
        var entry = (await team.StoredAsync(session)).Session.Versions("information.known", new(team.Priya.Person.Id))[0].Sequence;

        await team.Sarah.OpenAsync("mine.open");
        Assert.DoesNotContain("zebra", team.Sarah.Dialog!.Words, StringComparison.Ordinal);
        foreach (var verb in new[] { "mine.page", "mine.choose", "mine.back" })
        {
            await team.Sarah.SendAsync(team.Sarah.Task("task/submit", new JsonObject { ["verb"] = verb, ["session"] = session, ["v"] = 99, ["entry"] = entry }));
            Assert.DoesNotContain("zebra", team.Sarah.Dialog!.Words, StringComparison.Ordinal);
            foreach (var outsider in new[] { team.Tom, team.Eve })
            {
                var answer = await outsider.SendAsync(outsider.Task("task/submit", new JsonObject { ["verb"] = verb, ["session"] = session, ["v"] = 99, ["entry"] = entry }));
                Assert.Contains("I can't find that session for you", answer.Body, StringComparison.Ordinal);
            }
        }

        Assert.Contains("zebra", await team.StoredTextAsync(team.Sarah.Card.Session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyingABoxOffersToTakeItBack()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "zebra"));

        await team.Priya.PressAsync("answer.save", (Known, ""));

        Assert.Contains("press What I have written and take them back", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains("zebra", await team.StoredTextAsync(team.Sarah.Card.Session), StringComparison.Ordinal);
        await team.Priya.TakeBackAsync();
        Assert.DoesNotContain("zebra", await team.StoredTextAsync(team.Sarah.Card.Session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABoxThatWasEmptyWhenItsCardWasDrawnEmptiesNothingThatWasSavedElsewhereSince()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var phone = team.Priya.OnAnotherDevice();
        await team.Priya.PressAsync("answer.save", (Known, "zebra"));

        await phone.PressAsync("answer.save", ("answer.information.to-know", "Who saw him last"));

        Assert.Equal("zebra", (await team.StoredAsync(phone.Card.Session)).Session.Answer("information.known", new(team.Priya.Person.Id))!.Value);
    }

    [Fact]
    public async Task WordsGoFromACardThatStoodBeforeANewerOneToo()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.OpenAsync("prompt.open", "prompt", "information.known");
        await team.Priya.SubmitAsync("prompt.save", (Known, "zebra"));
        await team.SettleAsync();
        await team.Priya.TypeAsync("resume");
        await team.SettleAsync();
        Assert.Equal(2, Standing(team, "zebra"));

        await team.Priya.TakeBackAsync();
        await team.SettleAsync();

        Assert.Equal(0, Standing(team, "zebra"));
    }

    [Fact]
    public async Task EmptyingABoxOfADialogOffersToTakeItBackToo()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "zebra"));
        await team.Priya.OpenAsync("prompt.open", "prompt", "information.known");

        var answer = await team.Priya.SubmitAsync("prompt.save", (Known, ""));

        Assert.Contains("press What I have written and take them back", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterFreezingACorrectionStandsWithTheSummaryAndNamesTheWords()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        await team.Priya.RefreshAsync();

        await team.Priya.OpenAsync("mine.open");
        Assert.False(team.Priya.Dialog!.Has("mine.back"));
        var line = team.Priya.Dialog.Buttons.Last(button => button.Verb == "mine.choose");
        await team.Priya.SendAsync(team.Priya.Task("task/submit", line.Data));
        await team.Priya.SubmitAsync("mine.right", ("correction", "Three missed days"));

        await team.SettleAsync();
        await team.Sarah.RefreshAsync();
        var words = await team.Sarah.ReadAsync();
        Assert.Contains("Three missed days", words, StringComparison.Ordinal);
        Assert.Contains("Beside “Two missed school days”", words, StringComparison.Ordinal);
        Assert.Contains("it matches", words, StringComparison.Ordinal);
    }

    // The messages in Priya's chat that carry these words, as they stand there.
    private static int Standing(SupervisionTeam team, string words) =>
        team.Connector.Fake.ShownIn(team.Priya.Chat.Id).Count(message => message.Body?.ToJsonString().Contains(words, StringComparison.Ordinal) == true);
}
