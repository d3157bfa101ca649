using SupervisionBot.Storage;
using SupervisionBot.Tests.Reflections;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Typing;

/// <summary>Nothing typed becomes a record by itself: a small card asks where it belongs.</summary>
public sealed class PlacingTests
{
    private const string Words = "Two missed days";

    [Theory]
    [InlineData("sorry, ignore that")]
    [InlineData("stop")]
    [InlineData("Please delete that")]
    [InlineData("My partner left me last night, can we cancel today?")]
    [InlineData("area 2: we are failing at visits")]
    [InlineData("reflect on what happened yesterday")]
    public async Task WhatIsTypedIsNotInTheRecordBeforeAPress(string text)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        var before = await team.TrailLengthAsync(session);

        await team.Priya.TypeAsync(text);

        Assert.Equal(before, await team.TrailLengthAsync(session));
        Assert.Contains(text, team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.True(team.Priya.Card.Has("typed.drop"));
    }

    [Fact]
    public async Task APressSavesTheWordsUnderTheQuestionAskedLast()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;

        await team.Priya.TypeAsync($" {Words}\n");
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Equal(Words, await team.AnswerAsync(session, Typed.Happening, team.Priya));
        Assert.Contains("Saved.", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(await team.TypedRowsAsync(team.Priya), row => row.GetText("Text") is not null);
    }

    [Fact]
    public async Task AQuestionThatHasAnAnswerGetsOneMoreParagraph()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang"));

        await team.Priya.TypeAsync(Words);
        await team.Priya.PressAsync(team.Priya.Card.Buttons.Single(button => button.Verb == "typed.place" && button.SendsInputs), ("target", $"{session}|{Typed.Known}"));

        Assert.Equal($"The school rang\n\n{Words}", await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task APrivateReflectionIsOfferedFirstAndGoesNowhereElse()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.InviteAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync("reflect");
        await team.Priya.PressAsync("reflect.now");
        await team.SettleAsync();
        var before = await team.TrailLengthAsync(session);

        await team.Priya.TypeAsync("I was frightened");
        var first = team.Priya.Card.Buttons.First(button => button.Verb == "typed.place");
        await team.Priya.PressAsync(first);

        Assert.StartsWith("Only you: ", first.Title, StringComparison.Ordinal);
        Assert.Contains("Only you can read it.", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains(await team.ReflectionRowsAsync(team.Priya), row => row.GetText("Text") == "I was frightened");
        Assert.Equal(before, await team.TrailLengthAsync(session));
        Assert.DoesNotContain(team.Priya.Person.Id, (await team.StoredAsync(session)).Session.Joined.Select(person => person.Value));
    }

    [Fact]
    public async Task TypingJoinsNobodyToASessionAndTheCardOffersToOpenItInstead()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.InviteAsync();
        var session = team.Priya.Card.Session;
        var before = await team.TrailLengthAsync(session);

        await team.Priya.TypeAsync(Words);
        var small = team.Priya.Card;
        Assert.DoesNotContain(small.Buttons, button => button.Verb is "typed.place" or "typed.start");
        await team.Priya.PressAsync("typed.open");
        Assert.Equal(before, await team.TrailLengthAsync(session));
        await team.Priya.ReceiveAsync("session.join");
        await team.Priya.PressAsync("session.join");
        await team.Priya.SendAsync(team.Priya.Execute("typed.view", small.Button("typed.drop").Data));
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Equal(Words, await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task AForgedPressSavesNothingInASessionThatIsNotOpened()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.InviteAsync();
        var session = team.Priya.Card.Session;
        var before = await team.TrailLengthAsync(session);
        await team.Priya.TypeAsync(Words);
        var data = team.Priya.Card.Button("typed.drop").Data.DeepClone().AsObject();
        (data["v"], data["target"]) = ("0", $"{session}|{Typed.Happening}");

        await team.Priya.SendAsync(team.Priya.Execute("typed.place", data));

        Assert.Contains("have not opened that session", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains(Words, team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Equal(before, await team.TrailLengthAsync(session));
    }

    [Fact]
    public async Task ALeadersChallengeQuestionIsOfferedAsItsOwn()
    {
        await using var team = await Challenge.Leaders.MeetAsync();
        await team.Tom.TypeAsync("area 1");
        var session = team.Tom.Card.Session;

        await team.Tom.TypeAsync("We do that each month");
        var offered = team.Tom.Card.Buttons.First(button => button.Verb == "typed.place" && !button.SendsInputs);
        await team.Tom.PressAsync(offered);

        Assert.Contains(session, (string)offered.Data["target"]!, StringComparison.Ordinal);
        Assert.Contains((await team.StoredAsync(session)).Session.Responses.Values, versions => versions[^1].Value == "We do that each month");
    }

    [Fact]
    public async Task ButtonsCarryTheKeyOfTheWordsAndNeverTheWords()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.Priya.TypeAsync(Words);

        Assert.DoesNotContain("missed", team.Priya.Card.Carried(), StringComparison.Ordinal);
        Assert.Contains("\"key\"", team.Priya.Card.Carried(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotAnAnswerLetsGoOfTheWords()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        var before = await team.TrailLengthAsync(session);
        await team.Priya.TypeAsync(Words);

        await team.Priya.PressAsync("typed.drop");

        Assert.Contains("Nothing was saved", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Empty(await team.TypedRowsAsync(team.Priya));
        Assert.Equal(before, await team.TrailLengthAsync(session));
    }

    [Fact]
    public async Task APressAfterADayIsAnsweredInWordsAndTheWordsAreGone()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        team.Clock.Move(TimeSpan.FromHours(25));

        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");
        Assert.Contains("Nothing was saved by this press", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.NotEmpty(await team.TypedRowsAsync(team.Priya));
        await team.RingAsync();

        Assert.Empty(await team.TypedRowsAsync(team.Priya));
        Assert.Null(await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task WhereAMessageWentIsForgottenAfterAWeek()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");
        await team.PassAsync(TimeSpan.FromDays(6));
        Assert.NotEmpty(await team.TypedRowsAsync(team.Priya));

        await team.PassAsync(TimeSpan.FromDays(2));

        Assert.Empty(await team.TypedRowsAsync(team.Priya));
        Assert.Equal(Words, await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task APressAfterTheStepMovedOnStillSavesWhereItSays()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        await team.Sarah.PressAsync("step.next");

        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Equal(Words, await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task APressWhileTheSummaryIsOutIsRefusedWithTheWordsStillThere()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        var small = team.Priya.OnAnotherDevice();
        await team.Priya.SendAsync(team.Priya.Execute("session.view", new() { ["session"] = session }));
        await team.SummariseAsync();

        await small.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Contains("it was not saved", small.Card.Words, StringComparison.Ordinal);
        Assert.Contains(Words, small.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyElseReachesTheWordsByTheirKey()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        var data = team.Priya.Card.Button("typed.place", "target", $"{session}|{Typed.Happening}").Data;

        foreach (var verb in new[] { "typed.view", "typed.place", "typed.drop", "typed.back" })
        {
            var answer = await team.Sarah.SendAsync(team.Sarah.Execute(verb, data));
            Assert.DoesNotContain("missed", answer.Body, StringComparison.Ordinal);
        }

        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");
        Assert.Equal(Words, await team.AnswerAsync(session, Typed.Happening, team.Priya));
        Assert.Null(await team.AnswerAsync(session, Typed.Happening, team.Sarah));
    }

    [Fact]
    public async Task ACardOfTheVersionBeforeStillSavesWhatItCarries()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;

        await team.Priya.SendAsync(team.Priya.Execute("message.place", new() { ["message"] = "bWVzc2FnZQ", ["text"] = Words, ["target"] = $"{session}|{Typed.Known}" }));

        Assert.Equal(Words, await team.AnswerAsync(session, Typed.Known, team.Priya));
        Assert.Contains("Saved under", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACardOfTheVersionBeforeJoinsNobodyEither()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.InviteAsync();
        var session = team.Priya.Card.Session;
        var before = await team.TrailLengthAsync(session);

        var answer = await team.Priya.SendAsync(team.Priya.Execute("message.place", new() { ["text"] = Words, ["target"] = $"{session}|{Typed.Known}" }));

        Assert.Contains("have not opened that session", answer.Message, StringComparison.Ordinal);
        Assert.Equal(before, await team.TrailLengthAsync(session));
    }

    [Fact]
    public async Task WordsThatDidNotFitInOnePlaceGoToAnotherAtOnce()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.PressAsync("answer.save", ($"answer.{Typed.Happening}", new string('a', 3_995)));
        await team.Priya.TypeAsync(Words);
        var others = team.Priya.Card.Buttons.Single(button => button.Verb == "typed.place" && button.SendsInputs);

        await team.Priya.OnAnotherDevice().PressAsync(others, ("target", $"{session}|{Typed.Happening}"));
        await team.Priya.PressAsync(others, ("target", $"{session}|{Typed.Known}"));

        Assert.Equal(Words, await team.AnswerAsync(session, Typed.Known, team.Priya));
        Assert.DoesNotContain(Words, await team.AnswerAsync(session, Typed.Happening, team.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereANewerVersionNotedAMessageNothingIsWrittenOverIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        var waiting = (await team.TypedRowsAsync(team.Priya)).Single(row => row.RowKey.StartsWith("said|", StringComparison.Ordinal));
        var newer = new TableEntity(waiting.PartitionKey, $"went|{waiting.RowKey["said|".Length..]}") { ["Schema"] = 99, ["At"] = team.Clock.GetUtcNow() };
        await team.Store.SubmitAsync("typed", newer.PartitionKey, [TableAction.Insert(newer)], default);

        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Equal(99, (await team.Store.GetAsync("typed", newer.PartitionKey, newer.RowKey, default))!.GetInt32("Schema"));
    }

    [Fact]
    public async Task AnOrdinaryExportHasNoneOfTheWordsThatWait()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.TypeAsync(Words);
        var file = Path.Combine(team.Folder, "export.jsonl");

        await new SupervisionBot.Transfer.Export(team.Store, TextWriter.Null, team.Clock).RunAsync(file, withReflections: true, CancellationToken.None);

        Assert.DoesNotContain("missed", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }
}
