using SupervisionBot.OneToOne;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Typing;

/// <summary>Commands and greetings, however people write them, and what is none of them.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("Help?", "help")]
    [InlineData("/help", "help")]
    [InlineData("help me", "help")]
    [InlineData("  HELP!!  ", "help")]
    [InlineData("Please help me.", "help")]
    [InlineData("Hi", "help")]
    [InlineData("hello 👋", "help")]
    [InlineData("Hey there!", "help")]
    [InlineData("Good morning", "help")]
    [InlineData("Bore da", "help")]
    [InlineData("Shwmae", "help")]
    [InlineData("👍🏽", "help")]
    [InlineData("👋", "help")]
    [InlineData("Thank you!", "help")]
    [InlineData("thank you very much", "help")]
    [InlineData("?", "help")]
    [InlineData("\u200b", "help")]
    [InlineData("Start?", "start")]
    [InlineData("/start", "start")]
    [InlineData(", start", "start")]
    [InlineData("@Supervision, start", "start")]
    [InlineData("start supervision", "start")]
    [InlineData("Start, please", "start")]
    [InlineData("sessions?", "sessions")]
    [InlineData("My sessions", "sessions")]
    [InlineData("resume please", "resume")]
    [InlineData("“Resume”", "resume")]
    [InlineData("Cancel\u00A0", "cancel")]
    [InlineData("ｈｅｌｐ", "help")]
    public void ACommandIsReadHoweverItIsWritten(string typed, string expected) => Assert.Equal(expected, TypedCommands.Read(TypedWord.Of(typed)));

    [Theory]
    [InlineData("My partner left me last night, can we cancel today?")]
    [InlineData("start with the aunt")]
    [InlineData("help him")]
    [InlineData("hello, the school rang")]
    [InlineData("area 2: we are failing at visits")]
    [InlineData("reflect on his words")]
    [InlineData("𞤀𞤁")]
    [InlineData("你好")]
    public void MoreWordsThanACommandAreNone(string typed)
    {
        var word = TypedWord.Of(typed);

        Assert.Null(TypedCommands.Read(word));
        Assert.NotEqual("", word);
    }

    [Fact]
    public void AVeryLongMessageIsNoCommandAtOnce() => Assert.Null(TypedCommands.Read(TypedWord.Of(new string('!', 100_000) + "help")));

    [Theory]
    [InlineData("Help?")]
    [InlineData("Hi")]
    [InlineData("👋")]
    [InlineData("Shwmae!")]
    [InlineData("thank you")]
    public async Task AGreetingInASessionBringsHelpAndIsNeverAnAnswer(string text)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        var before = await team.TrailLengthAsync(session);

        await team.Priya.TypeAsync(text);

        Assert.True(team.Priya.Card.Has("start.open"));
        Assert.False(team.Priya.Card.Has("typed.drop"));
        Assert.Equal(before, await team.TrailLengthAsync(session));
    }

    [Theory]
    [InlineData("rounds")]
    [InlineData("/Results")]
    [InlineData("challenge, please")]
    [InlineData("Area 2?")]
    public async Task ALeadersWordOfSomebodyElseIsAnsweredWithNothingWasSaved(string text)
    {
        await using var team = await Challenge.Leaders.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        var before = await team.TrailLengthAsync(session);

        await team.Priya.TypeAsync(text);

        Assert.EndsWith("Nothing was saved.", team.Priya.Texts[^1], StringComparison.Ordinal);
        Assert.Equal(before, await team.TrailLengthAsync(session));
    }

    [Theory]
    [InlineData("Challenge?", "challenge.area")]
    [InlineData("please rounds", "plan.open")]
    public async Task ALeadersWordIsReadJustAsGenerously(string text, string verb)
    {
        await using var team = await Challenge.Leaders.MeetAsync();

        await team.Tom.TypeAsync(text);

        Assert.True(team.Tom.Card.Has(verb));
    }

    [Theory]
    [InlineData("groupChat", "19:0f6a4c2e@thread.v2")]
    [InlineData("channel", "19:chan@thread.tacv2;messageid=1790000000700")]
    public async Task WithNothingOpenASharedChatGetsHelpForThatPlace(string kind, string id)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var there = team.Sarah.In(new(id, kind));
        team.Connector.Seat(there.Chat, team.Sarah.Person);

        await there.TypeAsync("help me");
        Assert.Contains("Nothing else that is typed here is kept", there.Card.Words, StringComparison.Ordinal);
        await there.TypeAsync("what happened to the boy");

        Assert.Contains("No session is under way for you in this chat", there.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("the boy", there.Card.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("sessions", there.Card.Json["body"]!.AsArray().Where(element => (string?)element!["type"] == "FactSet").SelectMany(set => set!["facts"]!.AsArray()).Select(fact => (string?)fact!["title"]));
    }

    [Fact]
    public async Task NothingTypedInASharedChatIsKeptOrSaidAgain()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var there = team.Sarah.In(team.Group);
        await there.TypeAsync("start");
        await there.PressAsync("start.send", ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", Walks.CaseReference));
        var session = there.Card.Session;
        var before = await team.TrailLengthAsync(session);

        await there.SendAsync(there.Typed("Two missed days"));

        Assert.Contains("nothing was saved", there.Texts[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("missed", there.Texts[^1], StringComparison.Ordinal);
        Assert.Equal(before, await team.TrailLengthAsync(session));
        Assert.Empty(await team.TypedRowsAsync(team.Sarah));
        Assert.DoesNotContain("as a message", there.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithNothingOpenTheOwnChatGetsHelpAndKeepsNothing()
    {
        await using var team = await SupervisionTeam.MeetAsync();

        await team.Tom.TypeAsync("The school rang");

        Assert.True(team.Tom.Card.Has("start.open"));
        Assert.Contains("nothing was saved", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Empty(await team.TypedRowsAsync(team.Tom));
    }

    [Fact]
    public void WhatIsOfferedIsUnderstood() =>
        Assert.All(TypedCommands.In(ConversationKind.Personal), command => Assert.Equal(command, TypedCommands.Read(TypedWord.Of(command))));
}
