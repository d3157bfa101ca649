using SupervisionBot.Tests.Redactions;
using SupervisionBot.Tests.Reflections;
using SupervisionBot.Tests.Rounds;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Upgrade;

/// <summary>What people began with an earlier version they finish with this one.</summary>
public sealed class UpgradeTests
{
    [SkippableTheory]
    [InlineData(Way.Database)]
    [InlineData(Way.Export)]
    [InlineData(Way.ExportIntoTables)]
    public async Task ASessionThatWasHalfWalkedIsWalkedToItsFrozenSummary(Way way)
    {
        await using var earlier = await EarlierStore.OpenAsync(way);
        var (sarah, priya) = (earlier.Team.Sarah, earlier.Team.Priya);
        await sarah.TypeAsync("resume");
        await priya.TypeAsync("resume");
        Assert.Equal((earlier.Open, earlier.Open), (sarah.Card.Session, priya.Card.Session));

        // The check of today asks for more than that of then.
        await sarah.OpenAsync("ethics.open");
        await sarah.SubmitAsync("ethics.save", ("answer.ethics.scrutiny", "We would say it in his presence"));
        await sarah.PressAsync("step.back");
        await sarah.PressAsync("step.next", ("answer.assessment.parents-views", "His mother is worried too"));
        await earlier.Team.DecideAsync("2027-03-12");
        await earlier.Team.SignAsync();

        Assert.Contains("Summary, signed off", sarah.Card.Words, StringComparison.Ordinal);
        var words = await priya.ReadAsync();
        Assert.Contains("Two missed school days", words, StringComparison.Ordinal);
        Assert.Contains("The school rang on Tuesday", words, StringComparison.Ordinal);
        Assert.Contains("Who saw him last", words, StringComparison.Ordinal);
        Assert.Contains("He says he is tired", words, StringComparison.Ordinal);
        Assert.DoesNotContain("does not match", words, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(Way.Database)]
    [InlineData(Way.Export)]
    [InlineData(Way.ExportIntoTables)]
    public async Task AnOpenSessionAsksWhatItsOwnEditionAsksAndANewOneTheEditionOfToday(Way way)
    {
        await using var earlier = await EarlierStore.OpenAsync(way);
        var sarah = earlier.Team.Sarah;
        await sarah.TypeAsync("resume");
        Assert.Equal(earlier.Open, sarah.Card.Session);
        Assert.Contains("Step 3 of 6: Powers and Policy", sarah.Card.Words, StringComparison.Ordinal);
        Assert.True(sarah.Card.Has("bring.open"));
        Assert.DoesNotContain(sarah.Card.Inputs, input => input.Id == "answer.powers.threshold");
        await sarah.PressAsync("step.back");
        Assert.Contains("Is there a risk of significant harm?", sarah.Card.Words, StringComparison.Ordinal);

        await earlier.Team.OpenAsync("KN-8000");

        Assert.Contains("Stage 1 of 5: Information", sarah.Card.Words, StringComparison.Ordinal);
        Assert.False(sarah.Card.Has("bring.open"));
        await sarah.PressAsync("step.next");
        Assert.DoesNotContain("Is there a risk of significant harm?", sarah.Card.Words, StringComparison.Ordinal);
        await sarah.PressAsync("step.next");
        Assert.Contains(sarah.Card.Inputs, input => input.Id == "answer.powers.threshold");
    }

    [SkippableTheory]
    [InlineData(Way.Database)]
    [InlineData(Way.Export)]
    [InlineData(Way.ExportIntoTables)]
    public async Task AFrozenSummaryIsShownAsItWasAndItsFingerprintMatches(Way way)
    {
        await using var earlier = await EarlierStore.OpenAsync(way);
        foreach (var somebody in new[] { earlier.Team.Sarah, earlier.Team.Priya })
        {
            await somebody.TypeAsync("sessions");
            await somebody.PressAsync(somebody.Card.Button("session.view", "session", earlier.Frozen));
            var words = await somebody.ReadAsync();

            Assert.Contains("Two missed school days", words, StringComparison.Ordinal);
            Assert.Contains("It is quick and kind", words, StringComparison.Ordinal);
            Assert.Contains("I do not think that he was seen", words, StringComparison.Ordinal);
            Assert.Contains("The school rang again on Friday", words, StringComparison.Ordinal);
            Assert.Contains(earlier.Fingerprint, words, StringComparison.Ordinal);
            Assert.DoesNotContain("does not match", words, StringComparison.Ordinal);
        }

        await earlier.Team.Priya.PressAsync("addendum.add", ("addendum", "He is well"));
        Assert.Contains("He is well", await earlier.Team.Priya.ReadAsync(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(Way.Database)]
    [InlineData(Way.Export)]
    [InlineData(Way.ExportIntoTables)]
    public async Task WordsAreErasedFromASummaryThatWasFrozenBeforeThereWereKeys(Way way)
    {
        await using var earlier = await EarlierStore.OpenAsync(way);
        // Whoever opened the earlier store closes it.
        var scene = new RedactionScene(earlier.Team, earlier.Team.Sarah, earlier.Frozen);
        await scene.AskAsync("missed school days");
        await scene.ApproveAsync(earlier.Team.Sarah);
        await scene.ApproveAsync(earlier.Team.Tom);

        Assert.DoesNotContain("missed school days", await scene.StoredAsync(), StringComparison.Ordinal);
        var words = await scene.ReadAsync(earlier.Team.Priya);
        Assert.Contains("Two [erased]", words, StringComparison.Ordinal);
        Assert.Contains("Checked just now: it matches.", words, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(Way.Database)]
    [InlineData(Way.Export)]
    [InlineData(Way.ExportIntoTables)]
    public async Task ARoundThatWasOpenIsAnsweredChangedClosedCountedAndRead(Way way)
    {
        await using var earlier = await EarlierStore.OpenAsync(way);
        var (rounds, channel) = (earlier.Rounds, earlier.Rounds.Channels[0]);
        for (var person = 6; person < 12; person++)
        {
            await rounds.AnswerAsync(RoundScene.SomebodyIn(channel, person), channel, stop: $"Forms {person}");
        }

        var dialog = (await rounds.OpenDialogAsync(RoundScene.SomebodyIn(channel, 1), channel)).Card!;
        Assert.Equal("Forms 1", dialog.Input("stop.1").Value);
        await rounds.SendAsync(RoundScene.SomebodyIn(channel, 1), channel, dialog, "reply.save", ("stop.1", "Fewer forms"), ("start.1", ""), ("continue.1", ""));
        await rounds.CountAsync(earlier.Round);
        await earlier.Team.Sarah.TypeAsync("results");

        Assert.Contains("12 people answered.", earlier.Team.Sarah.Card.Words, StringComparison.Ordinal);
        var said = (await rounds.SaidAsync(earlier.Round)).Select(entry => entry.Text).ToList();
        Assert.Contains("Forms 0", said);
        Assert.Contains("Fewer forms", said);
        Assert.Contains("Visits 5", said);
        Assert.DoesNotContain("Forms 1", said);
    }

    [SkippableTheory]
    [InlineData(Way.Database)]
    [InlineData(Way.Export)]
    [InlineData(Way.ExportIntoTables)]
    public async Task MessagesThatWereParkedAreListedAndReachTheirPeopleOnceTheyAreSentAgain(Way way)
    {
        await using var earlier = await EarlierStore.OpenAsync(way);
        var (fake, priya, channel) = (earlier.Team.Connector.Fake, earlier.Team.Priya, earlier.Rounds.Channels[1]);
        Assert.Contains("4 parked", await earlier.CommandAsync("outbox", "list"), StringComparison.Ordinal);
        Assert.Empty(earlier.Rounds.CardsIn(channel));
        var before = fake.Postings.Count;

        await earlier.CommandAsync("outbox", "replay", "all");
        await earlier.Team.SettleAsync();

        var toPriya = fake.Postings.Skip(before).Where(posting => posting.Conversation == priya.Chat.Id && posting.Body is not null).ToList();
        Assert.Contains(toPriya, posting => posting.Body!["text"] is not null);
        var sent = earlier.Team.Connector.All.Where(sent => sent.Number >= before && sent.Conversation == priya.Chat.Id);
        var cards = sent.Select(each => each.Card).OfType<ShownCard>().ToList();
        // In place of a card that was stored whole, with somebody's words on it, comes one that says where to look.
        Assert.Contains(cards, card => card.Has("sessions.list"));
        Assert.Contains(cards, card => card.Has("answer.save") && card.Session == earlier.Open);
        Assert.Contains("0 parked", await earlier.CommandAsync("outbox", "list"), StringComparison.Ordinal);

        // A leader has a card posted again that did not reach its channel.
        await ResultsScene.PressAsync(earlier.Team.Sarah, "report.open", earlier.Round);
        await earlier.Team.Sarah.PressAsync("report.again");
        await RoundScene.UntilAsync(() => Task.FromResult(earlier.Rounds.CardsIn(channel).Count == 1));
        await earlier.Rounds.AnswerAsync(RoundScene.SomebodyIn(channel, 1), channel, stop: "Travel");
    }

    [SkippableTheory]
    [InlineData(Way.Database)]
    [InlineData(Way.Export)]
    [InlineData(Way.ExportIntoTables)]
    public async Task AReflectionThatWasAskedIsWrittenAndTheNextQuestionComesAtItsTime(Way way)
    {
        await using var earlier = await EarlierStore.OpenAsync(way);
        var priya = earlier.Team.Priya;
        var asked = earlier.Team.QuestionsTo(priya).Count;
        earlier.Team.TakeQuestion(priya);

        await priya.PressAsync("reflect.save", ("text", "It was a long way home"));
        await priya.TypeAsync("reflect");
        await priya.PressAsync("reflect.list");

        Assert.Contains("It was a long way home", priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains("I was tired on that visit", priya.Card.Words, StringComparison.Ordinal);
        await earlier.Team.PassAsync(Reflecting.Week);
        await RoundScene.UntilAsync(() => Task.FromResult(earlier.Team.QuestionsTo(priya).Count == asked + 1));
    }
}
