using SupervisionBot.Reflections;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Reflections;

/// <summary>What a practitioner sees of their own reflections.</summary>
public sealed class ReflectionTests
{
    [Theory]
    [InlineData("reflect.pause")]
    [InlineData("reflect.stop")]
    public async Task AButtonOfAnOlderCardDoesNotSayThatItDidWhatItDidNot(string verb)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        var old = team.Priya.OnAnotherDevice();
        await team.Priya.PressAsync("reflect.stop");

        await old.PressAsync(verb);

        Assert.Equal(verb == "reflect.pause", old.Card.Words.Contains("That card was an older one", StringComparison.Ordinal));
        Assert.DoesNotContain("Paused", old.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingComesUntilSomebodyStarts()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.TypeAsync("Reflect.");

        Assert.Contains("Not started", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.False(team.Priya.Card.Has("reflect.stop"));
        await team.PassAsync(Reflecting.ToMonday);

        Assert.Empty(team.QuestionsTo(team.Priya));
    }

    [Fact]
    public async Task AQuestionComesOnMondayAtNineAndNotBefore()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        Assert.Contains("Monday 8 March 2027 at 09:00", team.Priya.Card.Words, StringComparison.Ordinal);

        await team.PassAsync(Reflecting.ToMonday - TimeSpan.FromMinutes(5));
        Assert.Empty(team.QuestionsTo(team.Priya));
        await team.PassAsync(TimeSpan.FromMinutes(5));
        await team.RingAsync();

        var question = Assert.Single(team.QuestionsTo(team.Priya));
        Assert.Equal("Supervision", (string?)question.Body["summary"]);
        Assert.Equal(ReflectivePrompts.Load().Prompts[0].Text, question.Question());
        await team.Priya.TypeAsync("reflect");
        Assert.Contains("Monday 15 March 2027 at 09:00", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTimesAreTheirsToChoose()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.TypeAsync("reflect");

        await team.Priya.PressAsync("reflect.start", ("weekday", "3"), ("hour", "16"), ("weeks", "2"));
        Assert.Contains("Wednesday 10 March 2027 at 16:00", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.PassAsync(TimeSpan.FromDays(6.5));
        await team.PassAsync(Reflecting.Week);
        Assert.Single(team.QuestionsTo(team.Priya));
        await team.PassAsync(Reflecting.Week);

        Assert.Equal(2, team.QuestionsTo(team.Priya).Count);
    }

    [Fact]
    public async Task AfterDowntimeOneQuestionComesAndNotSix()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        team.Clock.Move(TimeSpan.FromDays(45));
        await team.RestartAsync();
        // The first message shows that the new copy is at work.
        await team.Priya.TypeAsync("reflect");

        await team.RingAsync();
        await team.RingAsync();

        Assert.Single(team.QuestionsTo(team.Priya));
        await team.Priya.TypeAsync("reflect");
        Assert.Contains("Monday 19 April 2027 at 09:00", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANewQuestionWaitsUntilTheLastHasHadItsTimeAndThenTakesItsPlace()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        await team.Priya.PressAsync("reflect.now");
        await team.SettleAsync();
        var first = Assert.Single(team.QuestionsTo(team.Priya));

        await team.PassAsync(Reflecting.ToMonday);
        Assert.Single(team.QuestionsTo(team.Priya));
        await team.PassAsync(Reflecting.Week);
        Assert.Equal(2, team.QuestionsTo(team.Priya).Count);

        // Nothing is said about the one that was left; it can be answered all the same.
        team.Priya.Take(first);
        await team.Priya.RefreshAsync();
        await team.Priya.PressAsync("reflect.save", ("text", "A late thought"));
        Assert.Contains("A late thought", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PausedNothingComesAndItGoesOnWhenTheyDo()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        await team.Priya.PressAsync("reflect.pause");
        Assert.Contains("Paused", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.PassAsync(Reflecting.ToMonday);
        Assert.Empty(team.QuestionsTo(team.Priya));

        await team.Priya.PressAsync("reflect.resume");
        await team.PassAsync(Reflecting.Week);

        Assert.Single(team.QuestionsTo(team.Priya));
    }

    [Fact]
    public async Task OneClickOnTheQuestionStopsAndKeepsWhatWasWritten()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        await team.PassAsync(Reflecting.ToMonday);
        team.TakeQuestion(team.Priya);

        await team.Priya.PressAsync("reflect.stop", ("text", "Half a thought"));
        Assert.Contains("Stopped", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Equal("Start again", team.Priya.Card.Button("reflect.start").Title);
        await team.PassAsync(Reflecting.Week * 3);
        Assert.Single(team.QuestionsTo(team.Priya));
        await team.Priya.PressAsync("reflect.list");

        Assert.Contains("Half a thought", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherQuestionComesInThePlaceOfOneThatTheyDoNotWant()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        await team.PassAsync(Reflecting.ToMonday);
        team.TakeQuestion(team.Priya);
        var there = team.Priya.OnAnotherDevice();

        await team.Priya.PressAsync("reflect.instead");
        Assert.Contains(ReflectivePrompts.Load().Prompts[1].Text, team.Priya.Card.Words, StringComparison.Ordinal);
        await there.PressAsync("reflect.instead");
        await there.RefreshAsync();

        Assert.Equal(team.Priya.Card.Words, there.Card.Words);
        Assert.Single(team.QuestionsTo(team.Priya));
    }

    [Fact]
    public async Task WhatWasTypedBesideTheButtonForAnotherQuestionIsKept()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        await team.PassAsync(Reflecting.ToMonday);
        team.TakeQuestion(team.Priya);

        await team.Priya.PressAsync("reflect.instead", ("text", "Not lost"));
        await team.Priya.TypeAsync("reflect");
        await team.Priya.PressAsync("reflect.list");

        Assert.Contains("Not lost", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSamePressTwiceSendsOneQuestion()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.TypeAsync("reflect");
        var there = team.Priya.OnAnotherDevice();

        await Task.WhenAll(team.Priya.PressAsync("reflect.now"), there.PressAsync("reflect.now"));
        await team.SettleAsync();

        Assert.Single(team.QuestionsTo(team.Priya));
    }

    [Fact]
    public async Task AReflectionCanBeChangedAndDeletedAndThenItsRowIsGone()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.ReflectAsync(team.Priya, "First words");
        await team.Priya.PressAsync("reflect.bring");
        await team.Priya.PressAsync("reflect.edit");
        Assert.Equal("First words", team.Priya.Card.Input("text").Value);

        await team.Priya.PressAsync("reflect.save", ("text", "Better words"));
        Assert.Contains("Better words", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains("only you see the mark", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Priya.PressAsync("reflect.edit");
        var old = team.Priya.OnAnotherDevice();
        await team.Priya.PressAsync("reflect.delete");

        Assert.Contains("Nothing is written yet", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Equal(["state"], (await team.ReflectionRowsAsync(team.Priya)).Select(row => row.RowKey));
        // Words on a card that still shows it are not put back under it, and stay on that card.
        var answer = await old.PressAsync("reflect.save", ("text", "Later words"));
        Assert.Null(answer.Card);
        Assert.Contains("deleted", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsMarkedToTalkAboutSaysSoInTheListOfItsWriterAndTheMarkCanBeTakenOff()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.ReflectAsync(team.Priya, "Some words");
        Assert.Contains("Only you can read this", team.Priya.Card.Words, StringComparison.Ordinal);

        await team.Priya.PressAsync("reflect.bring");
        Assert.False(team.Priya.Card.Has("reflect.bring"));
        await team.ReflectAsync(team.Priya, "Other words");
        await team.Priya.PressAsync("reflect.list");
        Assert.Equal(2, team.Priya.Card.Words.Split("To talk about").Length);
        await team.Priya.PressAsync(team.Priya.Card.Button("reflect.view", "number", "1"));
        await team.Priya.PressAsync("reflect.keep");

        Assert.DoesNotContain("To talk about", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Only you can read this", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(await team.ReflectionRowsAsync(team.Priya), row => row.RowKey.StartsWith("bring", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatWasWrittenIsListedNewestFirstInPages()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        for (var number = 1; number <= 12; number++)
        {
            await team.ReflectAsync(team.Priya, $"Thought {number:00}");
        }

        await team.Priya.PressAsync("reflect.list");
        var read = team.Priya.Card.Words;
        Assert.Contains("Thought 09", read, StringComparison.Ordinal);
        Assert.DoesNotContain("Thought 08", read, StringComparison.Ordinal);
        while (team.Priya.Card.Buttons.Any(button => button.Title == "Older ones"))
        {
            await team.Priya.PressAsync("reflect.list");
            read += team.Priya.Card.Words;
        }

        var order = Enumerable.Range(1, 12).Reverse().Select(number => read.IndexOf($"Thought {number:00}", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, order);
        Assert.Equal(order.Order(), order);
    }

    [Fact]
    public async Task TextThatIsTooLongStaysOnTheCard()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.TypeAsync("reflect");
        await team.Priya.PressAsync("reflect.now");
        await team.SettleAsync();
        team.TakeQuestion(team.Priya);

        var answer = await team.Priya.PressAsync("reflect.save", ("text", new string('x', 4_001)));
        Assert.Null(answer.Card);
        Assert.Contains("4,001", answer.Body, StringComparison.Ordinal);
        await team.Priya.PressAsync("reflect.save", ("text", new string('x', 4_000)));

        Assert.True(team.Priya.Card.Has("reflect.edit"));
    }

    [Fact]
    public async Task InAnOldClientTheCardIsPutInThePlaceOfTheQuestion()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.TypeAsync("reflect");
        await team.Priya.PressAsync("reflect.now");
        await team.SettleAsync();
        team.TakeQuestion(team.Priya);

        await team.Priya.PressOnAnOldClientAsync("reflect.save", ("text", "From an old phone"));

        Assert.Contains("From an old phone", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Equal("PUT", team.Connector.All[^1].Method);
    }

    [Fact]
    public async Task AnOldCardThatAsksForOneNowSaysThatNoneWasSent()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.TypeAsync("reflect");
        var old = team.Priya.OnAnotherDevice();
        await team.Priya.PressAsync("reflect.now");
        await team.SettleAsync();
        team.TakeQuestion(team.Priya);
        await team.Priya.PressAsync("reflect.save", ("text", "Private words"));
        var asked = team.QuestionsTo(team.Priya).Count;

        await old.PressAsync("reflect.now");
        await team.SettleAsync();

        Assert.Equal(asked, team.QuestionsTo(team.Priya).Count);
        Assert.DoesNotContain("Your question is below", old.Card.Words, StringComparison.Ordinal);
        Assert.Contains("no question was sent", old.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InASharedChatTheyAreSentToTheirOwn()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.ReflectAsync(team.Priya, "Private words");
        var inGroup = team.Priya.In(team.Group);

        await inGroup.TypeAsync("reflect");
        var answer = await inGroup.SendAsync(inGroup.Execute("reflect.list", []));

        Assert.Contains("for you alone", inGroup.Texts[^1], StringComparison.Ordinal);
        Assert.Contains("for you alone", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Private words", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenItIsNotKnownWhetherItIsSavedTheWordsStayAndTheSamePressSavesThem()
    {
        FaultyStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new FaultyStore(own)));
        await team.Priya.TypeAsync("reflect");
        await team.Priya.PressAsync("reflect.now");
        await team.SettleAsync();
        team.TakeQuestion(team.Priya);
        foreach (var fault in new[] { Fault.WritesAreLost, Fault.AnswersAreLost, Fault.NothingAnswers })
        {
            store!.Fail(fault);
            var answer = await team.Priya.PressAsync("reflect.save", ("text", $"Words in spite of {fault}"));
            store.Heal();
            Assert.Null(answer.Card);
            Assert.Contains("can't be sure", answer.Body.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);

            await team.Priya.PressAsync("reflect.save", ("text", $"Words in spite of {fault}"));
            Assert.Contains($"Words in spite of {fault}", team.Priya.Card.Words, StringComparison.Ordinal);
            await team.Priya.PressAsync("reflect.edit");
        }
    }

    [Fact]
    public async Task SomebodyWhoRemovedTheAppUsesUpNoQuestion()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        var gone = team.Priya.Activity("installationUpdate");
        gone["action"] = "remove";
        await team.PostAsync(gone);

        await team.PassAsync(Reflecting.ToMonday);
        await team.Priya.AddAppAsync();
        await team.PassAsync(Reflecting.Week);

        Assert.Equal(ReflectivePrompts.Load().Prompts[0].Text, Assert.Single(team.QuestionsTo(team.Priya)).Question());
    }
}
